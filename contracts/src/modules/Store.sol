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
///           5  audit32 | reveal32 | commit32 | lease32
///           6  reserved128 | escrow128
///           7  goldRoot
///           8  manifestRoot
///   Batch   0  drawnMask64 | flags8 | anchorBlock40 | settledAt32 | revealStart32 | commitEnd32
///              | settledItems8 | paid8 | revealed8 | committed8 | taken8 | phase8
///           1  agreed mask of seat 2, 1, 0 | resolved mask, 64 bits each
///           2  agreed mask of seat 6, 5, 4, 3 (written only where there are more than three seats)
///           3  overturned64 | audited64 (written only by an audit)
///           4  consensus root
///   Seat    0  gold8 | unsettled8 | tier8 | multiplier16 | work48 | annotator160
///           1  the commitment; after the reveal the labels' hash
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

    /// @dev `taken`, `committed`, `revealed` and `paid` are sets of seats.
    struct Batch {
        Phase phase;
        uint8 taken;
        uint8 committed;
        uint8 revealed;
        uint8 paid;
        uint8 settledItems;
        uint32 commitEnd;
        uint32 revealStart;
        uint32 settledAt;
        uint40 anchorBlock;
        uint8 flags;
        uint64 drawnMask;
        uint256 outcomesLow;
        uint256 outcomesHigh;
        uint64 audited;
        uint64 overturned;
        bytes32 consensusRoot;
    }

    /// @dev `work`: until settlement the lease's end; while settling in pieces scoreSum24 | labelled8 | something8 |
    /// consensusSomething8; afterwards the pay factor.
    struct Seat {
        address annotator;
        uint48 work;
        uint16 multiplierBps;
        uint8 tier;
        uint8 unsettled; // disputed items it labelled that no expert has ruled on
        GoldVerdict gold;
        bytes32 word;
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

    // --- outcomes ---

    function resolvedMask(Batch storage batch) internal view returns (uint256) {
        return uint64(batch.outcomesLow);
    }

    function agreedMask(Batch storage batch, uint256 seat) internal view returns (uint256) {
        unchecked {
            return
                seat < 3
                    ? uint64(batch.outcomesLow >> (64 * (seat + 1)))
                    : uint64(batch.outcomesHigh >> (64 * (seat - 3)));
        }
    }

    // --- a seat's state ---

    function stateOf(Batch storage batch, uint256 seat) internal view returns (SeatState) {
        uint256 bit = 1 << seat;
        if (batch.taken & bit == 0) return SeatState.Free;
        if (batch.paid & bit != 0) return SeatState.Paid;
        if (batch.revealed & bit != 0) return SeatState.Revealed;
        if (batch.committed & bit == 0) return SeatState.Leased;
        bool over = batch.phase == Phase.Settled || (batch.phase == Phase.Void && batch.revealStart != 0);
        return over ? SeatState.Forfeited : SeatState.Committed;
    }

    /// @dev May the batch's commitments be opened, and are no more taken?
    function isRevealOpen(Batch storage batch) internal view returns (bool) {
        uint256 start = batch.revealStart;
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
