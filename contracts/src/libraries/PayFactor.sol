// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Pay above chance: the factor f of DESIGN section 4, in basis points.
library PayFactor {
    uint256 internal constant ONE_BPS = 10_000;

    /// @param labelled resolved items that the seat labelled, n; @param agreed those where it agreed
    /// @param chance the sum over categories of the seat's count times the consensus' count, S
    /// @return f = floor((agreed n - S) / (target (n^2 - S))), within 0 and 1
    function factorBps(uint256 labelled, uint256 agreed, uint256 chance, uint256 targetBps)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 square = labelled * labelled;
            if (targetBps == 0 || square == chance) return ONE_BPS;
            uint256 observed = agreed * labelled;
            if (observed <= chance) return 0;
            uint256 factor = (observed - chance) * ONE_BPS * ONE_BPS / (targetBps * (square - chance));
            return factor > ONE_BPS ? ONE_BPS : factor;
        }
    }
}
