// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardToken} from "../../src/RewardToken.sol";
import {ILabelCoordinator} from "../../src/interfaces/ILabelCoordinator.sol";
import {Kind, ProjectParams, Tier} from "../../src/interfaces/LabelTypes.sol";
import {Record} from "./Record.sol";

/// @title A coordinator with a token, a lead, an expert and annotators who have stake; and the steps of a batch.
abstract contract Stage is Record {
    ILabelCoordinator internal coordinator;
    RewardToken internal token;
    address internal lead = address(0x1ead);
    address internal expert = address(0xe4be47);
    address[7] internal people;

    uint256 internal constant REWARD = 1e18;
    uint256 internal constant STAKE = 20e18;
    uint256 internal constant FEE = 2e18;

    function setUp() public virtual {
        vm.roll(1000);
        vm.warp(1_800_000_000);
        placeLibraries();
        coordinator = ILabelCoordinator(deployRelease("LabelCoordinator", ""));
        token = newToken();
        fund(lead, 1_000_000e18);
        for (uint256 i; i < people.length; ++i) {
            people[i] = address(uint160(0xa11ce000 + i));
            fund(people[i], 10_000e18);
            vm.prank(people[i]);
            coordinator.depositStake(address(token), 1000e18);
        }
    }

    function newToken() internal returns (RewardToken) {
        return RewardToken(deployRelease("RewardToken", abi.encode(address(this))));
    }

    function fund(address account, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(coordinator), type(uint256).max);
    }

    function classProject() internal view returns (ProjectParams memory p) {
        p.token = address(token);
        p.kind = Kind.Class;
        (p.seats, p.quorum, p.batchSize, p.classCount) = (3, 2, 8, 4);
        (p.thresholdBps, p.agreementBps, p.auditBps) = (5000, 6667, 2500);
        (p.rewardPerLabel, p.stakePerSeat, p.auditFeePerItem) = (uint96(REWARD), uint96(STAKE), uint96(FEE));
        (p.leaseSeconds, p.commitSeconds, p.revealSeconds, p.auditSeconds) = (1 days, 2 days, 1 days, 3 days);
        p.tiers[0] = Tier(6000, 50, 10_000);
        p.tiers[1] = Tier(7000, 200, 11_000);
        p.tiers[2] = Tier(8000, 1000, 12_500);
    }

    function open(ProjectParams memory p, uint32 items) internal returns (uint256 projectId) {
        vm.prank(lead);
        projectId = coordinator.openProject(p, bytes32(uint256(1)), bytes32(0), items, "pack");
        kinds[projectId] = p.kind;
        vm.prank(lead);
        coordinator.setExpert(projectId, expert, true);
    }

    function take(uint256 projectId, address account) internal returns (uint256 seatId) {
        vm.prank(account);
        uint256[] memory ids = coordinator.takeSeats(projectId, 1);
        return ids[0];
    }

    function commitTo(uint256 seatId, address account, bytes memory labels) internal {
        commitWord(seatId, account, coordinator.commitmentOf(seatId, account, keccak256(labels), 0, saltOf(seatId)));
    }

    function commitWord(uint256 seatId, address account, bytes32 word) internal {
        bytes32[] memory words = new bytes32[](1);
        words[0] = word;
        vm.prank(account);
        coordinator.commit(one(seatId), words);
        noteCommit(seatId, word);
    }

    function saltOf(uint256 seatId) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", seatId));
    }

    function revealSeat(uint256 seatId, bytes memory labels) internal {
        revealWith(seatId, saltOf(seatId), labels);
    }

    function revealWith(uint256 seatId, bytes32 salt, bytes memory labels) internal {
        coordinator.reveal(seatId, salt, labels, 0, "", histories[seatId >> 8]);
    }

    function one(uint256 value) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = value;
    }

    /// @dev Seats the first `labels.length` people in a project of one batch; labels come in seat order.
    function commitAll(uint256 projectId, bytes[] memory labels) internal returns (uint256 batchId) {
        for (uint256 i; i < labels.length; ++i) {
            uint256 seatId = take(projectId, people[i]);
            eq(seatId & 0xff, i, "seats are given in order");
            batchId = seatId >> 8;
        }
        for (uint256 i; i < labels.length; ++i) {
            commitTo(batchId << 8 | i, people[i], labels[i]);
        }
    }

    function settled(uint256 projectId, bytes[] memory labels) internal returns (uint256 batchId) {
        batchId = commitAll(projectId, labels);
        for (uint256 i; i < labels.length; ++i) {
            if (labels[i].length != 0) revealSeat(batchId << 8 | i, labels[i]);
        }
        settleItems(batchId, labels, 0, coordinator.batch(batchId).itemCount);
    }

    function settleItems(uint256 batchId, bytes[] memory labels, uint256 from, uint256 to) internal {
        settlePages(coordinator, batchId, labels, from, to);
    }

    function claimAs(address account, uint256 batchId) internal returns (uint256) {
        vm.prank(account);
        return coordinator.claim(one(batchId));
    }

    function passAudit(uint256 batchId) internal {
        vm.warp(coordinator.batch(batchId).auditEnd);
    }

    function drawn(uint256 batchId) internal returns (uint64 mask) {
        vm.roll(coordinator.batch(batchId).anchorBlock + 1);
        return coordinator.drawAudit(batchId);
    }

    function audit(uint256 batchId, uint8 item, bytes memory truth, bytes[] memory labels) internal {
        uint8[] memory items = new uint8[](1);
        bytes[] memory truths = new bytes[](1);
        (items[0], truths[0]) = (item, truth);
        vm.prank(expert);
        coordinator.submitAudit(batchId, items, truths, chains[batchId], labels);
    }

    /// @dev A class item a character: '1' to '9' that class at 80 %, '0' nothing there, '?' cannot tell.
    function classes(string memory text) internal pure returns (bytes memory labels) {
        bytes memory letters = bytes(text);
        for (uint256 i; i < letters.length; ++i) {
            bytes1 letter = letters[i];
            if (letter == "?") labels = bytes.concat(labels, hex"ff");
            else if (letter == "0") labels = bytes.concat(labels, hex"00");
            else labels = bytes.concat(labels, hex"01", bytes1(uint8(letter) - 48), bytes1(uint8(80)));
        }
    }

    function three(string memory a, string memory b, string memory c) internal pure returns (bytes[] memory labels) {
        labels = new bytes[](3);
        (labels[0], labels[1], labels[2]) = (classes(a), classes(b), classes(c));
    }

    /// @dev Held tokens are escrows, stakes and pools, to the last unit.
    function checkMoney(uint256 projectId, address scope) internal view {
        uint256 sum = coordinator.escrow(projectId) + coordinator.auditPool(scope, address(token));
        for (uint256 i; i < people.length; ++i) {
            (uint256 free, uint256 locked) = coordinator.stake(address(token), people[i]);
            sum += free + locked;
        }
        eq(sum, token.balanceOf(address(coordinator)), "tokens held are accounted for");
        yes(coordinator.reserved(projectId) <= coordinator.escrow(projectId), "reserve within escrow");
    }
}
