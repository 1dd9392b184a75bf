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

    /// @dev A settled, revealed seat with what pay needs of its batch.
    struct Held {
        Store.Seat seat;
        uint256 agreed; // resolved items that it is paid for
        uint256 bonus; // token units
    }

    function read(Store.State storage s, Store.Batch storage batch, uint256 seatId)
        internal
        view
        returns (Held memory held)
    {
        held.seat = s.seats[seatId];
        held.agreed = (uint256(held.seat.mask) & Store.resolvedMask(batch)).popcount();
        if (batch.flags & Store.OVERTURNED != 0) held.bonus = s.bonuses[seatId];
    }

    /// @dev What the seat takes at the claim.
    function dueTo(Store.Project storage project, Held memory held) internal view returns (uint256) {
        if (held.seat.isPayLost()) return 0;
        return _forAgreed(project, held.seat, held.agreed) + _forUnsettled(project, held.seat) + held.bonus;
    }

    /// @dev The most that the seat can still take, whatever experts rule.
    function reserveIn(Store.Project storage project, Held memory held) internal view returns (uint256) {
        return held.seat.isPayLost() ? 0 : reserveFor(project, held.seat, held.agreed) + held.bonus;
    }

    /// @dev See dueTo.
    function due(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        return dueTo(project, read(s, s.batches[batchId], Store.seatIdOf(batchId, seat)));
    }

    /// @dev See reserveIn.
    function reserveOf(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        internal
        view
        returns (uint256)
    {
        return reserveIn(project, read(s, s.batches[batchId], Store.seatIdOf(batchId, seat)));
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
            return
                uint256(project.rewardPerLabel) * agreed * _multiplierBps(project, record) * record.factorBps
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

    /// @dev Stake that a seat has lost to the gold gate: half the batch's reward, as far as the stake goes.
    function slashOf(Store.Project storage project, uint256 batchId, Store.Seat memory record)
        internal
        view
        returns (uint256)
    {
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
