// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClearItem} from "./ClearItem.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title The common item of a class project: at most one class a seat.
/// @dev The same result as the general way, by counting: since 2m > k at most one class can have m votes.
library ClassItem {
    using Words for uint256;

    /// @dev As ItemConsensus.settle, which it falls back on.
    function settle(ItemConsensus.Frame memory frame, uint256 out, ItemConsensus.Outcome memory outcome)
        internal
        pure
        returns (bool isGood)
    {
        unchecked {
            outcome.alike = 0;
            if (ClearItem.settle(frame, out, outcome)) return true;
            if (frame.pool.width != 2 || 2 * frame.quorum <= frame.seats || frame.agreementBps == 0) {
                return ItemConsensus.settle(frame, out, outcome);
            }
            uint256 candidate;
            uint256 lead;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 pointer = frame.cursors.get(s);
                uint256 word = pointer.load();
                uint256 count = word >> 248;
                if (count > 1 && count != Regions.CANNOT_TELL) return ItemConsensus.settle(frame, out, outcome);
                if (pointer + (count == 1 ? 3 : 1) > frame.limits.get(s)) return false;
                uint256 class = count == 1 ? word >> 240 & 0xff : 0;
                frame.counts.put(s, count);
                frame.firsts.put(s, class << 248);
                frame.confidences.put(s, word >> 232 & 0xff);
                if (count != 1) continue;
                if (class == 0 || class > frame.pool.classCount || word >> 232 & 0xff > 100) return false;
                // Boyer and Moore's majority vote.
                if (class == candidate) ++lead;
                else if (lead == 0) (candidate, lead) = (class, 1);
                else --lead;
            }
            _count(frame, out, outcome, candidate);
            return true;
        }
    }

    function _count(
        ItemConsensus.Frame memory frame,
        uint256 out,
        ItemConsensus.Outcome memory outcome,
        uint256 candidate
    ) private pure {
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
                } else if (count == Regions.CANNOT_TELL) {
                    blank |= 1 << s;
                } else if (frame.firsts.get(s) >> 248 == candidate) {
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
            out.put(0, accepted ? 1 << 248 | candidate << 240 | (confidence / votes) << 232 : 0);
        }
    }
}
