// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind} from "../interfaces/LabelTypes.sol";
import {Chance} from "./Chance.sol";
import {ChunkHashes} from "./ChunkHashes.sol";
import {ClassBlock} from "./ClassBlock.sol";
import {ClassItem} from "./ClassItem.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {LabelFaults} from "./LabelFaults.sol";
import {Regions} from "./Regions.sol";
import {Reputation} from "./Reputation.sol";
import {SEAT_ARRAY} from "./SeatArray.sol";
import {Words} from "./Words.sol";

/// @title Runs the consensus over a batch's items and adds up what pay and reputation need.
library BatchTally {
    using Words for uint256;

    uint256 private constant STATED_EMPTY_PERCENT = 50;
    uint256 private constant MAX_SEATS = 7;

    struct Spec {
        Kind kind;
        uint8 quorum;
        uint8 classCount;
        uint8 startItem; // the bytes handed in begin at this item
        uint8 fromItem;
        uint8 toItem;
        uint16 thresholdBps;
        uint16 agreementBps;
        bytes32 root; // of the items before fromItem
    }

    /// @dev One seat's sums over the items; all zero for a seat that takes no part. Masks count items from the batch's
    /// first. From `scoreSum` on only resolved items that the seat labelled count.
    struct SeatTally {
        uint256 agreed; // mask
        uint256 blank; // mask: could not tell
        int256 scoreSum; // q in basis points
        uint256 labelled;
        uint256 something; // where the seat has a region
        uint256 consensusSomething; // where the consensus has one
        uint256 chance; // class projects: sum over classes of own count times the consensus' count
    }

    struct Result {
        uint256 resolved; // mask
        SeatTally[] seats;
        bytes consensus; // the items' consensus labels one after another
        bytes32 root; // hash chain, see `_chain`
    }

    /// @dev A run over a batch.
    struct Run {
        ItemConsensus.Frame frame;
        uint256 numbers; // pointer: of the seats that take part, their numbers in the batch
        uint256 tallies; // pointer: their tallies, each a pointer
        bool isFull; // all seats take part
        Chance.Counts chance;
        ClassBlock.Block made;
        uint256 out; // where the consensus labels are written
        uint256 nonEmpty; // mask of the items whose consensus has a region
        uint256 alike; // mask of the items where every seat has regions and agrees: not in the seats' masks
        uint256 size; // bytes that the last items' consensus labels took
        ChunkHashes.State hashes;
    }

    /// @param exact bits of the batch's seats: their labels must end with the last item, and their chunks are hashed
    /// @return result of items [fromItem, toItem); @return chunksHashes of the seats in `exact`, 0 of the others
    function settle(Spec memory spec, bytes[] calldata labels, uint256 exact)
        internal
        pure
        returns (Result memory result, bytes32[] memory chunksHashes)
    {
        unchecked {
            Run memory run;
            uint256 bytesIn = open(run, spec, labels);
            if (exact != 0) ChunkHashes.open(run.hashes, run.frame, _ownBits(run, exact), spec.toItem);
            chunksHashes = new bytes32[](exact == 0 ? 0 : labels.length);
            result.seats = new SeatTally[](labels.length);
            run.tallies = Words.alloc(run.frame.seats);
            for (uint256 s; s < run.frame.seats; ++s) {
                run.tallies.put(s, _address(result.seats[run.numbers.get(s)]));
            }
            // Since 2m > k at most one class has m votes: what ClassBlock and ClassItem rest on.
            bool isClass =
                spec.kind == Kind.Class && 2 * uint256(spec.quorum) > run.frame.seats && spec.agreementBps != 0;
            if (spec.kind == Kind.Class) run.chance = Chance.newCounts(run.frame.seats, spec.classCount);
            // A consensus region takes the bytes of at least m regions that were handed in; a whole word is written at once.
            run.out = Words.alloc(5 + (uint256(spec.toItem) - spec.fromItem + bytesIn / spec.quorum) / 32);
            ItemConsensus.Outcome memory outcome;
            result.root = spec.root;
            uint256 pointer = run.out + 32;
            for (uint256 item = spec.fromItem; item < spec.toItem;) {
                uint256 items = isClass ? _settleBlock(result, run, spec, labels, item, pointer) : 0;
                if (items == 0) {
                    if (!ClassItem.settle(run.frame, pointer, outcome)) _explain(run, spec, labels);
                    result.root = _chain(result.root, outcome, seatBits(outcome.agreed, run), pointer);
                    _enter(result, run, outcome, item, pointer);
                    (items, run.size) = (1, outcome.size);
                }
                pointer += run.size;
                item += items;
                if (item % LabelCodec.CHUNK_ITEMS == 0 || item == spec.toItem) {
                    ChunkHashes.closeChunk(run.hashes, run.frame, item, spec.toItem);
                }
            }
            for (uint256 s; exact != 0 && s < run.frame.seats; ++s) {
                chunksHashes[run.numbers.get(s)] = ChunkHashes.hashOf(run.hashes, run.frame, s, spec.toItem);
            }
            _addUp(result, run, spec);
            result.consensus = _close(run.out, pointer);
        }
    }

    /// @dev A frame over the seats that take part, their cursors at `spec.fromItem`.
    function open(Run memory run, Spec memory spec, bytes[] calldata labels) internal pure returns (uint256 bytesIn) {
        unchecked {
            uint256 numbers = Words.alloc(labels.length);
            uint256 seats;
            // What ClearItem's scratch and a set of regions have room for.
            if (labels.length > MAX_SEATS) revert ILabelErrors.LengthMismatch();
            for (uint256 s; s < labels.length; ++s) {
                if (labels[s].length != 0) numbers.put(seats++, s);
            }
            (run.numbers, run.isFull) = (numbers, seats == labels.length);
            Regions.Pool memory pool = Regions.newPool(spec.kind, spec.thresholdBps, spec.classCount);
            run.frame = ItemConsensus.newFrame(pool, spec.quorum, spec.agreementBps, seats);
            for (uint256 s; s < seats; ++s) {
                (uint256 pointer, uint256 end) = LabelCodec.copy(labels[numbers.get(s)]);
                bytesIn += end - pointer;
                for (uint256 item = spec.startItem; item < spec.fromItem; ++item) {
                    pointer = LabelCodec.skip(Regions.width(spec.kind), pointer);
                }
                run.frame.cursors.put(s, pointer);
                run.frame.limits.put(s, end);
            }
        }
    }

    /// @dev Reverts with the fault of the first seat that has one; there is one.
    function _explain(Run memory run, Spec memory spec, bytes[] calldata labels) private pure {
        unchecked {
            for (uint256 s; s < run.frame.seats; ++s) {
                (uint256 pointer, uint256 end) = LabelCodec.copy(labels[run.numbers.get(s)]);
                LabelFaults.explain(run.frame.pool, spec.startItem, uint256(spec.toItem) - spec.startItem, pointer, end);
            }
            assert(false);
        }
    }

    /// @dev Settles as many of the next items as ClassBlock takes, within a chunk; 0 if it does not take the next one.
    function _settleBlock(
        Result memory result,
        Run memory run,
        Spec memory spec,
        bytes[] calldata labels,
        uint256 item,
        uint256 pointer
    ) private pure returns (uint256 items) {
        unchecked {
            uint256 wanted = ClassBlock.ITEMS - item % ClassBlock.ITEMS;
            if (wanted > spec.toItem - item) wanted = spec.toItem - item;
            ClassBlock.Block memory made = run.made;
            made.root = result.root;
            ItemConsensus.Frame memory frame = run.frame;
            if (!ClassBlock.settle(frame, run.chance, run.numbers, wanted, pointer, made)) _explain(run, spec, labels);
            items = made.items;
            if (items == 0) return 0;
            (result.root, run.size) = (made.root, made.size);
            result.resolved |= made.resolved << item;
            run.nonEmpty |= made.resolved << item;
            for (uint256 s; s < frame.seats; ++s) {
                SeatTally memory tally = _tallyOf(run, s);
                tally.agreed |= frame.matched.get(s) << item;
                tally.something |= (1 << items) - 1 << item;
                tally.scoreSum += int256(frame.masks.get(s));
                uint256 others = frame.firsts.get(s);
                if (others != 0) ClassBlock.differ(run.chance, s, others, frame.counts.get(s), made.labels);
            }
        }
    }

    /// @dev Enters one item's outcome. Counts over items are masks until the end.
    function _enter(
        Result memory result,
        Run memory run,
        ItemConsensus.Outcome memory outcome,
        uint256 item,
        uint256 pointer
    ) private pure {
        unchecked {
            uint256 bit = 1 << item;
            if (outcome.alike != 0) {
                run.alike |= bit;
                _scoreAlike(run, outcome.alike);
                return;
            }
            ItemConsensus.Frame memory frame = run.frame;
            bool resolved = outcome.resolved;
            uint256 head = pointer.load();
            if (resolved) result.resolved |= bit;
            if (head >> 248 != 0) run.nonEmpty |= bit;
            _enterSeats(run, outcome, bit);
            if (resolved && run.chance.rows != 0) {
                Chance.count(run.chance, frame, outcome.blank, head >> 248 == 0 ? 0 : head >> 240 & 0xff);
            }
        }
    }

    /// @dev Each seat's masks and, for a resolved item, its score (see Reputation.score): 200 p - p^2 or - p^2.
    function _enterSeats(Run memory run, ItemConsensus.Outcome memory outcome, uint256 bit) private pure {
        ItemConsensus.Frame memory frame = run.frame;
        uint256 tallies = run.tallies;
        uint256 counts = frame.counts;
        uint256 seats = frame.seats;
        uint256 agreed = outcome.agreed;
        uint256 blank = outcome.blank;
        uint256 isResolved = outcome.resolved ? 1 : 0;
        assembly ("memory-safe") {
            for { let end := add(counts, shl(5, seats)) } lt(counts, end) {
                counts := add(counts, 32)
                tallies := add(tallies, 32)
                agreed := shr(1, agreed)
                blank := shr(1, blank)
            } {
                let tally := mload(tallies)
                // The words of SeatTally: agreed, blank, scoreSum, labelled, something.
                if and(blank, 1) {
                    mstore(add(tally, 0x20), or(mload(add(tally, 0x20)), bit))
                    continue
                }
                let hasAgreed := and(agreed, 1)
                mstore(tally, or(mload(tally), mul(bit, hasAgreed)))
                // `confidences` follow `counts`.
                let count := mload(counts)
                let percent := STATED_EMPTY_PERCENT
                if count {
                    percent := div(mload(add(counts, SEAT_ARRAY)), count)
                    mstore(add(tally, 0x80), or(mload(add(tally, 0x80)), bit))
                }
                let score := mul(percent, sub(mul(200, hasAgreed), percent))
                mstore(add(tally, 0x40), add(mload(add(tally, 0x40)), mul(isResolved, score)))
            }
        }
    }

    /// @dev The scores where every seat has `count` regions and agrees, by masks of the whole run.
    function _scoreAlike(Run memory run, uint256 count) private pure {
        uint256 tallies = run.tallies;
        uint256 confidences = run.frame.confidences;
        uint256 seats = run.frame.seats;
        assembly ("memory-safe") {
            for { let end := add(confidences, shl(5, seats)) } lt(confidences, end) {
                confidences := add(confidences, 32)
                tallies := add(tallies, 32)
            } {
                let percent := div(mload(confidences), count)
                let place := add(mload(tallies), 0x40)
                mstore(place, add(mload(place), mul(percent, sub(200, percent))))
            }
        }
    }

    function _tallyOf(Run memory run, uint256 seat) private pure returns (SeatTally memory tally) {
        uint256 pointer = run.tallies.get(seat);
        assembly ("memory-safe") {
            tally := pointer
        }
    }

    function _address(SeatTally memory tally) private pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := tally
        }
    }

    function _addUp(Result memory result, Run memory run, Spec memory spec) private pure {
        unchecked {
            uint256 resolved = result.resolved | run.alike;
            uint256 nonEmpty = run.nonEmpty | run.alike;
            result.resolved = resolved;
            for (uint256 s; s < run.frame.seats; ++s) {
                SeatTally memory tally = _tallyOf(run, s);
                tally.agreed |= run.alike;
                uint256 labelled = resolved & ~tally.blank;
                tally.labelled = labelled.popcount();
                tally.something = (resolved & tally.something | run.alike).popcount();
                tally.consensusSomething = (labelled & nonEmpty).popcount();
                if (spec.kind == Kind.Class) tally.chance = Chance.sum(run.chance, s);
            }
        }
    }

    /// @dev Percent of confidence that stands for the item: the floor of its regions' mean, 50 for one stated empty.
    function confidenceOf(ItemConsensus.Frame memory frame, uint256 seat) internal pure returns (uint256) {
        unchecked {
            uint256 count = frame.counts.get(seat);
            if (count == 0) return Reputation.STATED_EMPTY_PERCENT;
            uint256 sum = frame.confidences.get(seat);
            return count == 1 ? sum : sum / count;
        }
    }

    /// @dev root' = keccak256(root, resolved (1 byte), agreeing seats (1 byte, bit s is seat s), consensus labels).
    function _chain(bytes32 root, ItemConsensus.Outcome memory outcome, uint256 agreed, uint256 pointer)
        private
        pure
        returns (bytes32 next)
    {
        bool resolved = outcome.resolved;
        uint256 size = outcome.size;
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            mstore(scratch, root)
            mstore8(add(scratch, 32), resolved)
            mstore8(add(scratch, 33), agreed)
            mcopy(add(scratch, 34), pointer, size)
            next := keccak256(scratch, add(34, size))
        }
    }

    /// @dev Bits of taking-part seats as bits of the batch's seats.
    function seatBits(uint256 bits, Run memory run) internal pure returns (uint256 result) {
        unchecked {
            if (run.isFull) return bits;
            for (uint256 s; bits != 0; ++s) {
                if (bits & 1 != 0) result |= 1 << run.numbers.get(s);
                bits >>= 1;
            }
        }
    }

    /// @dev Bits of the batch's seats as bits of those that take part.
    function _ownBits(Run memory run, uint256 bits) private pure returns (uint256 result) {
        unchecked {
            for (uint256 s; s < run.frame.seats; ++s) {
                result |= (bits >> run.numbers.get(s) & 1) << s;
            }
        }
    }

    /// @dev Turns the written bytes into a `bytes` in place.
    function _close(uint256 out, uint256 end) private pure returns (bytes memory result) {
        assembly ("memory-safe") {
            result := out
            mstore(out, sub(end, add(out, 32)))
        }
    }
}
