// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardToken} from "../src/RewardToken.sol";
import {ILabelCoordinator} from "../src/interfaces/ILabelCoordinator.sol";
import {BatchView, Phase} from "../src/interfaces/LabelTypes.sol";
import {AssertedHandler} from "./support/AssertedHandler.sol";
import {Check} from "./support/Check.sol";

/// @dev The invariants of money and of truth while batches are asserted, refuted, made final and computed.
contract AssertedInvariantTest is Check {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    AssertedHandler private handler;
    ILabelCoordinator private coordinator;
    RewardToken private token;
    address private lead;

    function setUp() external {
        handler = new AssertedHandler();
        (address at, address pays, address leads) = handler.addresses();
        (coordinator, token, lead) = (ILabelCoordinator(at), RewardToken(pays), leads);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        bytes4[] memory list = new bytes4[](9);
        (list[0], list[1], list[2]) = (handler.wait.selector, handler.begin.selector, handler.reveal.selector);
        (list[3], list[4]) = (handler.assertRight.selector, handler.assertWrong.selector);
        (list[5], list[6]) = (handler.challenge.selector, handler.finaliseOne.selector);
        (list[7], list[8]) = (handler.compute.selector, handler.claimPay.selector);
        targets[0].selectors = list;
    }

    /// forge-config: default.invariant.runs = 64
    /// forge-config: default.invariant.depth = 48
    function invariant_tokensAreConserved() external view {
        uint256 sum = coordinator.auditPool(lead, address(token));
        uint256 escrows;
        for (uint256 i; i < 7; ++i) {
            sum += _stakeOf(handler.person(i));
        }
        for (uint256 i; i < 3; ++i) {
            sum += _stakeOf(handler.asserters(i));
        }
        for (uint256 i; i < handler.count(); ++i) {
            escrows += coordinator.escrow(handler.batches(i) >> 32);
        }
        // The handler's own setUp stakes an asserter; and the handler itself challenges when it would make final.
        sum += escrows + _stakeOf(address(0xa55e47)) + _stakeOf(address(handler));
        eq(sum, token.balanceOf(address(coordinator)), "tokens held are accounted for, bonds too");
        eq(escrows + handler.paid(), handler.budget(), "bonds pay nobody's labels, and labels no bond");
    }

    function _stakeOf(address account) private view returns (uint256) {
        (uint256 free, uint256 locked) = coordinator.stake(address(token), account);
        return free + locked;
    }

    /// @dev Asserters have a bond locked for each assertion that stands, and for nothing else.
    /// forge-config: default.invariant.runs = 64
    /// forge-config: default.invariant.depth = 48
    function invariant_bondsAreThoseOfStandingAssertions() external view {
        uint256 locked;
        uint256 standing;
        for (uint256 i; i < 3; ++i) {
            (, uint256 own) = coordinator.stake(address(token), handler.asserters(i));
            locked += own;
        }
        for (uint256 i; i < handler.count(); ++i) {
            if (coordinator.batch(handler.batches(i)).phase == Phase.Asserted) ++standing;
        }
        eq(locked, standing * 100e18, "a bond each");
    }

    /// @dev What is settled is what the labels come to, unless something false stood and nobody challenged it.
    /// forge-config: default.invariant.runs = 64
    /// forge-config: default.invariant.depth = 48
    function invariant_whatIsSettledIsTrue() external view {
        for (uint256 i; i < handler.count(); ++i) {
            uint256 batchId = handler.batches(i);
            BatchView memory b = coordinator.batch(batchId);
            if (b.phase != Phase.Settled || handler.isFalse(batchId)) continue;
            eq(b.resolvedMask, handler.truth(batchId), "the truth");
        }
    }
}
