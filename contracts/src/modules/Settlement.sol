// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Ending} from "./Ending.sol";
import {Revealing} from "./Revealing.sol";
import {Settling} from "./Settling.sol";
import {Store} from "./Store.sol";

/// @title From open commitments to a settled or void batch. Deployed by itself and linked.
library Settlement {
    /// @notice See ILabelCoordinator.reveal.
    function reveal(
        Store.State storage s,
        uint256 seatId,
        bytes32 salt,
        bytes calldata labels,
        bytes32 detailsHash,
        bytes calldata details
    ) external {
        Revealing.reveal(s, seatId, salt, labels, detailsHash, details);
    }

    /// @notice See ILabelCoordinator.settle.
    function settle(Store.State storage s, uint256 batchId, bytes[] calldata labels, uint256 fromItem, uint256 toItem)
        external
    {
        Settling.settle(s, batchId, labels, fromItem, toItem);
    }

    /// @notice See ILabelCoordinator.revealAndSettle.
    function revealAndSettle(
        Store.State storage s,
        uint256 batchId,
        bytes32[] calldata salts,
        bytes[] calldata labels,
        bytes32[] calldata detailsHashes
    ) external {
        if (salts.length != labels.length || labels.length != detailsHashes.length) {
            revert ILabelErrors.LengthMismatch();
        }
        Store.Batch storage batch = s.batches[batchId];
        for (uint256 seat; seat < labels.length; ++seat) {
            if (labels[seat].length == 0 || batch.revealed >> seat & 1 != 0) continue;
            uint256 seatId = Store.seatIdOf(batchId, seat);
            Revealing.reveal(s, seatId, salts[seat], labels[seat], detailsHashes[seat], msg.data[:0]);
        }
        uint256 items = Store.itemsIn(s.projects[Store.projectOf(batchId)], batchId);
        Settling.settle(s, batchId, labels, batch.settledItems, items);
    }

    /// @notice See ILabelCoordinator.voidBatch.
    function void(Store.State storage s, uint256 batchId) external {
        Ending.void(s, batchId);
    }
}
