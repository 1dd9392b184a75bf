// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind} from "../interfaces/LabelTypes.sol";
import {BatchTally} from "./BatchTally.sol";
import {Chunks} from "./Chunks.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {ItemRuling} from "./ItemRuling.sol";
import {LabelCodec} from "./LabelCodec.sol";

/// @title The consensus library: pure, deployed once, linked into the coordinator.
/// @dev Settlement, audit, gold and any single question run through the same code.
library LabelConsensus {
    /// @notice Checks a batch's labels; reverts with BadLabels.
    /// @return chunksHash see Chunks
    function check(Kind kind, uint8 classCount, uint16 thresholdBps, uint8 itemCount, bytes calldata labels)
        external
        pure
        returns (bytes32 chunksHash)
    {
        LabelCodec.check(LabelCodec.Rules(kind, classCount, thresholdBps), itemCount, labels);
        return Chunks.hashOf(kind, itemCount, labels);
    }

    /// @notice The hash of a batch's labels by chunks; zero where they are not exactly so many items.
    function chunksHashOf(Kind kind, uint8 itemCount, bytes calldata labels) external pure returns (bytes32) {
        return Chunks.hashOf(kind, itemCount, labels);
    }

    /// @notice Are these exactly the chunks [fromChunk, toChunk) of a batch with these chunk hashes?
    function holdsChunks(
        Kind kind,
        uint8 itemCount,
        uint8 fromChunk,
        uint8 toChunk,
        bytes32[] calldata hashes,
        bytes calldata labels
    ) external pure returns (bool) {
        return Chunks.holds(kind, itemCount, fromChunk, toChunk, hashes, labels);
    }

    /// @notice Consensus of items [fromItem, toItem) of a batch.
    /// @param labels each seat's labels of the whole batch, well-formed; empty: the seat takes no part
    function settleItems(BatchTally.Spec calldata spec, bytes[] calldata labels)
        external
        pure
        returns (BatchTally.Result memory)
    {
        return BatchTally.settle(spec, labels);
    }

    /// @notice Holds an expert's labels of some items against the consensus and against every seat.
    function rule(
        BatchTally.Spec calldata spec,
        bytes[] calldata labels,
        uint8[] calldata items,
        bytes[] calldata truths
    ) external pure returns (ItemRuling.Ruling[] memory) {
        return ItemRuling.rule(spec, labels, items, truths);
    }

    /// @notice Consensus of one item.
    function consensusOf(Kind kind, uint8 quorum, uint16 thresholdBps, uint16 agreementBps, bytes[] calldata labels)
        external
        pure
        returns (bool resolved, bytes memory consensus, uint16[] memory scoresBps, bool[] memory agrees, uint8 accepted)
    {
        LabelCodec.Rules memory rules = LabelCodec.Rules(kind, 255, thresholdBps);
        for (uint256 s; s < labels.length; ++s) {
            LabelCodec.check(rules, 1, labels[s]);
        }
        if (labels.length == 0 || labels.length > 7) revert ILabelErrors.LengthMismatch();
        return ItemConsensus.ofItem(kind, quorum, thresholdBps, agreementBps, labels);
    }
}
