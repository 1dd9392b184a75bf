// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Words} from "./Words.sol";

/// @title Draws without replacement from a seed, so that anyone can draw again.
library Sampling {
    using Words for uint256;

    /// @dev How many of `count` items a rate draws, rounded up.
    function sampleSize(uint256 count, uint256 rateBps) internal pure returns (uint256) {
        unchecked {
            return (count * rateBps + 9999) / 10_000;
        }
    }

    /// @dev A mask of `size` different numbers under `count` (at most 64). Draw i takes r = keccak256(seed, i) mod
    /// (count - i) and picks the r-th number, from below, of those not yet picked.
    function draw(bytes32 seed, uint256 count, uint256 size) internal pure returns (uint64 mask) {
        unchecked {
            if (size > count) size = count;
            for (uint256 i; i < size; ++i) {
                uint256 left = uint256(_mixed(seed, i)) % (count - i);
                // The left-th number not picked is left plus the picked ones up to it: from below, that is found in a
                // few steps.
                uint256 number = left;
                while (true) {
                    uint256 next = left + (uint256(mask) & ((2 << number) - 1)).popcount();
                    if (next == number) break;
                    number = next;
                }
                // Under `count`, so under 64.
                // forge-lint: disable-next-line(unsafe-typecast)
                mask |= uint64(1 << number);
            }
        }
    }

    /// @dev keccak256(abi.encode(seed, i)).
    function _mixed(bytes32 seed, uint256 i) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0, seed)
            mstore(32, i)
            hash := keccak256(0, 64)
        }
    }
}
