// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {PairSort} from "./PairSort.sol";
import {Similarity} from "./Similarity.sol";
import {Words} from "./Words.sol";

/// @title Groups the regions of several seats that mean the same thing: DESIGN section 6, steps 1 and 2.
/// @dev An item has at most 224 regions (7 seats x 32), so that a set of regions is one word. `near[i]` is the set of
/// regions that reach the threshold with region i, and i itself; two regions of one seat are never near. A cluster with
/// the set `members` and the set `common` (near all of its members) may merge with another exactly when the other's
/// members are all in `common`: that covers the pairwise threshold and "one region a seat" in one operation.
library Clusters {
    using Words for uint256;

    uint256 internal constant MAX_REGIONS = 224;

    /// @dev Pointers to arrays of words, used again item after item.
    struct Pool {
        uint256 regions; // the regions' bytes as numbers, seat after seat
        uint256 near;
        uint256 common;
        uint256 members; // at a cluster's root; else unused
        uint256 root; // of each region, while merging by order
        uint256 found; // result: the clusters' member sets
        uint256 seatEnds; // seat s has the regions from seatEnds[s - 1] (0) to seatEnds[s]
    }

    function newPool() internal pure returns (Pool memory pool) {
        uint256 base = Words.alloc(MAX_REGIONS * 6 + 8);
        unchecked {
            uint256 stride = MAX_REGIONS * 32;
            pool.regions = base;
            pool.near = base + stride;
            pool.common = base + 2 * stride;
            pool.members = base + 3 * stride;
            pool.root = base + 4 * stride;
            pool.found = base + 5 * stride;
            pool.seatEnds = base + 6 * stride;
        }
    }

    /// @dev Fills `pool.found` and returns how many clusters there are, single regions among them.
    function group(Pool memory pool, Kind kind, uint256 thresholdBps, uint256 seats)
        internal
        pure
        returns (uint256 count)
    {
        unchecked {
            uint256 total = pool.seatEnds.get(seats - 1);
            _measure(pool, kind, thresholdBps, seats);
            uint256 near = pool.near;
            uint256 done;
            uint256 tangled;
            for (uint256 i; i < total; ++i) {
                if (done >> i & 1 != 0) continue;
                uint256 set = near.get(i);
                if (_isClique(near, set)) {
                    pool.found.put(count++, set);
                    done |= set;
                } else {
                    tangled |= 1 << i;
                }
            }
            if (tangled != 0) count = _mergeInOrder(pool, kind, tangled, count);
        }
    }

    /// @dev All of the set have the same neighbours, the set itself: nothing outside touches it, and any order of
    /// merging ends in it.
    function _isClique(uint256 near, uint256 set) private pure returns (bool) {
        unchecked {
            for (uint256 rest = set & (set - 1); rest != 0; rest &= rest - 1) {
                if (near.get(rest.lowestBit()) != set) return false;
            }
            return near.get(set.lowestBit()) == set;
        }
    }

    /// @dev Fills `near`: all pairs of regions of different seats and the same class, against the threshold.
    function _measure(Pool memory pool, Kind kind, uint256 thresholdBps, uint256 seats) private pure {
        unchecked {
            uint256 regions = pool.regions;
            uint256 near = pool.near;
            uint256 classShift = kind == Kind.Class ? 8 : 72;
            uint256 from;
            uint256 total = pool.seatEnds.get(seats - 1);
            for (uint256 i; i < total; ++i) {
                near.put(i, 1 << i);
            }
            for (uint256 seat; seat + 1 < seats; ++seat) {
                uint256 to = pool.seatEnds.get(seat);
                for (uint256 i = from; i < to; ++i) {
                    uint256 region = regions.get(i);
                    uint256 class = region >> classShift;
                    uint256 set = near.get(i);
                    for (uint256 j = to; j < total; ++j) {
                        uint256 other = regions.get(j);
                        if (other >> classShift != class) continue;
                        if (!Similarity.reaches(kind, region, other, thresholdBps)) continue;
                        set |= 1 << j;
                        near.put(j, near.get(j) | 1 << i);
                    }
                    near.put(i, set);
                }
                from = to;
            }
        }
    }

    /// @dev Steps 1 and 2 to the letter for the regions in `tangled`, which is closed under nearness.
    function _mergeInOrder(Pool memory pool, Kind kind, uint256 tangled, uint256 count) private pure returns (uint256) {
        (uint256 pairs, uint256 pairCount) = _orderedPairs(pool, kind, tangled);
        uint256 members = pool.members;
        uint256 common = pool.common;
        uint256 root = pool.root;
        unchecked {
            uint256 roots = tangled;
            for (uint256 p; p < pairCount; ++p) {
                uint256 key = pairs.get(p);
                uint256 a = root.get(key >> 8 & 0xff);
                uint256 b = root.get(key & 0xff);
                if (a == b) continue;
                uint256 joining = members.get(b);
                uint256 allowed = common.get(a);
                if (joining & ~allowed != 0) continue;
                members.put(a, members.get(a) | joining);
                common.put(a, allowed & common.get(b));
                roots &= ~(1 << b);
                for (; joining != 0; joining &= joining - 1) {
                    root.put(joining.lowestBit(), a);
                }
            }
            for (; roots != 0; roots &= roots - 1) {
                pool.found.put(count++, members.get(roots.lowestBit()));
            }
        }
        return count;
    }

    /// @dev The keys of all near pairs within `tangled`, in order, in memory beyond the free pointer: nothing may
    /// allocate until they are used up. Starts every region as a cluster of its own on the way.
    function _orderedPairs(Pool memory pool, Kind kind, uint256 tangled)
        private
        pure
        returns (uint256 pairs, uint256 count)
    {
        uint256 regions = pool.regions;
        uint256 start;
        assembly ("memory-safe") {
            start := mload(0x40)
        }
        unchecked {
            for (uint256 rest = tangled; rest != 0; rest &= rest - 1) {
                uint256 i = rest.lowestBit();
                uint256 region = regions.get(i);
                uint256 set = pool.near.get(i);
                pool.members.put(i, 1 << i);
                pool.common.put(i, set);
                pool.root.put(i, i);
                // Only later regions: every pair once.
                for (set &= ~((2 << i) - 1); set != 0; set &= set - 1) {
                    uint256 j = set.lowestBit();
                    start.put(count++, Similarity.pairKey(kind, region, regions.get(j), i, j));
                }
            }
            assembly ("memory-safe") {
                mstore(0x40, add(start, shl(5, count)))
            }
            pairs = PairSort.sort(start, count);
            assembly ("memory-safe") {
                mstore(0x40, start)
            }
        }
    }
}
