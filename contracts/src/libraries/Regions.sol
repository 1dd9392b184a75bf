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
        bool mayRepeat; // two regions of one seat may reach the threshold with each other: true of a consensus
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
            uint256 twins = _compare(pool, from, end);
            if (twins != 0) {
                if (!pool.mayRepeat) return (false, 0);
                _partTwins(pool, from, end);
            }
            return (true, confidences);
        }
    }

    /// @dev Puts lanes, region and size to `place`.
    /// @return isGood false where the region is empty
    function _unpack(bool isSpans, uint256 region, uint256 place) private pure returns (bool isGood) {
        uint256 lanes;
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
                if (place == 0) _openWord(last, kind);
                uint256 cell = pool.cells.get(i);
                uint256 set = 1 << i;
                (uint256 word, uint256 hits) = _search(first, cell, kind);
                while (word <= last) {
                    uint256 j = (word - first) / 32 * 3;
                    if (hits & LANES != 0) set |= _meet(pool, i, j, cell);
                    if (hits & LANES << 84 != 0) set |= _meet(pool, i, j + 1, cell);
                    if (hits >> 168 != 0) set |= _meet(pool, i, j + 2, cell);
                    (word, hits) = _search(word + 32, cell, kind);
                }
                pool.near.put(i, set);
                twins |= set >> from ^ 1 << i - from;
                heads |= set & ~set + 1 & 1 << i;
                _append(last, place, cell, kind);
                place += 84;
                if (place == 252) (last, place) = (last + 32, 0);
            }
            twins &= (1 << end - from) - 1;
            pool.heads |= heads;
        }
    }

    /// @dev Where two regions of a seat may reach the threshold, they still are not near to each other.
    function _partTwins(Pool memory pool, uint256 from, uint256 end) private pure {
        unchecked {
            uint256 own = (1 << end) - (1 << from);
            for (uint256 i = from; i < end; ++i) {
                uint256 set = pool.near.get(i) & ~own | 1 << i;
                pool.near.put(i, set);
                pool.heads |= set & ~set + 1 & 1 << i;
            }
        }
    }

    /// @dev Places not taken yet hold guards, which nothing meets. A zero is met by everything and ends the search.
    function _openWord(uint256 word, uint256 kind) private pure {
        assembly ("memory-safe") {
            let guards := BOX_GUARDS
            if kind { guards := SPAN_GUARDS }
            mstore(word, mul(guards, TRIPLE))
            mstore(add(word, 32), 0)
        }
    }

    /// @dev Enters a region's opposite: begin and end change places, 2M - 1 less every lane of the other half.
    function _append(uint256 word, uint256 place, uint256 cell, uint256 kind) private pure {
        assembly ("memory-safe") {
            let guards := BOX_GUARDS
            if kind { guards := SPAN_GUARDS }
            let opposite := xor(and(or(and(shr(42, cell), HALF), shl(42, cell)), LANES), LANES)
            mstore(word, add(mload(word), shl(place, sub(opposite, guards))))
        }
    }

    /// @dev The next word from `word` on with a region that the cell's meets, and a bit for each of these.
    function _search(uint256 word, uint256 cell, uint256 kind) private pure returns (uint256 found, uint256 hits) {
        assembly ("memory-safe") {
            let mine := mul(and(cell, LANES), TRIPLE)
            found := word
            switch kind
            case 0 {
                for {} 1 {} {
                    // All four guards of a lane are to be there: see Boxes.FOLD.
                    hits := sub(mine, mload(found))
                    hits := and(hits, shr(42, hits))
                    hits := and(and(hits, shr(25, hits)), BOX_HITS)
                    if hits { break }
                    found := add(found, 32)
                    hits := sub(mine, mload(found))
                    hits := and(hits, shr(42, hits))
                    hits := and(and(hits, shr(25, hits)), BOX_HITS)
                    if hits { break }
                    found := add(found, 32)
                }
            }
            default {
                for {} 1 {} {
                    hits := sub(mine, mload(found))
                    hits := and(and(hits, shr(42, hits)), SPAN_HITS)
                    if hits { break }
                    found := add(found, 32)
                    hits := sub(mine, mload(found))
                    hits := and(and(hits, shr(42, hits)), SPAN_HITS)
                    if hits { break }
                    found := add(found, 32)
                }
            }
        }
    }

    /// @dev If region i reaches the threshold with the earlier region j that it meets, keeps the common part's size,
    /// enters i in j's word of `near` and returns j's bit; else 0.
    function _meet(Pool memory pool, uint256 i, uint256 j, uint256 cell) private pure returns (uint256 bit) {
        unchecked {
            uint256 place = pool.cells + 32 * j;
            uint256 other = place.load();
            uint256 common = _common(pool.isSpans, cell, other);
            uint256 thresholdBps = pool.thresholdBps;
            // common / union >= threshold, with union = sizes - common.
            uint256 sizes = (cell >> 192) + (other >> 192);
            if (common * (ONE_BPS + thresholdBps) < thresholdBps * sizes) return 0;
            row(pool.triangle, i).put(j, common);
            place += NEAR;
            place.put(0, place.load() | 1 << i);
            return 1 << j;
        }
    }

    /// @dev The size of the part that two regions which meet have in common.
    function _common(bool isSpans, uint256 a, uint256 b) private pure returns (uint256) {
        if (isSpans) {
            (uint256 span,) = ThreeSpans.sort(a, b);
            return ThreeSpans.size(span);
        }
        (uint256 box,) = ThreeBoxes.sort(a, b);
        return ThreeBoxes.size(box);
    }
}
