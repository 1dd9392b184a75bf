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
            uint256 near = pool.near;
            uint256 strays = _strays(near, pool.total);
            for (uint256 rest = pool.heads; rest != 0; rest &= rest - 1) {
                uint256 set = near.get(rest.lowestIn(pool.indexOf)) & Regions.SET;
                if (set & strays == 0) pool.found.put(count++, set);
            }
            if (strays != 0) count = Merging.merge(pool, _tangled(near, pool.total, strays), count);
        }
    }

    /// @dev The regions whose word is not their head's. The head is the earliest neighbour, so that in a clique all
    /// have the same word. Where no member of a head's set strays, each of them has the head for its head too (an
    /// earlier one would be the head's neighbour), hence the head's word: the set is a clique that is closed.
    function _strays(uint256 near, uint256 total) private pure returns (uint256 set) {
        assembly ("memory-safe") {
            let bit := 1
            for { let at := near } lt(bit, shl(total, 1)) { bit := shl(1, bit) } {
                let word := mload(at)
                set := or(set, mul(bit, iszero(eq(word, mload(add(near, shl(5, shr(224, word))))))))
                at := add(at, 32)
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
