// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Kind, Phase} from "../interfaces/LabelTypes.sol";
import {BatchTally} from "../libraries/BatchTally.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {PayFactor} from "../libraries/PayFactor.sol";
import {Words} from "../libraries/Words.sol";
import {Ending} from "./Ending.sol";
import {Pay} from "./Pay.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title Settlement: consensus over revealed labels, in pieces or whole.
library Settling {
    using Words for uint256;

    /// @dev Sums of one seat over the whole batch, as `Seat.work` packs them between pieces.
    struct Sums {
        int256 score;
        uint256 labelled;
        uint256 something;
        uint256 consensusSomething;
        uint256 chance;
    }

    /// @dev One call's settlement.
    struct Piece {
        uint256 batchId;
        uint256 items; // of the batch
        uint256 fromItem;
        uint256 toItem;
        uint256 revealed; // seats
    }

    /// @dev See ILabelCoordinator.settle.
    function settle(Store.State storage s, uint256 batchId, bytes[] calldata labels, uint256 fromItem, uint256 toItem)
        internal
    {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        Piece memory piece = Piece(batchId, Store.itemsIn(project, batchId), fromItem, toItem, batch.revealed);
        _checkReady(project, batch, piece);
        checkLabels(s, batchId, piece.revealed, project.seats, labels);
        BatchTally.Result memory result = LabelConsensus.settleItems(_spec(project, batch, piece), labels);
        _record(s, project, batch, piece, result);
        if (toItem == piece.items) {
            _finish(s, project, batch, piece, result);
        } else {
            (batch.phase, batch.settledItems) = (Phase.Settling, uint8(toItem));
        }
    }

    /// @dev Every seat's labels must be those it revealed; a seat that did not takes no part.
    function checkLabels(
        Store.State storage s,
        uint256 batchId,
        uint256 revealed,
        uint256 seats,
        bytes[] calldata labels
    ) internal view {
        if (labels.length != seats) revert ILabelErrors.LengthMismatch();
        for (uint256 seat; seat < seats; ++seat) {
            uint256 seatId = Store.seatIdOf(batchId, seat);
            bool isGood =
                revealed >> seat & 1 == 0 ? labels[seat].length == 0 : keccak256(labels[seat]) == s.seats[seatId].word;
            if (!isGood) revert ILabelErrors.LabelsMismatch(seatId);
        }
    }

    function _checkReady(Store.Project storage project, Store.Batch storage batch, Piece memory piece) private view {
        Phase phase = batch.phase;
        if (phase >= Phase.Settled) revert ILabelErrors.WrongPhase(piece.batchId, phase);
        if (phase == Phase.Open) {
            if (!Store.isRevealOpen(batch)) revert ILabelErrors.RevealNotOpen(piece.batchId);
            bool isAwaited = piece.revealed != batch.committed;
            if (isAwaited && block.timestamp < uint256(batch.revealStart) + project.revealSeconds) {
                revert ILabelErrors.SettleTooEarly(piece.batchId);
            }
            if (piece.revealed.popcount() < project.quorum) revert ILabelErrors.TooFewReveals(piece.batchId);
        }
        uint8 cursor = batch.settledItems;
        bool isWhole = project.kind != Kind.Class || piece.toItem == piece.items;
        if (piece.fromItem != cursor || piece.toItem <= cursor || piece.toItem > piece.items || !isWhole) {
            revert ILabelErrors.WrongItems(cursor);
        }
    }

    function _spec(Store.Project storage project, Store.Batch storage batch, Piece memory piece)
        private
        view
        returns (BatchTally.Spec memory spec)
    {
        spec.kind = project.kind;
        spec.quorum = project.quorum;
        spec.classCount = project.classCount;
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        (spec.fromItem, spec.toItem) = (uint8(piece.fromItem), uint8(piece.toItem));
        spec.thresholdBps = project.thresholdBps;
        spec.agreementBps = project.agreementBps;
        spec.root = batch.consensusRoot;
    }

    /// @dev Enters the piece's outcomes and tells them.
    function _record(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        Piece memory piece,
        BatchTally.Result memory result
    ) private {
        unchecked {
            uint256 seats = project.seats;
            uint256 here = Store.itemMask(piece.toItem) & ~Store.itemMask(piece.fromItem);
            uint256 low = batch.outcomesLow | result.resolved;
            uint256 high;
            uint64[] memory agreedMasks = new uint64[](seats);
            for (uint256 seat; seat < seats; ++seat) {
                BatchTally.SeatTally memory tally = result.seats[seat];
                // forge-lint: disable-next-line(unsafe-typecast)
                agreedMasks[seat] = uint64(tally.agreed);
                if (seat < 3) low |= tally.agreed << (64 * (seat + 1));
                else high |= tally.agreed << (64 * (seat - 3));
                if (piece.revealed >> seat & 1 == 0) continue;
                uint256 unsettled = (here & ~result.resolved & ~tally.blank).popcount();
                // forge-lint: disable-next-line(unsafe-typecast)
                if (unsettled != 0) s.seats[Store.seatIdOf(piece.batchId, seat)].unsettled += uint8(unsettled);
            }
            batch.outcomesLow = low;
            if (high != 0) batch.outcomesHigh |= high;
            batch.consensusRoot = result.root;
            // Items of a batch are at most 64.
            // forge-lint: disable-start(unsafe-typecast)
            emit ILabelEvents.ItemsSettled(
                piece.batchId,
                uint8(piece.fromItem),
                uint8(piece.toItem),
                uint64(result.resolved),
                agreedMasks,
                result.consensus
            );
            // forge-lint: disable-end(unsafe-typecast)
            if (piece.toItem != piece.items) _carry(s, piece, result);
        }
    }

    /// @dev Adds the piece's sums to what earlier pieces left in `Seat.work`.
    function _carry(Store.State storage s, Piece memory piece, BatchTally.Result memory result) private {
        for (uint256 seat; piece.revealed >> seat != 0; ++seat) {
            if (piece.revealed >> seat & 1 == 0) continue;
            Store.Seat storage record = s.seats[Store.seatIdOf(piece.batchId, seat)];
            Sums memory sums = _sums(record, piece.fromItem == 0, result.seats[seat]);
            // Sums over at most 64 items: the score within 24 bits, counts within 8.
            // forge-lint: disable-start(unsafe-typecast)
            record.work = uint48(
                uint256(uint24(int24(sums.score))) << 24 | sums.labelled << 16 | sums.something << 8
                    | sums.consensusSomething
            );
            // forge-lint: disable-end(unsafe-typecast)
        }
    }

    function _sums(Store.Seat storage record, bool isFirst, BatchTally.SeatTally memory tally)
        private
        view
        returns (Sums memory sums)
    {
        uint256 work = isFirst ? 0 : record.work;
        sums.score = tally.scoreSum + int24(uint24(work >> 24));
        sums.labelled = tally.labelled + (work >> 16 & 0xff);
        sums.something = tally.something + (work >> 8 & 0xff);
        sums.consensusSomething = tally.consensusSomething + (work & 0xff);
        sums.chance = tally.chance;
    }

    /// @dev All items are settled: pay becomes pending, reputation moves, who did not reveal forfeits.
    function _finish(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        Piece memory piece,
        BatchTally.Result memory result
    ) private {
        uint16[] memory factors = new uint16[](project.seats);
        uint256 resolved = Store.resolvedMask(batch);
        uint256 reserve = uint256(project.auditFeePerItem) * piece.items;
        for (uint256 seat; seat < factors.length; ++seat) {
            if (piece.revealed >> seat & 1 == 0) continue;
            Store.Seat storage record = s.seats[Store.seatIdOf(piece.batchId, seat)];
            Sums memory sums = _sums(record, piece.fromItem == 0, result.seats[seat]);
            uint256 agreed = (Store.agreedMask(batch, seat) & resolved).popcount();
            uint256 chance = project.kind == Kind.Class ? sums.chance : _placeChance(sums);
            uint256 factor = PayFactor.factorBps(sums.labelled, agreed, chance, project.targetBps);
            // At most 10,000.
            // forge-lint: disable-next-line(unsafe-typecast)
            (record.work, factors[seat]) = (uint48(factor), uint16(factor));
            Standing.move(s, project.scope, record.annotator, piece.batchId, sums.score, sums.labelled, sums.labelled);
            reserve += Pay.reserveOf(s, project, piece.batchId, seat);
        }
        Ending.endSeats(s, project, batch, piece.batchId, true);
        _close(project, batch, piece, factors, resolved, reserve);
    }

    /// @dev In box and span projects the two categories are "nothing there" and "something there".
    function _placeChance(Sums memory sums) private pure returns (uint256) {
        unchecked {
            return sums.something * sums.consensusSomething + (sums.labelled - sums.something)
                * (sums.labelled - sums.consensusSomething);
        }
    }

    function _close(
        Store.Project storage project,
        Store.Batch storage batch,
        Piece memory piece,
        uint16[] memory factors,
        uint256 resolved,
        uint256 reserve
    ) private {
        // Budget and reserve are parts of the project's escrow; times and blocks fit until 2106.
        // forge-lint: disable-start(unsafe-typecast)
        project.reserved = project.reserved - uint128(Pay.batchBudget(project, piece.items)) + uint128(reserve);
        batch.phase = Phase.Settled;
        batch.settledItems = uint8(piece.items);
        batch.settledAt = uint32(block.timestamp);
        batch.anchorBlock = uint40(block.number + 1);
        uint64 auditEnd = uint64(block.timestamp + project.auditSeconds);
        emit ILabelEvents.BatchSettled(piece.batchId, uint64(resolved), factors, auditEnd, uint64(block.number + 1));
        // forge-lint: disable-end(unsafe-typecast)
    }
}
