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
            (uint256 list, uint256 end, uint256 confidence) = _gather(pool.cells, pool.indexOf, members);
            votes = (end - list) / 32;
            if (votes < quorum) return (votes, 0);
            uint256 first = list.load();
            region = (first >> 168 & 0xff) << 72 | (confidence / votes) << 64;
            if (first >> 96 & COORDINATES == 0) return (votes, region);
            region |= pool.isSpans ? _middleSpan(list, votes) : _middleBox(list, votes);
        }
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

    /// @dev The median of each lane, all lanes at once; of an even number what is halfway between the middle two.
    function _middleBox(uint256 list, uint256 count) private pure returns (uint256) {
        unchecked {
            (uint256 a, uint256 b) = (list.load(), list.get(count - 1));
            if (count <= 2) return Boxes.halfway(a, b);
            if (count == 3) {
                (uint256 lesser, uint256 greater) = Boxes.sort(a, b);
                (greater,) = Boxes.sort(greater, list.get(1));
                (, a) = Boxes.sort(lesser, greater);
                return Boxes.halfway(a, a);
            }
            // Each sinks into those before it.
            for (uint256 i = 1; i < count; ++i) {
                uint256 greater = list.get(i);
                for (uint256 j; j < i; ++j) {
                    (a, greater) = Boxes.sort(list.get(j), greater);
                    list.put(j, a);
                }
                list.put(i, greater);
            }
            return Boxes.halfway(list.get((count - 1) >> 1), list.get(count >> 1));
        }
    }

    function _middleSpan(uint256 list, uint256 count) private pure returns (uint256) {
        unchecked {
            (uint256 a, uint256 b) = (list.load(), list.get(count - 1));
            if (count <= 2) return Spans.halfway(a, b);
            if (count == 3) {
                (uint256 lesser, uint256 greater) = Spans.sort(a, b);
                (greater,) = Spans.sort(greater, list.get(1));
                (, a) = Spans.sort(lesser, greater);
                return Spans.halfway(a, a);
            }
            for (uint256 i = 1; i < count; ++i) {
                uint256 greater = list.get(i);
                for (uint256 j; j < i; ++j) {
                    (a, greater) = Spans.sort(list.get(j), greater);
                    list.put(j, a);
                }
                list.put(i, greater);
            }
            return Spans.halfway(list.get((count - 1) >> 1), list.get(count >> 1));
        }
    }
}
