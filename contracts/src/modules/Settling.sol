// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Kind, Opening, Page, Phase} from "../interfaces/LabelTypes.sol";
import {BatchTally} from "../libraries/BatchTally.sol";
import {Chunks} from "../libraries/Chunks.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Words} from "../libraries/Words.sol";
import {Finishing} from "./Finishing.sol";
import {History} from "./History.sol";
import {Revealing} from "./Revealing.sol";
import {SeatSums} from "./SeatSums.sol";
import {Store} from "./Store.sol";

/// @title Computed settlement: consensus over the seats' labels, in one step or in pieces.
library Settling {
    using Words for uint256;
    using SeatSums for SeatSums.Sums;

    uint256 private constant CHUNK_ITEMS = 8;

    /// @dev One call's settlement.
    struct Piece {
        uint256 batchId;
        uint256 items; // of the batch
        uint256 fromItem;
        uint256 toItem;
        uint256 revealed; // seats
        bytes32 chain; // of the items before fromItem
        bytes[] labels; // a seat each, from the chunk that holds fromItem on
        bytes32[] hashes; // a seat each: its chunks' hash
    }

    /// @dev See ILabelCoordinator.revealAndSettle. Openings that hash to the batch's history are those of the seats that
    /// committed, each once: what a seat is need not be asked again.
    function openAndSettle(Store.State storage s, uint256 batchId, Opening[] calldata openings) internal {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        Piece memory piece;
        piece.batchId = batchId;
        piece.items = piece.toItem = Store.itemsIn(project, batchId);
        if (batch.phase != Phase.Open) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        piece.labels = new bytes[](project.seats);
        piece.revealed = batch.revealed;
        bytes32 history;
        for (uint256 i; i < openings.length; ++i) {
            Opening calldata opening = openings[i];
            bytes32 word = opening.salt;
            if (opening.labels.length != 0) word = _open(s, project, piece, opening);
            history = History.extended(history, opening.seat, word);
        }
        if (history != batch.record) revert ILabelErrors.HistoryMismatch(batchId);
        _checkAllThere(piece);
        Revealing.enter(project, batch, batchId, piece.revealed, openings);
        _checkReady(project, batch, piece);
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint8 items = uint8(piece.items);
        BatchTally.Result memory result;
        (result, piece.hashes) = LabelConsensus.checkAndSettle(_spec(project, piece), items, piece.labels, 0);
        _finish(s, piece, result, _added(s, piece, result), result.resolved);
    }

    /// @dev A seat that has opened takes part: nobody passes it off as one that stayed away.
    function _checkAllThere(Piece memory piece) private pure {
        for (uint256 rest = piece.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            if (piece.labels[seat].length == 0) {
                revert ILabelErrors.LabelsMismatch(Store.seatIdOf(piece.batchId, seat));
            }
        }
    }

    /// @dev Takes one seat's labels in, and opens it where it has not been; returns its commitment.
    function _open(Store.State storage s, Store.Project storage project, Piece memory piece, Opening calldata opening)
        private
        returns (bytes32)
    {
        uint256 seat = opening.seat;
        if (seat >= piece.labels.length) revert ILabelErrors.HistoryMismatch(piece.batchId);
        bytes memory labels = opening.labels;
        piece.labels[seat] = labels;
        uint256 seatId = Store.seatIdOf(piece.batchId, seat);
        if (piece.revealed >> seat & 1 != 0) {
            s.openings[seatId] = 0;
        } else {
            piece.revealed |= 1 << seat;
            Revealing.checkDetails(project, seatId, opening.detailsHash);
        }
        return Revealing.commitment(
            seatId, Store.annotatorOf(s, seatId), keccak256(labels), opening.detailsHash, opening.salt
        );
    }

    /// @dev See ILabelCoordinator.settle.
    function settle(Store.State storage s, uint256 batchId, Page[] calldata pages, uint256 fromItem, uint256 toItem)
        internal
    {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        Piece memory piece;
        piece.batchId = batchId;
        piece.items = Store.itemsIn(project, batchId);
        (piece.fromItem, piece.toItem) = (fromItem, toItem);
        piece.revealed = batch.revealed;
        _checkReady(project, batch, piece);
        if (batch.phase == Phase.Settling) piece.chain = batch.record;
        _turn(s, project, piece, pages);
        BatchTally.Result memory result = LabelConsensus.settleItems(_spec(project, piece), piece.labels);
        SeatSums.Sums[] memory sums = _added(s, piece, result);
        uint256 resolved = Store.resolvedMask(batch) | result.resolved;
        if (toItem == piece.items) {
            _clear(s, piece);
            _finish(s, piece, result, sums, resolved);
        } else {
            _tell(piece, result);
            _carry(s, piece, sums);
            batch.record = result.root;
            // A mask and a count of at most 64 items.
            // forge-lint: disable-next-line(unsafe-typecast)
            (batch.phase, batch.marks, batch.settledItems) = (Phase.Settling, uint64(resolved), uint8(toItem));
        }
    }

    /// @dev Takes the pages in: each must be the chunks from `fromItem`'s to the last item's, of the labels revealed.
    function _turn(Store.State storage s, Store.Project storage project, Piece memory piece, Page[] calldata pages)
        private
        view
    {
        uint256 seats = project.seats;
        if (pages.length != seats) revert ILabelErrors.LengthMismatch();
        piece.labels = new bytes[](seats);
        piece.hashes = new bytes32[](seats);
        for (uint256 seat; seat < seats; ++seat) {
            Page calldata page = pages[seat];
            if (piece.revealed >> seat & 1 == 0) {
                if (page.labels.length != 0) {
                    revert ILabelErrors.LabelsMismatch(Store.seatIdOf(piece.batchId, seat));
                }
                continue;
            }
            uint256 seatId = Store.seatIdOf(piece.batchId, seat);
            piece.hashes[seat] = s.openings[seatId];
            piece.labels[seat] = page.labels;
            bool isGood = keccak256(abi.encodePacked(page.chunkHashes)) == piece.hashes[seat]
                && Chunks.holds(
                    project.kind,
                    piece.items,
                    piece.fromItem / CHUNK_ITEMS,
                    (piece.toItem + CHUNK_ITEMS - 1) / CHUNK_ITEMS,
                    page.chunkHashes,
                    page.labels
                );
            if (!isGood) revert ILabelErrors.LabelsMismatch(seatId);
        }
    }

    function _checkReady(Store.Project storage project, Store.Batch storage batch, Piece memory piece) private view {
        Phase phase = batch.phase;
        if (phase >= Phase.Settled) revert ILabelErrors.WrongPhase(piece.batchId, phase);
        if (phase == Phase.Open) Revealing.checkDone(project, batch, piece.batchId, piece.revealed);
        uint8 cursor = batch.settledItems;
        bool isWhole = project.kind != Kind.Class || piece.toItem == piece.items;
        if (piece.fromItem != cursor || piece.toItem <= cursor || piece.toItem > piece.items || !isWhole) {
            revert ILabelErrors.WrongItems(cursor);
        }
    }

    /// @dev Each seat's sums over the batch as far as this piece.
    function _added(Store.State storage s, Piece memory piece, BatchTally.Result memory result)
        private
        view
        returns (SeatSums.Sums[] memory sums)
    {
        uint256 here = Store.itemMask(piece.toItem) & ~Store.itemMask(piece.fromItem);
        sums = new SeatSums.Sums[](piece.labels.length);
        for (uint256 rest = piece.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            if (piece.fromItem != 0) {
                sums[seat] = SeatSums.unpacked(s.carries[Store.seatIdOf(piece.batchId, seat)]);
            }
            sums[seat].added(result.seats[seat], here & ~result.resolved);
        }
    }

    /// @dev The batch's last piece.
    function _finish(
        Store.State storage s,
        Piece memory piece,
        BatchTally.Result memory result,
        SeatSums.Sums[] memory sums,
        uint256 resolved
    ) private {
        _tell(piece, result);
        Finishing.finish(
            s, Finishing.Outcome(piece.batchId, piece.items, piece.revealed, resolved, result.root, piece.hashes, sums)
        );
    }

    function _spec(Store.Project storage project, Piece memory piece)
        private
        view
        returns (BatchTally.Spec memory spec)
    {
        spec.kind = project.kind;
        spec.quorum = project.quorum;
        spec.classCount = project.classCount;
        // Items of a batch are at most 64.
        // forge-lint: disable-start(unsafe-typecast)
        (spec.fromItem, spec.toItem) = (uint8(piece.fromItem), uint8(piece.toItem));
        spec.startItem = uint8(piece.fromItem / CHUNK_ITEMS * CHUNK_ITEMS);
        // forge-lint: disable-end(unsafe-typecast)
        spec.thresholdBps = project.thresholdBps;
        spec.agreementBps = project.agreementBps;
        spec.root = piece.chain;
    }

    function _tell(Piece memory piece, BatchTally.Result memory result) private {
        uint64[] memory agreedMasks = new uint64[](piece.labels.length);
        for (uint256 seat; seat < agreedMasks.length; ++seat) {
            // forge-lint: disable-next-line(unsafe-typecast)
            agreedMasks[seat] = uint64(result.seats[seat].agreed);
        }
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
    }

    function _carry(Store.State storage s, Piece memory piece, SeatSums.Sums[] memory sums) private {
        for (uint256 rest = piece.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            s.carries[Store.seatIdOf(piece.batchId, seat)] = sums[seat].packed();
        }
    }

    /// @dev Storage that only openings by themselves and pieces needed is given back.
    function _clear(Store.State storage s, Piece memory piece) private {
        for (uint256 rest = piece.revealed; rest != 0; rest &= rest - 1) {
            uint256 seatId = Store.seatIdOf(piece.batchId, rest.lowestBit());
            s.openings[seatId] = 0;
            if (piece.fromItem != 0) s.carries[seatId] = 0;
        }
    }
}
