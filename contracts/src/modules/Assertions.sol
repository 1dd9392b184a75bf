// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Claim, Opening, Page, Rerun} from "../interfaces/LabelTypes.sol";
import {Asserting} from "./Asserting.sol";
import {Store} from "./Store.sol";
import {Upholding} from "./Upholding.sol";

/// @title Asserted settlement, the second way to settle a batch. Deployed by itself and linked.
library Assertions {
    /// @notice See ILabelCoordinator.assertBatch.
    function post(Store.State storage s, uint256 batchId, Opening[] calldata openings, Claim calldata claim) external {
        Asserting.post(s, batchId, openings, claim);
    }

    /// @notice See ILabelCoordinator.recompute.
    function recompute(Store.State storage s, uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        external
        returns (bool)
    {
        return Upholding.recompute(s, batchId, assertion, rerun);
    }

    /// @notice See ILabelCoordinator.rejectLabels.
    function reject(
        Store.State storage s,
        uint256 batchId,
        Assertion calldata assertion,
        uint256 seat,
        uint256 chunk,
        Page calldata page
    ) external {
        Upholding.reject(s, batchId, assertion, seat, chunk, page);
    }

    /// @notice See ILabelCoordinator.anchorAssertion.
    function anchor(Store.State storage s, uint256 batchId) external {
        Upholding.anchor(s, batchId);
    }

    /// @notice See ILabelCoordinator.drawAssertion.
    function draw(Store.State storage s, uint256 batchId) external returns (uint32) {
        return Upholding.draw(s, batchId);
    }

    /// @notice See ILabelCoordinator.finaliseAssertion.
    function finalise(Store.State storage s, uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        external
        returns (bool)
    {
        return Upholding.finalise(s, batchId, assertion, rerun);
    }
}
