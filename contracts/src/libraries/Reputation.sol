// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Standing in a scope: the mean of a proper score with a prior, in one word.
/// @dev Word: `sum` int128 (basis points) | `weight` uint64 | `items` uint64, low to high.
library Reputation {
    int256 internal constant PRIOR_WEIGHT = 20;
    int256 internal constant PRIOR_BPS = 5000;
    uint256 internal constant WINDOW = 500;
    int256 internal constant OVERTURNED_BPS = -10_000;
    uint256 internal constant OVERTURNED_WEIGHT = 4;
    uint256 internal constant STATED_EMPTY_PERCENT = 50;

    /// @dev q in basis points of an item with stated confidence `percent` (0 to 100): 2p - p^2 or -p^2.
    function score(uint256 percent, bool agreed) internal pure returns (int256) {
        unchecked {
            // At most 100.
            // forge-lint: disable-next-line(unsafe-typecast)
            int256 p = int256(percent);
            return agreed ? 200 * p - p * p : -(p * p);
        }
    }

    /// @dev Adds `delta` (basis points) and `weight` observations, `items` of them new. Past the window, sum and
    /// weight are scaled down to it, the sum rounded towards zero.
    function moved(uint256 word, int256 delta, uint256 weight, uint256 items) internal pure returns (uint256) {
        unchecked {
            // The low 128 bits are the sum, in two's complement.
            // forge-lint: disable-next-line(unsafe-typecast)
            int256 sum = int256(int128(uint128(word))) + delta;
            // The next 64 bits are the weight.
            // forge-lint: disable-next-line(unsafe-typecast)
            uint256 total = uint256(uint64(word >> 128)) + weight;
            if (total > WINDOW) {
                // Both are small: the window, and a weight of 64 bits.
                // forge-lint: disable-next-line(unsafe-typecast)
                sum = sum * int256(WINDOW) / int256(total);
                total = WINDOW;
            }
            // Window and score bound the sum to +-5,000,000 plus one batch's delta.
            // forge-lint: disable-next-line(unsafe-typecast)
            uint256 low = uint256(uint128(int128(sum)));
            // The upper 64 bits are the items.
            // forge-lint: disable-next-line(unsafe-typecast)
            return low | total << 128 | (uint256(uint64(word >> 192)) + items) << 192;
        }
    }

    /// @dev Score in basis points: (20 * 5000 + sum) / (20 + weight), within 0 and 10,000.
    function scoreBps(uint256 word) internal pure returns (uint256) {
        unchecked {
            // As in `moved`.
            // forge-lint: disable-next-line(unsafe-typecast)
            int256 sum = int256(int128(uint128(word))) + PRIOR_WEIGHT * PRIOR_BPS;
            if (sum <= 0) return 0;
            // The sum is positive here, and the prior's weight always.
            // forge-lint: disable-next-line(unsafe-typecast)
            uint256 mean = uint256(sum) / (uint256(uint64(word >> 128)) + uint256(PRIOR_WEIGHT));
            return mean > 10_000 ? 10_000 : mean;
        }
    }

    function itemsOf(uint256 word) internal pure returns (uint256) {
        return word >> 192;
    }
}
