// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LabelFault} from "../interfaces/LabelTypes.sol";
import {BatchTally} from "./BatchTally.sol";
import {ClassItem} from "./ClassItem.sol";
import {Clusters} from "./Clusters.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {LabelFaults} from "./LabelFaults.sol";
import {Regions} from "./Regions.sol";
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

    /// @dev What is read where: pointers.
    struct Bench {
        uint256 starts; // of each seat's item
        uint256 consensus;
        uint256 truth;
    }

    /// @dev `items` ascending and within the batch, `truths` well-formed: the caller has checked both.
    function rule(BatchTally.Spec memory spec, bytes[] calldata labels, uint8[] calldata items, bytes[] calldata truths)
        internal
        pure
        returns (Ruling[] memory rulings)
    {
        unchecked {
            (spec.fromItem, spec.toItem) = (spec.startItem, 255);
            BatchTally.Run memory run;
            BatchTally.open(run, spec, labels);
            ItemConsensus.Frame memory frame = run.frame;
            // The seats' labels were good when they were opened, and two regions of a consensus may well be alike.
            frame.pool.isApart = true;
            rulings = new Ruling[](items.length);
            Bench memory bench;
            // Room for the largest consensus, 63 regions of 10 bytes, written by whole words.
            bench.consensus = Words.alloc(22);
            bench.starts = Words.alloc(frame.seats);
            uint256 copies = Words.alloc(items.length);
            for (uint256 i; i < items.length; ++i) {
                (uint256 copy,) = LabelCodec.copy(truths[i]);
                copies.put(i, copy);
            }
            ItemConsensus.Outcome memory outcome;
            uint256 next = spec.startItem;
            for (uint256 i; i < items.length; ++i) {
                for (uint256 s; s < frame.seats; ++s) {
                    uint256 pointer = frame.cursors.get(s);
                    for (uint256 item = next; item < items[i]; ++item) {
                        pointer = LabelCodec.skip(frame.pool.width, pointer);
                    }
                    frame.cursors.put(s, pointer);
                    bench.starts.put(s, pointer);
                }
                next = uint256(items[i]) + 1;
                bench.truth = copies.get(i);
                if (!ClassItem.settle(frame, bench.consensus, outcome)) {
                    LabelFaults.fail(items[i], LabelFault.Truncated);
                }
                _ruleItem(rulings[i], frame, outcome, run, bench);
            }
        }
    }

    function _ruleItem(
        Ruling memory ruling,
        ItemConsensus.Frame memory frame,
        ItemConsensus.Outcome memory outcome,
        BatchTally.Run memory run,
        Bench memory bench
    ) private pure {
        unchecked {
            ruling.resolved = outcome.resolved;
            ruling.agreed = BatchTally.seatBits(outcome.agreed, run);
            uint256 present;
            for (uint256 s; s < frame.seats; ++s) {
                if (outcome.blank >> s & 1 != 0) continue;
                uint256 number = run.numbers.get(s);
                present |= 1 << number;
                ruling.confidences |= BatchTally.confidenceOf(frame, s) << (8 * number);
                if (_alike(frame, bench.starts.get(s), bench.truth)) ruling.right |= 1 << number;
            }
            ruling.blank = 0x7f & ~present;
            ruling.overturned =
                outcome.resolved && (ruling.right != ruling.agreed || !_alike(frame, bench.consensus, bench.truth));
        }
    }

    /// @dev Do two items' labels agree, as two seats of one item would match?
    function _alike(ItemConsensus.Frame memory frame, uint256 a, uint256 b) private pure returns (bool) {
        unchecked {
            Regions.Pool memory pool = frame.pool;
            Regions.clear(pool);
            uint256 own = _add(pool, a);
            uint256 others = _add(pool, b);
            uint256 matched;
            uint256 count = Clusters.group(pool);
            for (uint256 c; c < count; ++c) {
                uint256 members = pool.found.get(c);
                if (members & (members - 1) != 0) ++matched;
            }
            return ItemConsensus.agrees(matched, own, others, frame.agreementBps);
        }
    }

    function _add(Regions.Pool memory pool, uint256 pointer) private pure returns (uint256 count) {
        unchecked {
            count = pointer.load() >> 248;
            // Both are well-formed: seats' items have been settled, truths checked, and a consensus always is.
            Regions.read(pool, pointer + 1, count);
        }
    }
}
