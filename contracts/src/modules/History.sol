// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A batch's one word about its seats' labels, before and after settlement.
/// @dev Seven commitments and seven hashes of labels would be fourteen words of storage; hashed one into the other they
/// are one. Who needs them hands them in again: they are in the events.
library History {
    /// @dev The history after one more commitment; it starts at zero.
    function extended(bytes32 history, uint256 seat, bytes32 commitment) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            mstore(scratch, history)
            mstore(add(scratch, 32), seat)
            mstore(add(scratch, 64), commitment)
            result := keccak256(scratch, 96)
        }
    }

    /// @dev What a settled batch keeps: its chain of consensus, then every seat's labels (zero: did not reveal).
    /// @param labels each seat's chunks' hash, as many as the project has seats
    function settled(bytes32 chain, bytes32[] memory labels) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(chain, labels));
    }
}
