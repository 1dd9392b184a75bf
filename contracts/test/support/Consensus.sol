// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../../src/libraries/BatchTally.sol";
import {ItemRuling} from "../../src/libraries/ItemRuling.sol";

/// @title LabelConsensus as its callers see it, so that no test compiles it in. Release.sol puts the library's code where
/// this one is linked.
library Consensus {
    function check(Kind, uint8, uint16, uint8, bytes calldata) external pure returns (bytes32) {}

    function chunksHashOf(Kind, uint8, bytes calldata) external pure returns (bytes32) {}

    function settleItems(BatchTally.Spec calldata, bytes[] calldata) external pure returns (BatchTally.Result memory) {}

    function checkAndSettle(BatchTally.Spec calldata, uint8, bytes[] calldata, uint256)
        external
        pure
        returns (BatchTally.Result memory, bytes32[] memory)
    {}

    function rule(BatchTally.Spec calldata, bytes[] calldata, uint8[] calldata, bytes[] calldata)
        external
        pure
        returns (ItemRuling.Ruling[] memory)
    {}

    function consensusOf(Kind, uint8, uint16, uint16, bytes[] calldata)
        external
        pure
        returns (bool, bytes memory, uint16[] memory, bool[] memory, uint8)
    {}
}
