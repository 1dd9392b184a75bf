// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Regions} from "./Regions.sol";
import {ThreeBoxes} from "./ThreeBoxes.sol";
import {ThreeSpans} from "./ThreeSpans.sol";
import {Words} from "./Words.sol";

/// @title A cluster's region: its class, the mean confidence, the median of each coordinate.
library Medians {
    using Words for uint256;

    uint256 private constant COORDINATES = 0xffffffffffffffff;

    /// @param members the cluster, at most one region of each of 7 seats
    /// @return votes the number of members; @return region 0 where these are under `quorum`
    function regionOf(Regions.Pool memory pool, uint256 members, uint256 quorum)
        internal
        pure
        returns (uint256 votes, uint256 region)
    {
        unchecked {
            (uint256 list, uint256 end, uint256 confidence) = _gather(pool.cells, pool.indexOf, members);
            votes = (end - list) / 32;
            if (votes < quorum) return (votes, 0);
            uint256 first = list.load();
            region = (first >> 168 & 0xff) << 72 | (confidence / votes) << 64;
            if (first >> 96 & COORDINATES == 0) return (votes, region);
            region |= COORDINATES & middle(list, end, pool.isSpans);
        }
    }

    /// @dev Sorts each lane of the words from `list` to `end` by itself; the medians as regions' coordinates.
    function middle(uint256 list, uint256 end, bool isSpans) internal pure returns (uint256) {
        if (isSpans) {
            ThreeSpans.sortLanes(list, end);
            return ThreeSpans.middle(list, end);
        }
        ThreeBoxes.sortLanes(list, end);
        return ThreeBoxes.middle(list, end);
    }

    /// @dev Lays the members' cells out in scratch memory beyond the free pointer, at most 7 words.
    function _gather(uint256 cells, uint256 indexOf, uint256 members)
        private
        pure
        returns (uint256 list, uint256 end, uint256 confidence)
    {
        assembly ("memory-safe") {
            list := mload(0x40)
            end := list
            for {} members {} {
                let bit := and(members, sub(0, members))
                members := xor(members, bit)
                let cell := mload(add(cells, shl(5, shr(248, mload(add(indexOf, mod(bit, 227)))))))
                confidence := add(confidence, and(shr(160, cell), 0xff))
                mstore(end, cell)
                end := add(end, 32)
            }
        }
    }
}
