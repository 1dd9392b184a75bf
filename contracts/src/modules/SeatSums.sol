// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchTally} from "../libraries/BatchTally.sol";
import {Words} from "../libraries/Words.sol";

/// @title What one seat's items come to, added up piece by piece.
/// @dev Between the pieces of a settlement a seat's sums are one word:
/// unsettled8 | consensusSomething8 | something8 | labelled8 | score32 (signed) | agreed64, high bits first. `chance`
/// is not in it: class projects, which alone need it, settle whole.
library SeatSums {
    using Words for uint256;

    struct Sums {
        uint256 agreed; // mask of items, disputed ones among them
        int256 score; // q in basis points, over resolved items
        uint256 labelled; // resolved items that the seat labelled; something and consensusSomething are shares of them
        uint256 something;
        uint256 consensusSomething;
        uint256 unsettled; // disputed items that it labelled
        uint256 chance; // class projects: sum over classes of own count times the consensus' count
    }

    /// @dev Adds a piece's tally; `disputed` is the mask of the piece's disputed items.
    function added(Sums memory sums, BatchTally.SeatTally memory tally, uint256 disputed) internal pure {
        unchecked {
            sums.agreed |= tally.agreed;
            sums.score += tally.scoreSum;
            sums.labelled += tally.labelled;
            sums.something += tally.something;
            sums.consensusSomething += tally.consensusSomething;
            sums.unsettled += (disputed & ~tally.blank).popcount();
            sums.chance += tally.chance;
        }
    }

    function packed(Sums memory sums) internal pure returns (uint256 word) {
        // Counts are at most 64 and the score within +-640,000, so that nothing is cut off.
        // forge-lint: disable-next-line(unsafe-typecast)
        word = sums.agreed | uint256(uint32(int32(sums.score))) << 64 | sums.labelled << 96;
        word |= sums.something << 104 | sums.consensusSomething << 112 | sums.unsettled << 120;
    }

    function unpacked(uint256 word) internal pure returns (Sums memory sums) {
        // The casts cut the higher fields off.
        // forge-lint: disable-start(unsafe-typecast)
        sums.agreed = uint64(word);
        sums.score = int32(uint32(word >> 64));
        sums.labelled = uint8(word >> 96);
        sums.something = uint8(word >> 104);
        sums.consensusSomething = uint8(word >> 112);
        sums.unsettled = uint8(word >> 120);
        // forge-lint: disable-end(unsafe-typecast)
    }
}
