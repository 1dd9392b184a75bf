// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {BatchTally} from "../libraries/BatchTally.sol";
import {ItemRuling} from "../libraries/ItemRuling.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Reputation} from "../libraries/Reputation.sol";
import {Words} from "../libraries/Words.sol";
import {History} from "./History.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title What known answers, an expert's or gold, move: pay, reputation, the reserve.
library Verdicts {
    using Words for uint256;

    /// @dev One call's rulings, and each seat's sums over them.
    struct Session {
        uint256 batchId;
        uint256 seats;
        uint256 reserveBefore;
        uint256 toPool;
        uint256 ruled; // items that had no ruling before
        int256[7] deltas;
        uint256[7] weights;
        uint256[7] newItems;
    }

    /// @dev Holds `items`, all of them in the mask `open`, against every seat. `finish` has to follow.
    function start(
        Store.State storage s,
        Store.Project storage project,
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        uint256 open,
        bytes32 chain,
        bytes[] calldata labels
    ) internal returns (Session memory session, ItemRuling.Ruling[] memory rulings) {
        _checkItems(project, items, truths, open);
        Store.Batch storage batch = s.batches[batchId];
        (session.batchId, session.seats) = (batchId, project.seats);
        _checkEvidence(project, batch, batchId, chain, labels);
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount) = (project.kind, project.quorum, project.classCount);
        (spec.thresholdBps, spec.agreementBps) = (project.thresholdBps, project.agreementBps);
        rulings = LabelConsensus.rule(spec, labels, items, truths);
        session.reserveBefore = _reserve(s, project, batch, session);
        for (uint256 i; i < items.length; ++i) {
            // An item that has been ruled on keeps its first ruling.
            if (batch.audited >> items[i] & 1 != 0) continue;
            ++session.ruled;
            _one(s, project, batch, session, items[i], rulings[i]);
        }
    }

    /// @dev Ascending, each open, each with well-formed labels that say something.
    function _checkItems(Store.Project storage project, uint8[] calldata items, bytes[] calldata truths, uint256 open)
        private
        view
    {
        if (items.length == 0 || items.length != truths.length) revert ILabelErrors.LengthMismatch();
        uint256 next;
        for (uint256 i; i < items.length; ++i) {
            uint8 item = items[i];
            if (item < next || item > 63 || open >> item & 1 == 0) revert ILabelErrors.ItemNotOpenToAudit(item);
            next = uint256(item) + 1;
            if (truths[i].length != 0 && truths[i][0] == 0xff) revert ILabelErrors.TruthIsBlank(item);
            LabelConsensus.check(project.kind, project.classCount, project.thresholdBps, 1, truths[i]);
        }
    }

    /// @dev The chain and the labels must be those the batch was settled with.
    function _checkEvidence(
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        bytes32 chain,
        bytes[] calldata labels
    ) private view {
        if (labels.length != project.seats) revert ILabelErrors.LengthMismatch();
        // Items of a batch are at most 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint8 items = uint8(Store.itemsIn(project, batchId));
        bytes32[] memory hashes = new bytes32[](labels.length);
        for (uint256 seat; seat < labels.length; ++seat) {
            if (labels[seat].length != 0) {
                hashes[seat] = LabelConsensus.chunksHashOf(project.kind, items, labels[seat]);
            }
        }
        if (History.settled(chain, hashes) != batch.record) revert ILabelErrors.RecordMismatch(batchId);
    }

    function _one(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        Session memory session,
        uint256 item,
        ItemRuling.Ruling memory ruling
    ) private {
        uint64 bit = uint64(1 << item);
        batch.audited |= bit;
        if (!ruling.resolved) {
            _settleDisputed(s, batch, session, item, ruling);
        } else if (ruling.overturned) {
            batch.overturned |= bit;
            batch.flags |= Store.OVERTURNED;
            _overturn(s, project, batch, session, item, ruling);
        }
    }

    /// @dev A disputed item is settled by the ruling: who is right is paid, and it scores like any other.
    function _settleDisputed(
        Store.State storage s,
        Store.Batch storage batch,
        Session memory session,
        uint256 item,
        ItemRuling.Ruling memory ruling
    ) private {
        batch.marks |= uint64(1 << item);
        for (uint256 seat; seat < session.seats; ++seat) {
            bool isRight = ruling.right >> seat & 1 != 0;
            _setAgreed(s, session.batchId, seat, item, isRight);
            if (ruling.blank >> seat & 1 != 0) continue;
            s.seats[Store.seatIdOf(session.batchId, seat)].unsettled -= 1;
            session.deltas[seat] += Reputation.score(_confidence(ruling, seat), isRight);
            session.weights[seat] += 1;
            session.newItems[seat] += 1;
        }
    }

    /// @dev The consensus was wrong: who agreed with it and is not right loses the item's pay and four observations;
    /// dissenters who were right share that pay and score as if they had agreed.
    function _overturn(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        Session memory session,
        uint256 item,
        ItemRuling.Ruling memory ruling
    ) private {
        uint256 takenBack;
        uint256 winners = ruling.right & ~ruling.agreed & ~ruling.blank;
        for (uint256 seat; seat < session.seats; ++seat) {
            if ((ruling.agreed & ~ruling.right) >> seat & 1 != 0) {
                uint256 before = Pay.due(s, project, session.batchId, seat);
                _setAgreed(s, session.batchId, seat, item, false);
                takenBack += before - Pay.due(s, project, session.batchId, seat);
                session.deltas[seat] += Reputation.OVERTURNED_BPS * int256(Reputation.OVERTURNED_WEIGHT)
                - Reputation.score(_confidence(ruling, seat), true);
                session.weights[seat] += Reputation.OVERTURNED_WEIGHT - 1;
            } else if (winners >> seat & 1 != 0) {
                uint256 percent = _confidence(ruling, seat);
                session.deltas[seat] += Reputation.score(percent, true) - Reputation.score(percent, false);
            }
        }
        _shareOut(s, session, winners, takenBack);
    }

    function _shareOut(Store.State storage s, Session memory session, uint256 winners, uint256 takenBack) private {
        uint256 count = winners.popcount();
        uint256 each = count == 0 ? 0 : takenBack / count;
        if (each != 0) {
            for (uint256 rest = winners; rest != 0; rest &= rest - 1) {
                s.bonuses[Store.seatIdOf(session.batchId, rest.lowestBit())] += each;
            }
        }
        session.toPool += takenBack - each * count;
    }

    /// @dev Enters reputation, the reserve's change, and what goes to the scope's audit pool.
    function finish(Store.State storage s, Store.Project storage project, Session memory session) internal {
        Store.Batch storage batch = s.batches[session.batchId];
        for (uint256 seat; seat < session.seats; ++seat) {
            address annotator = s.seats[Store.seatIdOf(session.batchId, seat)].annotator;
            Standing.move(
                s,
                project.scope,
                annotator,
                session.batchId,
                session.deltas[seat],
                session.weights[seat],
                session.newItems[seat]
            );
        }
        uint256 reserve = _reserve(s, project, batch, session);
        // Reserves and what is taken back are parts of the project's escrow.
        // forge-lint: disable-start(unsafe-typecast)
        project.reserved = project.reserved - uint128(session.reserveBefore) + uint128(reserve);
        if (session.toPool != 0) {
            project.escrow -= uint128(session.toPool);
            Money.fundPool(s, project.scope, project.token, session.toPool);
        }
        // forge-lint: disable-end(unsafe-typecast)
    }

    function _reserve(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        Session memory session
    ) private view returns (uint256 sum) {
        uint256 revealed = batch.revealed;
        for (uint256 seat; revealed >> seat != 0; ++seat) {
            if (revealed >> seat & 1 != 0) sum += Pay.reserveOf(s, project, session.batchId, seat);
        }
    }

    function _setAgreed(Store.State storage s, uint256 batchId, uint256 seat, uint256 item, bool isAgreed) private {
        Store.Seat storage record = s.seats[Store.seatIdOf(batchId, seat)];
        uint64 bit = uint64(1 << item);
        record.mask = isAgreed ? record.mask | bit : record.mask & ~bit;
    }

    function _confidence(ItemRuling.Ruling memory ruling, uint256 seat) private pure returns (uint256) {
        return ruling.confidences >> (8 * seat) & 0xff;
    }
}
