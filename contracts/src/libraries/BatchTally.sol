// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {Reputation} from "./Reputation.sol";
import {Words} from "./Words.sol";

/// @title Runs the consensus over a batch's items and adds up what pay and reputation need.
library BatchTally {
    using Words for uint256;

    struct Spec {
        Kind kind;
        uint8 quorum;
        uint8 classCount;
        uint8 startItem; // where the handed-in bytes of every seat begin
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

    function settle(Spec memory spec, bytes[] calldata labels) internal pure returns (Result memory result) {
        (ItemConsensus.Frame memory frame, uint256[] memory numbers, uint256 bytesIn) = open(spec, labels);
        result.seats = new SeatTally[](labels.length);
        uint256 rows = spec.kind == Kind.Class ? uint256(spec.classCount) + 1 : 0;
        uint256 histograms = Words.allocZeroed(frame.seats * rows);
        // A consensus region takes the bytes of at least m regions that were handed in.
        uint256 out = Words.alloc(4 + (uint256(spec.toItem) - spec.fromItem + bytesIn / frame.quorum) / 32);
        ItemConsensus.Outcome memory outcome;
        uint256 pointer = out + 32;
        result.root = spec.root;
        unchecked {
            for (uint256 item = spec.fromItem; item < spec.toItem; ++item) {
                ItemConsensus.settle(frame, pointer, outcome);
                result.root = _chain(result.root, outcome, numbers, pointer);
                uint256 consensusClass = uint8(pointer.load() >> 248) == 0 ? 0 : pointer.load() >> 240 & 0xff;
                uint256 bit = 1 << item;
                if (outcome.resolved) result.resolved |= bit;
                for (uint256 s; s < frame.seats; ++s) {
                    SeatTally memory tally = result.seats[numbers[s]];
                    if (outcome.blank >> s & 1 != 0) {
                        tally.blank |= bit;
                        continue;
                    }
                    bool agreed = outcome.agreed >> s & 1 != 0;
                    if (agreed) tally.agreed |= bit;
                    if (!outcome.resolved) continue;
                    _score(tally, frame, s, agreed, consensusClass);
                    if (rows != 0) {
                        _compare(tally, histograms + 32 * rows * s, frame.firstClass.get(s), consensusClass);
                    }
                }
                pointer += outcome.size;
            }
            result.consensus = _close(out, pointer);
        }
    }

    /// @dev A frame over the seats that take part, their cursors at `spec.fromItem`; `numbers` maps its seats to the
    /// batch's.
    function open(Spec memory spec, bytes[] calldata labels)
        internal
        pure
        returns (ItemConsensus.Frame memory frame, uint256[] memory numbers, uint256 bytesIn)
    {
        numbers = new uint256[](labels.length);
        uint256 seats;
        for (uint256 s; s < labels.length; ++s) {
            if (labels[s].length != 0) numbers[seats++] = s;
        }
        frame = ItemConsensus.newFrame(spec.kind, spec.quorum, spec.thresholdBps, spec.agreementBps, seats);
        for (uint256 s; s < seats; ++s) {
            bytes memory data = labels[numbers[s]];
            bytesIn += data.length;
            uint256 pointer = ItemConsensus.dataOf(data);
            for (uint256 item = spec.startItem; item < spec.fromItem; ++item) {
                pointer = ItemConsensus.skip(spec.kind, pointer);
            }
            frame.cursors.put(s, pointer);
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

    function _score(
        SeatTally memory tally,
        ItemConsensus.Frame memory frame,
        uint256 seat,
        bool agreed,
        uint256 consensusClass
    ) private pure {
        unchecked {
            ++tally.labelled;
            tally.scoreSum += Reputation.score(confidenceOf(frame, seat), agreed);
            if (frame.counts.get(seat) != 0) ++tally.something;
            if (consensusClass != 0) ++tally.consensusSomething;
        }
    }

    /// @dev Adds one item to the sum over classes of own count times the consensus' count. A class's word holds the
    /// own count below bit 128 and the consensus' above.
    function _compare(SeatTally memory tally, uint256 histogram, uint256 own, uint256 theirs) private pure {
        unchecked {
            uint256 word = histogram.get(own);
            histogram.put(own, word + 1);
            uint256 other = histogram.get(theirs);
            tally.chance += (word >> 128) + uint128(other);
            histogram.put(theirs, other + (1 << 128));
        }
    }

    /// @dev root' = keccak256(root, resolved (1 byte), agreeing seats (1 byte, bit s is seat s), consensus labels).
    function _chain(bytes32 root, ItemConsensus.Outcome memory outcome, uint256[] memory numbers, uint256 pointer)
        private
        pure
        returns (bytes32 next)
    {
        uint256 agreed = seatBits(outcome.agreed, numbers);
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
    function seatBits(uint256 bits, uint256[] memory numbers) internal pure returns (uint256 result) {
        unchecked {
            for (uint256 s; bits != 0; ++s) {
                if (bits & 1 != 0) result |= 1 << numbers[s];
                bits >>= 1;
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
