// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ItemConsensus} from "./ItemConsensus.sol";
import {Words} from "./Words.sol";

/// @title What a class project's seats would agree on by chance: sum over classes of own count x the consensus' count.
/// @dev Class 0 stands for none. Most seats say what the consensus says, so that T, the consensus' counts over all
/// resolved items, is kept once, and of each seat only where it differs: items that it left blank (B, by the
/// consensus' class), and those where it said another class (D by the consensus' class, O by its own). Then its
/// consensus' count is T - B and its own T - B - D + O.
library Chance {
    using Words for uint256;

    uint256 private constant BLANK = 1;
    uint256 private constant THEIRS = 1 << 64;
    uint256 private constant OWN = 1 << 128;
    uint256 private constant COUNT = (1 << 64) - 1;

    struct Counts {
        uint256 rows; // classes and class 0; 0: not a class project
        uint256 theirs; // pointer: T of each class
        uint256 squares; // the sum of T squared
        uint256 differences; // pointer: rows of words O | D | B, seat after seat
        uint256 touched; // pointer: of each seat the classes with a difference, as a mask
    }

    function newCounts(uint256 seats, uint256 classCount) internal pure returns (Counts memory counts) {
        unchecked {
            uint256 rows = classCount + 1;
            counts.rows = rows;
            counts.theirs = Words.allocZeroed(rows + seats * (rows + 1));
            counts.touched = counts.theirs + 32 * rows;
            counts.differences = counts.touched + 32 * seats;
        }
    }

    /// @dev Enters a resolved item whose consensus' first class is `theirs`.
    function count(Counts memory counts, ItemConsensus.Frame memory frame, uint256 blank, uint256 theirs)
        internal
        pure
    {
        unchecked {
            uint256 before = counts.theirs.get(theirs);
            counts.theirs.put(theirs, before + 1);
            counts.squares += 2 * before + 1;
            for (uint256 s; s < frame.seats; ++s) {
                if (blank >> s & 1 != 0) {
                    _differ(counts, s, theirs, BLANK);
                    continue;
                }
                uint256 own = frame.firsts.get(s) >> 248;
                if (own != theirs) differ(counts, s, own, theirs);
            }
        }
    }

    /// @dev Enters a resolved item where the seat said another class.
    function differ(Counts memory counts, uint256 seat, uint256 own, uint256 theirs) internal pure {
        _differ(counts, seat, theirs, THEIRS);
        _differ(counts, seat, own, OWN);
    }

    function _differ(Counts memory counts, uint256 seat, uint256 class, uint256 step) private pure {
        unchecked {
            counts.touched.put(seat, counts.touched.get(seat) | 1 << class);
            uint256 index = seat * counts.rows + class;
            counts.differences.put(index, counts.differences.get(index) + step);
        }
    }

    /// @dev The sum for a seat: T squared, put right where the seat differs.
    function sum(Counts memory counts, uint256 seat) internal pure returns (uint256 result) {
        unchecked {
            result = counts.squares;
            for (uint256 rest = counts.touched.get(seat); rest != 0; rest &= rest - 1) {
                uint256 class = rest.lowestBit();
                uint256 all = counts.theirs.get(class);
                uint256 word = counts.differences.get(seat * counts.rows + class);
                uint256 theirs = all - (word & COUNT);
                uint256 own = theirs - (word >> 64 & COUNT) + (word >> 128);
                result = result - all * all + theirs * own;
            }
        }
    }
}
