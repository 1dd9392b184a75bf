// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A box as lanes of one word, so that two boxes are compared in all four directions at once.
/// @dev A region is its ten bytes as a number: `class8 conf8 x0_16 y0_16 x1_16 y1_16`. Its lanes are two halves of 42
/// bits. The low half says where it ends: lane Y (17 bits) M + y1 - 1, lane X (25 bits) M + X1 - 1; the high half
/// where it begins: 2M - 1 - y0 and 2M - 1 - X0. M is a lane's top bit, the guard, and X is x with the class above it,
/// so that boxes of different classes never meet. A greater lane means further out on its side: the lanes of two
/// boxes' common part are the lesser of each lane. A class of the whole item is a box of one unit beyond the border,
/// which meets only its like.
library Boxes {
    /// @dev Bits 16, 41, 58 and 83.
    uint256 internal constant GUARDS = 0x800000400020000010000;
    uint256 private constant GUARDS_LOW = 0x20000010000;
    /// @dev Lanes of two boxes that meet have all guards when one's are taken from the other's opposite. The halves
    /// are laid on each other by a shift of 42, then X on Y by FOLD; bit HIT stays.
    uint256 internal constant FOLD = 25;
    uint256 internal constant HIT = 0x10000;

    uint256 private constant HALF = 0x3ffffffffff;
    uint256 private constant ENDS = 0x1fffffeffff; // M - 1 in both lanes
    uint256 private constant LANES = 0x7fffffbfffdfffffeffff; // all but the guards
    uint256 private constant Y_ONES = 0x40000000001; // the lowest bits of Y in both halves
    uint256 private constant X_ONES = 0x800000000020000;
    uint256 private constant HALF_HIGH = 0xffffffffffc0000000000;
    uint256 private constant TO = 0xffffffff; // a region's coordinates as they come to lie in the halves
    uint256 private constant FROM = 0x3fffffffc0000000000;
    uint256 private constant XS = 0x3fffc000000ffff0000;
    uint256 private constant CLASS = 0x8000000000200000000; // one in the class's place in both halves
    uint256 private constant WHOLE = 0x7fff800000200000001; // from (65535, 0) to (65536, 1)
    uint256 private constant UNIT_HIGH = 0x800040000000000; // one in both lanes of the high half
    uint256 private constant COORDINATES = 0x7fffbfffc01fffeffff; // 16 bits of each lane

    /// @dev Unpacks regions of `width` bytes from `pointer` into the words from `cells` to `end`: lanes, region << 96,
    /// area << 192. `keep` masks a region's bits.
    /// @return faults 0 if they ascend, have a class and at most 100 per cent of confidence, and none is empty
    /// @return confidences their sum; @return last the last region
    function unpack(uint256 pointer, uint256 width, uint256 keep, uint256 cells, uint256 end)
        internal
        pure
        returns (uint256 faults, uint256 confidences, uint256 last)
    {
        assembly ("memory-safe") {
            last := 0xffffffffffffffffff // the greatest of class 0
            let ends := GUARDS_LOW
            for { let cell := cells } lt(cell, end) { cell := add(cell, 32) } {
                let region := and(shr(176, mload(pointer)), keep)
                pointer := add(pointer, width)
                let confidence := and(shr(64, region), 0xff)
                confidences := add(confidences, confidence)
                faults := or(faults, or(iszero(gt(region, last)), gt(confidence, 100)))
                last := region
                // Where it begins in the high half, where it ends in the low. Adding x once more moves it up by one
                // bit, over y's guard.
                let halves := or(and(region, TO), and(shl(10, region), FROM))
                halves := add(add(halves, and(halves, XS)), mul(shr(72, region), CLASS))
                halves := add(halves, mul(iszero(shl(192, region)), WHOLE))
                let sides := sub(and(halves, HALF), shr(42, halves))
                // A guard is missing where an end is not after its begin.
                ends := and(ends, add(sides, ENDS))
                let lanes := add(xor(halves, HALF_HIGH), ENDS)
                let area := mul(shr(17, sides), and(sides, 0x1ffff))
                mstore(cell, or(or(lanes, shl(96, region)), shl(192, area)))
            }
            faults := or(faults, xor(ends, GUARDS_LOW))
        }
    }

    /// @dev The area of the part that two boxes which meet have in common.
    function common(uint256 a, uint256 b) internal pure returns (uint256 area) {
        (uint256 lanes,) = sort(a, b);
        assembly ("memory-safe") {
            // Each lane of the sum is (end - 1) + (M - 1 - begin); the class cancels out.
            let sum := add(and(lanes, ENDS), and(shr(42, lanes), ENDS))
            area := mul(sub(shr(17, sum), 0xfffffe), sub(and(sum, 0x1ffff), 0xfffe))
        }
    }

    /// @dev The lesser of each lane and the greater; guards are kept.
    function sort(uint256 a, uint256 b) internal pure returns (uint256 lesser, uint256 greater) {
        assembly ("memory-safe") {
            let isNotLess := and(sub(a, and(b, LANES)), GUARDS)
            // All value bits of the lanes where a >= b.
            let mask := sub(sub(isNotLess, and(shr(16, isNotLess), Y_ONES)), and(shr(24, isNotLess), X_ONES))
            let change := and(xor(a, b), mask)
            lesser := xor(a, change)
            greater := xor(b, change)
        }
    }

    /// @dev The coordinates halfway between two boxes' of one class, each rounded down.
    function halfway(uint256 a, uint256 b) internal pure returns (uint256 coordinates) {
        assembly ("memory-safe") {
            // The high half counts down from the end, so there the half is rounded up.
            let sum := add(add(and(a, COORDINATES), and(b, COORDINATES)), UNIT_HIGH)
            let lanes := and(shr(1, sum), COORDINATES)
            let to := add(or(and(lanes, 0xffff), and(shr(1, lanes), 0xffff0000)), 0x10001)
            lanes := shr(42, lanes)
            let from := xor(or(and(lanes, 0xffff), and(shr(1, lanes), 0xffff0000)), 0xffffffff)
            coordinates := or(shl(32, from), to)
        }
    }
}
