// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Words} from "../libraries/Words.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title What a seat earns in a batch.
library Pay {
    using Store for Store.Seat;
    using Words for uint256;

    uint256 private constant BPS = 10_000;

    /// @dev What a settled, revealed seat takes at the claim.
    function due(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        (Store.Seat memory record, uint256 agreed, uint256 bonus) = _read(s, batchId, seat);
        if (record.isPayLost()) return 0;
        return _forAgreed(project, record, agreed) + _forUnsettled(project, record) + bonus;
    }

    /// @dev The most that a seat can still take, whatever experts rule.
    function reserveOf(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        (Store.Seat memory record, uint256 agreed, uint256 bonus) = _read(s, batchId, seat);
        return record.isPayLost() ? 0 : reserveFor(project, record, agreed) + bonus;
    }

    /// @dev The same without bonus: a disputed item may come to a full reward.
    function reserveFor(Store.Project storage project, Store.Seat memory record, uint256 agreed)
        internal
        view
        returns (uint256)
    {
        unchecked {
            uint256 open = record.unsettled == 0
                ? 0
                : uint256(project.rewardPerLabel) * record.unsettled * _multiplierBps(project, record);
            return _forAgreed(project, record, agreed) + (open + BPS - 1) / BPS;
        }
    }

    /// @dev `agreed` items at a seat's multiplier and pay factor, one floor at the end.
    function _forAgreed(Store.Project storage project, Store.Seat memory record, uint256 agreed)
        private
        view
        returns (uint256)
    {
        unchecked {
            return uint256(project.rewardPerLabel) * agreed * _multiplierBps(project, record) * record.factorBps
                / (BPS * BPS);
        }
    }

    /// @dev Half a reward for each disputed item that nobody ruled on, at the multiplier alone.
    function _forUnsettled(Store.Project storage project, Store.Seat memory record) private view returns (uint256) {
        unchecked {
            if (record.unsettled == 0) return 0;
            return uint256(project.rewardPerLabel) * record.unsettled * _multiplierBps(project, record) / (2 * BPS);
        }
    }

    function _multiplierBps(Store.Project storage project, Store.Seat memory record) private view returns (uint256) {
        return Standing.multiplierBps(project.ladder, record.tierOf());
    }

    function _read(Store.State storage s, uint256 batchId, uint256 seat)
        private
        view
        returns (Store.Seat memory record, uint256 agreed, uint256 bonus)
    {
        Store.Batch storage batch = s.batches[batchId];
        uint256 seatId = Store.seatIdOf(batchId, seat);
        record = s.seats[seatId];
        agreed = (uint256(record.mask) & Store.resolvedMask(batch)).popcount();
        if (batch.flags & Store.OVERTURNED != 0) bonus = s.bonuses[seatId];
    }

    /// @dev Stake that a seat has lost to the gold gate: half the batch's reward, as far as the stake goes.
    function slashOf(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        Store.Seat memory record = s.seats[Store.seatIdOf(batchId, seat)];
        if (record.goldOf() != Store.GoldVerdict.Slashed) return 0;
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
