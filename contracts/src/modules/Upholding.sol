// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Assertion, Page, Phase, Progress, Rerun} from "../interfaces/LabelTypes.sol";
import {LabelCodec} from "../libraries/LabelCodec.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Sampling} from "../libraries/Sampling.sol";
import {Words} from "../libraries/Words.sol";
import {Auditing} from "./Auditing.sol";
import {Finishing} from "./Finishing.sol";
import {Money} from "./Money.sol";
import {Runs} from "./Runs.sol";
import {SeatSums} from "./SeatSums.sol";
import {Store} from "./Store.sol";

/// @title What becomes of a standing assertion: challenged, it falls; drawn runs computed and the window over, it is final.
library Upholding {
    using Words for uint256;

    /// @dev See ILabelCoordinator.recompute.
    function recompute(Store.State storage s, uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        internal
        returns (bool)
    {
        Store.Batch storage batch = _standing(s, batchId, assertion);
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        (uint256 run, Runs.Finding finding) = Runs.again(s, project, batchId, batch.record, assertion, rerun);
        if (finding == Runs.Finding.Wrong) {
            _refute(s, batchId, assertion, rerun.fromItem);
            return true;
        }
        if (finding == Runs.Finding.Right) {
            if (batch.drawnMask >> run & 1 == 0) revert ILabelErrors.AssertionHolds(batchId);
            batch.drawnMask |= uint64(1 << (32 + run));
            // At most 20 runs.
            // forge-lint: disable-next-line(unsafe-typecast)
            emit ILabelEvents.RunConfirmed(batchId, uint8(run));
        }
        return false;
    }

    /// @dev See ILabelCoordinator.rejectLabels.
    function reject(
        Store.State storage s,
        uint256 batchId,
        Assertion calldata assertion,
        uint256 seat,
        uint256 chunk,
        Page calldata page
    ) internal {
        Store.Batch storage batch = _standing(s, batchId, assertion);
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        uint256 seatId = Store.seatIdOf(batchId, seat);
        bool isTheirs = seat < assertion.labels.length && chunk < page.chunkHashes.length
            && keccak256(abi.encodePacked(page.chunkHashes)) == assertion.labels[seat]
            && keccak256(page.labels) == page.chunkHashes[chunk];
        if (!isTheirs) revert ILabelErrors.LabelsMismatch(seatId);
        uint256 item = _badItem(project, batchId, chunk, page.labels);
        // Seven bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.revealed &= ~uint8(1 << seat);
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit ILabelEvents.LabelsRejected(seatId, Store.annotatorOf(s, seatId), uint8(item));
        _refute(s, batchId, assertion, item);
    }

    /// @dev The item of the batch at fault; reverts where there is none. Only the library's own word counts: a call that
    /// ran out of gas proves nothing.
    function _badItem(Store.Project storage project, uint256 batchId, uint256 chunk, bytes calldata labels)
        private
        view
        returns (uint256)
    {
        uint256 first = chunk * LabelCodec.CHUNK_ITEMS;
        uint256 left = Store.itemsIn(project, batchId) - first;
        // Items of a chunk are at most eight.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint8 count = uint8(left < LabelCodec.CHUNK_ITEMS ? left : LabelCodec.CHUNK_ITEMS);
        try LabelConsensus.check(project.kind, project.classCount, project.thresholdBps, count, labels) returns (
            bytes32
        ) {
            revert ILabelErrors.AssertionHolds(batchId);
        } catch (bytes memory reason) {
            // The selector is what the first four bytes are.
            // forge-lint: disable-next-line(unsafe-typecast)
            if (reason.length < 36 || bytes4(reason) != ILabelErrors.BadLabels.selector) {
                revert ILabelErrors.AssertionHolds(batchId);
            }
            uint256 item;
            assembly ("memory-safe") {
                item := mload(add(reason, 36))
            }
            return first + item;
        }
    }

    /// @dev See ILabelCoordinator.anchorAssertion. Whoever lets an unlucky draw lapse has one run more to get past.
    function anchor(Store.State storage s, uint256 batchId) internal {
        Store.Batch storage batch = _undrawn(s, batchId);
        uint256 mark = batch.anchorBlock;
        // A block of the record, which has 40 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.number <= mark) revert ILabelErrors.AnchorAhead(uint64(mark));
        // As above.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (Auditing.hashOf(mark) != 0) revert ILabelErrors.AnchorAlive(uint64(mark));
        uint8 runs = batch.settledItems;
        if (runs < Runs.countOf(Store.itemsIn(s.projects[Store.projectOf(batchId)], batchId))) ++runs;
        batch.settledItems = runs;
        // Blocks fit 40 bits for a long time.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.anchorBlock = uint40(block.number + 1);
        emit ILabelEvents.AssertionAnchored(batchId, uint64(block.number + 1), runs);
    }

    /// @dev See ILabelCoordinator.drawAssertion.
    function draw(Store.State storage s, uint256 batchId) internal returns (uint32 runs) {
        Store.Batch storage batch = _undrawn(s, batchId);
        bytes32 seed;
        (runs, seed) = _draw(s, batch, batchId);
        batch.drawnMask = runs;
        emit ILabelEvents.AssertionDrawn(batchId, runs, seed);
    }

    /// @dev See ILabelCoordinator.finaliseAssertion.
    function finalise(Store.State storage s, uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        internal
        returns (bool)
    {
        Store.Batch storage batch = _standing(s, batchId, assertion);
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        uint256 end = uint256(batch.settledAt) + project.challengeSeconds;
        // A time of 32 bits and a window of 32.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.timestamp < end) revert ILabelErrors.ChallengeRunning(uint64(end));
        uint256 missing = batch.drawnMask;
        if (missing == 0) (missing,) = _draw(s, batch, batchId);
        // The mask of drawn runs has 32 bits, that of confirmed ones follows: the lower half is meant.
        // forge-lint: disable-next-line(unsafe-typecast)
        missing = uint32(missing & ~(missing >> 32));
        if (rerun.toItem != 0) {
            (uint256 run, Runs.Finding finding) = Runs.again(s, project, batchId, batch.record, assertion, rerun);
            if (finding == Runs.Finding.Wrong) {
                _refute(s, batchId, assertion, rerun.fromItem);
                return false;
            }
            if (finding == Runs.Finding.Part) revert ILabelErrors.WrongRun(rerun.fromItem);
            missing &= ~(1 << run);
        }
        // 32 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (missing != 0) revert ILabelErrors.RunsMissing(uint32(missing));
        Money.unlock(s, project.token, assertion.asserter, project.assertBond);
        _settle(s, project, batch, batchId, assertion);
        return true;
    }

    /// @dev On to what is the same for a batch that was computed.
    function _settle(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        Assertion calldata assertion
    ) private {
        batch.drawnMask = 0;
        for (uint256 rest = assertion.kept; rest != 0; rest &= rest - 1) {
            s.openings[Store.seatIdOf(batchId, rest.lowestBit())] = 0;
        }
        Progress calldata result = assertion.claim.result;
        SeatSums.Sums[] memory sums = new SeatSums.Sums[](result.sums.length);
        for (uint256 seat; seat < sums.length; ++seat) {
            sums[seat] = SeatSums.unpacked(result.sums[seat]);
        }
        Finishing.finish(
            s,
            Finishing.Outcome(
                batchId,
                Store.itemsIn(project, batchId),
                batch.revealed,
                result.resolvedMask,
                result.consensusRoot,
                assertion.labels,
                sums
            )
        );
    }

    /// @dev The batch, where this assertion stands.
    function _standing(Store.State storage s, uint256 batchId, Assertion calldata assertion)
        private
        view
        returns (Store.Batch storage batch)
    {
        batch = _asserted(s, batchId);
        if (keccak256(abi.encode(assertion)) != batch.record) revert ILabelErrors.AssertionMismatch(batchId);
    }

    function _undrawn(Store.State storage s, uint256 batchId) private view returns (Store.Batch storage batch) {
        batch = _asserted(s, batchId);
        if (batch.drawnMask != 0) revert ILabelErrors.AlreadyDrawn(batchId);
    }

    function _asserted(Store.State storage s, uint256 batchId) private view returns (Store.Batch storage batch) {
        batch = s.batches[batchId];
        if (batch.phase != Phase.Asserted) revert ILabelErrors.WrongPhase(batchId, batch.phase);
    }

    function _draw(Store.State storage s, Store.Batch storage batch, uint256 batchId)
        private
        view
        returns (uint32 runs, bytes32 seed)
    {
        uint256 mark = batch.anchorBlock;
        // A block of the record, which has 40 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.number <= mark) revert ILabelErrors.AnchorAhead(uint64(mark));
        bytes32 hash = Auditing.hashOf(mark);
        // As above.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (hash == 0) revert ILabelErrors.AnchorLost(uint64(mark));
        seed = keccak256(abi.encode(hash, batchId));
        uint256 count = Runs.countOf(Store.itemsIn(s.projects[Store.projectOf(batchId)], batchId));
        // At most 20 runs.
        // forge-lint: disable-next-line(unsafe-typecast)
        runs = uint32(Sampling.draw(seed, count, batch.settledItems));
    }

    /// @dev The bond is lost: half to the caller, half to the scope's audit pool, so that who proves himself wrong loses
    /// by it. The batch is as it was before the assertion, its seats opened.
    function _refute(Store.State storage s, uint256 batchId, Assertion calldata assertion, uint256 item) private {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        batch.phase = Phase.Open;
        (batch.settledItems, batch.settledAt, batch.anchorBlock, batch.drawnMask) = (0, 0, 0, 0);
        batch.record = assertion.history;
        uint256 bond = project.assertBond;
        uint256 reward = bond / 2;
        Money.seize(s, project.token, assertion.asserter, bond);
        Money.credit(s, project.token, msg.sender, reward);
        Money.fundPool(s, project.scope, project.token, bond - reward);
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit ILabelEvents.AssertionRefuted(batchId, assertion.asserter, msg.sender, uint8(item), reward, bond - reward);
    }
}
