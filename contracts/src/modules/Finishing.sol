// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Kind, Phase} from "../interfaces/LabelTypes.sol";
import {PayFactor} from "../libraries/PayFactor.sol";
import {Reputation} from "../libraries/Reputation.sol";
import {Words} from "../libraries/Words.sol";
import {Ending} from "./Ending.sol";
import {History} from "./History.sol";
import {Pay} from "./Pay.sol";
import {Seat} from "./Seat.sol";
import {SeatSums} from "./SeatSums.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title All items of a batch are settled: pay becomes pending, reputation moves, who did not reveal forfeits.
library Finishing {
    using Words for uint256;

    /// @dev A whole batch's outcome, computed or asserted.
    struct Outcome {
        uint256 batchId;
        uint256 items;
        uint256 revealed; // seats
        uint256 resolved; // mask of items
        bytes32 chain; // of consensus
        bytes32[] labels; // a seat each: the hash by which its labels are known again; zero: did not reveal
        SeatSums.Sums[] sums; // a seat each
    }

    function finish(Store.State storage s, Outcome memory outcome) internal {
        Store.Project storage project = s.projects[Store.projectOf(outcome.batchId)];
        Store.Batch storage batch = s.batches[outcome.batchId];
        uint256[] memory words = new uint256[](outcome.sums.length);
        uint256 reserve = uint256(project.auditFeePerItem) * outcome.items;
        for (uint256 rest = outcome.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            (words[seat], reserve) = _seat(s, project, outcome, seat, reserve);
        }
        Ending.endSeats(s, project, batch, outcome.batchId, true);
        _close(project, batch, outcome, words, reserve);
    }

    /// @dev One seat's outcome; returns its word for the event, and the reserve with the most that it can still take.
    function _seat(
        Store.State storage s,
        Store.Project storage project,
        Outcome memory outcome,
        uint256 seat,
        uint256 reserve
    ) private returns (uint256, uint256) {
        SeatSums.Sums memory sums = outcome.sums[seat];
        uint256 seatId = Store.seatIdOf(outcome.batchId, seat);
        uint256 agreed = (sums.agreed & outcome.resolved).popcount();
        uint256 chance = project.kind == Kind.Class ? sums.chance : _placeChance(sums);
        uint256 factor = PayFactor.factorBps(sums.labelled, agreed, chance, project.targetBps);
        Seat held = Store.seatAt(s, seatId).settled(agreed, sums.unsettled, factor);
        Store.putSeat(s, seatId, held);
        uint256 word =
            Standing.enter(s, project.scope, s.annotators[held.account()], sums.score, sums.labelled, sums.labelled);
        return (_word(factor, word, sums), reserve + Pay.mostOf(project, held, 0));
    }

    /// @dev See ILabelEvents.BatchSettled.
    function _word(uint256 factor, uint256 standing, SeatSums.Sums memory sums) private pure returns (uint256) {
        // A batch's score is within +-2,560,000.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint256 delta = uint256(sums.score) << 96;
        return factor | Reputation.scoreBps(standing) << 16 | uint256(uint32(Reputation.itemsOf(standing))) << 32
            | sums.labelled << 64 | delta;
    }

    /// @dev In box and span projects the two categories are "nothing there" and "something there".
    function _placeChance(SeatSums.Sums memory sums) private pure returns (uint256) {
        unchecked {
            return sums.something * sums.consensusSomething + (sums.labelled - sums.something)
                * (sums.labelled - sums.consensusSomething);
        }
    }

    function _close(
        Store.Project storage project,
        Store.Batch storage batch,
        Outcome memory outcome,
        uint256[] memory words,
        uint256 reserve
    ) private {
        // Budget and reserve are parts of the project's escrow; times and blocks fit until 2106.
        // forge-lint: disable-start(unsafe-typecast)
        project.reserved = project.reserved - uint128(Pay.batchBudget(project, outcome.items)) + uint128(reserve);
        batch.phase = Phase.Settled;
        batch.marks = uint64(outcome.resolved);
        batch.settledItems = uint8(outcome.items);
        batch.settledAt = uint32(block.timestamp);
        batch.anchorBlock = uint40(block.number + 1);
        batch.record = History.settled(outcome.chain, outcome.labels);
        emit ILabelEvents.BatchSettled(
            outcome.batchId,
            uint64(outcome.resolved),
            words,
            uint64(block.timestamp + project.auditSeconds),
            uint64(block.number + 1),
            outcome.chain
        );
        // forge-lint: disable-end(unsafe-typecast)
    }
}
