// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Sorts words in memory, ascending: insertion for a few, a bottom-up merge for many.
/// @dev The merge's cost is n log n whatever the input, so that nobody can build an item that makes it slow.
library PairSort {
    uint256 private constant RUN_BYTES = 8 * 32;

    /// @dev Sorts `count` words at `base`; returns where they are now (at `base`, or in scratch memory beyond the free
    /// pointer, good until the next allocation). Runs already in order are copied whole.
    function sort(uint256 base, uint256 count) internal pure returns (uint256 sorted) {
        assembly ("memory-safe") {
            let end := add(base, shl(5, count))
            // Runs of eight by insertion.
            for { let from := base } lt(from, end) { from := add(from, RUN_BYTES) } {
                let to := add(from, RUN_BYTES)
                if gt(to, end) { to := end }
                for { let next := add(from, 32) } lt(next, to) { next := add(next, 32) } {
                    let word := mload(next)
                    let hole := next
                    for {} gt(hole, from) {} {
                        let before := mload(sub(hole, 32))
                        if iszero(gt(before, word)) { break }
                        mstore(hole, before)
                        hole := sub(hole, 32)
                    }
                    mstore(hole, word)
                }
            }
            sorted := base
            let spare := mload(0x40)
            for { let run := RUN_BYTES } lt(run, sub(end, base)) { run := shl(1, run) } {
                let out := spare
                let limit := add(sorted, sub(end, base))
                for { let left := sorted } lt(left, limit) {} {
                    let middle := add(left, run)
                    if gt(middle, limit) { middle := limit }
                    let rightEnd := add(middle, run)
                    if gt(rightEnd, limit) { rightEnd := limit }
                    if or(iszero(lt(middle, rightEnd)), iszero(gt(mload(sub(middle, 32)), mload(middle)))) {
                        mcopy(out, left, sub(rightEnd, left))
                        out := add(out, sub(rightEnd, left))
                        left := rightEnd
                        continue
                    }
                    let right := middle
                    let a := mload(left)
                    let b := mload(right)
                    for {} 1 {} {
                        if gt(a, b) {
                            mstore(out, b)
                            out := add(out, 32)
                            right := add(right, 32)
                            if eq(right, rightEnd) {
                                // What is left of the other side is in order and follows.
                                mcopy(out, left, sub(middle, left))
                                break
                            }
                            b := mload(right)
                            continue
                        }
                        mstore(out, a)
                        out := add(out, 32)
                        left := add(left, 32)
                        if eq(left, middle) {
                            mcopy(out, right, sub(rightEnd, right))
                            break
                        }
                        a := mload(left)
                    }
                    out := add(spare, sub(rightEnd, sorted))
                    left := rightEnd
                }
                let swapped := sorted
                sorted := spare
                spare := swapped
            }
        }
    }
}
