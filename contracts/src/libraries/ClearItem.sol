// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ItemConsensus} from "./ItemConsensus.sol";
import {Medians} from "./Medians.sol";
import {Regions} from "./Regions.sol";
import {SEAT_ARRAY} from "./SeatArray.sol";
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

    /// @dev Words behind `frame.clear`: for each seat that is not blank its position and the regions read last; the
    /// lanes of three regions by seat, in ascending order; the opposites of the hulls, of at most 11 words of regions.
    uint256 internal constant SCRATCH_WORDS = 7 + 7 + 7 + 11;
    uint256 private constant PREVIOUS = 0xe0;
    uint256 private constant LIST = 0x1c0;
    uint256 private constant OPPOSITES = 0x2a0;

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
    function shareFor(Regions.Pool memory pool, uint256 agreementBps) internal pure returns (uint256) {
        uint256 thresholdBps = pool.thresholdBps;
        if (pool.width == 2 || thresholdBps > 10_000 || agreementBps > 10_000) return 0;
        return pool.isSpans ? ThreeSpans.shareFor(thresholdBps) : ThreeBoxes.shareFor(thresholdBps);
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
            if (count > Regions.MAX_REGIONS) return false;
            uint256 end = _settle(frame, count, votes, out);
            if (end == 0) {
                _goBack(frame);
                return false;
            }
            if (blank == 0) outcome.alike = count;
            else _spread(frame, blank, votes);
            outcome.blank = blank;
            (outcome.resolved, outcome.accepted, outcome.size) = (true, count, end - out);
            outcome.agreed = (1 << frame.seats) - 1 ^ blank;
            return true;
        }
    }

    /// @return pointer the end of what is written at `out`; 0 where the item is not clear
    function _settle(ItemConsensus.Frame memory frame, uint256 count, uint256 votes, uint256 out)
        private
        pure
        returns (uint256 pointer)
    {
        unchecked {
            uint256 opposites = frame.clear + OPPOSITES;
            uint256 to = opposites;
            pointer = out + 1;
            uint256 previous = (1 << 72) - 1;
            for (uint256 left = count; left != 0;) {
                uint256 unused = left > 2 ? 0 : 3 - left;
                (uint256 sum, uint256 three) = _readThree(frame, votes, unused);
                if (three == 0) return 0;
                uint256 coordinates = _consensus(frame, votes, opposites, to);
                if (coordinates == 0) return 0;
                // The mean of at most 7 confidences is exact with 13 bits.
                sum = sum * ((8191 + votes) / votes) >> 13 & BYTES_0;
                three = coordinates | sum << 64 | three & CLASSES;
                if (_disorder(three, previous, unused) != 0) return 0;
                previous = three & REGION;
                _write(pointer, three);
                pointer += 30 - 10 * unused;
                to += 32;
                if (left < 4) {
                    // They ascend, so that the last has the highest class.
                    if (three >> 84 * unused + 72 & 0xff > frame.pool.classCount) return 0;
                    break;
                }
                left -= 3;
            }
            assembly ("memory-safe") {
                mstore8(out, count)
            }
        }
    }

    /// @dev How many regions every seat has that does not leave the item blank; over 255 where they are not as many, or
    /// bytes or a quorum are missing. Moves the cursors on, enters the counts, and for each seat that is not blank, one
    /// after the other, its position, what is before its first region, and the sum of its confidences.
    function _begin(ItemConsensus.Frame memory frame)
        private
        pure
        returns (uint256 count, uint256 blank, uint256 votes)
    {
        votes = frame.seats;
        uint256 odd;
        uint256 cursors = frame.cursors;
        assembly ("memory-safe") {
            count := byte(0, mload(mload(cursors)))
        }
        if (count > Regions.MAX_REGIONS) return _beginUnlike(frame);
        assembly ("memory-safe") {
            let size := add(1, mul(10, count))
            // The sums of confidences, and what is before the first region.
            calldatacopy(add(cursors, mul(3, SEAT_ARRAY)), calldatasize(), SEAT_ARRAY)
            calldatacopy(add(cursors, mul(8, SEAT_ARRAY)), calldatasize(), SEAT_ARRAY)
            for { let end := add(cursors, shl(5, votes)) } lt(cursors, end) { cursors := add(cursors, 32) } {
                let pointer := mload(cursors)
                odd := or(odd, xor(byte(0, mload(pointer)), count))
                mstore(add(cursors, mul(7, SEAT_ARRAY)), add(pointer, 1))
                pointer := add(pointer, size)
                mstore(cursors, pointer)
                // Limits, and then counts, are next to the cursors.
                odd := or(odd, gt(pointer, mload(add(cursors, SEAT_ARRAY))))
                mstore(add(cursors, mul(2, SEAT_ARRAY)), count)
            }
        }
        if (odd != 0) {
            _goBack(frame);
            return _beginUnlike(frame);
        }
    }

    /// @dev The same where a seat leaves the item blank.
    function _beginUnlike(ItemConsensus.Frame memory frame)
        private
        pure
        returns (uint256 count, uint256 blank, uint256 votes)
    {
        unchecked {
            count = Regions.CANNOT_TELL;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 pointer = frame.cursors.get(s);
                uint256 own = pointer.load() >> 248;
                uint256 size = 1;
                if (own == Regions.CANNOT_TELL) {
                    blank |= 1 << s;
                } else {
                    if (count == Regions.CANNOT_TELL) count = own;
                    if (own != count || own > Regions.MAX_REGIONS) return (256, 0, 0);
                    size += 10 * own;
                    frame.clear.put(votes, pointer + 1);
                    (frame.clear + PREVIOUS).put(votes, 0);
                    frame.confidences.put(votes, 0);
                    ++votes;
                }
                if (pointer + size > frame.limits.get(s)) return (256, 0, 0);
                frame.counts.put(s, own);
            }
            if (votes < frame.quorum) return (256, 0, 0);
            for (uint256 s; s < frame.seats; ++s) {
                frame.cursors.put(s, frame.cursors.get(s) + _sizeOf(frame, s));
            }
        }
    }

    /// @dev Brings the cursors back to where the item begins.
    function _goBack(ItemConsensus.Frame memory frame) private pure {
        unchecked {
            for (uint256 s; s < frame.seats; ++s) {
                frame.cursors.put(s, frame.cursors.get(s) - _sizeOf(frame, s));
            }
        }
    }

    function _sizeOf(ItemConsensus.Frame memory frame, uint256 seat) private pure returns (uint256) {
        unchecked {
            uint256 count = frame.counts.get(seat);
            return count == Regions.CANNOT_TELL ? 1 : 1 + 10 * count;
        }
    }

    /// @dev The confidences, which lie one after the other, to their seats, from the last on.
    function _spread(ItemConsensus.Frame memory frame, uint256 blank, uint256 votes) private pure {
        unchecked {
            for (uint256 s = frame.seats; s-- != 0;) {
                if (blank >> s & 1 == 0) frame.confidences.put(s, frame.confidences.get(--votes));
            }
        }
    }

    /// @dev Reads up to three regions of each of `votes` seats into the list.
    /// @return sum the confidences' over seats, in lanes; @return three the regions of one of the seats, 0 where one is
    /// not well-formed
    function _readThree(ItemConsensus.Frame memory frame, uint256 votes, uint256 unused)
        private
        pure
        returns (uint256 sum, uint256 three)
    {
        uint256 positions = frame.clear;
        assembly ("memory-safe") {
            let lanes := shl(mul(84, unused), not(0))
            let ordered := not(0)
            let over := 0
            for { let end := add(positions, shl(5, votes)) } lt(positions, end) { positions := add(positions, 32) } {
                let bits := mload(positions)
                mstore(positions, add(bits, 30))
                bits := mload(bits)
                three := or(and(shr(8, bits), shl(168, REGION)), and(shr(12, bits), shl(84, REGION)))
                three := or(three, and(shr(16, bits), REGION))
                three := xor(FILLERS, and(xor(FILLERS, three), lanes))
                mstore(add(positions, LIST), three)
                // Bit 80 stays where a region is above the one before it; what is above the last lane does no harm.
                let before := or(shr(84, three), shl(168, mload(add(positions, PREVIOUS))))
                mstore(add(positions, PREVIOUS), three)
                ordered := and(ordered, sub(add(three, REGIONS), before))
                let percents := and(shr(64, three), BYTES_0)
                over := or(over, add(percents, mul(155, ONES)))
                sum := add(sum, percents)
                // A remainder by 2^84 - 1 is the sum of the lanes.
                let confidences := sub(positions, mul(4, SEAT_ARRAY))
                mstore(confidences, add(mload(confidences), mod(percents, LANE)))
            }
            if or(and(not(ordered), and(BITS_80, lanes)), and(over, BITS_8)) { three := 0 }
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
}
