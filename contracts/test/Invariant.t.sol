// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchView, Kind, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {Handler} from "./support/Handler.sol";
import {Stage} from "./support/Stage.sol";

/// @dev DESIGN section 4's invariants, whatever people do and in whatever order.
contract InvariantTest is Stage {
    Handler private handler;
    uint256[] private projects;
    uint256[] private budgets;
    address private constant OUTSIDER = address(0x0b57);

    function setUp() public override {
        super.setUp();
        handler = new Handler(coordinator, token, lead, expert);
        _open(classProject(), 6);
        ProjectParams memory spans = classProject();
        (spans.kind, spans.targetBps, spans.rewardPerLabel) = (Kind.Spans, 6000, 3e18 + 7);
        (spans.tiers[0].minItems, spans.tiers[0].minScoreBps, spans.tiers[0].multiplierBps) = (4, 1, 10_001);
        _open(spans, 7);
        address[] memory list = new address[](5);
        for (uint256 i; i < 5; ++i) {
            list[i] = people[i];
        }
        handler.add(list, projects);
    }

    function _open(ProjectParams memory p, uint32 items) private {
        (p.batchSize, p.auditBps) = (3, 6000);
        projects.push(open(p, items));
        budgets.push(coordinator.budgetOf(p, items));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev What is held is escrows, stakes and the pool, to the last unit; and no project owes more than it holds.
    function invariant_tokensAreConserved() external view {
        uint256 sum = coordinator.auditPool(lead, address(token));
        for (uint256 i; i < people.length; ++i) {
            (uint256 free, uint256 locked) = coordinator.stake(address(token), people[i]);
            sum += free + locked;
        }
        for (uint256 i; i < projects.length; ++i) {
            sum += coordinator.escrow(projects[i]);
            yes(coordinator.reserved(projects[i]) <= coordinator.escrow(projects[i]), "reserve within escrow");
        }
        eq(sum, token.balanceOf(address(coordinator)), "tokens held are accounted for");
    }

    /// @dev A project's escrow falls by its own labels' pay, its own audits and its own refunds alone.
    function invariant_noProjectPaysForAnother() external view {
        for (uint256 i; i < projects.length; ++i) {
            eq(coordinator.escrow(projects[i]) + handler.spent(projects[i]), budgets[i], "a project's own money");
        }
    }

    /// @dev Nobody is paid twice for a seat, and a batch pays at most k rewards an item.
    function invariant_paidOnceAndAtMostKRewards() external view {
        uint256 count = handler.seatCount();
        for (uint256 i; i < count; ++i) {
            uint256 seatId = handler.seats(i);
            yes(handler.claims(seatId) <= 1, "claimed once");
            uint256 batchId = seatId >> 8;
            ProjectParams memory p = coordinator.params(batchId >> 32);
            uint256 most = uint256(coordinator.batch(batchId).itemCount) * p.seats * p.rewardPerLabel * 12_500 / 10_000;
            yes(handler.paidOut(batchId) <= most, "at most k rewards an item");
        }
    }

    /// @dev Reputation stays in its range; an outsider gains nothing.
    function invariant_reputationInRangeAndOutsidersGainNothing() external view {
        for (uint256 i; i < people.length; ++i) {
            yes(coordinator.reputation(lead, people[i], projects[0]).scoreBps <= 10_000, "score in range");
        }
        (uint256 free, uint256 locked) = coordinator.stake(address(token), OUTSIDER);
        eq(free + locked + token.balanceOf(OUTSIDER), 0, "an outsider gains nothing");
        (free, locked) = coordinator.stake(address(token), people[6]);
        eq(free + locked, 1000e18, "who takes no seat keeps its stake, and no more");
    }

    /// @dev Locked stake is exactly that of live seats.
    function invariant_lockedStakeIsThatOfLiveSeats() external view {
        uint256 locked;
        for (uint256 i; i < people.length; ++i) {
            (, uint256 own) = coordinator.stake(address(token), people[i]);
            locked += own;
        }
        yes(locked % STAKE == 0 && locked / STAKE <= 5 * 7, "whole seats");
    }

    /// @dev The moves are not all refused: whoever runs this sees a batch settle in some runs.
    function afterInvariant() external view {
        yes(handler.seatCount() >= handler.done("settle") / 3, "settled batches have seats");
    }
}
