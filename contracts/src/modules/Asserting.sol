// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Assertion, Claim, Opening, Phase, SettlementKind} from "../interfaces/LabelTypes.sol";
import {LabelScan} from "../libraries/LabelScan.sol";
import {Regions} from "../libraries/Regions.sol";
import {Words} from "../libraries/Words.sol";
import {History} from "./History.sol";
import {Money} from "./Money.sol";
import {Revealing} from "./Revealing.sol";
import {Runs} from "./Runs.sol";
import {Store} from "./Store.sol";

/// @title Asserting a batch: its seats are opened, its labels hashed and not looked at, the claim bound to a bond.
library Asserting {
    using Words for uint256;

    /// @dev See ILabelCoordinator.assertBatch.
    function post(Store.State storage s, uint256 batchId, Opening[] calldata openings, Claim calldata claim) internal {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        if (project.settlement != SettlementKind.Asserted) revert ILabelErrors.NotAsserted(Store.projectOf(batchId));
        uint256 items = Store.itemsIn(project, batchId);
        if (batch.phase != Phase.Open) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        uint256 seats = project.seats;
        if (claim.result.sums.length != seats || claim.marks.length + 1 != Runs.countOf(items)) {
            revert ILabelErrors.LengthMismatch();
        }
        Assertion memory assertion;
        (assertion.asserter, assertion.history) = (msg.sender, batch.record);
        assertion.labels = new bytes32[](seats);
        assertion.claim = claim;
        _openAll(s, batchId, items, assertion, openings);
        Revealing.checkDone(project, batch, batchId, batch.revealed);
        Money.lock(s, project.token, msg.sender, project.assertBond);
        _stand(project, batch, batchId, assertion);
    }

    /// @dev Takes every opening in: they must be the batch's commitments, and leave out no seat that has revealed.
    function _openAll(
        Store.State storage s,
        uint256 batchId,
        uint256 items,
        Assertion memory assertion,
        Opening[] calldata openings
    ) private {
        Store.Batch storage batch = s.batches[batchId];
        bytes32 history;
        uint256 revealed = batch.revealed;
        for (uint256 i; i < openings.length; ++i) {
            Opening calldata opening = openings[i];
            if (opening.seat >= assertion.labels.length) revert ILabelErrors.HistoryMismatch(batchId);
            bytes32 word = _open(s, batchId, items, assertion, opening);
            if (opening.labels.length != 0) revealed |= 1 << opening.seat;
            history = History.extended(history, opening.seat, word);
        }
        if (history != assertion.history) revert ILabelErrors.HistoryMismatch(batchId);
        Revealing.enter(s.projects[Store.projectOf(batchId)], batch, batchId, revealed, openings);
        for (uint256 rest = revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            if (assertion.labels[seat] == 0) revert ILabelErrors.LabelsMismatch(Store.seatIdOf(batchId, seat));
        }
    }

    /// @dev One seat; returns its commitment.
    function _open(
        Store.State storage s,
        uint256 batchId,
        uint256 items,
        Assertion memory assertion,
        Opening calldata opening
    ) private view returns (bytes32) {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        uint256 seat = opening.seat;
        uint256 seatId = Store.seatIdOf(batchId, seat);
        bool isOpen = batch.revealed >> seat & 1 != 0;
        if (isOpen) {
            bytes32 kept = s.openings[seatId];
            // Seven bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            if (kept != 0) assertion.kept |= uint8(1 << seat);
            assertion.labels[seat] = kept;
        }
        if (opening.labels.length == 0) return opening.salt;
        if (!isOpen) Revealing.checkDetails(project, seatId, opening.detailsHash);
        bytes32 labelsHash;
        (labelsHash, assertion.labels[seat]) = LabelScan.hashes(Regions.width(project.kind), items, opening.labels);
        return Revealing.commitment(seatId, Store.annotatorOf(s, seatId), labelsHash, opening.detailsHash, opening.salt);
    }

    function _stand(
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        Assertion memory assertion
    ) private {
        batch.phase = Phase.Asserted;
        batch.settledItems = 1;
        // Times and blocks fit until 2106.
        // forge-lint: disable-start(unsafe-typecast)
        batch.settledAt = uint32(block.timestamp);
        batch.anchorBlock = uint40(block.number + 1);
        // forge-lint: disable-end(unsafe-typecast)
        batch.record = keccak256(abi.encode(assertion));
        emit ILabelEvents.BatchAsserted(
            batchId, uint64(block.timestamp + project.challengeSeconds), uint64(block.number + 1), assertion
        );
    }
}
