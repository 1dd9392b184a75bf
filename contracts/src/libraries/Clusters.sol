// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merging} from "./Merging.sol";
import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title Groups the regions of several seats that mean the same thing: DESIGN section 6, steps 1 and 2.
library Clusters {
    using Words for uint256;

    /// @dev Fills `pool.found` with the clusters' sets, single regions among them, and returns how many there are.
    /// Most are cliques that nothing outside touches: all members have the same neighbours, the members themselves.
    /// Any order of merging ends in such a clique. Only the rest is merged in order.
    function group(Regions.Pool memory pool) internal pure returns (uint256 count) {
        unchecked {
            uint256 strays = _strays(pool.near, pool.total, pool.indexOf);
            uint256 found = pool.found;
            uint256 near = pool.near;
            uint256 indexOf = pool.indexOf;
            for (uint256 rest = pool.heads; rest != 0; rest &= rest - 1) {
                uint256 set = near.get(rest.lowestIn(indexOf));
                if (set & strays == 0) found.put(count++, set);
            }
            if (strays != 0) count = Merging.merge(pool, _tangled(near, pool.total, strays), count);
        }
    }

    /// @dev The regions whose neighbours are not their head's, which is their earliest neighbour. Where no member of
    /// a head's neighbours strays, each of them has that head for its own (an earlier one would be the head's
    /// neighbour), hence the same neighbours: they are a clique that is closed.
    function _strays(uint256 near, uint256 total, uint256 indexOf) private pure returns (uint256 strays) {
        assembly ("memory-safe") {
            let end := add(near, shl(5, total))
            for { let place := near } lt(place, end) { place := add(place, 32) } {
                let set := mload(place)
                let head := shr(248, mload(add(indexOf, mod(and(set, sub(0, set)), 227))))
                if xor(set, mload(add(near, shl(5, head)))) {
                    strays := or(strays, shl(shr(5, sub(place, near)), 1))
                }
            }
        }
    }

    /// @dev All regions that are not in a closed clique. Closed under nearness, as the others are.
    function _tangled(uint256 near, uint256 total, uint256 strays) private pure returns (uint256 set) {
        unchecked {
            for (uint256 i; i < total; ++i) {
                if (near.get(i) & strays != 0) set |= 1 << i;
            }
        }
    }
}
