// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {ThreeBoxes} from "./ThreeBoxes.sol";
import {ThreeSpans} from "./ThreeSpans.sol";
import {Words} from "./Words.sol";

/// @title One item's regions, seat after seat: checked, unpacked and compared with the earlier ones as they are read.
/// @dev An item has at most 224 regions (7 seats x 32), so that a set of them is one word. A region is the number of
/// its ten bytes; one of a class project has two and is read as a class of the whole item.
library Regions {
    using Words for uint256;

    uint256 internal constant CANNOT_TELL = 0xff;
    uint256 internal constant MAX_REGIONS = 32;
    uint256 internal constant MAX_TOTAL = 224;

    uint256 private constant LANES = 0xfffffffffffffffffffff; // 84 bits
    uint256 private constant TRIPLE = 0x1000000000000000000001000000000000000000001; // three times over
    uint256 private constant HALF = 0x3ffffffffff; // 42 bits
    // Of both kinds: the guards, and the bit that is left of each lane that is met, three times over.
    uint256 private constant BOX_GUARDS = 0x800000400020000010000;
    uint256 private constant BOX_HITS = 0x10000000000000000000010000000000000000000010000;
    uint256 private constant SPAN_GUARDS = 0x800000000020000000000;
    uint256 private constant SPAN_HITS = 0x20000000000000000000020000000000000000000020000000000;
    // As in ThreeBoxes and ThreeSpans. `OVER` turns two ends into a side: 2^42 less what they are too much by, so that
    // a region that does not meet, whose side is negative, borrows nothing from the next.
    uint256 private constant HALVES = 0x3ffffffffff00000000003ffffffffff00000000003ffffffffff;
    uint256 private constant ALL_LANES = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff;
    uint256 private constant BOX_ALL_GUARDS = 0x800000400020000010000800000400020000010000800000400020000010000;
    uint256 private constant BOX_VALUES = 0x7fffffbfffdfffffeffff7fffffbfffdfffffeffff7fffffbfffdfffffeffff;
    uint256 private constant BOX_Y_ONES = 0x40000000001000000000040000000001000000000040000000001;
    uint256 private constant BOX_X_ONES = 0x800000000020000000000800000000020000000000800000000020000;
    uint256 private constant BOX_ENDS = 0x1fffffeffff00000000001fffffeffff00000000001fffffeffff;
    uint256 private constant BOX_OVER = 0x20000030002000000000020000030002000000000020000030002;
    uint256 private constant SPAN_ALL_GUARDS = 0x800000000020000000000800000000020000000000800000000020000000000;
    uint256 private constant SPAN_VALUES = 0x7fffffffffdffffffffff7fffffffffdffffffffff7fffffffffdffffffffff;
    uint256 private constant SPAN_ONES = 0x40000000001000000000040000000001000000000040000000001;
    uint256 private constant SPAN_ENDS = 0x1ffffffffff00000000001ffffffffff00000000001ffffffffff;
    uint256 private constant SPAN_OVER = 0x20000000002000000000020000000002000000000020000000002;
    uint256 private constant ONE_BPS = 10_000;
    /// @dev Behind the cells, in bytes: the words of `near`, then the opposites of three regions a word.
    uint256 private constant NEAR = 0x1c00;
    uint256 private constant OPPOSITES = 0x3800;

    /// @dev Pointers are to arrays of words.
    struct Pool {
        bool isSpans;
        uint256 width; // bytes of a region
        uint256 keep; // its bits in the number of ten bytes
        uint256 thresholdBps;
        uint256 classCount;
        bool isApart; // a seat's regions are not compared with each other: they have been, or need not be
        uint256 total; // regions read
        uint256 cells; // lanes (84 bits) | region << 96 | size << 192
        uint256 near; // the set of regions of other seats that reach the threshold with this one, and itself
        uint256 heads; // set of the regions that are near to no earlier one
        uint256 found; // clusters, see Clusters
        uint256 chosen; // for ItemConsensus: regions of the consensus
        uint256 triangle; // see `row`
        uint256 active; // for Merging, as the next three
        uint256 members;
        uint256 best;
        uint256 chain;
        uint256 indexOf; // see Words.newIndexTable
        uint256 aim; // see _aim
    }

    function newPool(Kind kind, uint256 thresholdBps, uint256 classCount) internal pure returns (Pool memory pool) {
        pool.isSpans = kind == Kind.Spans;
        pool.width = width(kind);
        pool.keep = kind == Kind.Class ? 0xffff << 64 : (1 << 80) - 1;
        (pool.thresholdBps, pool.classCount) = (thresholdBps, classCount);
    }

    /// @dev The arrays, which many batches never need.
    function _allocate(Pool memory pool) private pure {
        unchecked {
            pool.indexOf = Words.newIndexTable();
            uint256 base = Words.alloc(4 * MAX_TOTAL + MAX_TOTAL / 3 + 3);
            (pool.cells, pool.near) = (base, base + NEAR);
            pool.found = base + OPPOSITES + 32 * (MAX_TOTAL / 3 + 3);
            pool.chosen = pool.found + 32 * MAX_TOTAL;
            pool.aim = Words.alloc(6);
        }
    }

    function width(Kind kind) internal pure returns (uint256) {
        return kind == Kind.Class ? 2 : 10;
    }

    /// @dev Starts an item. The triangle lies beyond the free pointer, since most items need little of it: nothing may
    /// allocate until the item's regions are grouped.
    function clear(Pool memory pool) internal pure {
        if (pool.cells == 0) _allocate(pool);
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        (pool.total, pool.heads, pool.triangle) = (0, 0, free);
        // Nothing to be met yet: see _append.
        (pool.cells + OPPOSITES).put(0, 0);
    }

    /// @dev Row i of the triangle: a word for each pair of region i with an earlier one, for the size of their common
    /// part.
    function row(uint256 triangle, uint256 i) internal pure returns (uint256) {
        unchecked {
            return triangle + 16 * i * (i - 1);
        }
    }

    /// @dev Appends a seat's `count` regions, at most 32; `pointer` is behind the count byte.
    /// @return isGood false where the regions are not well-formed; what has been appended is of no use then
    function read(Pool memory pool, uint256 pointer, uint256 count)
        internal
        pure
        returns (bool isGood, uint256 confidences)
    {
        unchecked {
            uint256 from = pool.total;
            uint256 end = from + count;
            // The first must be above all of class 0.
            uint256 previous = (1 << 72) - 1;
            for (uint256 i = from; i < end; ++i) {
                uint256 region = pointer.load() >> 176 & pool.keep;
                pointer += pool.width;
                uint256 confidence = region >> 64 & 0xff;
                if (region <= previous || confidence > 100) return (false, 0);
                previous = region;
                confidences += confidence;
                if (!_unpack(pool.isSpans, region, pool.cells + 32 * i)) return (false, 0);
            }
            // They ascend, so that the last has the highest class.
            if (count != 0 && previous >> 72 > pool.classCount) return (false, 0);
            pool.total = end;
            return (_compare(pool, from, end) == 0, confidences);
        }
    }

    /// @dev Puts lanes, region and size to `place`.
    /// @return isGood false where the region is empty
    function _unpack(bool isSpans, uint256 region, uint256 place) private pure returns (bool isGood) {
        uint256 lanes;
        // The low 64 bits are the coordinates.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (uint64(region) == 0) {
            lanes = isSpans ? ThreeSpans.whole(region) : ThreeBoxes.whole(region);
        } else {
            place.put(0, region);
            uint256 faults = isSpans ? ThreeSpans.unpack(place, place + 32) : ThreeBoxes.unpack(place, place + 32);
            // Of the lowest: there are no others.
            if (faults & LANES != 0) return false;
            lanes = place.load() & LANES;
        }
        place.put(0, lanes | region << 96 | (isSpans ? ThreeSpans.size(lanes) : ThreeBoxes.size(lanes)) << 192);
        return true;
    }

    /// @dev For each region from `from` to `end`, which are of one seat, looks for the earlier ones that reach the
    /// threshold with it, and enters each of such a pair in the other's word of `near`.
    /// @return twins not 0 where two of them reach it with each other
    function _compare(Pool memory pool, uint256 from, uint256 end) private pure returns (uint256 twins) {
        unchecked {
            uint256 first = pool.cells + OPPOSITES;
            // The word that takes the next region's opposite, and where in it.
            uint256 last = first + from / 3 * 32;
            uint256 place = from % 3 * 84;
            uint256 kind = pool.isSpans ? 1 : 0;
            uint256 heads;
            for (uint256 i = from; i < end; ++i) {
                uint256 cell = pool.cells.get(i);
                uint256 set = 1 << i;
                _aim(pool, i, cell);
                uint256 to = place == 0 ? last - 32 : last;
                set |= kind == 0 ? _nearBoxes(pool.aim, first, to) : _nearSpans(pool.aim, first, to);
                pool.near.put(i, set);
                twins |= set >> from ^ 1 << i - from;
                heads |= set & ~set + 1 & 1 << i;
                if (!pool.isApart) (last, place) = _append(last, place, cell, kind);
            }
            twins &= (1 << end - from) - 1;
            pool.heads |= heads;
            if (!pool.isApart) return twins;
            for (uint256 i = from; i < end; ++i) {
                (last, place) = _append(last, place, pool.cells.get(i), kind);
            }
        }
    }

    /// @dev Enters a region's opposite: begin and end change places, 2M - 1 less every lane of the other half. Places
    /// not taken yet hold guards, which nothing meets. A zero is met by everything and ends the search.
    /// @return the word and the place in it for the next one
    function _append(uint256 word, uint256 place, uint256 cell, uint256 kind) private pure returns (uint256, uint256) {
        assembly ("memory-safe") {
            let guards := BOX_GUARDS
            if kind { guards := SPAN_GUARDS }
            if iszero(place) {
                mstore(word, mul(guards, TRIPLE))
                mstore(add(word, 32), 0)
            }
            let opposite := xor(and(or(and(shr(42, cell), HALF), shl(42, cell)), LANES), LANES)
            mstore(word, add(mload(word), shl(place, sub(opposite, guards))))
            place := add(place, 84)
            if eq(place, 252) {
                place := 0
                word := add(word, 32)
            }
        }
        return (word, place);
    }

    /// @dev Sets up the comparison of region i with the earlier ones: its lanes three times over, its size, the
    /// threshold, the cells, the way from an earlier region's cell to its place in row i, and its own bit.
    function _aim(Pool memory pool, uint256 i, uint256 cell) private pure {
        unchecked {
            uint256 aim = pool.aim;
            aim.put(0, (cell & LANES) * TRIPLE);
            aim.put(1, cell >> 192);
            aim.put(2, pool.thresholdBps);
            aim.put(3, pool.cells);
            aim.put(4, row(pool.triangle, i) - pool.cells);
            aim.put(5, 1 << i);
        }
    }

    /// @dev The set of the earlier regions that reach the threshold with the one aimed at. Enters it in their words of
    /// `near` and keeps the sizes of the common parts. All pairs of an item may meet, 24,976 of them: what each costs is
    /// what the worst item costs, so that this is written out.
    /// @param word where the opposites begin
    /// @param last their last word; a zero follows, which everything meets
    function _nearBoxes(uint256 aim, uint256 word, uint256 last) private pure returns (uint256 set) {
        assembly ("memory-safe") {
            let lanes := mload(aim)
            // To scratch what every pair needs.
            mstore(0, mload(add(aim, 0x40)))
            mstore(0x20, mload(add(aim, 0x20)))
            let places := sub(mload(add(aim, 0x60)), mul(3, word)) // of the cells of a word, less three times its own
            for {} 1 { word := add(word, 32) } {
                let opposites := mload(word)
                // All four guards of a lane are to be there: X's on Y's, then the halves on each other.
                let hits := sub(lanes, opposites)
                hits := and(hits, shr(42, hits))
                hits := and(and(hits, shr(25, hits)), BOX_HITS)
                if hits {
                    if gt(word, last) { break }
                    // Back from the opposites: begin and end change places again.
                    opposites := xor(opposites, ALL_LANES)
                    opposites := or(and(shr(42, opposites), HALVES), shl(42, and(opposites, HALVES)))
                    // The lesser of each lane, as ThreeBoxes.sort has it; then both sides of all three common parts.
                    let mask := and(sub(lanes, and(opposites, BOX_VALUES)), BOX_ALL_GUARDS)
                    mask := sub(sub(mask, and(shr(16, mask), BOX_Y_ONES)), and(shr(24, mask), BOX_X_ONES))
                    let sides := xor(lanes, and(xor(lanes, opposites), mask))
                    sides := add(add(and(sides, BOX_ENDS), and(shr(42, sides), BOX_ENDS)), BOX_OVER)
                    for { let place := add(places, mul(3, word)) } 1 { place := add(place, 32) } {
                        if and(hits, LANES) {
                            let common := mul(and(shr(17, sides), 0x1ffffff), and(sides, 0x1ffff))
                            let bps := mload(0)
                            // common / union >= threshold, with union = sizes - common.
                            let sizes := mul(bps, add(mload(0x20), shr(192, mload(place))))
                            if iszero(lt(mul(common, add(bps, ONE_BPS)), sizes)) {
                                mstore(add(place, mload(add(aim, 0x80))), common)
                                mstore(add(place, NEAR), or(mload(add(place, NEAR)), mload(add(aim, 0xa0))))
                                set := or(set, shl(shr(5, sub(place, mload(add(aim, 0x60)))), 1))
                            }
                        }
                        hits := shr(84, hits)
                        if iszero(hits) { break }
                        sides := shr(84, sides)
                    }
                }
            }
        }
    }

    /// @dev The same of spans.
    function _nearSpans(uint256 aim, uint256 word, uint256 last) private pure returns (uint256 set) {
        assembly ("memory-safe") {
            let lanes := mload(aim)
            // To scratch what every pair needs.
            mstore(0, mload(add(aim, 0x40)))
            mstore(0x20, mload(add(aim, 0x20)))
            let places := sub(mload(add(aim, 0x60)), mul(3, word))
            for {} 1 { word := add(word, 32) } {
                let opposites := mload(word)
                let hits := sub(lanes, opposites)
                hits := and(and(hits, shr(42, hits)), SPAN_HITS)
                if hits {
                    if gt(word, last) { break }
                    opposites := xor(opposites, ALL_LANES)
                    opposites := or(and(shr(42, opposites), HALVES), shl(42, and(opposites, HALVES)))
                    let mask := and(sub(lanes, and(opposites, SPAN_VALUES)), SPAN_ALL_GUARDS)
                    mask := sub(mask, and(shr(41, mask), SPAN_ONES))
                    let lengths := xor(lanes, and(xor(lanes, opposites), mask))
                    lengths := add(add(and(lengths, SPAN_ENDS), and(shr(42, lengths), SPAN_ENDS)), SPAN_OVER)
                    for { let place := add(places, mul(3, word)) } 1 { place := add(place, 32) } {
                        if and(hits, LANES) {
                            let common := and(lengths, HALF)
                            let bps := mload(0)
                            let sizes := mul(bps, add(mload(0x20), shr(192, mload(place))))
                            if iszero(lt(mul(common, add(bps, ONE_BPS)), sizes)) {
                                mstore(add(place, mload(add(aim, 0x80))), common)
                                mstore(add(place, NEAR), or(mload(add(place, NEAR)), mload(add(aim, 0xa0))))
                                set := or(set, shl(shr(5, sub(place, mload(add(aim, 0x60)))), 1))
                            }
                        }
                        hits := shr(84, hits)
                        if iszero(hits) { break }
                        lengths := shr(84, lengths)
                    }
                }
            }
        }
    }
}
