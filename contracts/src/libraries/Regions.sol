// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {Boxes} from "./Boxes.sol";
import {Spans} from "./Spans.sol";
import {Words} from "./Words.sol";

/// @title One item's regions, seat after seat: checked, unpacked and compared with the earlier ones as they are read.
/// @dev An item has at most 224 regions (7 seats x 32), so that a set of them is one word. A region is the number of
/// its ten bytes; one of a class project has two and is read as a class of the whole item.
library Regions {
    using Words for uint256;

    uint256 internal constant CANNOT_TELL = 0xff;
    uint256 internal constant MAX_REGIONS = 32;
    uint256 internal constant MAX_TOTAL = 224;
    /// @dev The regions in a word of `near`; the eight bits above them are its head.
    uint256 internal constant SET = (1 << MAX_TOTAL) - 1;

    uint256 private constant LANES = 0xfffffffffffffffffffff; // 84 bits
    uint256 private constant TRIPLE = 0x1000000000000000000001000000000000000000001; // three times over
    uint256 private constant ONE_BPS = 10_000;

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
        uint256 opposites; // of three regions a word, for comparing three at once
        uint256 near; // regions of other seats that reach the threshold with this one, itself, and << 224 its head
        uint256 heads; // set of the regions that are their own head: no earlier one is near
        uint256 found; // clusters, see Clusters
        uint256 triangle; // see `row`
        uint256 active; // for Merging, as the next three
        uint256 members;
        uint256 best;
        uint256 chain;
        uint256 indexOf; // see Words.newIndexTable
    }

    /// @dev Sizes: `near` and `cells` may be looked at up to two places past the last region, by a word of three.
    function newPool(Kind kind, uint256 thresholdBps, uint256 classCount) internal pure returns (Pool memory pool) {
        pool.isSpans = kind == Kind.Spans;
        pool.width = width(kind);
        pool.keep = kind == Kind.Class ? 0xffff << 64 : (1 << 80) - 1;
        pool.thresholdBps = thresholdBps;
        pool.classCount = classCount;
        pool.cells = Words.alloc(MAX_TOTAL);
        pool.near = Words.alloc(MAX_TOTAL);
        pool.found = Words.alloc(MAX_TOTAL);
        pool.opposites = Words.alloc(MAX_TOTAL / 3 + 3);
        pool.indexOf = Words.newIndexTable();
    }

    function width(Kind kind) internal pure returns (uint256) {
        return kind == Kind.Class ? 2 : 10;
    }

    /// @dev Starts an item. The triangle lies beyond the free pointer, since most items need little of it: nothing may
    /// allocate until the item's regions are grouped.
    function clear(Pool memory pool) internal pure {
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
            uint256 cells = pool.cells + 32 * from;
            uint256 faults;
            uint256 last;
            (faults, confidences, last) = pool.isSpans
                ? Spans.unpack(pointer, cells, cells + 32 * count)
                : Boxes.unpack(pointer, pool.width, pool.keep, cells, cells + 32 * count);
            // They ascend, so that the last has the highest class.
            if (faults != 0 || count != 0 && last >> 72 > pool.classCount) return (false, 0);
            pool.total = from + count;
            return (_compare(pool, from), confidences);
        }
    }

    /// @dev Looks for the earlier regions that reach the threshold with a region, from region `from` on, and enters
    /// them in `near`.
    /// @return isApart false where two regions of this seat reach it
    function _compare(Pool memory pool, uint256 from) private pure returns (bool isApart) {
        unchecked {
            for (uint256 i = from; i < pool.total; ++i) {
                uint256 cell = pool.cells.get(i);
                (uint256 word, bool hasTwin) = pool.isSpans
                    ? _neighbours(pool, i, from, cell, Spans.FOLD, Spans.HIT)
                    : _neighbours(pool, i, from, cell, Boxes.FOLD, Boxes.HIT);
                if (hasTwin && !pool.mayRepeat) return false;
                pool.near.put(i, word);
                if (word >> MAX_TOTAL == i) pool.heads |= 1 << i;
                _pack(pool.opposites, i, cell, pool.isSpans ? Spans.GUARDS : Boxes.GUARDS);
            }
            return true;
        }
    }

    /// @dev Enters a region's opposite: begin and end change places, 2M - 1 less every lane of the other half. Places
    /// of a word not taken yet hold guards, which nothing meets.
    function _pack(uint256 opposites, uint256 i, uint256 cell, uint256 guards) private pure {
        assembly ("memory-safe") {
            let word := add(opposites, shl(5, div(i, 3)))
            let slot := mod(i, 3)
            let opposite := xor(and(or(and(shr(42, cell), 0x3ffffffffff), shl(42, cell)), LANES), LANES)
            switch slot
            case 0 { mstore(word, add(mul(guards, TRIPLE), sub(opposite, guards))) }
            default { mstore(word, add(mload(word), shl(mul(84, slot), sub(opposite, guards)))) }
        }
    }

    /// @dev The word of `near` for region i among the earlier ones, into whose words it is entered as well.
    function _neighbours(Pool memory pool, uint256 i, uint256 from, uint256 cell, uint256 fold, uint256 hit)
        private
        pure
        returns (uint256 word, bool hasTwin)
    {
        unchecked {
            uint256 opposites = pool.opposites;
            uint256 set = 1 << i;
            uint256 head = i;
            uint256 at = opposites;
            // The word behind the last. A zero is met by everything and ends the search.
            uint256 end = opposites + 32 * ((i + 2) / 3);
            end.put(0, 0);
            uint256 mine = (cell & LANES) * TRIPLE;
            while (true) {
                uint256 hits;
                assembly ("memory-safe") {
                    for {} 1 {} {
                        let lanes := sub(mine, mload(at))
                        at := add(at, 32)
                        lanes := and(lanes, shr(42, lanes))
                        hits := and(and(lanes, shr(fold, lanes)), mul(hit, TRIPLE))
                        if hits { break }
                    }
                }
                if (at > end) break;
                for (uint256 j = (at - opposites) / 32 * 3 - 3; hits != 0; hits >>= 84) {
                    if (hits & hit != 0 && _reaches(pool, i, j, cell)) {
                        if (j >= from) {
                            hasTwin = true;
                        } else {
                            if (head == i) head = j;
                            set |= 1 << j;
                            pool.near.put(j, pool.near.get(j) | 1 << i);
                        }
                    }
                    ++j;
                }
            }
            word = head << MAX_TOTAL | set;
        }
    }

    /// @dev Does region i reach the threshold with the earlier region j that it meets? Keeps the common part's size.
    function _reaches(Pool memory pool, uint256 i, uint256 j, uint256 cell) private pure returns (bool result) {
        unchecked {
            uint256 other = pool.cells.get(j);
            uint256 common = pool.isSpans ? Spans.common(cell, other) : Boxes.common(cell, other);
            row(pool.triangle, i).put(j, common);
            // common / union >= threshold, with union = sizes - common.
            uint256 sizes = (cell >> 192) + (other >> 192);
            return common * (ONE_BPS + pool.thresholdBps) >= pool.thresholdBps * sizes;
        }
    }
}
