// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Boxes} from "./Boxes.sol";
import {Regions} from "./Regions.sol";
import {Spans} from "./Spans.sol";
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
            // Scratch beyond the free pointer: nothing allocates before it is used up.
            uint256 sorted;
            assembly ("memory-safe") {
                sorted := mload(0x40)
            }
            uint256 confidence;
            uint256 cell;
            for (; members != 0; members &= members - 1) {
                cell = pool.cells.get(members.lowestIn(pool.indexOf));
                confidence += cell >> 160 & 0xff;
                sorted.put(votes++, cell);
            }
            if (votes < quorum) return (votes, 0);
            uint256 coordinates;
            if (cell >> 96 & COORDINATES != 0) {
                _sort(sorted, votes, pool.isSpans);
                (uint256 a, uint256 b) = (sorted.get((votes - 1) >> 1), sorted.get(votes >> 1));
                coordinates = pool.isSpans ? Spans.halfway(a, b) : Boxes.halfway(a, b);
            }
            region = (cell >> 168 & 0xff) << 72 | (confidence / votes) << 64 | coordinates;
        }
    }

    /// @dev Sorts every lane by itself, all at once: each cell sinks into those before it.
    function _sort(uint256 cells, uint256 count, bool isSpans) private pure {
        unchecked {
            for (uint256 i = 1; i < count; ++i) {
                uint256 greater = cells.get(i);
                for (uint256 j; j < i; ++j) {
                    uint256 lesser;
                    (lesser, greater) =
                        isSpans ? Spans.sort(cells.get(j), greater) : Boxes.sort(cells.get(j), greater);
                    cells.put(j, lesser);
                }
                cells.put(i, greater);
            }
        }
    }
}
