// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Claiming} from "./Claiming.sol";
import {Seating} from "./Seating.sol";
import {Store} from "./Store.sol";

/// @title An annotator's calls, from a seat to its pay. Deployed by itself and linked.
library Seats {
    /// @notice See ILabelCoordinator.takeSeats.
    function take(Store.State storage s, address account, uint256 projectId, uint256 count)
        external
        returns (uint256[] memory)
    {
        return Seating.take(s, account, projectId, count);
    }

    /// @notice See ILabelCoordinator.commit.
    function commit(Store.State storage s, address account, uint256[] calldata seatIds, bytes32[] calldata words)
        external
    {
        Seating.commit(s, account, seatIds, words);
    }

    /// @notice See ILabelCoordinator.freeSeat.
    function free(Store.State storage s, uint256 seatId) external {
        Seating.free(s, seatId);
    }

    /// @notice See ILabelCoordinator.claim.
    function claim(Store.State storage s, address account, uint256[] calldata batchIds) external returns (uint256) {
        return Claiming.claim(s, account, batchIds);
    }

    /// @notice See ILabelCoordinator.releaseFees.
    function releaseFees(Store.State storage s, uint256[] calldata batchIds) external {
        Claiming.release(s, batchIds);
    }
}
