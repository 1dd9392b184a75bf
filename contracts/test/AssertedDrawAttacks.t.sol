// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Claim, Opening, Phase, Rerun, SeatState} from "../src/interfaces/LabelTypes.sol";
import {AssertedCase} from "./support/AssertedCase.sol";

/// @dev How optimistic settlement is cheated elsewhere, tried here: time, order, and the draw of the runs that are computed.
contract AssertedDrawAttacksTest is AssertedCase {
    function test_neitherTooSoonNorTooLate() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        Rerun memory r = rerunOf(k, drawnRun(k.batchId));
        vm.warp(coordinator.batch(k.batchId).challengeEnd - 1);
        vm.expectPartialRevert(bytes4(keccak256("ChallengeRunning(uint64)")));
        coordinator.finaliseAssertion(k.batchId, a, r);
        yes(finalise(k, a), "final at the end of the window");
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, r);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.finaliseAssertion(k.batchId, a, r);
    }

    /// @dev Blocks kept full until the window is over delay a challenge; they do not save the assertion, which can be
    /// refuted as long as nobody has made it final.
    function test_stuffedBlocksDoNotSaveAFalseAssertion() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 5);
        Assertion memory a = post(k, c);
        vm.warp(coordinator.batch(k.batchId).challengeEnd + 7 days);
        _refute(k, a, wrong);
    }

    function test_onlyOneStands() external {
        Known memory k = _noisy();
        Claim memory c = claimOf(k);
        post(k, c);
        Opening[] memory list = openings(k.batchId, k.labels);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        vm.prank(people[0]);
        coordinator.assertBatch(k.batchId, list, c);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.revealAndSettle(k.batchId, list);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.voidBatch(k.batchId);
    }

    /// @dev After a refuted assertion seats stay open: another may assert, or compute, even past the reveal window.
    function test_aRefutedBatchIsSettledEitherWay() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 0);
        Assertion memory a = post(k, c);
        vm.warp(coordinator.batch(k.batchId).revealEnd + 1);
        _refute(k, a, wrong);
        yes(coordinator.seat(k.batchId << 8).state == SeatState.Revealed, "still open");
        vm.expectPartialRevert(bytes4(keccak256("NotVoidable(uint256)")));
        coordinator.voidBatch(k.batchId);
        stake(watcher, BOND);
        a = postAs(watcher, k, claimOf(k));
        eqAddress(a.asserter, watcher, "another's");
        c = claimOf(k);
        c.marks[0] = 0;
        yes(finalise(k, a), "final");
    }

    function test_aRefutedBatchCanBeComputed() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 0);
        _refute(k, post(k, c), wrong);
        coordinator.revealAndSettle(k.batchId, openings(k.batchId, k.labels));
        yes(coordinator.batch(k.batchId).phase == Phase.Settled, "computed");
        eq(coordinator.batch(k.batchId).resolvedMask, k.at[k.items].resolvedMask, "as it is");
    }

    function test_theDrawCannotBeGround() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        uint256 mark = coordinator.batch(k.batchId).anchorBlock;
        vm.expectPartialRevert(bytes4(keccak256("AnchorAhead(uint64)")));
        coordinator.drawAssertion(k.batchId);
        vm.expectPartialRevert(bytes4(keccak256("AnchorAhead(uint64)")));
        coordinator.anchorAssertion(k.batchId);
        vm.roll(mark + 2);
        vm.expectPartialRevert(bytes4(keccak256("AnchorAlive(uint64)")));
        coordinator.anchorAssertion(k.batchId);
        // Let it lapse: the next draw takes one run more.
        vm.roll(mark + 300);
        vm.warp(coordinator.batch(k.batchId).challengeEnd);
        Rerun memory r = rerunOf(k, 0);
        vm.expectPartialRevert(bytes4(keccak256("AnchorLost(uint64)")));
        coordinator.finaliseAssertion(k.batchId, a, r);
        coordinator.anchorAssertion(k.batchId);
        vm.roll(block.number + 300);
        coordinator.anchorAssertion(k.batchId);
        vm.roll(block.number + 2);
        uint256 mask = coordinator.drawAssertion(k.batchId);
        eq(_bits(mask), 3, "two lapses, two runs more");
        vm.expectPartialRevert(bytes4(keccak256("AlreadyDrawn(uint256)")));
        coordinator.drawAssertion(k.batchId);
        vm.roll(block.number + 300);
        vm.expectPartialRevert(bytes4(keccak256("AlreadyDrawn(uint256)")));
        coordinator.anchorAssertion(k.batchId);
        _confirmAll(k, a, mask);
    }

    function _confirmAll(Known memory k, Assertion memory a, uint256 mask) private {
        uint256 left = 3;
        for (uint256 run; mask >> run != 0; ++run) {
            if (mask >> run & 1 == 0) continue;
            Rerun memory r = rerunOf(k, run);
            if (--left == 0) {
                yes(coordinator.finaliseAssertion(k.batchId, a, r), "final with the last");
                return;
            }
            vm.expectPartialRevert(bytes4(keccak256("RunsMissing(uint32)")));
            coordinator.finaliseAssertion(k.batchId, a, r);
            coordinator.recompute(k.batchId, a, r);
        }
    }

    function _bits(uint256 mask) private pure returns (uint256 count) {
        for (; mask != 0; mask &= mask - 1) {
            ++count;
        }
    }
}
