// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Words in memory by raw pointer, and bits in a word.
/// @dev Solidity's own memory arrays check bounds at every access, which costs more than the consensus itself. Who
/// uses these pointers allocates with `alloc` and proves its bounds where it does.
library Words {
    /// @dev A pointer to `count` words. They are not cleared: every user writes before it reads.
    function alloc(uint256 count) internal pure returns (uint256 base) {
        assembly ("memory-safe") {
            base := mload(0x40)
            mstore(0x40, add(base, shl(5, count)))
        }
    }

    /// @dev A pointer to `count` words that are zero. calldatacopy from beyond calldata's end writes zeros.
    function allocZeroed(uint256 count) internal pure returns (uint256 base) {
        assembly ("memory-safe") {
            base := mload(0x40)
            mstore(0x40, add(base, shl(5, count)))
            calldatacopy(base, calldatasize(), shl(5, count))
        }
    }

    function get(uint256 base, uint256 index) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(base, shl(5, index)))
        }
    }

    function put(uint256 base, uint256 index, uint256 word) internal pure {
        assembly ("memory-safe") {
            mstore(add(base, shl(5, index)), word)
        }
    }

    /// @dev The word at a byte address.
    function load(uint256 pointer) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(pointer)
        }
    }

    /// @dev Set bits of a word.
    function popcount(uint256 word) internal pure returns (uint256 count) {
        unchecked {
            word = word - ((word >> 1) & (type(uint256).max / 3));
            word = (word & (type(uint256).max / 5)) + ((word >> 2) & (type(uint256).max / 5));
            word = (word + (word >> 4)) & (type(uint256).max / 17);
            // The sum of 32 bytes may be 256, so the top byte alone would overflow.
            if (word == type(uint256).max / 255 * 8) return 256;
            count = (word * (type(uint256).max / 255)) >> 248;
        }
    }

    /// @dev A table for `lowestIn`: byte 2^i mod 227 is i, for i under 224. The powers are all different, since 2
    /// generates all remainders of the prime 227.
    function newIndexTable() internal pure returns (uint256 table) {
        assembly ("memory-safe") {
            table := mload(0x40)
            mstore(table, 0x0000012e020b2f9a035c0c1c303d9b3904635db20dc81d2231163e8a9c083ac5)
            mstore(add(table, 0x20), 0x054a64a55e4db36b0e83c9961e6723da325217913fa88b279d00095a3b61c614)
            mstore(add(table, 0x40), 0x06484b816550a6de5f464e44b4b66cc00fb884d1ca6e97361fc268d72411dbbd)
            mstore(add(table, 0x60), 0x33ba53781886925640d3a9ad8ccc287b9e70002d0a995b1b3c3862b1c7211589)
            mstore(add(table, 0x80), 0x07c449a44c6a829566d95190a726df59601347804fdd4543b5bfb7d06d35c1d6)
            mstore(add(table, 0xa0), 0x10bcb9778555d2accb7a6f2c981a37b02088c3a36994d88f2558127fdc42becf)
            mstore(add(table, 0xc0), 0x34d5bb7654ab792b19af87a2938e577e41ced475aa2aaea18d7dcd7429a07c73)
            mstore(add(table, 0xe0), 0x9f72710000000000000000000000000000000000000000000000000000000000)
            mstore(0x40, add(table, 0x120))
        }
    }

    /// @dev Index of the lowest set bit by table; the word must have one below 224.
    function lowestIn(uint256 word, uint256 table) internal pure returns (uint256 index) {
        assembly ("memory-safe") {
            index := shr(248, mload(add(table, mod(and(word, sub(0, word)), 227))))
        }
    }

    /// @dev Index of the lowest set bit; the word must not be zero.
    function lowestBit(uint256 word) internal pure returns (uint256 index) {
        unchecked {
            uint256 bit = word & (~word + 1);
            assembly ("memory-safe") {
                index := shl(7, gt(bit, 0xffffffffffffffffffffffffffffffff))
                bit := shr(index, bit)
                let step := shl(6, gt(bit, 0xffffffffffffffff))
                index := or(index, step)
                bit := shr(step, bit)
                step := shl(5, gt(bit, 0xffffffff))
                index := or(index, step)
                bit := shr(step, bit)
                step := shl(4, gt(bit, 0xffff))
                index := or(index, step)
                bit := shr(step, bit)
                step := shl(3, gt(bit, 0xff))
                index := or(index, step)
                bit := shr(step, bit)
                step := shl(2, gt(bit, 0xf))
                index := or(index, step)
                bit := shr(step, bit)
                step := shl(1, gt(bit, 0x3))
                index := or(index, step)
                index := or(index, gt(shr(step, bit), 1))
            }
        }
    }
}
