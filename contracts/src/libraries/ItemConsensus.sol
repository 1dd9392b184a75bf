// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClearItem} from "./ClearItem.sol";
import {Clusters} from "./Clusters.sol";
import {Medians} from "./Medians.sol";
import {Regions} from "./Regions.sol";
import {SEAT_ARRAY} from "./SeatArray.sol";
import {Words} from "./Words.sol";

/// @title One item's consensus: DESIGN section 6, steps 3 to 5.
library ItemConsensus {
    using Words for uint256;

    /// @dev What is the same for every item of a batch, and the memory that is used again. Pointers are to arrays of a
    /// word for each seat that takes part, in this order one behind the other (SeatArray).
    struct Frame {
        uint256 quorum;
        uint256 agreementBps;
        uint256 seats;
        uint256 cursors; // a seat's position in its labels, a byte address
        uint256 limits; // where its labels end
        uint256 counts; // its regions in this item, or CANNOT_TELL
        uint256 confidences; // their sum
        uint256 firsts; // its first region, 0 where there is none
        uint256 masks; // its regions as a set
        uint256 matched; // how many of them are in accepted clusters
        uint256 clear; // for ClearItem, as the next
        uint256 share; // of a hull's side that makes sure of the threshold, in 2^-12; 0: not to be tried
        Regions.Pool pool;
    }

    /// @dev One item's outcome; seats are bits.
    struct Outcome {
        bool resolved;
        uint256 agreed;
        uint256 blank;
        uint256 accepted; // clusters
        uint256 size; // bytes written at `out`
        uint256 alike; // if not 0, every seat has as many regions, and agrees
    }

    function newFrame(Regions.Pool memory pool, uint256 quorum, uint256 agreementBps, uint256 seats)
        internal
        pure
        returns (Frame memory frame)
    {
        (frame.quorum, frame.agreementBps, frame.seats, frame.pool) = (quorum, agreementBps, seats, pool);
        frame.share = seats < quorum ? 0 : ClearItem.shareFor(pool, agreementBps);
        unchecked {
            uint256 base = Words.alloc(7 * SEAT_ARRAY / 32 + ClearItem.SCRATCH_WORDS);
            (frame.cursors, frame.limits) = (base, base + SEAT_ARRAY);
            (frame.counts, frame.confidences) = (base + 2 * SEAT_ARRAY, base + 3 * SEAT_ARRAY);
            (frame.firsts, frame.masks) = (base + 4 * SEAT_ARRAY, base + 5 * SEAT_ARRAY);
            (frame.matched, frame.clear) = (base + 6 * SEAT_ARRAY, base + 7 * SEAT_ARRAY);
        }
    }

    /// @dev Reads the item at every seat's cursor, moves the cursors on, writes the consensus at `out`. False where a
    /// seat's item is not well-formed; cursors are of no use then.
    function settle(Frame memory frame, uint256 out, Outcome memory outcome) internal pure returns (bool isGood) {
        (isGood, outcome.blank) = _read(frame);
        if (!isGood) return false;
        uint256 clusters = Clusters.group(frame.pool);
        uint256 covered;
        (outcome.accepted, covered) = _accept(frame, clusters);
        outcome.size = _write(frame, outcome.accepted, out);
        _judge(frame, outcome, covered);
    }

    /// @dev Is `matched` of `own` and `others` regions enough to agree? Both empty agree.
    function agrees(uint256 matched, uint256 own, uint256 others, uint256 agreementBps) internal pure returns (bool) {
        unchecked {
            return own + others == 0 || 2 * matched * 10_000 >= agreementBps * (own + others);
        }
    }

    /// @dev Puts all seats' regions of one item into the pool.
    function _read(Frame memory frame) private pure returns (bool isGood, uint256 blank) {
        unchecked {
            Regions.Pool memory pool = frame.pool;
            Regions.clear(pool);
            uint256 before;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 pointer = frame.cursors.get(s);
                uint256 limit = frame.limits.get(s);
                uint256 count = pointer.load() >> 248;
                if (pointer >= limit) return (false, 0);
                ++pointer;
                frame.counts.put(s, count);
                frame.firsts.put(s, count == 0 ? 0 : pointer.load());
                uint256 confidences;
                if (count == Regions.CANNOT_TELL) {
                    blank |= 1 << s;
                } else if (count != 0) {
                    uint256 next = pointer + count * pool.width;
                    if (count > Regions.MAX_REGIONS || next > limit) return (false, 0);
                    (isGood, confidences) = Regions.read(pool, pointer, count);
                    if (!isGood) return (false, 0);
                    pointer = next;
                }
                frame.cursors.put(s, pointer);
                frame.confidences.put(s, confidences);
                uint256 upTo = (1 << pool.total) - 1;
                frame.masks.put(s, upTo ^ before);
                before = upTo;
            }
            isGood = true;
        }
    }

    /// @dev Step 3: clusters with votes enough become the consensus; their regions go to `chosen`, ascending.
    function _accept(Frame memory frame, uint256 clusters) private pure returns (uint256 accepted, uint256 covered) {
        unchecked {
            uint256 chosen = frame.pool.chosen;
            for (uint256 c; c < clusters; ++c) {
                uint256 members = frame.pool.found.get(c);
                // Most that are refused are single regions.
                if (members & (members - 1) == 0 && frame.quorum > 1) continue;
                (uint256 votes, uint256 region) = Medians.regionOf(frame.pool, members, frame.quorum);
                if (votes < frame.quorum) continue;
                covered |= members;
                uint256 hole = accepted++;
                for (; hole != 0; --hole) {
                    uint256 before = chosen.get(hole - 1);
                    if (before <= region) break;
                    chosen.put(hole, before);
                }
                chosen.put(hole, region);
            }
        }
    }

    /// @dev Equal regions once.
    function _write(Frame memory frame, uint256 count, uint256 out) private pure returns (uint256 size) {
        unchecked {
            uint256 width = frame.pool.width;
            uint256 previous;
            uint256 distinct;
            uint256 pointer = out + 1;
            for (uint256 c; c < count; ++c) {
                uint256 region = frame.pool.chosen.get(c);
                if (region == previous) continue;
                previous = region;
                ++distinct;
                pointer.put(0, region << 176);
                pointer += width;
            }
            assembly ("memory-safe") {
                mstore8(out, distinct)
            }
            return pointer - out;
        }
    }

    /// @dev Steps 4 and 5.
    function _judge(Frame memory frame, Outcome memory outcome, uint256 covered) private pure {
        unchecked {
            uint256 votes;
            uint256 agreed;
            for (uint256 s; s < frame.seats; ++s) {
                if (outcome.blank >> s & 1 != 0) continue;
                uint256 count = frame.counts.get(s);
                uint256 mask = frame.masks.get(s);
                uint256 matched = covered & mask == mask ? count : (covered & mask).popcount();
                frame.matched.put(s, matched);
                if (agrees(matched, count, outcome.accepted, frame.agreementBps)) {
                    agreed |= 1 << s;
                    ++votes;
                }
            }
            outcome.agreed = agreed;
            outcome.resolved = votes >= frame.quorum;
        }
    }
}
