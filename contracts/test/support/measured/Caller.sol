// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchTally} from "../../../src/libraries/BatchTally.sol";
import {Consensus} from "../Consensus.sol";

/// @dev Calls the library as the coordinator does, labels from calldata.
contract Caller {
    function settle(BatchTally.Spec calldata spec, bytes[] calldata labels) external view returns (uint256 used) {
        uint256 before = gasleft();
        for (uint256 s; s < labels.length; ++s) {
            Consensus.check(spec.kind, spec.classCount, spec.thresholdBps, spec.toItem, labels[s]);
        }
        Consensus.settleItems(spec, labels);
        return before - gasleft();
    }

    function oneStep(BatchTally.Spec calldata spec, bytes[] calldata labels) external view returns (uint256 used) {
        uint256 before = gasleft();
        Consensus.checkAndSettle(spec, spec.toItem, labels, 0);
        return before - gasleft();
    }
}
