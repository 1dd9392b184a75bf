// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title Merges regions into clusters, the most alike first: DESIGN section 6, steps 1 and 2 to the letter.
/// @dev The rule walks all near pairs in order and merges two clusters when all pairs across are near. Two facts save
/// the sorting. First: a cluster's `near` set, the clusters that it may merge with, is the intersection of its parts',
/// so it only shrinks. Second: hence the best pair between a merged cluster and a third is never better than its
/// parts' best pairs were. So two clusters that are each other's best stay so until the rule comes to their pair, and
/// may merge at once, whatever else is to come. A chain from each cluster to its best ends in such two, since every
/// link is better than the one before; what is left of the chain stays good after a merge.
/// @dev Pairs of regions of equal bytes can tie. They are of different seats and alike whole, and so are merged before
/// anything else touches them; after that tied pairs are between the same two clusters.
library Merging {
    using Words for uint256;

    /// @dev Fractions with denominators under 2^33 that differ, differ by more than 2^-66: their floors at this scale
    /// keep order and equality.
    uint256 private constant SCALE_BITS = 67;
    uint256 private constant REGION = (1 << 80) - 1;

    /// @dev Adds the clusters of the regions in `tangled`, a set closed under nearness, to `pool.found`. A cluster is
    /// named by one of its regions. From here on `near` holds whom a cluster may merge with; a pair may when each has
    /// the other, so that a merge need not write to those that it loses.
    function merge(Regions.Pool memory pool, uint256 tangled, uint256 count) internal pure returns (uint256) {
        unchecked {
            uint256 total = pool.total;
            uint256 free = Regions.row(pool.triangle, total);
            // Each has a place for every region; a chain has at most as many links, of two words.
            (pool.members, pool.best, pool.chain) = (free, free + 32 * total, free + 64 * total);
            pool.active = tangled;
            _weigh(pool, tangled);
            while (pool.active != 0) {
                _follow(pool, pool.active.lowestIn(pool.indexOf));
            }
            for (; tangled != 0; tangled &= tangled - 1) {
                uint256 members = pool.members.get(tangled.lowestIn(pool.indexOf));
                if (members != 0) pool.found.put(count++, members);
            }
            return count;
        }
    }

    /// @dev Turns the triangle's entries into keys, and every region into a cluster of its own.
    function _weigh(Regions.Pool memory pool, uint256 tangled) private pure {
        unchecked {
            uint256 best = pool.best;
            for (uint256 rest = tangled; rest != 0; rest &= rest - 1) {
                uint256 i = rest.lowestIn(pool.indexOf);
                uint256 near = pool.near.get(i) & ~(1 << i);
                pool.near.put(i, near);
                pool.members.put(i, 1 << i);
                uint256 row = Regions.row(pool.triangle, i);
                uint256 cell = pool.cells.get(i);
                uint256 greatest;
                for (near &= (1 << i) - 1; near != 0; near &= near - 1) {
                    uint256 j = near.lowestIn(pool.indexOf);
                    uint256 key = _key(row.get(j), cell, pool.cells.get(j)) | i ^ j;
                    row.put(j, key);
                    if (key > greatest) greatest = key;
                    if (key > best.get(j)) best.put(j, key);
                }
                best.put(i, greatest);
            }
        }
    }

    /// @dev A pair as one number, greater for a pair that comes earlier: the more alike, then the smaller of the two
    /// regions' bytes, then the larger. Common part over the sum of sizes orders as common part over union does. The
    /// low byte is left for the two indices' difference, from which either finds the other.
    function _key(uint256 common, uint256 cellA, uint256 cellB) private pure returns (uint256 key) {
        assembly ("memory-safe") {
            key := shl(168, div(shl(SCALE_BITS, common), add(shr(192, cellA), shr(192, cellB))))
            let a := and(not(shr(96, cellA)), REGION)
            let b := and(not(shr(96, cellB)), REGION)
            let isLess := mul(xor(a, b), lt(a, b))
            key := or(key, or(shl(88, xor(a, isLess)), shl(8, xor(b, isLess))))
        }
    }

    /// @dev Follows the chain from cluster `a` until nothing is left of it.
    function _follow(Regions.Pool memory pool, uint256 a) private pure {
        unchecked {
            uint256 chain = pool.chain;
            uint256 depth;
            uint256 link; // the key that led to `a`
            while (true) {
                uint256 key = _bestOf(pool, a);
                if (key == 0) {
                    // Without a partner, and so the chain's only cluster: it is done.
                    pool.active &= ~(1 << a);
                    return;
                }
                uint256 other = a ^ key & 0xff;
                if (key != link) {
                    chain.put(depth, a);
                    chain.put(depth + 1, link);
                    depth += 2;
                    (a, link) = (other, key);
                    continue;
                }
                _join(pool, other, a);
                // Both are off the chain; the one before them may have another best now.
                if (depth == 2) return;
                depth -= 4;
                (a, link) = (chain.get(depth), chain.get(depth + 1));
            }
        }
    }

    /// @dev The key of a cluster's best pair, 0 without one.
    function _bestOf(Regions.Pool memory pool, uint256 a) private pure returns (uint256 best) {
        unchecked {
            best = pool.best.get(a);
            uint256 active = pool.active;
            uint256 near = pool.near.get(a) & active;
            uint256 other = a ^ best & 0xff;
            // Still there, and so still the best.
            if (best != 0 && near >> other & 1 != 0 && pool.near.get(other) >> a & 1 != 0) return best;
            best = 0;
            uint256 set;
            for (; near != 0; near &= near - 1) {
                uint256 b = near.lowestIn(pool.indexOf);
                if (pool.near.get(b) >> a & 1 == 0) continue;
                set |= 1 << b;
                uint256 key = _place(pool.triangle, a, b).load();
                if (key > best) best = key;
            }
            pool.near.put(a, set);
            pool.best.put(a, best);
        }
    }

    /// @dev Cluster `b` becomes part of `a`.
    function _join(Regions.Pool memory pool, uint256 a, uint256 b) private pure {
        unchecked {
            pool.active &= ~(1 << b);
            pool.members.put(a, pool.members.get(a) | pool.members.get(b));
            pool.members.put(b, 0);
            uint256 best;
            uint256 set;
            uint256 rest = pool.near.get(a) & pool.near.get(b) & pool.active;
            for (; rest != 0; rest &= rest - 1) {
                uint256 c = rest.lowestIn(pool.indexOf);
                uint256 theirs = pool.near.get(c);
                if ((theirs >> a & theirs >> b & 1) == 0) continue;
                set |= 1 << c;
                uint256 place = _place(pool.triangle, a, c);
                uint256 key = place.load();
                uint256 other = _place(pool.triangle, b, c).load();
                if (other > key) {
                    key = other & ~uint256(0xff) | a ^ c;
                    place.put(0, key);
                }
                if (key > best) best = key;
            }
            pool.near.put(a, set);
            pool.best.put(a, best);
        }
    }

    /// @dev Where the key of a pair is.
    function _place(uint256 triangle, uint256 a, uint256 b) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            let later := xor(a, mul(xor(a, b), lt(a, b)))
            let earlier := xor(xor(a, b), later)
            place := add(add(triangle, shl(4, mul(later, sub(later, 1)))), shl(5, earlier))
        }
    }
}
