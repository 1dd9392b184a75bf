// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {Medians} from "./Medians.sol";
import {Regions} from "./Regions.sol";
import {ThreeBoxes} from "./ThreeBoxes.sol";
import {ThreeSpans} from "./ThreeSpans.sol";
import {Words} from "./Words.sol";

/// @title The common item of boxes or spans, where all seats clearly mean the same regions, in the same order.
/// @dev Every seat has as many regions. The r-th regions of all seats have a part in common, their core, and lie in a
/// hull. Where a core's sides are at least the root of the threshold of its hull's, any two regions between them reach
/// the threshold: what they share is no less than the core, their union no more than the hull. Where no two hulls
/// meet, no other pairs do. So the clusters are cliques that nothing else touches, and the result is that of the
/// general way: all of them are accepted, everybody agrees, and the medians lie between core and hull as well.
library ClearItem {
    using Words for uint256;

    /// @dev Words behind `frame.clear`: each seat's position and last region; the lanes of three regions by seat, in
    /// ascending order; the opposites of the hulls, of at most 11 words of regions.
    uint256 internal constant SCRATCH_WORDS = 7 + 7 + 7 + 11;
    uint256 private constant PREVIOUS = 224;
    uint256 private constant LIST = 448;
    uint256 private constant OPPOSITES = 672;

    uint256 private constant REGION = 0xffffffffffffffffffff; // 80 bits
    // Of three regions in lanes of 84 bits:
    uint256 private constant REGIONS = 0xffffffffffffffffffff0ffffffffffffffffffff0ffffffffffffffffffff;
    uint256 private constant BITS_80 = 0x100000000000000000000100000000000000000000100000000000000000000;
    uint256 private constant BITS_8 = 0x100000000000000000000100000000000000000000100;
    uint256 private constant ONES = 0x1000000000000000000001000000000000000000001;
    uint256 private constant BYTES_0 = 0xff0000000000000000000ff0000000000000000000ff;
    uint256 private constant CLASSES = 0xff0000000000000000000ff0000000000000000000ff000000000000000000;
    /// @dev For the lanes that no region takes: two small regions of class 0 that do not meet.
    uint256 private constant FILLERS = 0x2000200030003000000000000000010001;
    uint256 private constant LANE = 0xfffffffffffffffffffff; // 84 bits

    /// @dev See `frame.share`.
    function shareFor(Kind kind, uint256 thresholdBps, uint256 agreementBps) internal pure returns (uint256) {
        if (kind == Kind.Class || thresholdBps > 10_000 || agreementBps > 10_000) return 0;
        return kind == Kind.Spans ? ThreeSpans.shareFor(thresholdBps) : ThreeBoxes.shareFor(thresholdBps);
    }

    /// @dev As ItemConsensus.settle where it returns true. Where it returns false nothing is done that is not done
    /// again there.
    function settle(ItemConsensus.Frame memory frame, uint256 out, ItemConsensus.Outcome memory outcome)
        internal
        pure
        returns (bool)
    {
        unchecked {
            if (frame.share == 0) return false;
            (uint256 count, uint256 blank, uint256 votes) = _begin(frame);
            if (count > Regions.MAX_REGIONS || votes < frame.quorum) return false;
            outcome.blank = blank;
            uint256 opposites = frame.clear + OPPOSITES;
            uint256 to = opposites;
            uint256 pointer = out + 1;
            uint256 previous = (1 << 72) - 1;
            uint256 last = previous;
            for (uint256 left = count; left != 0;) {
                uint256 unused = left > 2 ? 0 : 3 - left;
                (uint256 sum, uint256 three) = _readThree(frame, blank, unused, last);
                if (three == 0) return false;
                last = 0;
                uint256 coordinates = _consensus(frame, votes, opposites, to);
                if (coordinates == 0) return false;
                // The mean of at most 7 confidences is exact with 13 bits.
                sum = sum * ((8191 + votes) / votes) >> 13 & BYTES_0;
                three = coordinates | sum << 64 | three & CLASSES;
                if (_disorder(three, previous, unused) != 0) return false;
                previous = three & REGION;
                _write(pointer, three);
                pointer += 30 - 10 * unused;
                to += 32;
                if (left < 4) {
                    // They ascend, so that the last has the highest class.
                    if (three >> 84 * unused + 72 & 0xff > frame.pool.classCount) return false;
                    break;
                }
                left -= 3;
            }
            _end(frame, blank, count);
            assembly ("memory-safe") {
                mstore8(out, count)
            }
            (outcome.resolved, outcome.accepted, outcome.size) = (true, count, pointer - out);
            outcome.agreed = (1 << frame.seats) - 1 ^ blank;
            return true;
        }
    }

    /// @dev How many regions every seat has that does not leave the item blank; over 255 where they are not as many, or
    /// bytes are missing. Positions are set.
    function _begin(ItemConsensus.Frame memory frame)
        private
        pure
        returns (uint256 count, uint256 blank, uint256 votes)
    {
        uint256 seats = frame.seats;
        uint256 cursors = frame.cursors;
        uint256 positions = frame.clear;
        count = Regions.CANNOT_TELL;
        assembly ("memory-safe") {
            let stride := shl(5, seats)
            for { let offset := 0 } lt(offset, stride) { offset := add(offset, 32) } {
                let pointer := mload(add(cursors, offset))
                let own := byte(0, mload(pointer))
                pointer := add(pointer, 1)
                mstore(add(positions, offset), pointer)
                switch own
                case 255 { blank := or(blank, shl(shr(5, offset), 1)) }
                default {
                    votes := add(votes, 1)
                    if eq(count, 255) { count := own }
                    if xor(own, count) { count := 256 }
                    pointer := add(pointer, mul(10, own))
                }
                // `limits` follow `cursors`.
                if gt(pointer, mload(add(add(cursors, stride), offset))) { count := 256 }
            }
        }
    }

    /// @dev Reads up to three regions of each seat into the list.
    /// @param last what is before the first region of each, 0: in scratch
    /// @return sum the confidences' over seats, in lanes; @return three the regions of one of the seats, 0 where one is
    /// not well-formed
    function _readThree(ItemConsensus.Frame memory frame, uint256 blank, uint256 unused, uint256 last)
        private
        pure
        returns (uint256 sum, uint256 three)
    {
        uint256 positions = frame.clear;
        uint256 confidences = frame.confidences;
        uint256 seats = frame.seats;
        assembly ("memory-safe") {
            let faults := 0
            let lanes := shl(mul(84, unused), not(0))
            let list := add(positions, LIST)
            for { let end := add(positions, shl(5, seats)) } lt(positions, end) {
                positions := add(positions, 32)
                confidences := add(confidences, 32)
                blank := shr(1, blank)
            } {
                if and(blank, 1) { continue }
                let pointer := mload(positions)
                mstore(positions, add(pointer, 30))
                let bits := mload(pointer)
                three := or(and(shr(8, bits), shl(168, REGION)), and(shr(12, bits), shl(84, REGION)))
                three := or(three, and(shr(16, bits), REGION))
                if unused { three := or(and(three, lanes), and(FILLERS, not(lanes))) }
                mstore(list, three)
                list := add(list, 32)
                let before := last
                if iszero(before) { before := mload(add(positions, PREVIOUS)) }
                mstore(add(positions, PREVIOUS), and(three, REGION))
                // Bit 80 stays where a region is above the one before it.
                before := or(shr(84, three), shl(168, before))
                faults := or(faults, and(not(sub(add(three, REGIONS), before)), and(BITS_80, lanes)))
                let percents := and(shr(64, three), BYTES_0)
                faults := or(faults, and(add(percents, mul(155, ONES)), BITS_8))
                sum := add(sum, percents)
                // A remainder by 2^84 - 1 is the sum of the lanes.
                let before3 := mul(iszero(last), mload(confidences))
                mstore(confidences, add(before3, mod(percents, LANE)))
            }
            if faults { three := 0 }
        }
    }

    /// @dev The medians of the list's three regions, 0 where they are not clear.
    function _consensus(ItemConsensus.Frame memory frame, uint256 votes, uint256 opposites, uint256 to)
        private
        pure
        returns (uint256 coordinates)
    {
        unchecked {
            uint256 list = frame.clear + LIST;
            uint256 end = list + 32 * votes;
            bool isSpans = frame.pool.isSpans;
            if ((isSpans ? ThreeSpans.unpack(list, end) : ThreeBoxes.unpack(list, end)) != 0) return 0;
            coordinates = Medians.middle(list, end, isSpans);
            (uint256 cores, uint256 hulls) = (list.load(), (end - 32).load());
            if (isSpans) {
                if (!ThreeSpans.fills(cores, hulls, frame.share) || ThreeSpans.meetsAny(hulls, opposites, to)) {
                    return 0;
                }
            } else {
                if (!ThreeBoxes.fills(cores, hulls, frame.share) || ThreeBoxes.meetsAny(hulls, opposites, to)) {
                    return 0;
                }
            }
        }
    }

    /// @dev Bit 80 of each used lane whose region is not above the one before it.
    function _disorder(uint256 three, uint256 previous, uint256 unused) private pure returns (uint256 faults) {
        assembly ("memory-safe") {
            let before := or(shr(84, three), shl(168, previous))
            faults := and(not(sub(add(three, REGIONS), before)), shl(mul(84, unused), BITS_80))
        }
    }

    function _write(uint256 pointer, uint256 three) private pure {
        assembly ("memory-safe") {
            let bits := or(and(shl(8, three), shl(176, REGION)), and(shl(12, three), shl(96, REGION)))
            mstore(pointer, or(bits, and(shl(16, three), shl(16, REGION))))
        }
    }

    /// @dev Counts, and cursors behind the item.
    function _end(ItemConsensus.Frame memory frame, uint256 blank, uint256 count) private pure {
        uint256 seats = frame.seats;
        uint256 cursors = frame.cursors;
        assembly ("memory-safe") {
            let stride := shl(5, seats)
            for { let end := add(cursors, stride) } lt(cursors, end) {
                cursors := add(cursors, 32)
                blank := shr(1, blank)
            } {
                let counts := add(cursors, shl(1, stride))
                let pointer := add(mload(cursors), 1)
                switch and(blank, 1)
                case 1 { mstore(counts, 255) }
                default {
                    mstore(counts, count)
                    pointer := add(pointer, mul(10, count))
                }
                mstore(cursors, pointer)
            }
        }
    }
}
