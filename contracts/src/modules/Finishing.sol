// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Kind, Phase} from "../interfaces/LabelTypes.sol";
import {PayFactor} from "../libraries/PayFactor.sol";
import {Words} from "../libraries/Words.sol";
import {Ending} from "./Ending.sol";
import {History} from "./History.sol";
import {Pay} from "./Pay.sol";
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
        uint16[] memory factors = new uint16[](outcome.sums.length);
        uint256 reserve = uint256(project.auditFeePerItem) * outcome.items;
        for (uint256 rest = outcome.revealed; rest != 0; rest &= rest - 1) {
            uint256 seat = rest.lowestBit();
            uint256 factor;
            (factor, reserve) = _seat(s, project, outcome, seat, reserve);
            // At most 10,000.
            // forge-lint: disable-next-line(unsafe-typecast)
            factors[seat] = uint16(factor);
        }
        Ending.endSeats(s, project, batch, outcome.batchId, true);
        _close(project, batch, outcome, factors, reserve);
    }

    /// @dev One seat's outcome; returns its factor, and the reserve with the most that it can still take.
    function _seat(
        Store.State storage s,
        Store.Project storage project,
        Outcome memory outcome,
        uint256 seat,
        uint256 reserve
    ) private returns (uint256 factor, uint256) {
        SeatSums.Sums memory sums = outcome.sums[seat];
        Store.Seat storage record = s.seats[Store.seatIdOf(outcome.batchId, seat)];
        Store.Seat memory held = record;
        uint256 agreed = (sums.agreed & outcome.resolved).popcount();
        uint256 chance = project.kind == Kind.Class ? sums.chance : _placeChance(sums);
        factor = PayFactor.factorBps(sums.labelled, agreed, chance, project.targetBps);
        // A mask of items, a factor of at most 10,000, at most 64 items.
        // forge-lint: disable-start(unsafe-typecast)
        held.mask = uint64(sums.agreed);
        held.factorBps = uint16(factor);
        held.unsettled = uint8(sums.unsettled);
        // forge-lint: disable-end(unsafe-typecast)
        record.mask = held.mask;
        record.factorBps = held.factorBps;
        record.unsettled = held.unsettled;
        Standing.move(s, project.scope, held.annotator, outcome.batchId, sums.score, sums.labelled, sums.labelled);
        return (factor, reserve + Pay.reserveFor(project, held, agreed));
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
        uint16[] memory factors,
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
            factors,
            uint64(block.timestamp + project.auditSeconds),
            uint64(block.number + 1),
            outcome.chain
        );
        // forge-lint: disable-end(unsafe-typecast)
    }
}
