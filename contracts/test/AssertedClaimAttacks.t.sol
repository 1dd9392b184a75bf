// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Claim, Kind, Opening, Page, Phase, ProjectParams, Rerun} from "../src/interfaces/LabelTypes.sol";
import {AssertedCase} from "./support/AssertedCase.sol";
import {Strewn} from "./support/Strewn.sol";

/// @dev How optimistic settlement is cheated elsewhere, tried here: wrong claims fall, right ones stand.
contract AssertedClaimAttacksTest is AssertedCase {
    /// @dev Every field of the result, and a mark at each place: a challenge of the right run refutes it, and no other
    /// run's does.
    function test_aWrongClaimInAnyFieldFallsToAChallenge() external {
        Known memory k = _noisy();
        uint256 runs = claimOf(k).marks.length + 1;
        for (uint256 field; field < 14 + runs; ++field) {
            (Claim memory c, uint256 wrong) = _spoilt(k, field);
            Assertion memory a = post(k, c);
            uint256 before = free(watcher);
            Rerun memory other = rerunOf(k, (wrong + 1) % runs);
            // A run after the spoilt mark does not begin where the assertion says.
            vm.expectRevert();
            coordinator.recompute(k.batchId, a, other);
            _refute(k, a, wrong);
            eq(free(watcher), before + BOND / 2, "half to the challenger");
            eq(locked(asserter), 0, "nothing left of the bond");
            yes(coordinator.batch(k.batchId).phase == Phase.Open, "open again");
            checkBonds(k.batchId);
            stake(asserter, BOND);
        }
        eq(coordinator.auditPool(lead, address(token)), (14 + runs) * BOND / 2, "half to the pool");
        yes(finalise(k, post(k, claimOf(k))), "the right one becomes final all the same");
    }

    /// @dev The same where nobody watches and the draw falls on it: whoever would make it final finds out.
    function test_aWrongClaimFallsWhenItsRunIsDrawn() external {
        Known memory k = _noisy();
        for (uint256 field; field < 14; ++field) {
            (Claim memory c, uint256 wrong) = _spoilt(k, field);
            Assertion memory a = post(k, c);
            _drawOn(k, wrong);
            vm.warp(coordinator.batch(k.batchId).challengeEnd);
            Rerun memory r = rerunOf(k, wrong);
            vm.prank(watcher);
            yes(!coordinator.finaliseAssertion(k.batchId, a, r), "not final");
            yes(coordinator.batch(k.batchId).phase == Phase.Open, "open again");
            eq(coordinator.batch(k.batchId).record == a.history ? 1 : 0, 1, "its history is back");
            checkBonds(k.batchId);
            stake(asserter, BOND);
        }
        eq(free(watcher), 14 * BOND / 2, "the challenger's part");
    }

    /// @dev A false progress carried on honestly from there: only the step at which it comes in is false.
    function test_oneFalseStepCarriedOnIsFound() external {
        Known memory k = _noisy();
        Known memory truth = know(k.p, k.batchId, k.labels);
        uint256 size = runSize(k.items);
        for (uint256 item = 5 * size; item <= k.items; ++item) {
            k.at[item].sums[1] += 9 << 96;
        }
        Assertion memory a = post(k, claimOf(k));
        Rerun memory before = rerunOf(truth, 3);
        vm.expectPartialRevert(bytes4(keccak256("AssertionHolds(uint256)")));
        coordinator.recompute(k.batchId, a, before);
        _refute(truth, a, 4);
    }

    function test_aChallengeOfARightAssertionChangesNothing() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        bytes32 before = keccak256(abi.encode(coordinator.batch(k.batchId)));
        for (uint256 run; run <= a.claim.marks.length; ++run) {
            Rerun memory r = rerunOf(k, run);
            vm.expectPartialRevert(bytes4(keccak256("AssertionHolds(uint256)")));
            vm.prank(watcher);
            coordinator.recompute(k.batchId, a, r);
        }
        yes(before == keccak256(abi.encode(coordinator.batch(k.batchId))), "as before");
        eq(locked(asserter), BOND, "bond untouched");
    }

    /// @dev Made-up labels, a made-up beginning, another assertion, pages of another chunk: refused.
    function test_aRightAssertionCannotBeFramed() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        Rerun memory r = rerunOf(k, 2);
        r.pages[0].labels[3] ^= 0x01;
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        r.pages[1].labels = "";
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        r.pages = new Page[](2);
        vm.expectPartialRevert(bytes4(keccak256("LengthMismatch()")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        r.before.sums[0] += 1;
        vm.expectPartialRevert(bytes4(keccak256("ProgressMismatch(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 0);
        r.before.resolvedMask = 1;
        vm.expectPartialRevert(bytes4(keccak256("ProgressMismatch(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        a.claim.marks[2] = 0;
        vm.expectPartialRevert(bytes4(keccak256("AssertionMismatch(uint256)")));
        coordinator.recompute(k.batchId, a, r);
    }

    function test_aClaimHasAsManyPartsAsTheBatch() external {
        Known memory k = _noisy();
        Opening[] memory list = openings(k.batchId, k.labels);
        Claim memory c = claimOf(k);
        c.marks = new bytes32[](c.marks.length - 1);
        _refused(k.batchId, list, c, "LengthMismatch()");
        c = claimOf(k);
        c.result.sums = new uint256[](2);
        _refused(k.batchId, list, c, "LengthMismatch()");
    }

    /// @dev The worst item that is known takes one call of its own; a run of four goes in four.
    function test_theWorstItemsCanBeChallenged() external {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        (p.seats, p.quorum, p.thresholdBps, p.targetBps) = (7, 4, 1000, 0);
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            bytes memory item = Strewn.blocks(s);
            for (uint256 i; i < 4; ++i) {
                labels[s] = bytes.concat(labels[s], item);
            }
            labels[s] = bytes.concat(labels[s], new bytes(60));
        }
        Known memory k = know(p, committed(p, labels), labels);
        Claim memory c = claimOf(k);
        c.marks[0] = 0;
        Assertion memory a = post(k, c);
        for (uint256 item; item < 4; ++item) {
            Rerun memory r = partOf(k, item, item + 1);
            uint256 before = gasleft();
            bool isRefuted = coordinator.recompute(k.batchId, a, r);
            yes(before - gasleft() < 15_000_000, "fits a block");
            yes(isRefuted == (item == 3), "refuted at the run's end");
        }
    }

    /// @dev Mines blocks until the anchor's hash draws this run.
    function _drawOn(Known memory k, uint256 run) private {
        uint256 mark = coordinator.batch(k.batchId).anchorBlock;
        vm.roll(mark + 1);
        uint256 runs = claimOf(k).marks.length + 1;
        for (uint256 i;; ++i) {
            bytes32 hash = keccak256(abi.encode("block", i));
            bytes32 seed = keccak256(abi.encode(hash, k.batchId));
            if (uint256(keccak256(abi.encode(seed, uint256(0)))) % runs != run) continue;
            vm.setBlockhash(mark, hash);
            break;
        }
        eq(coordinator.drawAssertion(k.batchId), 1 << run, "the draw anybody can make again");
    }
}
