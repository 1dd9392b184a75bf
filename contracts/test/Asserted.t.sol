// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Kind, Phase, ProjectParams, Rerun, SeatState} from "../src/interfaces/LabelTypes.sol";
import {BatchCase} from "./Differential.t.sol";
import {Asserter} from "./support/Asserter.sol";
import {Strewn} from "./support/Strewn.sol";

/// @dev The cheatcodes that look at storage.
interface VmStorage {
    function snapshotState() external returns (uint256 id);
    function revertToState(uint256 id) external returns (bool);
    function record() external;
    function accesses(address target) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function load(address target, bytes32 slot) external view returns (bytes32);
    function getBlockNumber() external view returns (uint256);
}

/// @dev Asserted settlement on its way: what it comes to is what computing comes to.
contract AssertedTest is Asserter {
    VmStorage private constant store = VmStorage(address(vm));

    /// @dev A quarter of the generated boxes and spans: some 450 at the usual count, of every mode.
    function test_bothWaysComeToTheSameState() external {
        (uint256 files,) = abi.decode(vm.readFileBinary("contracts/test/fixtures/batches.bin"), (uint256, uint256));
        uint256 seen;
        for (uint256 file; file < files; ++file) {
            uint256 clean = store.snapshotState();
            seen = this.compareFile(file, seen);
            store.revertToState(clean);
        }
        yes(seen >= 5 * files, "batches were compared");
    }

    function compareFile(uint256 file, uint256 seen) external returns (uint256) {
        string memory path = string.concat("contracts/test/fixtures/batches-", vm.toString(file), ".bin");
        BatchCase[] memory cases = abi.decode(vm.readFileBinary(path), (BatchCase[]));
        for (uint256 i = file % 4; i < cases.length; i += 4) {
            if (cases[i].kind == Kind.Class || cases[i].thresholdBps < 1000) continue;
            uint256 clean = store.snapshotState();
            this.compare(cases[i], string.concat(vm.toString(file), "/", vm.toString(i)));
            store.revertToState(clean);
            ++seen;
        }
        return seen;
    }

    function compare(BatchCase memory c, string memory name) external {
        ProjectParams memory p = asserted(c.kind, c.items);
        (p.seats, p.quorum, p.classCount) = (uint8(c.labels.length), c.quorum, c.classCount);
        (p.thresholdBps, p.agreementBps, p.targetBps) = (c.thresholdBps, c.agreementBps, c.targetBps);
        uint256 batchId = committed(p, c.labels);
        // Labels that only some have revealed are settled when the window is over; opened before it ends.
        for (uint256 s; s < c.labels.length; ++s) {
            if (c.labels[s].length != 0) revealSeat(batchId << 8 | s, c.labels[s]);
        }
        vm.warp(coordinator.batch(batchId).revealEnd);
        uint256 open = store.snapshotState();
        store.record();
        vm.warp(block.timestamp + WINDOW);
        vm.roll(block.number + 2);
        settleItems(batchId, c.labels, 0, c.items);
        (, bytes32[] memory slots) = store.accesses(address(coordinator));
        bytes32[] memory words = _load(slots);
        store.revertToState(open);
        store.record();
        _assertAndFinalise(p, batchId, c.labels);
        (, bytes32[] memory others) = store.accesses(address(coordinator));
        bytes32[] memory mine = _load(slots);
        for (uint256 i; i < slots.length; ++i) {
            eqWord(mine[i], words[i], string.concat("a word of storage of ", name));
        }
        // What only the assertion touched is as it was before.
        mine = _load(others);
        store.revertToState(open);
        _checkRest(slots, others, mine, name);
    }

    function _assertAndFinalise(ProjectParams memory p, uint256 batchId, bytes[] memory labels) private {
        Known memory k = know(p, batchId, labels);
        Assertion memory a = post(k, claimOf(k));
        yes(finalise(k, a), "final");
        checkBonds(batchId);
    }

    function _load(bytes32[] memory slots) private view returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i; i < slots.length; ++i) {
            words[i] = store.load(address(coordinator), slots[i]);
        }
    }

    function _checkRest(bytes32[] memory slots, bytes32[] memory others, bytes32[] memory mine, string memory name)
        private
        view
    {
        for (uint256 i; i < others.length; ++i) {
            bool isShared;
            for (uint256 j; j < slots.length; ++j) {
                isShared = isShared || slots[j] == others[i];
            }
            if (!isShared) {
                eqWord(mine[i], store.load(address(coordinator), others[i]), string.concat("untouched ", name));
            }
        }
    }

    function test_openedByTheAssertionToo() external {
        Known memory k = _honest(Kind.Boxes, 2);
        Assertion memory a = post(k, claimOf(k));
        eq(locked(asserter), BOND, "bond locked");
        yes(coordinator.batch(k.batchId).phase == Phase.Asserted, "asserted");
        yes(coordinator.seat(k.batchId << 8).state == SeatState.Revealed, "its seats are open");
        eq(coordinator.batch(k.batchId).challengeEnd, block.timestamp + WINDOW, "window");
        yes(finalise(k, a), "final");
        eq(free(asserter), 1000e18, "bond back");
        eq(coordinator.batch(k.batchId).drawnRuns, 0, "the audit's draw is another");
        eq(coordinator.batch(k.batchId).drawnMask, 0, "not drawn yet");
        // On as any settled batch: audit, pay.
        yes(drawn(k.batchId) != 0, "audit drawn");
        passAudit(k.batchId);
        eq(claimAs(people[0], k.batchId), 64 * REWARD, "paid whole");
        checkBonds(k.batchId);
    }

    /// @dev Without a draw beforehand, as who makes it final in one call does.
    function test_finalDrawsByItself() external {
        Known memory k = _honest(Kind.Spans, 4);
        Assertion memory a = post(k, claimOf(k));
        passChallenge(k.batchId);
        uint256 id = store.snapshotState();
        uint256 run = drawnRun(k.batchId);
        store.revertToState(id);
        Rerun memory other = rerunOf(k, run == 0 ? 1 : run - 1);
        vm.expectPartialRevert(bytes4(keccak256("RunsMissing(uint32)")));
        coordinator.finaliseAssertion(k.batchId, a, other);
        Rerun memory none = nothing();
        vm.expectPartialRevert(bytes4(keccak256("RunsMissing(uint32)")));
        coordinator.finaliseAssertion(k.batchId, a, none);
        Rerun memory r = rerunOf(k, run);
        yes(coordinator.finaliseAssertion(k.batchId, a, r), "final");
    }

    function test_aRunMayGoInParts() external {
        Known memory k = _honest(Kind.Boxes, 2);
        Assertion memory a = post(k, claimOf(k));
        uint256 run = drawnRun(k.batchId);
        Rerun memory late = partOf(k, run * 4 + 1, run * 4 + 4);
        vm.expectPartialRevert(bytes4(keccak256("ProgressMismatch(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, late);
        Rerun memory across = partOf(k, run * 4, run * 4 + 4);
        across.toItem += 1;
        vm.expectPartialRevert(bytes4(keccak256("WrongRun(uint8)")));
        coordinator.recompute(k.batchId, a, across);
        Rerun memory early = partOf(k, run * 4, run * 4 + 1);
        yes(!coordinator.recompute(k.batchId, a, early), "a part");
        yes(!coordinator.recompute(k.batchId, a, late), "the rest");
        eq(coordinator.batch(k.batchId).confirmedRuns, 1 << run, "confirmed");
        passChallenge(k.batchId);
        yes(coordinator.finaliseAssertion(k.batchId, a, nothing()), "final without more");
    }

    /// @dev A seat that stays away forfeits; the rest settle when the window is over.
    function test_whoDoesNotRevealForfeits() external {
        bytes[] memory labels = new bytes[](3);
        (labels[0], labels[1]) = (Strewn.honest(Kind.Spans, 2, 0), Strewn.honest(Kind.Spans, 2, 1));
        ProjectParams memory p = asserted(Kind.Spans, 64);
        uint256 batchId = committed(p, labels);
        Known memory k = know(p, batchId, labels);
        revealSeat(batchId << 8, labels[0]);
        revealSeat(batchId << 8 | 1, labels[1]);
        vm.warp(coordinator.batch(batchId).revealEnd);
        Assertion memory a = post(k, claimOf(k));
        yes(finalise(k, a), "final");
        yes(coordinator.seat(batchId << 8 | 2).state == SeatState.Forfeited, "forfeited");
        eq(free(people[0]), 1000e18 - STAKE / 2, "half of the stake, and its own is locked");
        checkBonds(batchId);
    }

    function _honest(Kind kind, uint256 regions) private returns (Known memory k) {
        bytes[] memory labels = new bytes[](3);
        for (uint256 s; s < 3; ++s) {
            labels[s] = Strewn.honest(kind, regions, s);
        }
        ProjectParams memory p = asserted(kind, 64);
        return know(p, committed(p, labels), labels);
    }
}
