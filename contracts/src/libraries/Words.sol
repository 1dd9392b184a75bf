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
