// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {Clusters} from "./Clusters.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {Medians} from "./Medians.sol";
import {Similarity} from "./Similarity.sol";
import {Words} from "./Words.sol";

/// @title One item's consensus: DESIGN section 6, steps 3 to 5.
library ItemConsensus {
    using Words for uint256;

    /// @dev What is the same for every item of a batch, and the memory that is used again.
    struct Frame {
        Kind kind;
        uint256 quorum;
        uint256 thresholdBps;
        uint256 agreementBps;
        uint256 seats;
        uint256 cursors; // pointer: a seat's position in its labels, a byte address
        uint256 counts; // pointer: a seat's regions in this item, or CANNOT_TELL
        uint256 confidences; // pointer: the sum of a seat's confidences in this item
        uint256 matched; // pointer: a seat's regions in accepted clusters
        uint256 firstClass; // pointer: the class of a seat's first region, 0 where there is none
        Clusters.Pool pool;
    }

    /// @dev One item's outcome; seats are bits.
    struct Outcome {
        bool resolved;
        uint256 agreed;
        uint256 blank;
        uint256 accepted; // clusters
        uint256 size; // bytes written at `out`
    }

    function newFrame(Kind kind, uint256 quorum, uint256 thresholdBps, uint256 agreementBps, uint256 seats)
        internal
        pure
        returns (Frame memory frame)
    {
        frame.kind = kind;
        frame.quorum = quorum;
        frame.thresholdBps = thresholdBps;
        frame.agreementBps = agreementBps;
        frame.seats = seats;
        uint256 base = Words.alloc(5 * seats);
        unchecked {
            frame.cursors = base;
            frame.counts = base + 32 * seats;
            frame.confidences = base + 64 * seats;
            frame.matched = base + 96 * seats;
            frame.firstClass = base + 128 * seats;
        }
    }

    /// @dev One item by itself, with every seat's score in basis points (0 for one that cannot tell).
    function ofItem(Kind kind, uint256 quorum, uint256 thresholdBps, uint256 agreementBps, bytes[] memory labels)
        internal
        pure
        returns (
            bool resolved,
            bytes memory consensus,
            uint16[] memory scoresBps,
            bool[] memory agreeing,
            uint8 accepted
        )
    {
        Frame memory frame = newFrame(kind, quorum, thresholdBps, agreementBps, labels.length);
        for (uint256 s; s < labels.length; ++s) {
            frame.cursors.put(s, dataOf(labels[s]));
        }
        frame.pool = Clusters.newPool();
        // At most 224 regions of 10 bytes, should the quorum be 1.
        consensus = new bytes(2304);
        Outcome memory outcome;
        _settleAny(frame, dataOf(consensus), outcome);
        uint256 size = outcome.size;
        assembly ("memory-safe") {
            mstore(consensus, size)
        }
        scoresBps = new uint16[](labels.length);
        agreeing = new bool[](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            agreeing[s] = outcome.agreed >> s & 1 != 0;
            if (outcome.blank >> s & 1 != 0) continue;
            uint256 regions = frame.counts.get(s) + outcome.accepted;
            // A share of 10,000 fits.
            // forge-lint: disable-next-line(unsafe-typecast)
            scoresBps[s] = regions == 0 ? 10_000 : uint16(20_000 * frame.matched.get(s) / regions);
        }
        // forge-lint: disable-next-line(unsafe-typecast)
        return (outcome.resolved, consensus, scoresBps, agreeing, uint8(outcome.accepted));
    }

    /// @dev Where an item's labels start in memory.
    function dataOf(bytes memory labels) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := add(labels, 32)
        }
    }

    /// @dev Steps over one item of well-formed labels.
    function skip(Kind kind, uint256 pointer) internal pure returns (uint256) {
        unchecked {
            uint256 count = pointer.load() >> 248;
            return count == LabelCodec.CANNOT_TELL ? pointer + 1 : pointer + 1 + count * Similarity.width(kind);
        }
    }

    /// @dev Reads the item at every seat's cursor, moves the cursors on, writes the consensus at `out`.
    function settle(Frame memory frame, uint256 out, Outcome memory outcome) internal pure {
        if (frame.kind == Kind.Class && _settleSingle(frame, out, outcome)) return;
        if (frame.pool.regions == 0) frame.pool = Clusters.newPool();
        _settleAny(frame, out, outcome);
    }

    function _settleAny(Frame memory frame, uint256 out, Outcome memory outcome) private pure {
        outcome.blank = _read(frame);
        uint256 clusters;
        if (frame.pool.seatEnds.get(frame.seats - 1) != 0) {
            clusters = Clusters.group(frame.pool, frame.kind, frame.thresholdBps, frame.seats);
        }
        (outcome.accepted, outcome.size) = _accept(frame, clusters, out);
        _judge(frame, outcome);
    }

    /// @dev The common item of a class project: at most one class a seat. The same result as the general way, by
    /// counting: since 2m > k at most one class can have m votes. False, and nothing done, where it does not apply.
    function _settleSingle(Frame memory frame, uint256 out, Outcome memory outcome) private pure returns (bool) {
        unchecked {
            uint256 seats = frame.seats;
            if (2 * frame.quorum <= seats || frame.agreementBps == 0) return false;
            uint256 candidate;
            uint256 lead;
            for (uint256 s; s < seats; ++s) {
                uint256 word = frame.cursors.get(s).load();
                uint256 count = word >> 248;
                if (count > 1 && count != LabelCodec.CANNOT_TELL) return false;
                uint256 class = count == 1 ? word >> 240 & 0xff : 0;
                frame.counts.put(s, count);
                frame.firstClass.put(s, class);
                frame.confidences.put(s, word >> 232 & 0xff);
                if (class == 0) continue;
                // Boyer and Moore's majority vote.
                if (class == candidate) ++lead;
                else if (lead == 0) (candidate, lead) = (class, 1);
                else --lead;
            }
            _countSingle(frame, out, outcome, candidate);
            return true;
        }
    }

    function _countSingle(Frame memory frame, uint256 out, Outcome memory outcome, uint256 candidate) private pure {
        unchecked {
            uint256 voters;
            uint256 empties;
            uint256 blank;
            uint256 votes;
            uint256 emptyVotes;
            uint256 confidence;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 count = frame.counts.get(s);
                frame.cursors.put(s, frame.cursors.get(s) + (count == 1 ? 3 : 1));
                if (count == 0) {
                    empties |= 1 << s;
                    ++emptyVotes;
                } else if (count == LabelCodec.CANNOT_TELL) {
                    blank |= 1 << s;
                } else if (frame.firstClass.get(s) == candidate) {
                    voters |= 1 << s;
                    ++votes;
                    confidence += frame.confidences.get(s);
                }
            }
            bool accepted = votes >= frame.quorum;
            outcome.blank = blank;
            outcome.accepted = accepted ? 1 : 0;
            outcome.agreed = accepted ? voters : empties;
            outcome.resolved = accepted || emptyVotes >= frame.quorum;
            outcome.size = accepted ? 3 : 1;
            uint256 word = accepted ? 1 << 248 | candidate << 240 | (confidence / votes) << 232 : 0;
            assembly ("memory-safe") {
                mstore(out, word)
            }
        }
    }

    /// @dev Is `matched` of `own` and `others` regions enough to agree? Both empty agree.
    function agrees(uint256 matched, uint256 own, uint256 others, uint256 agreementBps) internal pure returns (bool) {
        unchecked {
            return own + others == 0 || 2 * matched * 10_000 >= agreementBps * (own + others);
        }
    }

    /// @dev Puts all seats' regions of one item into the pool.
    function _read(Frame memory frame) private pure returns (uint256 blank) {
        unchecked {
            Kind kind = frame.kind;
            uint256 width = Similarity.width(kind);
            uint256 total;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 pointer = frame.cursors.get(s);
                uint256 count = pointer.load() >> 248;
                frame.counts.put(s, count);
                frame.matched.put(s, 0);
                frame.firstClass.put(s, count == 0 ? 0 : pointer.load() >> 240 & 0xff);
                uint256 confidence;
                uint256 from = total;
                if (count == LabelCodec.CANNOT_TELL) {
                    blank |= 1 << s;
                    count = 0;
                } else {
                    total = readInto(frame.pool, kind, pointer, total);
                    for (uint256 i = from; i < total; ++i) {
                        confidence += Similarity.confidenceOf(kind, frame.pool.regions.get(i));
                    }
                }
                frame.confidences.put(s, confidence);
                frame.cursors.put(s, pointer + 1 + count * width);
                frame.pool.seatEnds.put(s, total);
            }
        }
    }

    /// @dev Appends an item's regions to the pool after the first `total`; returns the new total.
    function readInto(Clusters.Pool memory pool, Kind kind, uint256 pointer, uint256 total)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 shift = kind == Kind.Class ? 240 : 176;
            uint256 width = Similarity.width(kind);
            uint256 regions = pool.regions;
            uint256 end = total + (pointer.load() >> 248);
            ++pointer;
            for (; total < end; ++total) {
                regions.put(total, pointer.load() >> shift);
                pointer += width;
            }
            return end;
        }
    }

    /// @dev Step 3: clusters with votes enough become the consensus, in ascending byte order, equal regions once.
    function _accept(Frame memory frame, uint256 clusters, uint256 out)
        private
        pure
        returns (uint256 accepted, uint256 size)
    {
        unchecked {
            // The merging's arrays are free again: the root array takes the consensus regions.
            uint256 chosen = frame.pool.root;
            for (uint256 c; c < clusters; ++c) {
                uint256 members = frame.pool.found.get(c);
                if (members.popcount() < frame.quorum) continue;
                _countVotes(frame, members);
                uint256 region = Medians.region(frame.kind, frame.pool.regions, members);
                uint256 hole = accepted++;
                for (; hole != 0; --hole) {
                    uint256 before = chosen.get(hole - 1);
                    if (before <= region) break;
                    chosen.put(hole, before);
                }
                chosen.put(hole, region);
            }
            size = _write(frame.kind, chosen, accepted, out);
        }
    }

    function _countVotes(Frame memory frame, uint256 members) private pure {
        unchecked {
            uint256 below;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 upTo = (1 << frame.pool.seatEnds.get(s)) - 1;
                if (members & upTo & ~below != 0) frame.matched.put(s, frame.matched.get(s) + 1);
                below = upTo;
            }
        }
    }

    function _write(Kind kind, uint256 chosen, uint256 count, uint256 out) private pure returns (uint256 size) {
        unchecked {
            uint256 width = Similarity.width(kind);
            uint256 shift = 256 - width * 8;
            uint256 previous;
            uint256 distinct;
            uint256 pointer = out + 1;
            for (uint256 c; c < count; ++c) {
                uint256 region = chosen.get(c);
                if (region == previous) continue;
                previous = region;
                ++distinct;
                assembly ("memory-safe") {
                    mstore(pointer, shl(shift, region))
                }
                pointer += width;
            }
            assembly ("memory-safe") {
                mstore8(out, distinct)
            }
            return pointer - out;
        }
    }

    /// @dev Steps 4 and 5.
    function _judge(Frame memory frame, Outcome memory outcome) private pure {
        unchecked {
            uint256 votes;
            uint256 agreed;
            for (uint256 s; s < frame.seats; ++s) {
                if (outcome.blank >> s & 1 != 0) continue;
                if (agrees(frame.matched.get(s), frame.counts.get(s), outcome.accepted, frame.agreementBps)) {
                    agreed |= 1 << s;
                    ++votes;
                }
            }
            outcome.agreed = agreed;
            outcome.resolved = votes >= frame.quorum;
        }
    }
}
