// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Phase, SeatState} from "../interfaces/LabelTypes.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Store} from "./Store.sol";

/// @title Opening commitments.
library Revealing {
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
        bytes calldata details
    ) internal {
        uint256 batchId = Store.batchOf(seatId);
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        uint256 items = Store.itemsIn(project, batchId);
        _checkOpen(project, s.batches[batchId], seatId);
        if (!_isDetailsFit(project.detailsOnChain, detailsHash, details)) revert ILabelErrors.DetailsMismatch(seatId);
        Store.Seat storage record = s.seats[seatId];
        address annotator = record.annotator;
        bytes32 labelsHash = keccak256(labels);
        if (record.word != commitment(seatId, annotator, labelsHash, detailsHash, salt)) {
            revert ILabelErrors.CommitmentMismatch(seatId);
        }
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        LabelConsensus.check(project.kind, project.classCount, project.thresholdBps, uint8(items), labels);
        record.word = labelsHash;
        // Seven bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        s.batches[batchId].revealed |= uint8(1 << (seatId & 0xff));
        emit ILabelEvents.Revealed(seatId, annotator, salt, detailsHash, labels, details);
    }

    function _checkOpen(Store.Project storage project, Store.Batch storage batch, uint256 seatId) private view {
        uint256 batchId = Store.batchOf(seatId);
        uint256 seat = seatId & 0xff;
        SeatState state = seat > 6 ? SeatState.Free : Store.stateOf(batch, seat);
        if (batch.phase != Phase.Open) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        if (state != SeatState.Committed) revert ILabelErrors.WrongSeatState(seatId, state);
        if (!Store.isRevealOpen(batch)) revert ILabelErrors.RevealNotOpen(batchId);
        if (block.timestamp >= uint256(batch.revealStart) + project.revealSeconds) {
            revert ILabelErrors.RevealOver(batchId);
        }
    }

    function _isDetailsFit(bool isOnChain, bytes32 detailsHash, bytes calldata details) private pure returns (bool) {
        if (details.length == 0) return !isOnChain || detailsHash == 0;
        return isOnChain && details.length <= MAX_DETAILS_BYTES && keccak256(details) == detailsHash;
    }
}
