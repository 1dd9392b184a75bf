// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {BatchTally} from "../libraries/BatchTally.sol";
import {ItemRuling} from "../libraries/ItemRuling.sol";
import {LabelConsensus} from "../libraries/LabelConsensus.sol";
import {Reputation} from "../libraries/Reputation.sol";
import {Words} from "../libraries/Words.sol";
import {History} from "./History.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {GoldVerdict, Seat} from "./Seat.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title What known answers, an expert's or gold, move: pay, reputation, the reserve.
library Verdicts {
    using Words for uint256;

    /// @dev A wrong label that an audit finds costs as much as right ones earn, counted for the whole batch: an item
    /// drawn with probability 1/n stands for n items.
    uint256 private constant SLASH_REWARDS = 2;

    /// @dev One call's rulings: the seats as they come to stand, and each one's sums over the items.
    struct Session {
        uint256 batchId;
        uint256 seats; // of the project
        uint256 revealed; // set of seats
        uint256 items; // of the batch
        uint256 drawn; // mask of items: an overturned one of these costs stake
        uint256 reserveBefore;
        uint256 toPool; // from the escrow
        uint256 ruled; // items that had no ruling before
        Seat[7] records;
        uint256[7] bonuses;
        uint256[7] slashed; // all that the seat's stake has lost
        uint256[7] slashedBefore;
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
        _checkEvidence(project, batch, batchId, chain, labels);
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount) = (project.kind, project.quorum, project.classCount);
        (spec.thresholdBps, spec.agreementBps) = (project.thresholdBps, project.agreementBps);
        rulings = LabelConsensus.rule(spec, labels, items, truths);
        _read(s, project, batch, batchId, session);
        for (uint256 i; i < items.length; ++i) {
            // An item that has been ruled on keeps its first ruling.
            if (batch.audited >> items[i] & 1 != 0) continue;
            ++session.ruled;
            _one(project, batch, session, items[i], rulings[i]);
        }
    }

    function _read(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        Session memory session
    ) private view {
        (session.batchId, session.seats, session.revealed) = (batchId, project.seats, batch.revealed);
        (session.items, session.drawn) = (Store.itemsIn(project, batchId), batch.drawnMask);
        for (uint256 rest = session.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            uint256 seatId = Store.seatIdOf(batchId, seat);
            session.records[seat] = Store.seatAt(s, seatId);
            Store.Correction memory correction = Store.correctionOf(s, batch, seatId);
            session.bonuses[seat] = correction.bonus;
            session.slashed[seat] = session.slashedBefore[seat] = correction.slashed;
        }
        session.reserveBefore = _reserve(project, session);
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
        Store.Project storage project,
        Store.Batch storage batch,
        Session memory session,
        uint256 item,
        ItemRuling.Ruling memory ruling
    ) private {
        // Items of a batch are under 64.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint64 bit = uint64(1 << item);
        batch.audited |= bit;
        if (!ruling.resolved) {
            batch.marks |= bit;
            _settleDisputed(session, ruling);
        } else if (ruling.overturned) {
            batch.overturned |= bit;
            _overturn(project, session, ruling, session.drawn >> item & 1 != 0);
        }
    }

    /// @dev A disputed item is settled by the ruling: who is right is paid, and it scores like any other.
    function _settleDisputed(Session memory session, ItemRuling.Ruling memory ruling) private pure {
        for (uint256 rest = session.revealed & ~ruling.blank; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            bool isRight = ruling.right >> seat & 1 != 0;
            Seat record = session.records[seat].ruledOn();
            session.records[seat] = isRight ? record.gained() : record;
            session.deltas[seat] += Reputation.score(_confidence(ruling, seat), isRight);
            session.weights[seat] += 1;
            session.newItems[seat] += 1;
        }
    }

    /// @dev The consensus was wrong: who agreed with it and is not right loses the item's pay and four observations,
    /// and stake where the item was drawn; dissenters who were right share that pay and score as if they had agreed.
    function _overturn(
        Store.Project storage project,
        Session memory session,
        ItemRuling.Ruling memory ruling,
        bool isDrawn
    ) private view {
        uint256 takenBack;
        for (uint256 rest = ruling.agreed & ~ruling.right; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            Seat before = session.records[seat];
            Seat record = before.lost();
            session.records[seat] = record;
            uint256 pay = Pay.earned(project, before) - Pay.earned(project, record);
            if (!record.isPayLost()) takenBack += pay;
            if (isDrawn) {
                uint256 worth = SLASH_REWARDS * pay * session.items / session.drawn.popcount();
                if (worth > pay) _slash(project, session, seat, worth - pay);
            }
            session.deltas[seat] += Reputation.OVERTURNED_BPS * int256(Reputation.OVERTURNED_WEIGHT)
            - Reputation.score(_confidence(ruling, seat), true);
            session.weights[seat] += Reputation.OVERTURNED_WEIGHT - 1;
        }
        uint256 winners = ruling.right & ~ruling.agreed & ~ruling.blank;
        uint256 count = winners.popcount();
        uint256 each = count == 0 ? 0 : takenBack / count;
        for (uint256 rest = winners; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            session.bonuses[seat] += each;
            uint256 percent = _confidence(ruling, seat);
            session.deltas[seat] += Reputation.score(percent, true) - Reputation.score(percent, false);
        }
        session.toPool += takenBack - each * count;
    }

    /// @dev As far as the seat's stake goes.
    function _slash(Store.Project storage project, Session memory session, uint256 seat, uint256 amount) private view {
        uint256 left = uint256(project.stakePerSeat) - session.slashed[seat];
        session.slashed[seat] += amount < left ? amount : left;
    }

    /// @dev The gold gate, for a seat with `right` of `count` gold items right: three quarters pass; at half or less
    /// half the batch's reward is slashed from the stake; in between the pay alone is lost. All of it goes to the pool.
    function gate(Store.Project storage project, Session memory session, uint256 seat, uint256 right, uint256 count)
        internal
        view
    {
        Seat record = session.records[seat];
        if (4 * right >= 3 * count) {
            session.records[seat] = record.judged(GoldVerdict.Passed);
            return;
        }
        session.toPool += Pay.dueTo(project, record, session.bonuses[seat]);
        bool isSlashed = 2 * right <= count;
        session.records[seat] = record.judged(isSlashed ? GoldVerdict.Slashed : GoldVerdict.PayLost);
        if (isSlashed) _slash(project, session, seat, uint256(project.rewardPerLabel) * session.items / 2);
    }

    /// @dev Enters the seats, reputation, the reserve's change, and what goes to the scope's audit pool.
    function finish(Store.State storage s, Store.Project storage project, Session memory session) internal {
        uint256 slashed;
        for (uint256 rest = session.revealed; rest != 0; rest &= rest - 1) {
            slashed += _enter(s, project, session, rest.lowestBit());
        }
        // Reserves and what is taken back are parts of the project's escrow.
        // forge-lint: disable-start(unsafe-typecast)
        project.reserved = project.reserved - uint128(session.reserveBefore) + uint128(_reserve(project, session));
        project.escrow -= uint128(session.toPool);
        // forge-lint: disable-end(unsafe-typecast)
        s.batches[session.batchId].flags |= Store.AUDITED;
        Money.fundPool(s, project.scope, project.token, session.toPool + slashed);
    }

    /// @dev One seat as the rulings leave it; returns what they took from its stake.
    function _enter(Store.State storage s, Store.Project storage project, Session memory session, uint256 seat)
        private
        returns (uint256 slashed)
    {
        uint256 seatId = Store.seatIdOf(session.batchId, seat);
        Seat record = session.records[seat];
        address annotator = s.annotators[record.account()];
        Store.putSeat(s, seatId, record);
        slashed = session.slashed[seat] - session.slashedBefore[seat];
        if (slashed != 0) {
            Money.seize(s, project.token, annotator, slashed);
            emit ILabelEvents.StakeSlashed(seatId, annotator, slashed);
        }
        if (session.bonuses[seat] | session.slashed[seat] != 0) {
            // Parts of the project's escrow and of a stake.
            // forge-lint: disable-next-line(unsafe-typecast)
            s.corrections[seatId] = Store.Correction(uint128(session.bonuses[seat]), uint128(session.slashed[seat]));
            s.batches[session.batchId].flags |= Store.CORRECTED;
        }
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

    function _reserve(Store.Project storage project, Session memory session) private view returns (uint256 sum) {
        for (uint256 rest = session.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            sum += Pay.mostOf(project, session.records[seat], session.bonuses[seat]);
        }
    }

    function _confidence(ItemRuling.Ruling memory ruling, uint256 seat) private pure returns (uint256) {
        return ruling.confidences >> (8 * seat) & 0xff;
    }
}
