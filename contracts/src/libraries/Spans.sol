// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A span as lanes of one word: see Boxes, whose halves have two lanes where these have one.
/// @dev A region is its ten bytes as a number: `class8 conf8 start32 end32`. The low half is M + E - 1, the high half
/// 2M - 1 - S, with M = 2^41 the guard and S, E the ends with the class above them.
library Spans {
    uint256 internal constant GUARDS = 0x800000000020000000000; // bits 41 and 83
    uint256 internal constant FOLD = 0;
    uint256 internal constant HIT = 0x20000000000;

    uint256 private constant HALF = 0x3ffffffffff;
    uint256 private constant ENDS = 0x1ffffffffff; // M - 1
    uint256 private constant LANES = 0x7fffffffffdffffffffff; // all but the guards
    uint256 private constant GUARD_LOW = 0x20000000000;
    uint256 private constant HALF_HIGH = 0xffffffffffc0000000000;
    uint256 private constant TO = 0xffffffff;
    uint256 private constant FROM = 0x3fffffffc0000000000;
    uint256 private constant CLASS = 0x4000000000100000000;
    uint256 private constant WHOLE = 0x3fffffffc0100000000; // from 2^32 - 1 to 2^32
    uint256 private constant ONES = 0x40000000001; // the lowest bits of both lanes
    uint256 private constant COORDINATES = 0x3fffffffc00ffffffff; // 32 bits of each lane

    /// @dev As Boxes.unpack, with lengths for areas.
    function unpack(uint256 pointer, uint256 cells, uint256 end)
        internal
        pure
        returns (uint256 faults, uint256 confidences, uint256 last)
    {
        assembly ("memory-safe") {
            last := 0xffffffffffffffffff
            let ends := GUARD_LOW
            for { let cell := cells } lt(cell, end) { cell := add(cell, 32) } {
                let region := shr(176, mload(pointer))
                pointer := add(pointer, 10)
                let confidence := and(shr(64, region), 0xff)
                confidences := add(confidences, confidence)
                faults := or(faults, or(iszero(gt(region, last)), gt(confidence, 100)))
                last := region
                let halves := or(and(region, TO), and(shl(10, region), FROM))
                halves := add(halves, mul(shr(72, region), CLASS))
                halves := add(halves, mul(iszero(shl(192, region)), WHOLE))
                let length := sub(and(halves, HALF), shr(42, halves))
                ends := and(ends, add(length, ENDS))
                let lanes := add(xor(halves, HALF_HIGH), ENDS)
                mstore(cell, or(or(lanes, shl(96, region)), shl(192, length)))
            }
            faults := or(faults, xor(ends, GUARD_LOW))
        }
    }

    /// @dev The length of the part that two spans which meet have in common.
    function common(uint256 a, uint256 b) internal pure returns (uint256 length) {
        (uint256 lanes,) = sort(a, b);
        assembly ("memory-safe") {
            length := sub(add(and(lanes, ENDS), and(shr(42, lanes), ENDS)), 0x1fffffffffe)
        }
    }

    function sort(uint256 a, uint256 b) internal pure returns (uint256 lesser, uint256 greater) {
        assembly ("memory-safe") {
            let isNotLess := and(sub(a, and(b, LANES)), GUARDS)
            let mask := sub(isNotLess, and(shr(41, isNotLess), ONES))
            let change := and(xor(a, b), mask)
            lesser := xor(a, change)
            greater := xor(b, change)
        }
    }

    function halfway(uint256 a, uint256 b) internal pure returns (uint256 coordinates) {
        assembly ("memory-safe") {
            let sum := add(add(and(a, COORDINATES), and(b, COORDINATES)), 0x40000000000)
            let to := add(and(shr(1, sum), 0xffffffff), 1)
            let from := xor(and(shr(43, sum), 0xffffffff), 0xffffffff)
            coordinates := or(shl(32, from), to)
        }
    }
}
