// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LabelFault} from "../interfaces/LabelTypes.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {LabelFaults} from "./LabelFaults.sol";

/// @title Hashes labels that nobody has checked, as cheaply as can be: where their items end is all that is looked at.
library LabelScan {
    /// @dev Reverts with BadLabels where the bytes are not exactly `items` items by their count bytes.
    /// @param width bytes of a region
    /// @return whole keccak256 of the labels; @return chunks see LabelConsensus.chunksHashOf
    function hashes(uint256 width, uint256 items, bytes calldata labels)
        internal
        pure
        returns (bytes32 whole, bytes32 chunks)
    {
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        (uint256 pointer, uint256 end) = LabelCodec.copy(labels);
        assembly ("memory-safe") {
            whole := keccak256(pointer, sub(end, pointer))
            // Hashes of at most eight chunks, beyond what is allocated, and dead when this ends.
            let list := mload(0x40)
            let next := list
            for {} items {} {
                let start := pointer
                let count := items
                if gt(count, 8) { count := 8 }
                items := sub(items, count)
                for {} count { count := sub(count, 1) } {
                    let regions := shr(248, mload(pointer))
                    pointer := add(add(pointer, 1), mul(mul(regions, width), lt(regions, 0xff)))
                }
                mstore(next, keccak256(start, sub(pointer, start)))
                next := add(next, 32)
            }
            chunks := keccak256(list, sub(next, list))
        }
        if (pointer > end) LabelFaults.fail(0, LabelFault.Truncated);
        if (pointer < end) LabelFaults.fail(0, LabelFault.TrailingBytes);
        // The copy is dead: without this seven seats' labels would lie in memory at once.
        assembly ("memory-safe") {
            mstore(0x40, free)
        }
    }
}
