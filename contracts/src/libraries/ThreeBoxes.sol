// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Words} from "./Words.sol";

/// @title Boxes as lanes of a word, three at once, so that they are compared in all directions by one subtraction.
/// @dev A region is its ten bytes as a number: `class8 conf8 x0_16 y0_16 x1_16 y1_16`. Its lanes are 84 bits in two
/// halves of 42. The low half says where it ends: lane Y (17 bits) M + y1 - 1, lane X (25 bits) M + X1 - 1; the high
/// half where it begins: 2M - 1 - y0 and 2M - 1 - X0. M is a lane's top bit, the guard, and X is x with the class above
/// it, so that boxes of different classes never meet. A greater lane means further out on its side: the lanes of two
/// boxes' common part are the lesser of each lane, those of their hull the greater. A class of the whole item is a box
/// of one unit beyond the border, which meets only its like.
/// @dev The opposite of a box has begin and end exchanged, every lane 2M - 1 less the other half's. Two boxes meet
/// exactly when the lanes of one keep all their guards when the opposite of the other is taken from them.
/// @dev What is said of three boxes holds of the lowest of them whatever the others are: nothing is borrowed from below.
library ThreeBoxes {
    using Words for uint256;

    uint256 private constant GUARDS = 0x800000400020000010000800000400020000010000800000400020000010000;
    uint256 private constant GUARDS_LOW = 0x20000010000000000000020000010000000000000020000010000; // of the low halves
    uint256 private constant HITS = 0x10000000000000000000010000000000000000000010000; // what is left of all guards
    uint256 private constant HALF_GUARDS = 0x800000000020000000000800000000020000000000800000000020000000000; // top bits
    uint256 private constant HALVES = 0x3ffffffffff00000000003ffffffffff00000000003ffffffffff; // the low halves
    uint256 private constant VALUES = 0x7fffffbfffdfffffeffff7fffffbfffdfffffeffff7fffffbfffdfffffeffff; // no guards
    uint256 private constant ENDS = 0x1fffffeffff00000000001fffffeffff00000000001fffffeffff; // M - 1 in the low halves
    uint256 private constant Y_ONES = 0x40000000001000000000040000000001000000000040000000001; // lowest bits of Y
    uint256 private constant X_ONES = 0x800000000020000000000800000000020000000000800000000020000;
    uint256 private constant LOW_ONES = 0x20001000000000000000020001000000000000000020001; // of the low halves' lanes
    uint256 private constant HIGH_ONES = 0x800040000000000000000800040000000000000000800040000000000;
    uint256 private constant LOW_YS = 0xffff00000000000000000ffff00000000000000000ffff; // 16 bits of the low Y
    uint256 private constant LOW_XS = 0x1fffe00000000000000001fffe00000000000000001fffe0000; // of the low X
    uint256 private constant MIDDLES = 0x7fffbfffc01fffeffff007fffbfffc01fffeffff007fffbfffc01fffeffff; // of all lanes
    uint256 private constant TO = 0xffffffff0000000000000ffffffff0000000000000ffffffff; // a region's low coordinates
    uint256 private constant FROM = 0x3fffffffc0000000000003fffffffc0000000000003fffffffc0000000000; // in high halves
    uint256 private constant FROM_BYTES = 0xffffffff0000000000000ffffffff0000000000000ffffffff00000000; // in the region
    uint256 private constant XS = 0x3fffc000000ffff0000003fffc000000ffff0000003fffc000000ffff0000;
    uint256 private constant YS = 0x3fffc000000ffff0000003fffc000000ffff0000003fffc000000ffff;
    uint256 private constant CLASSES = 0xff0000000000000000000ff0000000000000000000ff;
    uint256 private constant CLASS = 0x8000000000200000000; // 1 where the class goes, of one box
    uint256 private constant TO_ONES = 0x10001000000000000000010001000000000000000010001; // 1 in both low coordinates

    /// @dev Turns the words of regions from `list` to `end` into lanes.
    /// @return faults in a lane's bits, not 0 where a region of it is empty or a class of the whole item
    function unpack(uint256 list, uint256 end) internal pure returns (uint256 faults) {
        assembly ("memory-safe") {
            for {} lt(list, end) { list := add(list, 32) } {
                let regions := mload(list)
                let halves := or(and(regions, TO), and(shl(10, regions), FROM))
                halves := add(add(halves, and(halves, XS)), mul(and(shr(72, regions), CLASSES), CLASS))
                let begins := and(shr(42, halves), HALVES)
                let ends := add(and(halves, HALVES), ENDS)
                faults := or(faults, xor(and(sub(ends, begins), GUARDS_LOW), GUARDS_LOW))
                mstore(list, or(ends, shl(42, xor(begins, HALVES))))
            }
        }
    }

    /// @dev The lanes of one class of the whole item.
    function whole(uint256 region) internal pure returns (uint256 lanes) {
        assembly ("memory-safe") {
            // From (65535, 0) to (65536, 1).
            let halves := add(mul(shr(72, region), CLASS), 0x7fff800000200000001)
            lanes := add(xor(halves, 0xffffffffffc0000000000), and(ENDS, 0x3ffffffffff))
        }
    }

    /// @dev The area of the lowest box, or of what two that meet have in common.
    function size(uint256 lanes) internal pure returns (uint256 area) {
        assembly ("memory-safe") {
            // (end - 1) + (M - 1 - begin)
            let sides := add(and(lanes, and(ENDS, 0x3ffffffffff)), and(shr(42, lanes), and(ENDS, 0x3ffffffffff)))
            area := mul(sub(shr(17, sides), 0xfffffe), sub(and(sides, 0x1ffff), 0xfffe))
        }
    }

    /// @dev The lesser of each lane and the greater: what two boxes have in common, and their hull.
    function sort(uint256 a, uint256 b) internal pure returns (uint256 lesser, uint256 greater) {
        assembly ("memory-safe") {
            let isNotLess := and(sub(a, and(b, VALUES)), GUARDS)
            let mask := sub(sub(isNotLess, and(shr(16, isNotLess), Y_ONES)), and(shr(24, isNotLess), X_ONES))
            let change := and(xor(a, b), mask)
            lesser := xor(a, change)
            greater := xor(b, change)
        }
    }

    /// @dev Sorts each lane of the words from `list` to `end` by itself, ascending: each word sinks into those before
    /// it. The first are then the cores, the last the hulls.
    function sortLanes(uint256 list, uint256 end) internal pure {
        unchecked {
            for (uint256 a = list + 32; a < end; a += 32) {
                uint256 greater = a.load();
                for (uint256 b = list; b != a; b += 32) {
                    uint256 lesser;
                    (lesser, greater) = sort(b.load(), greater);
                    b.put(0, lesser);
                }
                a.put(0, greater);
            }
        }
    }

    /// @dev Is each core a box, and each of its sides at least share / 2^12 of its hull's?
    function fills(uint256 cores, uint256 hulls, uint256 share) internal pure returns (bool result) {
        assembly ("memory-safe") {
            // (end - 1) + (M - 1 - begin) + 1: M and the side less one; the class cancels out.
            let core := add(add(and(cores, ENDS), and(shr(42, cores), ENDS)), LOW_ONES)
            let hull := add(add(and(hulls, ENDS), and(shr(42, hulls), ENDS)), LOW_ONES)
            result := eq(and(core, GUARDS_LOW), GUARDS_LOW)
            // Y's in the low halves, X's in the high ones. That both sides are one less makes it no easier.
            core := or(and(core, LOW_YS), shl(25, and(core, LOW_XS)))
            hull := or(and(hull, LOW_YS), shl(25, and(hull, LOW_XS)))
            let rest := sub(or(shl(12, core), HALF_GUARDS), mul(hull, share))
            result := and(result, eq(and(rest, HALF_GUARDS), HALF_GUARDS))
        }
    }

    /// @dev The share of a hull's side that makes all boxes with hull and core reach the threshold: the square root.
    function shareFor(uint256 thresholdBps) internal pure returns (uint256 share) {
        unchecked {
            // 4096^2 threshold / 10000, rounded up; then the least number whose square is not less.
            uint256 square = (thresholdBps * (1 << 24) + 9999) / 10_000;
            for (uint256 bit = 1 << 12; bit != 0; bit >>= 1) {
                if ((share + bit - 1) * (share + bit - 1) < square) share += bit;
            }
        }
    }

    /// @dev Does any box of the word meet another of it, or one whose opposites are in the words from `from` to `to`?
    /// Writes its own opposites at `to`.
    function meetsAny(uint256 lanes, uint256 from, uint256 to) internal pure returns (bool result) {
        assembly ("memory-safe") {
            let one := or(shr(4, shl(88, lanes)), shr(168, lanes))
            let two := or(shr(4, shl(172, lanes)), shr(84, lanes))
            let opposites := or(xor(and(shr(42, lanes), HALVES), HALVES), shl(42, xor(and(lanes, HALVES), HALVES)))
            mstore(to, opposites)
            let hits := sub(one, opposites)
            hits := and(hits, shr(42, hits))
            // The halves' guards on each other, then X's on Y's.
            let all := and(hits, shr(25, hits))
            for {} lt(from, to) { from := add(from, 32) } {
                opposites := mload(from)
                hits := sub(lanes, opposites)
                hits := and(hits, shr(42, hits))
                all := or(all, and(hits, shr(25, hits)))
                hits := sub(one, opposites)
                hits := and(hits, shr(42, hits))
                all := or(all, and(hits, shr(25, hits)))
                hits := sub(two, opposites)
                hits := and(hits, shr(42, hits))
                all := or(all, and(hits, shr(25, hits)))
            }
            result := iszero(iszero(and(all, HITS)))
        }
    }

    /// @dev The medians of sorted lanes as a region's coordinates; of an even number what is halfway between the middle
    /// two, rounded down.
    function middle(uint256 list, uint256 end) internal pure returns (uint256 coordinates) {
        assembly ("memory-safe") {
            let count := shr(5, sub(end, list))
            let a := mload(add(list, shl(5, shr(1, sub(count, 1)))))
            let b := mload(add(list, shl(5, shr(1, count))))
            // The high half counts down from the end, so there the half is rounded up.
            let sum := add(add(and(a, MIDDLES), and(b, MIDDLES)), HIGH_ONES)
            let lanes := shr(1, sum)
            let pairs := or(and(lanes, YS), and(shr(1, lanes), XS))
            pairs := add(xor(pairs, FROM), TO_ONES)
            coordinates := or(and(pairs, TO), and(shr(10, pairs), FROM_BYTES))
        }
    }
}
