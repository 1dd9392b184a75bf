// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind, Phase, SeatState} from "../interfaces/LabelTypes.sol";
import {Words} from "../libraries/Words.sol";

/// @title What the coordinator keeps, and how ids are built.
/// @dev Storage layout, one line a word, high bits first as Solidity packs from the low end:
///
///   Project 0  itemCount32 | details8 | openExperts8 | gold8 | classes8 | batchSize8 | quorum8 | seats8 | kind8 | token160
///           1  closed8 | minScore16 | target16 | audit16 | agreement16 | threshold16 | lead160
///           2  reward96 | scope160
///           3  priority32 | openedAt32 | auditFee96 | stake96
///           4  ladder: tier 3, 2, 1, each multiplier16 | minItems32 | minScore16
///           5  escrow128 | audit32 | reveal32 | commit32 | lease32
///           6  reserved128 |
///           7  goldRoot
///           8  manifestRoot
///   Batch   0  drawnMask64 | marks64 | anchorBlock40 | settledAt32 | flags8 | settledItems8 | paid8 | revealed8
///              | committed8 | taken8 | phase8
///           1  record: the history of commitments; while settling in pieces the chain of consensus; once settled the
///              hash over that chain and every seat's labels
///           2  extended64 | overturned64 | audited64 (written only by an audit; extended: drawn at the pool's cost)
///   Seat    0  standing8 | unsettled8 | factor16 | mask64 | annotator160
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

    /// @dev `mask`: until settlement begins the lease's end, from then on the items that the seat agrees in.
    struct Seat {
        address annotator;
        uint64 mask;
        uint16 factorBps; // f, once settled
        uint8 unsettled; // disputed items it labelled that no expert has ruled on
        uint8 standing; // tier when taken (low half), GoldVerdict (high half)
    }

    enum GoldVerdict {
        None,
        Passed,
        PayLost,
        Slashed
    }

    struct Stake {
        uint128 free;
        uint128 locked;
    }

    struct State {
        uint256 projectCount;
        mapping(uint256 projectId => Project) projects;
        mapping(uint256 batchId => Batch) batches;
        mapping(uint256 seatId => Seat) seats;
        mapping(uint256 seatId => uint256) bonuses;
        mapping(uint256 seatId => bytes32) openings; // labels revealed one seat a call: their chunks' hash
        mapping(uint256 seatId => uint256) carries; // sums between the pieces of a settlement
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
    uint8 internal constant OVERTURNED = 8; // a ruling has overturned an item: there may be bonuses

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
        return phase == Phase.Open || phase == Phase.Void;
    }

    // --- outcomes ---

    function resolvedMask(Batch storage batch) internal view returns (uint256) {
        return isTimed(batch) ? 0 : batch.marks;
    }

    /// @dev Items that the seat agrees in, disputed ones among them.
    function agreedMask(Batch storage batch, Seat memory seat) internal view returns (uint256) {
        return batch.phase == Phase.Settled ? seat.mask : 0;
    }

    function tierOf(Seat memory seat) internal pure returns (uint256) {
        return seat.standing & 0xf;
    }

    function goldOf(Seat memory seat) internal pure returns (GoldVerdict) {
        return GoldVerdict(seat.standing >> 4);
    }

    function isPayLost(Seat memory seat) internal pure returns (bool) {
        return goldOf(seat) >= GoldVerdict.PayLost;
    }

    function setGold(Seat storage seat, GoldVerdict verdict) internal {
        seat.standing = seat.standing & 0xf | uint8(verdict) << 4;
    }

    // --- a seat's state ---

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

    /// @dev The seat of an account in a batch, or 255.
    function seatOf(State storage s, uint256 batchId, uint256 taken, address account) internal view returns (uint256) {
        unchecked {
            for (uint256 seat; taken >> seat != 0; ++seat) {
                if (taken >> seat & 1 != 0 && s.seats[seatIdOf(batchId, seat)].annotator == account) return seat;
            }
            return 255;
        }
    }
}
