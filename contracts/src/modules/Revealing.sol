// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Commitment, Opening, Phase, SeatState} from "../interfaces/LabelTypes.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Words} from "../libraries/Words.sol";
import {History} from "./History.sol";
import {Store} from "./Store.sol";

/// @title Opening commitments.
library Revealing {
    using Words for uint256;

    /// @notice What a commitment hashes, after this type hash, in `abi.encode`.
    bytes32 internal constant COMMIT_TYPEHASH = keccak256(
        "Commitment(uint256 chainId,address coordinator,uint256 seatId,address annotator,bytes32 labelsHash,bytes32 detailsHash,bytes32 salt)"
    );

    uint256 private constant MAX_DETAILS_BYTES = 8192;

    function commitment(uint256 seatId, address annotator, bytes32 labelsHash, bytes32 detailsHash, bytes32 salt)
        internal
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(COMMIT_TYPEHASH, block.chainid, address(this), seatId, annotator, labelsHash, detailsHash, salt)
        );
    }

    /// @dev See ILabelCoordinator.reveal.
    function reveal(
        Store.State storage s,
        uint256 seatId,
        bytes32 salt,
        bytes calldata labels,
        bytes32 detailsHash,
        bytes calldata details,
        Commitment[] calldata history
    ) internal {
        uint256 batchId = Store.batchOf(seatId);
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        uint256 items = Store.itemsIn(project, batchId);
        _checkOpen(project, batch, seatId);
        if (!_isDetailsFit(project.detailsOnChain, detailsHash, details)) revert ILabelErrors.DetailsMismatch(seatId);
        address annotator = Store.annotatorOf(s, seatId);
        bytes32 word = _committed(batch, batchId, seatId & 0xff, history);
        if (word != commitment(seatId, annotator, keccak256(labels), detailsHash, salt)) {
            revert ILabelErrors.CommitmentMismatch(seatId);
        }
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint8 count = uint8(items);
        s.openings[seatId] = LabelConsensus.check(project.kind, project.classCount, project.thresholdBps, count, labels);
        // Seven bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.revealed |= uint8(1 << (seatId & 0xff));
        emit ILabelEvents.Revealed(seatId, annotator, salt, detailsHash, labels, details);
    }

    /// @dev What the seat committed to, by a history that hashes to the batch's.
    function _committed(Store.Batch storage batch, uint256 batchId, uint256 seat, Commitment[] calldata history)
        private
        view
        returns (bytes32 word)
    {
        bytes32 hash;
        for (uint256 i; i < history.length; ++i) {
            Commitment calldata entry = history[i];
            hash = History.extended(hash, entry.seat, entry.word);
            if (entry.seat == seat) word = entry.word;
        }
        if (hash != batch.record) revert ILabelErrors.HistoryMismatch(batchId);
    }

    /// @dev Enters the seats that are open after a call that opened several of an open batch, and tells of them. That
    /// their openings are the committed ones shows when the whole history has been hashed.
    function enter(
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        uint256 seats,
        Opening[] calldata openings
    ) internal {
        if (seats != batch.revealed) {
            _checkWindow(project, batch, batchId);
            // Seven bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            batch.revealed = uint8(seats);
        }
        emit ILabelEvents.SeatsRevealed(batchId, openings);
    }

    /// @dev Details on chain come with the reveal of a seat by itself alone.
    function checkDetails(Store.Project storage project, uint256 seatId, bytes32 detailsHash) internal view {
        if (detailsHash != 0 && project.detailsOnChain) revert ILabelErrors.DetailsMismatch(seatId);
    }

    /// @dev Reverts unless an open batch can be settled with the seats `revealed`: nobody may still reveal, and they are
    /// a quorum.
    function checkDone(Store.Project storage project, Store.Batch storage batch, uint256 batchId, uint256 revealed)
        internal
        view
    {
        if (!Store.isRevealOpen(batch)) revert ILabelErrors.RevealNotOpen(batchId);
        bool isAwaited = revealed != batch.committed;
        if (isAwaited && block.timestamp < Store.revealStart(batch) + project.revealSeconds) {
            revert ILabelErrors.SettleTooEarly(batchId);
        }
        if (revealed.popcount() < project.quorum) revert ILabelErrors.TooFewReveals(batchId);
    }

    /// @dev Reverts unless the seat has committed, has not been opened, and the reveal window runs.
    function _checkOpen(Store.Project storage project, Store.Batch storage batch, uint256 seatId) private view {
        uint256 batchId = Store.batchOf(seatId);
        uint256 seat = seatId & 0xff;
        SeatState state = seat > 6 ? SeatState.Free : Store.stateOf(batch, seat);
        if (batch.phase != Phase.Open) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        if (state != SeatState.Committed) revert ILabelErrors.WrongSeatState(seatId, state);
        _checkWindow(project, batch, batchId);
    }

    /// @dev Reverts unless the reveal window of an open batch runs.
    function _checkWindow(Store.Project storage project, Store.Batch storage batch, uint256 batchId) private view {
        if (!Store.isRevealOpen(batch)) revert ILabelErrors.RevealNotOpen(batchId);
        if (block.timestamp >= Store.revealStart(batch) + project.revealSeconds) {
            revert ILabelErrors.RevealOver(batchId);
        }
    }

    /// @dev Details hash to what was committed, and are there only where the project wants them on chain.
    function _isDetailsFit(bool isOnChain, bytes32 detailsHash, bytes calldata details) private pure returns (bool) {
        if (details.length == 0) return !isOnChain || detailsHash == 0;
        return isOnChain && details.length <= MAX_DETAILS_BYTES && keccak256(details) == detailsHash;
    }
}
