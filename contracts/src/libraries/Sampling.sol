// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Draws without replacement from a seed, so that anyone can draw again.
library Sampling {
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
                uint256 left = uint256(keccak256(abi.encode(seed, i))) % (count - i);
                uint256 free = ~uint256(mask);
                for (; left != 0; --left) {
                    free &= free - 1;
                }
                // The lowest free bit lies under `count`, so under 64.
                // forge-lint: disable-next-line(unsafe-typecast)
                mask |= uint64(free & (~free + 1));
            }
        }
    }
}
