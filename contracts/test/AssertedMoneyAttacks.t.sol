// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Claim, Kind, Opening, ProjectParams, Rerun} from "../src/interfaces/LabelTypes.sol";
import {AssertedCase} from "./support/AssertedCase.sol";

/// @dev How optimistic settlement is cheated elsewhere, tried here: bonds, and the parameters that set them.
contract AssertedMoneyAttacksTest is AssertedCase {
    /// @dev A challenge can be copied from the mempool: the copier has the reward, the asserter loses the same; and who
    /// copies one against himself still loses half.
    function test_whoChallengesHimselfFirstStillLosesHalf() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 9);
        Assertion memory a = post(k, c);
        Rerun memory r = rerunOf(k, wrong);
        vm.prank(asserter);
        yes(coordinator.recompute(k.batchId, a, r), "refuted by its own maker");
        eq(free(asserter) + locked(asserter), 1000e18 - BOND / 2, "half is gone");
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        vm.prank(watcher);
        coordinator.recompute(k.batchId, a, r);
    }

    function test_aSeatHolderMayAssertAndGainsNothingByIt() external {
        Known memory k = _noisy();
        Assertion memory a = postAs(people[0], k, claimOf(k));
        eq(locked(people[0]), STAKE + BOND, "both locked");
        vm.expectPartialRevert(bytes4(keccak256("StakeTooLow(uint256,uint256)")));
        vm.prank(people[0]);
        coordinator.withdrawStake(address(token), 1000e18 - STAKE);
        yes(finalise(k, a), "final");
        uint256 due = coordinator.pendingPay(k.batchId, people[0]);
        passAudit(k.batchId);
        eq(claimAs(people[0], k.batchId), due, "its pay");
        eq(free(people[0]), 1000e18, "and its stake, no more");
    }

    function test_onlyWhereTheProjectSaysSo() external {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        p.kind = Kind.Class;
        _badParameter(p, "settlement");
        p = asserted(Kind.Boxes, 64);
        p.challengeSeconds = 10 minutes - 1;
        _badParameter(p, "challengeSeconds");
        p.challengeSeconds = 365 days + 1;
        _badParameter(p, "challengeSeconds");
        p = asserted(Kind.Spans, 64);
        p.assertBond = uint96(64 * REWARD - 1);
        _badParameter(p, "assertBond");
        p = classProject();
        p.assertBond = 1;
        _badParameter(p, "assertBond");
        p = classProject();
        p.challengeSeconds = 1;
        _badParameter(p, "challengeSeconds");
        p = classProject();
        (p.kind, p.batchSize) = (Kind.Boxes, 64);
        uint256 batchId = committed(p, _labels());
        Known memory k = know(p, batchId, _labels());
        _refused(batchId, openings(batchId, k.labels), claimOf(k), "NotAsserted(uint256)");
    }

    function _badParameter(ProjectParams memory p, bytes32 name) private {
        vm.expectRevert(abi.encodeWithSignature("BadParameter(bytes32)", name));
        vm.prank(lead);
        coordinator.openProject(p, bytes32(uint256(1)), bytes32(0), 64, "");
    }

    function test_withoutABondNoAssertion() external {
        Known memory k = _noisy();
        Opening[] memory list = openings(k.batchId, k.labels);
        Claim memory c = claimOf(k);
        vm.expectPartialRevert(bytes4(keccak256("StakeTooLow(uint256,uint256)")));
        vm.prank(address(0xb0b));
        coordinator.assertBatch(k.batchId, list, c);
        vm.prank(asserter);
        coordinator.withdrawStake(address(token), 1000e18 - BOND + 1);
        _refused(k.batchId, list, c, "StakeTooLow(uint256,uint256)");
    }
}
