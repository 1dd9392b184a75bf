// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Words} from "./Words.sol";

/// @title Spans as lanes of a word, three at once: see ThreeBoxes, whose halves have two lanes where these have one.
/// @dev A region is its ten bytes as a number: `class8 conf8 start32 end32`. The low half is M + E - 1, the high half
/// 2M - 1 - S, with M = 2^41 the guard and S, E the ends with the class above them. A class of the whole item is the
/// span from 2^32 - 1 to 2^32, where no other goes.
library ThreeSpans {
    using Words for uint256;

    uint256 private constant GUARDS = 0x800000000020000000000800000000020000000000800000000020000000000;
    uint256 private constant GUARDS_LOW = 0x20000000000000000000020000000000000000000020000000000;
    uint256 private constant GUARDS_HIGH = 0x800000000000000000000800000000000000000000800000000000000000000;
    uint256 private constant HALVES = 0x3ffffffffff00000000003ffffffffff00000000003ffffffffff;
    uint256 private constant VALUES = 0x7fffffffffdffffffffff7fffffffffdffffffffff7fffffffffdffffffffff;
    uint256 private constant ENDS = 0x1ffffffffff00000000001ffffffffff00000000001ffffffffff;
    uint256 private constant ONES = 0x40000000001000000000040000000001000000000040000000001;
    uint256 private constant LOW_ONES = 0x1000000000000000000001000000000000000000001;
    uint256 private constant HIGH_ONES = 0x40000000000000000000040000000000000000000040000000000;
    uint256 private constant MIDDLES = 0x3fffffffc00ffffffff003fffffffc00ffffffff003fffffffc00ffffffff;
    uint256 private constant TO = 0xffffffff0000000000000ffffffff0000000000000ffffffff;
    uint256 private constant FROM = 0x3fffffffc0000000000003fffffffc0000000000003fffffffc0000000000;
    uint256 private constant FROM_BYTES = 0xffffffff0000000000000ffffffff0000000000000ffffffff00000000;
    uint256 private constant CLASSES = 0xff0000000000000000000ff0000000000000000000ff;
    uint256 private constant CLASS = 0x4000000000100000000;

    /// @dev Turns the words of regions from `list` to `end` into lanes.
    /// @return faults in a lane's bits, not 0 where a region of it is empty or a class of the whole item
    function unpack(uint256 list, uint256 end) internal pure returns (uint256 faults) {
        assembly ("memory-safe") {
            for {} lt(list, end) { list := add(list, 32) } {
                let regions := mload(list)
                let halves := or(and(regions, TO), and(shl(10, regions), FROM))
                halves := add(halves, mul(and(shr(72, regions), CLASSES), CLASS))
                let begins := and(shr(42, halves), HALVES)
                let ends := add(and(halves, HALVES), ENDS)
                faults := or(faults, xor(and(sub(ends, begins), GUARDS_LOW), GUARDS_LOW))
                mstore(list, or(ends, shl(42, xor(begins, HALVES))))
            }
        }
    }

    function whole(uint256 region) internal pure returns (uint256 lanes) {
        assembly ("memory-safe") {
            let halves := add(mul(shr(72, region), CLASS), 0x3fffffffc0100000000)
            lanes := add(xor(halves, 0xffffffffffc0000000000), 0x1ffffffffff)
        }
    }

    /// @dev The length of the lowest span, or of what two that meet have in common.
    function size(uint256 lanes) internal pure returns (uint256 length) {
        assembly ("memory-safe") {
            length := sub(add(and(lanes, 0x1ffffffffff), and(shr(42, lanes), 0x1ffffffffff)), 0x1fffffffffe)
        }
    }

    function sort(uint256 a, uint256 b) internal pure returns (uint256 lesser, uint256 greater) {
        assembly ("memory-safe") {
            let isNotLess := and(sub(a, and(b, VALUES)), GUARDS)
            let mask := sub(isNotLess, and(shr(41, isNotLess), ONES))
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

    function fills(uint256 cores, uint256 hulls, uint256 share) internal pure returns (bool result) {
        assembly ("memory-safe") {
            let core := add(add(and(cores, ENDS), and(shr(42, cores), ENDS)), LOW_ONES)
            let hull := add(add(and(hulls, ENDS), and(shr(42, hulls), ENDS)), LOW_ONES)
            result := eq(and(core, GUARDS_LOW), GUARDS_LOW)
            let rest := sub(or(shl(12, and(core, TO)), GUARDS_HIGH), mul(and(hull, TO), share))
            result := and(result, eq(and(rest, GUARDS_HIGH), GUARDS_HIGH))
        }
    }

    /// @dev A span has one side: the share is the threshold itself.
    function shareFor(uint256 thresholdBps) internal pure returns (uint256) {
        unchecked {
            return (thresholdBps * 4096 + 9999) / 10_000;
        }
    }

    function meetsAny(uint256 lanes, uint256 from, uint256 to) internal pure returns (bool result) {
        assembly ("memory-safe") {
            let one := or(shr(4, shl(88, lanes)), shr(168, lanes))
            let two := or(shr(4, shl(172, lanes)), shr(84, lanes))
            let opposites := or(xor(and(shr(42, lanes), HALVES), HALVES), shl(42, xor(and(lanes, HALVES), HALVES)))
            mstore(to, opposites)
            let hits := sub(one, opposites)
            let all := and(hits, shr(42, hits))
            for {} lt(from, to) { from := add(from, 32) } {
                opposites := mload(from)
                hits := sub(lanes, opposites)
                all := or(all, and(hits, shr(42, hits)))
                hits := sub(one, opposites)
                all := or(all, and(hits, shr(42, hits)))
                hits := sub(two, opposites)
                all := or(all, and(hits, shr(42, hits)))
            }
            result := iszero(iszero(and(all, GUARDS_LOW)))
        }
    }

    function middle(uint256 list, uint256 end) internal pure returns (uint256 coordinates) {
        assembly ("memory-safe") {
            let count := shr(5, sub(end, list))
            let a := mload(add(list, shl(5, shr(1, sub(count, 1)))))
            let b := mload(add(list, shl(5, shr(1, count))))
            let sum := add(add(and(a, MIDDLES), and(b, MIDDLES)), HIGH_ONES)
            let pairs := and(shr(1, sum), MIDDLES)
            pairs := add(xor(pairs, FROM), LOW_ONES)
            coordinates := or(and(pairs, TO), and(shr(10, pairs), FROM_BYTES))
        }
    }
}
