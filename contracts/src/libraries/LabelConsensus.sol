// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind} from "../interfaces/LabelTypes.sol";
import {BatchTally} from "./BatchTally.sol";
import {ItemAlone} from "./ItemAlone.sol";
import {ItemRuling} from "./ItemRuling.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {Regions} from "./Regions.sol";

/// @title The consensus library: pure, deployed once, linked into the coordinator.
/// @dev Settlement, audit, gold and any single question run through the same code. Whatever reads labels checks them;
/// it reverts with BadLabels.
library LabelConsensus {
    /// @notice Checks a seat's labels of a batch.
    /// @return chunksHash see `chunksHashOf`
    function check(Kind kind, uint8 classCount, uint16 thresholdBps, uint8 itemCount, bytes calldata labels)
        external
        pure
        returns (bytes32 chunksHash)
    {
        return LabelCodec.check(Regions.newPool(kind, thresholdBps, classCount), itemCount, labels, false);
    }

    /// @notice keccak256 of the hashes of the labels' chunks; a chunk is 8 items, the last may be shorter. The labels
    /// are known to be good.
    function chunksHashOf(Kind kind, uint8 itemCount, bytes calldata labels) external pure returns (bytes32) {
        return LabelCodec.check(Regions.newPool(kind, 0, 0), itemCount, labels, true);
    }

    /// @notice Consensus of items [spec.fromItem, spec.toItem) of a batch.
    /// @param labels each seat's labels from item spec.startItem on; empty: the seat takes no part
    function settleItems(BatchTally.Spec calldata spec, bytes[] calldata labels)
        external
        pure
        returns (BatchTally.Result memory result)
    {
        (result,) = BatchTally.settle(spec, labels, 0);
    }

    /// @notice Consensus of all items of a batch whose labels have not been looked at yet.
    /// @param labels each seat's labels of the whole batch; empty: the seat takes no part
    /// @param checkedSeats a bit for each seat whose labels are known to be good and whose hash is not asked for
    /// @return result as `settleItems` gives it for the whole batch
    /// @return chunksHashes of the other seats
    function checkAndSettle(
        BatchTally.Spec calldata spec,
        uint8 itemCount,
        bytes[] calldata labels,
        uint256 checkedSeats
    ) external pure returns (BatchTally.Result memory result, bytes32[] memory chunksHashes) {
        BatchTally.Spec memory whole = spec;
        (whole.startItem, whole.fromItem, whole.toItem) = (0, 0, itemCount);
        return BatchTally.settle(whole, labels, ~checkedSeats);
    }

    /// @notice Holds an expert's labels of some items against the consensus and against every seat.
    /// @param labels each seat's labels from item spec.startItem on; empty: the seat took no part
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
        if (labels.length == 0 || labels.length > 7) revert ILabelErrors.LengthMismatch();
        return ItemAlone.consensusOf(kind, quorum, thresholdBps, agreementBps, labels);
    }
}
