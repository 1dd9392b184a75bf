// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelEvents} from "../../src/interfaces/ILabelEvents.sol";
import {
    Assertion,
    Claim,
    Kind,
    Opening,
    Page,
    Progress,
    ProjectParams,
    Rerun,
    SettlementKind
} from "../../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../../src/libraries/BatchTally.sol";
import {Consensus} from "./Consensus.sol";
import {Stage} from "./Stage.sol";
import {Vm} from "./Vm.sol";

/// @title What an asserter and a watcher do off chain: the progress after every item, the claim, the runs.
abstract contract Asserter is Stage {
    uint96 internal constant BOND = 100e18;
    uint32 internal constant WINDOW = 1 days;
    bytes32 internal constant ASSERTED = ILabelEvents.BatchAsserted.selector;
    address internal asserter = address(0xa55e47);
    address internal watcher = address(0x3a7c4e);

    /// @dev One batch as its asserter knows it.
    struct Known {
        ProjectParams p;
        uint256 batchId;
        uint256 items;
        bytes[] labels; // a seat each, empty: did not reveal
        Progress[] at; // before each item, and after the last
    }

    function setUp() public virtual override {
        super.setUp();
        stake(asserter, 1000e18);
        vm.label(asserter, "asserter");
        vm.label(watcher, "watcher");
    }

    function stake(address account, uint256 amount) internal {
        fund(account, amount);
        vm.prank(account);
        coordinator.depositStake(address(token), amount);
    }

    function free(address account) internal view returns (uint256 amount) {
        (amount,) = coordinator.stake(address(token), account);
    }

    function locked(address account) internal view returns (uint256 amount) {
        (, amount) = coordinator.stake(address(token), account);
    }

    function asserted(Kind kind, uint8 items) internal view returns (ProjectParams memory p) {
        p = classProject();
        (p.kind, p.batchSize, p.targetBps) = (kind, items, 6000);
        (p.settlement, p.challengeSeconds, p.assertBond) = (SettlementKind.Asserted, WINDOW, BOND);
    }

    // --- off chain ---

    /// @dev A run's items: a twentieth, rounded up.
    function runSize(uint256 items) internal pure returns (uint256) {
        return (items + 19) / 20;
    }

    function know(ProjectParams memory p, uint256 batchId, bytes[] memory labels)
        internal
        view
        returns (Known memory k)
    {
        (k.p, k.batchId, k.items, k.labels) = (p, batchId, coordinator.batch(batchId).itemCount, labels);
        k.at = new Progress[](k.items + 1);
        k.at[0].sums = new uint256[](labels.length);
        bytes[][] memory chunks = new bytes[][](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            chunks[s] = chunksOf(p.kind, labels[s]);
        }
        for (uint256 item; item < k.items; ++item) {
            k.at[item + 1] = _after(p, _chunksAt(chunks, item / 8), item, k.at[item]);
        }
    }

    /// @dev Each seat's chunk; empty for one that did not reveal.
    function _chunksAt(bytes[][] memory chunks, uint256 at) private pure returns (bytes[] memory labels) {
        labels = new bytes[](chunks.length);
        for (uint256 s; s < labels.length; ++s) {
            if (chunks[s].length != 0) labels[s] = chunks[s][at];
        }
    }

    function _after(ProjectParams memory p, bytes[] memory labels, uint256 item, Progress memory before)
        private
        pure
        returns (Progress memory next)
    {
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount) = (p.kind, p.quorum, p.classCount);
        (spec.thresholdBps, spec.agreementBps) = (p.thresholdBps, p.agreementBps);
        (spec.fromItem, spec.toItem, spec.root) = (uint8(item), uint8(item + 1), before.consensusRoot);
        spec.startItem = uint8(item / 8 * 8);
        BatchTally.Result memory result = Consensus.settleItems(spec, labels);
        next.resolvedMask = before.resolvedMask | uint64(result.resolved);
        next.consensusRoot = result.root;
        next.sums = new uint256[](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            if (labels[s].length == 0) continue;
            BatchTally.SeatTally memory tally = result.seats[s];
            bool isOpen = result.resolved == 0 && tally.blank == 0;
            next.sums[s] = added(before.sums[s], tally, isOpen ? 1 : 0);
        }
    }

    /// @dev The word's fields added one by one, as the interface words them.
    function added(uint256 word, BatchTally.SeatTally memory tally, uint256 unsettled) internal pure returns (uint256) {
        uint256 agreed = (word | tally.agreed) & type(uint64).max;
        int256 score = int256(int32(uint32(word >> 64))) + tally.scoreSum;
        uint256 rest = word >> 96;
        rest += tally.labelled + (tally.something << 8) + (tally.consensusSomething << 16) + (unsettled << 24);
        return agreed | uint256(uint32(int32(score))) << 64 | rest << 96;
    }

    function markOf(Progress memory progress) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint256(progress.resolvedMask), progress.consensusRoot, progress.sums));
    }

    function claimOf(Known memory k) internal pure returns (Claim memory c) {
        uint256 size = runSize(k.items);
        c.result = copy(k.at[k.items]);
        c.marks = new bytes32[]((k.items + size - 1) / size - 1);
        for (uint256 run; run < c.marks.length; ++run) {
            c.marks[run] = markOf(k.at[(run + 1) * size]);
        }
    }

    function copy(Progress memory progress) internal pure returns (Progress memory) {
        return abi.decode(abi.encode(progress), (Progress));
    }

    /// @dev A whole run.
    function rerunOf(Known memory k, uint256 run) internal pure returns (Rerun memory) {
        uint256 size = runSize(k.items);
        uint256 end = (run + 1) * size < k.items ? (run + 1) * size : k.items;
        return partOf(k, run * size, end);
    }

    function partOf(Known memory k, uint256 from, uint256 to) internal pure returns (Rerun memory r) {
        (r.fromItem, r.toItem, r.before) = (uint8(from), uint8(to), copy(k.at[from]));
        r.pages = pagesOf(k.p.kind, k.labels, from, to);
    }

    function nothing() internal pure returns (Rerun memory r) {
        r.before.sums = new uint256[](0);
        r.pages = new Page[](0);
    }

    // --- on chain ---

    /// @dev A project of one batch whose seats have committed to these labels; who is empty committed to something else.
    function committed(ProjectParams memory p, bytes[] memory labels) internal returns (uint256 batchId) {
        uint256 projectId = open(p, p.batchSize);
        for (uint256 i; i < labels.length; ++i) {
            batchId = take(projectId, people[i]) >> 8;
        }
        for (uint256 i; i < labels.length; ++i) {
            commitTo(batchId << 8 | i, people[i], labels[i].length == 0 ? bytes("another") : labels[i]);
        }
    }

    function openings(uint256 batchId, bytes[] memory labels) internal view returns (Opening[] memory) {
        bytes32[] memory salts = new bytes32[](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            salts[s] = saltOf(batchId << 8 | s);
        }
        return openingsOf(batchId, salts, labels);
    }

    function post(Known memory k, Claim memory c) internal returns (Assertion memory) {
        return postAs(asserter, k, c);
    }

    function postAs(address who, Known memory k, Claim memory c) internal returns (Assertion memory a) {
        Opening[] memory list = openings(k.batchId, k.labels);
        vm.recordLogs();
        vm.prank(who);
        coordinator.assertBatch(k.batchId, list, c);
        return noted();
    }

    /// @dev The assertion that the recorded logs tell.
    function noted() internal returns (Assertion memory a) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != ASSERTED) continue;
            (,, a) = abi.decode(logs[i].data, (uint64, uint64, Assertion));
        }
    }

    /// @dev The run that the anchor's hash draws; only once it is mined.
    function drawnRun(uint256 batchId) internal returns (uint256 run) {
        uint256 mined = coordinator.batch(batchId).anchorBlock + 1;
        if (block.number < mined) vm.roll(mined);
        uint256 mask = coordinator.batch(batchId).drawnRuns;
        if (mask == 0) mask = coordinator.drawAssertion(batchId);
        while (mask >> run & 1 == 0) ++run;
    }

    /// @dev The run that the anchor's hash will draw, worked out as anybody can; the anchor is mined.
    function expectedRun(uint256 batchId, uint256 items) internal view returns (uint256) {
        bytes32 seed = keccak256(abi.encode(blockhash(coordinator.batch(batchId).anchorBlock), batchId));
        uint256 size = runSize(items);
        return uint256(keccak256(abi.encode(seed, uint256(0)))) % ((items + size - 1) / size);
    }

    function passChallenge(uint256 batchId) internal {
        uint256 end = coordinator.batch(batchId).challengeEnd;
        if (block.timestamp < end) vm.warp(end);
        vm.roll(coordinator.batch(batchId).anchorBlock + 1);
    }

    function finalise(Known memory k, Assertion memory a) internal returns (bool isSettled) {
        passChallenge(k.batchId);
        Rerun memory r = rerunOf(k, drawnRun(k.batchId));
        vm.recordLogs();
        isSettled = coordinator.finaliseAssertion(k.batchId, a, r);
        noteSettled();
    }

    /// @dev Held tokens, those of asserter and watcher too.
    function checkBonds(uint256 batchId) internal view {
        uint256 sum = coordinator.escrow(batchId >> 32) + coordinator.auditPool(lead, address(token));
        sum += free(asserter) + locked(asserter) + free(watcher) + locked(watcher);
        for (uint256 i; i < people.length; ++i) {
            sum += free(people[i]) + locked(people[i]);
        }
        eq(sum, token.balanceOf(address(coordinator)), "tokens held are accounted for, bonds too");
    }
}
