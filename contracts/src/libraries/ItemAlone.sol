// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title One item by itself, with every seat's score.
library ItemAlone {
    using Words for uint256;

    /// @dev Scores in basis points, 0 for a seat that cannot tell.
    function consensusOf(Kind kind, uint256 quorum, uint256 thresholdBps, uint256 agreementBps, bytes[] calldata labels)
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
        Regions.Pool memory pool = Regions.newPool(kind, thresholdBps, 255);
        ItemConsensus.Frame memory frame = ItemConsensus.newFrame(quorum, agreementBps, labels.length);
        for (uint256 s; s < labels.length; ++s) {
            LabelCodec.check(pool, 1, labels[s], false);
            (uint256 pointer, uint256 end) = LabelCodec.copy(labels[s]);
            frame.cursors.put(s, pointer);
            frame.limits.put(s, end);
        }
        // At most 224 regions of 10 bytes, should the quorum be 1, written by whole words.
        consensus = new bytes(2304);
        scoresBps = new uint16[](labels.length);
        agreeing = new bool[](labels.length);
        ItemConsensus.Outcome memory outcome;
        frame.pool = pool;
        uint256 out;
        assembly ("memory-safe") {
            out := add(consensus, 32)
        }
        // Its labels have just been checked.
        assert(ItemConsensus.settle(frame, out, outcome));
        uint256 size = outcome.size;
        assembly ("memory-safe") {
            mstore(consensus, size)
        }
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
}
