// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {Similarity} from "./Similarity.sol";
import {Words} from "./Words.sol";

/// @title A cluster's region: its class, the mean confidence, the median of each coordinate.
library Medians {
    using Words for uint256;

    /// @param regions pointer to the item's regions; @param members the cluster, at most one region of each of 7 seats
    function region(Kind kind, uint256 regions, uint256 members) internal pure returns (uint256 result) {
        unchecked {
            uint256 votes;
            uint256 confidence;
            uint256 first = regions.get(members.lowestBit());
            // Scratch beyond the free pointer: nothing allocates before it is used up.
            uint256 picked;
            assembly ("memory-safe") {
                picked := mload(0x40)
            }
            for (uint256 rest = members; rest != 0; rest &= rest - 1) {
                uint256 member = regions.get(rest.lowestBit());
                confidence += Similarity.confidenceOf(kind, member);
                picked.put(votes++, member);
            }
            confidence /= votes;
            if (kind == Kind.Class) return first & ~uint256(0xff) | confidence;
            result = (first >> 72) << 72 | confidence << 64;
            if (Similarity.isWholeItem(first)) return result;
            if (kind == Kind.Spans) {
                return result | _median(picked, votes, 32, 0xffffffff) << 32 | _median(picked, votes, 0, 0xffffffff);
            }
            result |= _median(picked, votes, 48, 0xffff) << 48 | _median(picked, votes, 32, 0xffff) << 32;
            result |= _median(picked, votes, 16, 0xffff) << 16 | _median(picked, votes, 0, 0xffff);
        }
    }

    /// @dev Median of one coordinate; of an even number the floor of the middle two's mean.
    function _median(uint256 picked, uint256 count, uint256 shift, uint256 mask) private pure returns (uint256) {
        unchecked {
            uint256 a = picked.get(0) >> shift & mask;
            if (count == 1) return a;
            uint256 b = picked.get(1) >> shift & mask;
            if (count == 2) return (a + b) >> 1;
            if (count == 3) {
                uint256 c = picked.get(2) >> shift & mask;
                if (a > b) (a, b) = (b, a);
                return c <= a ? a : c >= b ? b : c;
            }
            uint256 sorted = picked + 32 * count;
            for (uint256 i; i < count; ++i) {
                uint256 value = picked.get(i) >> shift & mask;
                uint256 hole = i;
                for (; hole != 0; --hole) {
                    uint256 before = sorted.get(hole - 1);
                    if (before <= value) break;
                    sorted.put(hole, before);
                }
                sorted.put(hole, value);
            }
            uint256 middle = count >> 1;
            if (count & 1 != 0) return sorted.get(middle);
            return (sorted.get(middle - 1) + sorted.get(middle)) >> 1;
        }
    }
}
