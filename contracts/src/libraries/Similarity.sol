// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";

/// @title How alike two regions of one class are (DESIGN section 6), as an exact fraction.
/// @dev A region is its bytes as a number, so that byte order is number order:
/// boxes `class8 conf8 x0_16 y0_16 x1_16 y1_16`, spans `class8 conf8 start32 end32`, classes `class8 conf8`.
library Similarity {
    /// @dev Fractions with denominators under 2^33 that differ, differ by more than 2^-66: their floors at this scale
    /// keep order and equality.
    uint256 internal constant SCALE_BITS = 67;

    uint256 private constant BOX_AND_SPAN_COORDS = 0xffffffffffffffff;

    /// @dev Bytes of one region.
    function width(Kind kind) internal pure returns (uint256) {
        return kind == Kind.Class ? 2 : 10;
    }

    function classOf(Kind kind, uint256 region) internal pure returns (uint256) {
        return kind == Kind.Class ? region >> 8 : region >> 72;
    }

    function confidenceOf(Kind kind, uint256 region) internal pure returns (uint256) {
        return (kind == Kind.Class ? region : region >> 64) & 0xff;
    }

    /// @dev Intersection and union of two regions of one class. Classes of a whole item (all coordinates zero) and
    /// regions of a class project are alike whole: 1 of 1.
    function fraction(Kind kind, uint256 a, uint256 b) internal pure returns (uint256 inter, uint256 union) {
        if (kind == Kind.Class) return (1, 1);
        return kind == Kind.Boxes ? boxes(a, b) : spans(a, b);
    }

    function boxes(uint256 a, uint256 b) internal pure returns (uint256 inter, uint256 union) {
        unchecked {
            uint256 areaA = _area(a);
            uint256 areaB = _area(b);
            uint256 left = _max((a >> 48) & 0xffff, (b >> 48) & 0xffff);
            uint256 right = _min((a >> 16) & 0xffff, (b >> 16) & 0xffff);
            if (left < right) {
                uint256 top = _max((a >> 32) & 0xffff, (b >> 32) & 0xffff);
                uint256 bottom = _min(a & 0xffff, b & 0xffff);
                if (top < bottom) inter = (right - left) * (bottom - top);
            }
            union = areaA + areaB - inter;
            if (union == 0) return (1, 1);
        }
    }

    function spans(uint256 a, uint256 b) internal pure returns (uint256 inter, uint256 union) {
        unchecked {
            uint256 startA = (a >> 32) & 0xffffffff;
            uint256 endA = a & 0xffffffff;
            uint256 startB = (b >> 32) & 0xffffffff;
            uint256 endB = b & 0xffffffff;
            uint256 start = _max(startA, startB);
            uint256 end = _min(endA, endB);
            if (start < end) inter = end - start;
            union = endA - startA + endB - startB - inter;
            if (union == 0) return (1, 1);
        }
    }

    /// @dev Do two regions of one class reach the threshold? Most pairs do not even touch: they are told apart first.
    function reaches(Kind kind, uint256 a, uint256 b, uint256 thresholdBps) internal pure returns (bool result) {
        bool isBoxes = kind == Kind.Boxes;
        if (!isBoxes && kind == Kind.Class) return true;
        assembly ("memory-safe") {
            let coords := 0xffffffffffffffff
            let inter := 0
            let union := 0
            switch isBoxes
            case 1 {
                let ax0 := and(shr(48, a), 0xffff)
                let bx0 := and(shr(48, b), 0xffff)
                let ax1 := and(shr(16, a), 0xffff)
                let bx1 := and(shr(16, b), 0xffff)
                let left := xor(ax0, mul(xor(ax0, bx0), gt(bx0, ax0)))
                let right := xor(ax1, mul(xor(ax1, bx1), lt(bx1, ax1)))
                if lt(left, right) {
                    let ay0 := and(shr(32, a), 0xffff)
                    let by0 := and(shr(32, b), 0xffff)
                    let ay1 := and(a, 0xffff)
                    let by1 := and(b, 0xffff)
                    let top := xor(ay0, mul(xor(ay0, by0), gt(by0, ay0)))
                    let bottom := xor(ay1, mul(xor(ay1, by1), lt(by1, ay1)))
                    if lt(top, bottom) {
                        inter := mul(sub(right, left), sub(bottom, top))
                        union := sub(add(mul(sub(ax1, ax0), sub(ay1, ay0)), mul(sub(bx1, bx0), sub(by1, by0))), inter)
                    }
                }
            }
            default {
                let a0 := and(shr(32, a), 0xffffffff)
                let b0 := and(shr(32, b), 0xffffffff)
                let a1 := and(a, 0xffffffff)
                let b1 := and(b, 0xffffffff)
                let start := xor(a0, mul(xor(a0, b0), gt(b0, a0)))
                let end := xor(a1, mul(xor(a1, b1), lt(b1, a1)))
                if lt(start, end) {
                    inter := sub(end, start)
                    union := sub(add(sub(a1, a0), sub(b1, b0)), inter)
                }
            }
            switch inter
            // Without a common part only two classes of the whole item are alike.
            case 0 { result := iszero(and(or(a, b), coords)) }
            default { result := iszero(lt(mul(inter, 10000), mul(thresholdBps, union))) }
        }
    }

    /// @dev A pair as one number: ascending order of keys is DESIGN section 6 step 1 (similarity descending, then the
    /// smaller bytes, then the larger). The low 16 bits carry the two regions' indices.
    function pairKey(Kind kind, uint256 a, uint256 b, uint256 i, uint256 j) internal pure returns (uint256) {
        (uint256 inter, uint256 union) = fraction(kind, a, b);
        unchecked {
            uint256 distance = (1 << SCALE_BITS) - (inter << SCALE_BITS) / union;
            return distance << 176 | _min(a, b) << 96 | _max(a, b) << 16 | i << 8 | j;
        }
    }

    /// @dev Is the region a class of the whole item?
    function isWholeItem(uint256 region) internal pure returns (bool) {
        return region & BOX_AND_SPAN_COORDS == 0;
    }

    function _area(uint256 box) private pure returns (uint256) {
        unchecked {
            return (((box >> 16) & 0xffff) - ((box >> 48) & 0xffff)) * ((box & 0xffff) - ((box >> 32) & 0xffff));
        }
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256 c) {
        assembly ("memory-safe") {
            c := xor(a, mul(xor(a, b), lt(b, a)))
        }
    }

    function _max(uint256 a, uint256 b) private pure returns (uint256 c) {
        assembly ("memory-safe") {
            c := xor(a, mul(xor(a, b), gt(b, a)))
        }
    }
}
