// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Commitment, Page, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {Stage} from "./support/Stage.sol";

/// @dev What a call costs does not grow with the projects, accounts and batches that are there: a batch of a project of
/// eight, against one of a project of hundreds after hundreds of projects and accounts.
/// forge-config: default.isolate = true
contract GrowthTest is Stage {
    uint256 private constant PROJECTS = 200;
    uint256 private constant ACCOUNTS = 300;
    uint256 private constant BATCHES = 400;
    uint256 private constant FEW = 8;
    /// @dev A word of 256 batches more to look over, and bytes of calldata that are not zero any more; nothing that goes
    /// on growing.
    uint256 private constant SLACK_BPS = 500;
    uint256 private constant STEPS = 6;
    uint8 private constant ITEMS = 2;

    bytes private labels = hex"01015001024f";

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 4; ++i) {
            fund(people[i], 20_000e18);
            vm.prank(people[i]);
            coordinator.depositStake(address(token), 20_000e18);
        }
        // Numbers and reputations of these four are entered once in their lives.
        _play(4);
    }

    function test_noCallGrowsWithWhatIsThere() external {
        string[STEPS] memory names = ["take", "commit", "reveal", "settle", "draw", "claim"];
        uint256[STEPS] memory few = _play(FEW);
        _crowd();
        uint256[STEPS] memory many = _play(BATCHES);
        for (uint256 i; i < STEPS; ++i) {
            vm.snapshotValue("gas-growth", string.concat(names[i], ", of 8 batches"), few[i]);
            vm.snapshotValue("gas-growth", string.concat(names[i], ", of 400 batches"), many[i]);
            yes(many[i] * 10_000 <= few[i] * (10_000 + SLACK_BPS), string.concat("grows: ", names[i]));
        }
    }

    /// @dev Other projects, and other accounts that sit in one of them.
    function _crowd() private {
        ProjectParams memory p = _params();
        uint256 projectId;
        for (uint256 i; i < PROJECTS; ++i) {
            projectId = open(p, uint32(ACCOUNTS / 3 * ITEMS));
        }
        for (uint256 i; i < ACCOUNTS; ++i) {
            address account = address(uint160(0xc0de0000 + i));
            fund(account, 100e18);
            vm.prank(account);
            coordinator.depositStake(address(token), 100e18);
            take(projectId, account);
        }
    }

    function _params() private view returns (ProjectParams memory p) {
        p = classProject();
        p.batchSize = ITEMS;
        // Nobody climbs while this is measured.
        for (uint256 t; t < 3; ++t) {
            p.tiers[t].minItems = 1_000_000;
        }
    }

    /// @dev A batch of the project from its seats to its claims; what the last of each call costs. A fourth person takes
    /// a seat for the figure, so that it is one seat and one batch looked into.
    function _play(uint256 batches) private returns (uint256[STEPS] memory used) {
        uint256 projectId = open(_params(), uint32(batches * ITEMS));
        uint256 batchId = _fill(projectId, batches);
        vm.prank(people[3]);
        coordinator.takeSeats(projectId, 1);
        used[0] = vm.lastCallGas().gasTotalUsed;
        for (uint256 s; s < 3; ++s) {
            used[1] = _commit(batchId << 8 | s);
        }
        for (uint256 s; s < 3; ++s) {
            used[2] = _reveal(batchId << 8 | s);
        }
        used[3] = _settle(batchId);
        vm.roll(coordinator.batch(batchId).anchorBlock + 1);
        coordinator.drawAudit(batchId);
        used[4] = vm.lastCallGas().gasTotalUsed;
        vm.warp(coordinator.batch(batchId).auditEnd);
        for (uint256 i; i < 3; ++i) {
            vm.prank(people[i]);
            coordinator.claim(one(batchId));
            used[5] = vm.lastCallGas().gasTotalUsed;
        }
    }

    /// @dev Three people take what they get until they sit in one batch together.
    function _fill(uint256 projectId, uint256 batches) private returns (uint256) {
        for (uint256 round; round < 30; ++round) {
            for (uint256 i; i < 3; ++i) {
                vm.prank(people[i]);
                try coordinator.takeSeats(projectId, batches < 32 ? uint8(batches / 2 + 1) : 32) {} catch {}
            }
            vm.roll(block.number + 1);
            for (uint256 b; b < batches; ++b) {
                if (coordinator.batch(projectId << 32 | b).taken == 3) return projectId << 32 | b;
            }
        }
        yes(false, "three sit together");
        return 0;
    }

    function _commit(uint256 seatId) private returns (uint256) {
        address account = coordinator.seat(seatId).annotator;
        bytes32[] memory words = new bytes32[](1);
        words[0] = coordinator.commitmentOf(seatId, account, keccak256(labels), 0, saltOf(seatId));
        noteCommit(seatId, words[0]);
        uint256[] memory ids = one(seatId);
        vm.prank(account);
        coordinator.commit(ids, words);
        return vm.lastCallGas().gasTotalUsed;
    }

    function _reveal(uint256 seatId) private returns (uint256) {
        Commitment[] memory history = histories[seatId >> 8];
        coordinator.reveal(seatId, saltOf(seatId), labels, 0, "", history);
        return vm.lastCallGas().gasTotalUsed;
    }

    function _settle(uint256 batchId) private returns (uint256) {
        bytes[] memory all = new bytes[](3);
        (all[0], all[1], all[2]) = (labels, labels, labels);
        Page[] memory pages = pagesOf(kinds[batchId >> 32], all, 0, ITEMS);
        coordinator.settle(batchId, pages, 0, ITEMS);
        return vm.lastCallGas().gasTotalUsed;
    }
}
