// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Words} from "../libraries/Words.sol";
import {Store} from "./Store.sol";

/// @title What a seat earns in a batch.
library Pay {
    using Words for uint256;

    uint256 private constant BPS = 10_000;

    /// @dev `agreed` items at a seat's multiplier and pay factor, one floor at the end.
    function forAgreed(uint256 reward, uint256 agreed, Store.Seat storage seat) internal view returns (uint256) {
        unchecked {
            return reward * agreed * seat.multiplierBps * seat.work / (BPS * BPS);
        }
    }

    /// @dev Half a reward for each disputed item that nobody ruled on, at the multiplier alone.
    function forUnsettled(uint256 reward, Store.Seat storage seat) internal view returns (uint256) {
        unchecked {
            return reward * seat.unsettled * seat.multiplierBps / (2 * BPS);
        }
    }

    /// @dev What a settled, revealed seat takes at the claim.
    function due(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        Store.Batch storage batch = s.batches[batchId];
        uint256 seatId = Store.seatIdOf(batchId, seat);
        Store.Seat storage record = s.seats[seatId];
        if (record.gold >= Store.GoldVerdict.PayLost) return 0;
        uint256 agreed = (Store.agreedMask(batch, seat) & Store.resolvedMask(batch)).popcount();
        uint256 reward = project.rewardPerLabel;
        uint256 bonus = batch.overturned == 0 ? 0 : s.bonuses[seatId];
        return forAgreed(reward, agreed, record) + forUnsettled(reward, record) + bonus;
    }

    /// @dev The most that a seat can still take, whatever experts rule: a disputed item may come to a full reward.
    function reserveOf(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        Store.Batch storage batch = s.batches[batchId];
        uint256 seatId = Store.seatIdOf(batchId, seat);
        Store.Seat storage record = s.seats[seatId];
        if (record.gold >= Store.GoldVerdict.PayLost) return 0;
        unchecked {
            uint256 agreed = (Store.agreedMask(batch, seat) & Store.resolvedMask(batch)).popcount();
            uint256 reward = project.rewardPerLabel;
            uint256 bonus = batch.overturned == 0 ? 0 : s.bonuses[seatId];
            uint256 open = reward * record.unsettled * record.multiplierBps;
            return forAgreed(reward, agreed, record) + (open + BPS - 1) / BPS + bonus;
        }
    }

    /// @dev Stake that a seat has lost to the gold gate: half the batch's reward, as far as the stake goes.
    function slashOf(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        if (s.seats[Store.seatIdOf(batchId, seat)].gold != Store.GoldVerdict.Slashed) return 0;
        uint256 half = uint256(project.rewardPerLabel) * Store.itemsIn(project, batchId) / 2;
        return half < project.stakePerSeat ? half : project.stakePerSeat;
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
            uint256 multiplier = uint16(ladder >> (64 * rung + 48));
            if (multiplier > highest) highest = multiplier;
        }
    }
}
