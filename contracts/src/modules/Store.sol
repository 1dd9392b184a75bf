// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind, Phase, SeatState, SettlementKind} from "../interfaces/LabelTypes.sol";
import {Words} from "../libraries/Words.sol";
import {Seat} from "./Seat.sol";

/// @title What the coordinator keeps, and how ids are built.
/// @dev Storage layout, one line a word, high bits first as Solidity packs from the low end:
///
///   Project 0  itemCount32 | details8 | openExperts8 | gold8 | classes8 | batchSize8 | quorum8 | seats8 | kind8 | token160
///           1  settlement8 | closed8 | minScore16 | target16 | audit16 | agreement16 | threshold16 | lead160
///           2  reward96 | scope160
///           3  priority32 | openedAt32 | auditFee96 | stake96
///           4  ladder: tier 3, 2, 1, each multiplier16 | minItems32 | minScore16
///           5  assertBond96 | challenge32 | audit32 | reveal32 | commit32 | lease32
///           6  reserved128 | escrow128
///           7  goldRoot
///           8  manifestRoot
///   Batch   0  drawnMask64 | marks64 | anchorBlock40 | settledAt32 | flags8 | settledItems8 | paid8 | revealed8
///              | committed8 | taken8 | phase8
///              while an assertion stands: drawnMask is confirmedRuns32 | drawnRuns32, anchorBlock that of their draw,
///              settledAt when it was made, settledItems how many runs are drawn
///           1  record: the history of commitments; while settling in pieces the chain of consensus; while an assertion
///              stands its hash; once settled the hash over that chain and every seat's labels
///           2  extended64 | overturned64 | audited64 (written only by an audit; extended: drawn at the pool's cost)
///   Correction 0  slashed128 | bonus128 (only where a ruling has given or taken)
///
/// A word of `seats` holds four seats of a batch in 64 bits each, see Seat.sol: seats 3, 2, 1, 0 or 6, 5, 4.
library Store {
    using Words for uint256;

    struct Project {
        address token;
        Kind kind;
        uint8 seats;
        uint8 quorum;
        uint8 batchSize;
        uint8 classCount;
        uint8 goldPerBatch;
        bool openExperts;
        bool detailsOnChain;
        uint32 itemCount;
        address lead;
        uint16 thresholdBps;
        uint16 agreementBps;
        uint16 auditBps;
        uint16 targetBps;
        uint16 minScoreBps;
        bool closed;
        SettlementKind settlement;
        address scope;
        uint96 rewardPerLabel;
        uint96 stakePerSeat;
        uint96 auditFeePerItem;
        uint32 openedAt;
        uint32 prioritySeconds;
        uint256 ladder;
        uint32 leaseSeconds;
        uint32 commitSeconds;
        uint32 revealSeconds;
        uint32 auditSeconds;
        uint32 challengeSeconds;
        uint96 assertBond;
        uint128 escrow;
        uint128 reserved;
        bytes32 goldRoot;
        bytes32 manifestRoot;
    }

    /// @dev `taken`, `committed`, `revealed` and `paid` are sets of seats. `marks`: until settlement begins
    /// revealStart32 | commitEnd32, from then on the mask of resolved items.
    struct Batch {
        Phase phase;
        uint8 taken;
        uint8 committed;
        uint8 revealed;
        uint8 paid;
        uint8 settledItems;
        uint8 flags;
        uint32 settledAt;
        uint40 anchorBlock;
        uint64 marks;
        uint64 drawnMask;
        bytes32 record;
        uint64 audited;
        uint64 overturned;
        uint64 extended;
    }

    /// @dev What rulings have given a seat, and taken from its stake, in token units.
    struct Correction {
        uint128 bonus;
        uint128 slashed;
    }

    struct Stake {
        uint128 free;
        uint128 locked;
    }

    struct State {
        uint256 projectCount;
        mapping(uint256 projectId => Project) projects;
        mapping(uint256 batchId => Batch) batches;
        mapping(uint256 wordId => uint256) seats; // four a word
        uint256 accountCount;
        mapping(address annotator => uint256) accounts; // numbers from 1
        mapping(uint256 account => address) annotators;
        mapping(uint256 seatId => Correction) corrections;
        mapping(uint256 seatId => bytes32) openings; // labels revealed one seat a call: their chunks' hash
        mapping(uint256 seatId => uint256) carries; // sums between the pieces of a settlement
        mapping(bytes32 place => bytes32) reruns; // progress within a run of an assertion, see Runs
        mapping(uint256 projectId => mapping(uint256 word => uint256)) full; // a bit a batch: no seat to be had
        mapping(address token => mapping(address account => Stake)) stakes;
        mapping(address scope => mapping(address account => uint256)) reputations;
        mapping(address scope => mapping(address lead => bool)) admitted;
        mapping(address scope => mapping(address token => uint256)) pools;
        mapping(uint256 projectId => mapping(address expert => bool)) experts;
        mapping(address signer => mapping(uint256 word => uint256)) nonces;
    }

    uint8 internal constant DRAWN = 1;
    uint8 internal constant RELEASED = 2; // the batch's reserve for audit fees is free
    uint8 internal constant GOLD = 4; // gold has been revealed
    uint8 internal constant CORRECTED = 8; // a ruling has overturned an item, or gold slashed: there may be corrections
    uint8 internal constant AUDITED = 16; // a ruling has been made: `audited` is not empty

    // --- ids ---

    function projectOf(uint256 batchId) internal pure returns (uint256) {
        return batchId >> 32;
    }

    function batchOf(uint256 seatId) internal pure returns (uint256) {
        return seatId >> 8;
    }

    function seatIdOf(uint256 batchId, uint256 seat) internal pure returns (uint256) {
        return batchId << 8 | seat;
    }

    function batchCount(Project storage project) internal view returns (uint256) {
        unchecked {
            uint256 size = project.batchSize;
            return (uint256(project.itemCount) + size - 1) / size;
        }
    }

    /// @dev Items of a batch; reverts where there is no such batch.
    function itemsIn(Project storage project, uint256 batchId) internal view returns (uint256) {
        unchecked {
            uint256 size = project.batchSize;
            uint256 from = (batchId & 0xffffffff) * size;
            uint256 all = project.itemCount;
            if (from >= all) revert ILabelErrors.UnknownBatch(batchId);
            return all - from < size ? all - from : size;
        }
    }

    /// @dev A mask of the batch's items.
    function itemMask(uint256 items) internal pure returns (uint256) {
        return (1 << items) - 1;
    }

    // --- times, while settlement has not begun ---

    function commitEnd(Batch storage batch) internal view returns (uint256) {
        return isTimed(batch) ? uint32(batch.marks) : 0;
    }

    function revealStart(Batch storage batch) internal view returns (uint256) {
        return isTimed(batch) ? batch.marks >> 32 : 0;
    }

    function isTimed(Batch storage batch) private view returns (bool) {
        Phase phase = batch.phase;
        return phase == Phase.Open || phase == Phase.Void || phase == Phase.Asserted;
    }

    // --- outcomes ---

    function resolvedMask(Batch storage batch) internal view returns (uint256) {
        return isTimed(batch) ? 0 : batch.marks;
    }

    function correctionOf(State storage s, Batch storage batch, uint256 seatId)
        internal
        view
        returns (Correction memory correction)
    {
        if (batch.flags & CORRECTED != 0) correction = s.corrections[seatId];
    }

    // --- seats ---

    function seatAt(State storage s, uint256 seatId) internal view returns (Seat) {
        return seatIn(s.seats[seatId >> 2], seatId);
    }

    /// @dev The seat in the word that holds it.
    function seatIn(uint256 word, uint256 seatId) internal pure returns (Seat) {
        return Seat.wrap(word >> (64 * (seatId & 3)) & type(uint64).max);
    }

    function putSeat(State storage s, uint256 seatId, Seat seat) internal {
        s.seats[seatId >> 2] = withSeat(s.seats[seatId >> 2], seatId, seat);
    }

    /// @dev The word with another record for that seat.
    function withSeat(uint256 word, uint256 seatId, Seat seat) internal pure returns (uint256) {
        uint256 shift = 64 * (seatId & 3);
        return word & ~(uint256(type(uint64).max) << shift) | Seat.unwrap(seat) << shift;
    }

    function annotatorOf(State storage s, uint256 seatId) internal view returns (address) {
        return s.annotators[seatAt(s, seatId).account()];
    }

    function stateOf(Batch storage batch, uint256 seat) internal view returns (SeatState) {
        uint256 bit = 1 << seat;
        if (batch.taken & bit == 0) return SeatState.Free;
        if (batch.paid & bit != 0) return SeatState.Paid;
        if (batch.revealed & bit != 0) return SeatState.Revealed;
        if (batch.committed & bit == 0) return SeatState.Leased;
        bool over = batch.phase == Phase.Settled || (batch.phase == Phase.Void && revealStart(batch) != 0);
        return over ? SeatState.Forfeited : SeatState.Committed;
    }

    /// @dev May the batch's commitments be opened, and are no more taken?
    function isRevealOpen(Batch storage batch) internal view returns (bool) {
        uint256 start = revealStart(batch);
        return start != 0 && block.timestamp >= start;
    }

    /// @dev Which of the seats in the set `among` an account holds, or 255.
    function seatOf(State storage s, uint256 batchId, uint256 among, uint256 account) internal view returns (uint256) {
        unchecked {
            if (account == 0) return 255;
            uint256 word = s.seats[seatIdOf(batchId, 0) >> 2];
            for (uint256 seat; among >> seat != 0; ++seat) {
                if (seat == 4) word = s.seats[seatIdOf(batchId, 4) >> 2];
                if (among >> seat & 1 != 0 && seatIn(word, seat).account() == account) return seat;
            }
            return 255;
        }
    }
}
