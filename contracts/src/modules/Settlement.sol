// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Commitment, Opening, Page} from "../interfaces/LabelTypes.sol";
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
        bytes calldata details,
        Commitment[] calldata history
    ) external {
        Revealing.reveal(s, seatId, salt, labels, detailsHash, details, history);
    }

    /// @notice See ILabelCoordinator.settle.
    function settle(Store.State storage s, uint256 batchId, Page[] calldata pages, uint256 fromItem, uint256 toItem)
        external
    {
        Settling.settle(s, batchId, pages, fromItem, toItem);
    }

    /// @notice See ILabelCoordinator.revealAndSettle.
    function revealAndSettle(Store.State storage s, uint256 batchId, Opening[] calldata openings) external {
        Settling.openAndSettle(s, batchId, openings);
    }

    /// @notice See ILabelCoordinator.voidBatch.
    function void(Store.State storage s, uint256 batchId) external {
        Ending.void(s, batchId);
    }
}
