// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchTally} from "./BatchTally.sol";
import {Clusters} from "./Clusters.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {Words} from "./Words.sol";

/// @title Holds an expert's labels of an item against the consensus and against every seat.
library ItemRuling {
    using Words for uint256;

    /// @dev Seats are bits of the batch's seats.
    struct Ruling {
        bool resolved; // by consensus
        bool overturned; // resolved, and the expert's labels differ from the consensus in agreement terms
        uint256 agreed; // seats that agreed with the consensus
        uint256 right; // seats that agree with the expert
        uint256 blank; // seats that could not tell, or took no part
        uint256 confidences; // percent, 8 bits a seat
    }

    /// @dev `items` ascending and within the batch, `truths` well-formed: the caller has checked both.
    function rule(BatchTally.Spec memory spec, bytes[] calldata labels, uint8[] calldata items, bytes[] calldata truths)
        internal
        pure
        returns (Ruling[] memory rulings)
    {
        spec.fromItem = 0;
        (ItemConsensus.Frame memory frame, uint256[] memory numbers,) = BatchTally.open(spec, labels);
        frame.pool = Clusters.newPool();
        rulings = new Ruling[](items.length);
        ItemConsensus.Outcome memory outcome;
        // Room for the largest consensus, 63 regions of 10 bytes.
        uint256 consensus = Words.alloc(22);
        uint256 starts = Words.alloc(frame.seats);
        uint256 next;
        for (uint256 i; i < items.length; ++i) {
            for (uint256 s; s < frame.seats; ++s) {
                uint256 pointer = frame.cursors.get(s);
                for (uint256 item = next; item < items[i]; ++item) {
                    pointer = ItemConsensus.skip(frame.kind, pointer);
                }
                frame.cursors.put(s, pointer);
                starts.put(s, pointer);
            }
            next = uint256(items[i]) + 1;
            ItemConsensus.settle(frame, consensus, outcome);
            _ruleItem(rulings[i], frame, outcome, numbers, starts, consensus, truths[i]);
        }
    }

    function _ruleItem(
        Ruling memory ruling,
        ItemConsensus.Frame memory frame,
        ItemConsensus.Outcome memory outcome,
        uint256[] memory numbers,
        uint256 starts,
        uint256 consensus,
        bytes memory truth
    ) private pure {
        ruling.resolved = outcome.resolved;
        ruling.agreed = BatchTally.seatBits(outcome.agreed, numbers);
        uint256 truthStart = ItemConsensus.dataOf(truth);
        uint256 present;
        for (uint256 s; s < frame.seats; ++s) {
            if (outcome.blank >> s & 1 != 0) continue;
            uint256 number = numbers[s];
            present |= 1 << number;
            ruling.confidences |= BatchTally.confidenceOf(frame, s) << (8 * number);
            if (_alike(frame, starts.get(s), truthStart)) ruling.right |= 1 << number;
        }
        ruling.blank = 0x7f & ~present;
        ruling.overturned = outcome.resolved && (ruling.right != ruling.agreed || !_alike(frame, consensus, truthStart));
    }

    /// @dev Do two items' labels agree, as two seats of one item would match?
    function _alike(ItemConsensus.Frame memory frame, uint256 a, uint256 b) private pure returns (bool) {
        unchecked {
            Clusters.Pool memory pool = frame.pool;
            uint256 own = ItemConsensus.readInto(pool, frame.kind, a, 0);
            pool.seatEnds.put(0, own);
            uint256 total = ItemConsensus.readInto(pool, frame.kind, b, own);
            pool.seatEnds.put(1, total);
            uint256 matched;
            if (total != 0) {
                uint256 count = Clusters.group(pool, frame.kind, frame.thresholdBps, 2);
                for (uint256 c; c < count; ++c) {
                    uint256 members = pool.found.get(c);
                    if (members & (members - 1) != 0) ++matched;
                }
            }
            return ItemConsensus.agrees(matched, own, total - own, frame.agreementBps);
        }
    }
}
