// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Assertion, Page, Progress, Rerun} from "../interfaces/LabelTypes.sol";
import {BatchTally} from "../libraries/BatchTally.sol";
import {Chunks} from "../libraries/Chunks.sol";
import {LabelCodec} from "../libraries/LabelCodec.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Sampling} from "../libraries/Sampling.sol";
import {SeatSums} from "./SeatSums.sol";
import {Store} from "./Store.sol";

/// @title An asserted batch is claimed run by run; any run can be computed again from the progress claimed before it.
/// @dev A run is a twentieth of the batch's items, rounded up. The first false one begins with a true progress, so that
/// whoever has the labels can compute it.
library Runs {
    using SeatSums for SeatSums.Sums;

    uint256 private constant RATE_BPS = 500;

    enum Finding {
        Part, // the run goes on
        Right,
        Wrong
    }

    function sizeOf(uint256 items) internal pure returns (uint256) {
        return Sampling.sampleSize(items, RATE_BPS);
    }

    function countOf(uint256 items) internal pure returns (uint256) {
        uint256 size = sizeOf(items);
        return (items + size - 1) / size;
    }

    /// @dev What a progress is known by: keccak256(resolvedMask (32 bytes), consensusRoot, sums).
    function markOf(Progress memory progress) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint256(progress.resolvedMask), progress.consensusRoot, progress.sums));
    }

    /// @dev Computes the rerun's items; at the run's end holds the progress against the claim. The assertion is the
    /// standing one of `record`.
    function again(
        Store.State storage s,
        Store.Project storage project,
        uint256 batchId,
        bytes32 record,
        Assertion calldata assertion,
        Rerun calldata rerun
    ) internal returns (uint256 run, Finding) {
        uint256 items = Store.itemsIn(project, batchId);
        uint256 size = sizeOf(items);
        run = rerun.fromItem / size;
        uint256 end = (run + 1) * size < items ? (run + 1) * size : items;
        if (rerun.fromItem >= rerun.toItem || rerun.toItem > end) revert ILabelErrors.WrongRun(rerun.fromItem);
        _checkBefore(s, project.seats, batchId, record, assertion, rerun, rerun.fromItem == run * size);
        bytes32 mark = _advance(project, items, batchId, assertion, rerun);
        if (rerun.toItem < end) {
            s.reruns[_place(batchId, record, rerun.toItem)] = mark;
            return (run, Finding.Part);
        }
        bytes32 claimed = end == items ? markOf(assertion.claim.result) : assertion.claim.marks[run];
        return (run, mark == claimed ? Finding.Right : Finding.Wrong);
    }

    /// @dev The progress before the rerun: nothing, a claimed mark, or what an earlier part has come to. The latter is
    /// given back: it is of no further use.
    function _checkBefore(
        Store.State storage s,
        uint256 seats,
        uint256 batchId,
        bytes32 record,
        Assertion calldata assertion,
        Rerun calldata rerun,
        bool isStart
    ) private {
        uint256 from = rerun.fromItem;
        if (rerun.before.sums.length != seats) revert ILabelErrors.LengthMismatch();
        bytes32 known;
        if (from == 0) {
            Progress memory nothing;
            nothing.sums = new uint256[](seats);
            known = markOf(nothing);
        } else if (isStart) {
            known =
                assertion.claim.marks[from / sizeOf(Store.itemsIn(s.projects[Store.projectOf(batchId)], batchId)) - 1];
        } else {
            bytes32 place = _place(batchId, record, from);
            known = s.reruns[place];
            s.reruns[place] = 0;
        }
        if (known != markOf(rerun.before)) revert ILabelErrors.ProgressMismatch(batchId, rerun.fromItem);
    }

    function _place(uint256 batchId, bytes32 record, uint256 item) private pure returns (bytes32) {
        return keccak256(abi.encode(batchId, record, item));
    }

    /// @dev The mark of the progress after the rerun's items, by the same library and sums as computed settlement.
    function _advance(
        Store.Project storage project,
        uint256 items,
        uint256 batchId,
        Assertion calldata assertion,
        Rerun calldata rerun
    ) private view returns (bytes32) {
        BatchTally.Result memory result = LabelConsensus.settleItems(
            _spec(project, rerun), _labels(project, items, batchId, assertion, rerun)
        );
        uint256 here = Store.itemMask(rerun.toItem) & ~Store.itemMask(rerun.fromItem);
        Progress memory next = rerun.before;
        for (uint256 seat; seat < next.sums.length; ++seat) {
            if (assertion.labels[seat] == 0) continue;
            SeatSums.Sums memory sums = SeatSums.unpacked(next.sums[seat]);
            sums.added(result.seats[seat], here & ~result.resolved);
            next.sums[seat] = sums.packed();
        }
        // A mask of at most 64 items.
        // forge-lint: disable-next-line(unsafe-typecast)
        next.resolvedMask |= uint64(result.resolved);
        next.consensusRoot = result.root;
        return markOf(next);
    }

    function _spec(Store.Project storage project, Rerun calldata rerun)
        private
        view
        returns (BatchTally.Spec memory spec)
    {
        (spec.kind, spec.quorum, spec.classCount) = (project.kind, project.quorum, project.classCount);
        (spec.thresholdBps, spec.agreementBps) = (project.thresholdBps, project.agreementBps);
        (spec.fromItem, spec.toItem) = (rerun.fromItem, rerun.toItem);
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        spec.startItem = uint8(rerun.fromItem / LabelCodec.CHUNK_ITEMS * LabelCodec.CHUNK_ITEMS);
        spec.root = rerun.before.consensusRoot;
    }

    /// @dev Each seat's labels from the chunk that holds the rerun's first item on; they must be the ones asserted on.
    function _labels(
        Store.Project storage project,
        uint256 items,
        uint256 batchId,
        Assertion calldata assertion,
        Rerun calldata rerun
    ) private view returns (bytes[] memory labels) {
        Page[] calldata pages = rerun.pages;
        if (pages.length != assertion.labels.length) revert ILabelErrors.LengthMismatch();
        labels = new bytes[](pages.length);
        uint256 fromChunk = rerun.fromItem / LabelCodec.CHUNK_ITEMS;
        uint256 toChunk = LabelCodec.chunksIn(rerun.toItem);
        for (uint256 seat; seat < pages.length; ++seat) {
            Page calldata page = pages[seat];
            bool isGood = assertion.labels[seat] == 0
                ? page.labels.length == 0
                : keccak256(abi.encodePacked(page.chunkHashes)) == assertion.labels[seat]
                    && Chunks.holds(project.kind, items, fromChunk, toChunk, page.chunkHashes, page.labels);
            if (!isGood) revert ILabelErrors.LabelsMismatch(Store.seatIdOf(batchId, seat));
            labels[seat] = page.labels;
        }
    }
}
