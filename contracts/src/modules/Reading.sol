// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchView, Phase, ReputationView, SeatState, SeatView} from "../interfaces/LabelTypes.sol";
import {Reputation} from "../libraries/Reputation.sol";
import {Words} from "../libraries/Words.sol";
import {Pay} from "./Pay.sol";
import {Seat} from "./Seat.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title Storage as readers want it. Deployed by itself and linked.
library Reading {
    using Words for uint256;

    /// @notice See ILabelCoordinator.batch.
    function batchOf(Store.State storage s, uint256 batchId) external view returns (BatchView memory v) {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        // Counts are under 65, seats under 8; reserve's types are wider.
        // forge-lint: disable-start(unsafe-typecast)
        v.itemCount = uint8(Store.itemsIn(project, batchId));
        v.phase = batch.phase;
        v.taken = uint8(uint256(batch.taken).popcount());
        v.commits = uint8(uint256(batch.committed).popcount());
        v.reveals = uint8(uint256(batch.revealed).popcount());
        v.resolvedMask = uint64(Store.resolvedMask(batch));
        // forge-lint: disable-end(unsafe-typecast)
        v.record = batch.record;
        v.commitEnd = uint64(Store.commitEnd(batch));
        v.revealStart = uint64(Store.revealStart(batch));
        if (v.revealStart != 0) v.revealEnd = v.revealStart + project.revealSeconds;
        if (v.phase == Phase.Settled) {
            v.settledAt = batch.settledAt;
            v.auditEnd = v.settledAt + project.auditSeconds;
            v.anchorBlock = batch.anchorBlock;
        }
        if (v.phase == Phase.Asserted) {
            v.anchorBlock = batch.anchorBlock;
            v.challengeEnd = uint64(batch.settledAt) + project.challengeSeconds;
            // Two halves of 32 bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            (v.drawnRuns, v.confirmedRuns) = (uint32(batch.drawnMask), uint32(batch.drawnMask >> 32));
            return v;
        }
        v.drawnMask = batch.drawnMask;
        v.drawn = batch.flags & Store.DRAWN != 0;
        v.auditedMask = batch.audited;
        v.overturnedMask = batch.overturned;
        v.settledItems = batch.settledItems;
    }

    /// @notice See ILabelCoordinator.seat.
    function seatOf(Store.State storage s, uint256 seatId) external view returns (SeatView memory v) {
        uint256 seat = seatId & 0xff;
        if (seat > 6) return v;
        Store.Batch storage batch = s.batches[Store.batchOf(seatId)];
        v.state = Store.stateOf(batch, seat);
        if (v.state == SeatState.Free) return v;
        Seat record = Store.seatAt(s, seatId);
        uint256 ladder = s.projects[Store.projectOf(Store.batchOf(seatId))].ladder;
        v.annotator = s.annotators[record.account()];
        v.chunksHash = s.openings[seatId];
        // Tiers are at most 3, multipliers 16 bits, a lease's end 32 bits, counts at most 64, f at most 10,000.
        // forge-lint: disable-start(unsafe-typecast)
        if (batch.phase == Phase.Open) v.leaseEnd = uint64(record.leaseEnd());
        v.tier = uint8(record.tier());
        v.multiplierBps = uint16(Standing.multiplierBps(ladder, v.tier));
        // A seat that did not reveal still has its lease's end there.
        if (batch.phase == Phase.Settled && batch.revealed >> seat & 1 != 0) {
            v.agreedItems = uint8(record.agreed());
            v.unsettledItems = uint8(record.unsettled());
            v.payFactorBps = uint16(record.factorBps());
        }
        // forge-lint: disable-end(unsafe-typecast)
        Store.Correction memory correction = s.corrections[seatId];
        (v.bonus, v.slashed) = (correction.bonus, correction.slashed);
    }

    /// @notice See ILabelCoordinator.pendingPay.
    function pendingPay(Store.State storage s, uint256 batchId, address annotator) external view returns (uint256) {
        Store.Batch storage batch = s.batches[batchId];
        if (batch.phase != Phase.Settled) return 0;
        uint256 seat = Store.seatOf(s, batchId, batch.revealed & ~batch.paid, s.accounts[annotator]);
        if (seat == 255) return 0;
        uint256 seatId = Store.seatIdOf(batchId, seat);
        uint256 bonus = Store.correctionOf(s, batch, seatId).bonus;
        return Pay.dueTo(s.projects[Store.projectOf(batchId)], Store.seatAt(s, seatId), bonus);
    }

    /// @notice See ILabelCoordinator.reputation.
    function reputationOf(Store.State storage s, address scope, address account, uint256 projectId)
        external
        view
        returns (ReputationView memory v)
    {
        uint256 word = s.reputations[scope][account];
        uint256 ladder = s.projects[projectId].ladder;
        // A score is at most 10,000, a tier at most 3.
        // forge-lint: disable-start(unsafe-typecast)
        v.scoreBps = uint16(Reputation.scoreBps(word));
        v.items = uint32(Reputation.itemsOf(word));
        if (ladder != 0) v.tier = uint8(Standing.tierOf(ladder, word));
        // forge-lint: disable-end(unsafe-typecast)
    }
}
