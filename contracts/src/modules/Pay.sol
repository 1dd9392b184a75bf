// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Seat} from "./Seat.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title What a seat earns in a batch. Amounts in token units.
library Pay {
    uint256 private constant BPS = 10_000;

    /// @dev What a settled, open seat takes at the claim; `bonus` is what rulings have given it.
    function dueTo(Store.Project storage project, Seat seat, uint256 bonus) internal view returns (uint256) {
        return seat.isPayLost() ? 0 : earned(project, seat) + _forUnsettled(project, seat) + bonus;
    }

    /// @dev The most that it can still take, whatever experts rule: a disputed item may come to a full reward.
    function mostOf(Store.Project storage project, Seat seat, uint256 bonus) internal view returns (uint256) {
        unchecked {
            if (seat.isPayLost()) return 0;
            uint256 unsettled = seat.unsettled();
            uint256 open =
                unsettled == 0 ? 0 : uint256(project.rewardPerLabel) * unsettled * _multiplierBps(project, seat);
            return earned(project, seat) + (open + BPS - 1) / BPS + bonus;
        }
    }

    /// @dev For its agreed items, at its multiplier and pay factor, one floor at the end; whatever gold says.
    function earned(Store.Project storage project, Seat seat) internal view returns (uint256) {
        unchecked {
            return uint256(project.rewardPerLabel) * seat.agreed() * _multiplierBps(project, seat) * seat.factorBps()
                / (BPS * BPS);
        }
    }

    /// @dev Half a reward for each disputed item that nobody ruled on, at the multiplier alone.
    function _forUnsettled(Store.Project storage project, Seat seat) private view returns (uint256) {
        unchecked {
            uint256 unsettled = seat.unsettled();
            if (unsettled == 0) return 0;
            return uint256(project.rewardPerLabel) * unsettled * _multiplierBps(project, seat) / (2 * BPS);
        }
    }

    function _multiplierBps(Store.Project storage project, Seat seat) private view returns (uint256) {
        uint256 tier = seat.tier();
        return tier == 0 ? BPS : Standing.multiplierBps(project.ladder, tier);
    }

    /// @dev The most that a batch of `items` can cost: every seat at the highest multiplier, and every item audited.
    function batchBudget(Store.Project storage project, uint256 items) internal view returns (uint256) {
        return budget(
            items, project.seats, project.rewardPerLabel, highestMultiplier(project.ladder), project.auditFeePerItem
        );
    }

    function budget(uint256 items, uint256 seats, uint256 reward, uint256 multiplier, uint256 fee)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            // 8 + 3 + 96 + 16 bits. A seat's share is rounded up, so that its floors always fit.
            return seats * ((items * reward * multiplier + BPS - 1) / BPS) + items * fee;
        }
    }

    function highestMultiplier(uint256 ladder) internal pure returns (uint256 highest) {
        highest = BPS;
        for (uint256 rung; rung < 3; ++rung) {
            // The uppermost 16 bits of a rung.
            // forge-lint: disable-next-line(unsafe-typecast)
            uint256 multiplier = uint16(ladder >> (64 * rung + 48));
            if (multiplier > highest) highest = multiplier;
        }
    }
}
