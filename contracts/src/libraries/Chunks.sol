// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {ItemConsensus} from "./ItemConsensus.sol";

/// @title A batch's labels as a list of hashes, one a chunk of eight items, so that a page of a settlement carries
/// only its own chunks.
library Chunks {
    uint256 internal constant ITEMS = 8;
    uint256 private constant MAX = 8;

    /// @dev keccak256 of the chunks' keccak256, one after another; zero where the bytes are not exactly `items` items.
    function hashOf(Kind kind, uint256 items, bytes memory labels) internal pure returns (bytes32 hash) {
        (uint256 list, uint256 count, bool isWhole) = _list(kind, 0, items, labels);
        if (!isWhole) return 0;
        assembly ("memory-safe") {
            hash := keccak256(list, shl(5, count))
        }
    }

    /// @dev Are `labels` exactly the chunks [fromChunk, toChunk) of a batch of `items` with these chunk hashes?
    function holds(
        Kind kind,
        uint256 items,
        uint256 fromChunk,
        uint256 toChunk,
        bytes32[] memory hashes,
        bytes memory labels
    ) internal pure returns (bool) {
        uint256 from = fromChunk * ITEMS;
        uint256 to = toChunk * ITEMS < items ? toChunk * ITEMS : items;
        (uint256 list, uint256 count, bool isWhole) = _list(kind, from, to, labels);
        if (!isWhole || fromChunk + count > hashes.length) return false;
        for (uint256 i; i < count; ++i) {
            bytes32 hash;
            assembly ("memory-safe") {
                hash := mload(add(list, shl(5, i)))
            }
            if (hash != hashes[fromChunk + i]) return false;
        }
        return true;
    }

    /// @dev The hashes of the chunks of items [from, to), `from` a chunk's first; false where bytes are missing or left.
    function _list(Kind kind, uint256 from, uint256 to, bytes memory labels)
        private
        pure
        returns (uint256 list, uint256 count, bool isWhole)
    {
        unchecked {
            uint256 pointer = ItemConsensus.dataOf(labels);
            uint256 end = pointer + labels.length;
            assembly ("memory-safe") {
                list := mload(0x40)
                mstore(0x40, add(list, mul(MAX, 32)))
            }
            while (from < to) {
                uint256 start = pointer;
                uint256 last = from + ITEMS < to ? from + ITEMS : to;
                for (; from < last; ++from) {
                    if (pointer >= end) return (list, count, false);
                    pointer = ItemConsensus.skip(kind, pointer);
                }
                if (pointer > end) return (list, count, false);
                assembly ("memory-safe") {
                    mstore(add(list, shl(5, count)), keccak256(start, sub(pointer, start)))
                }
                ++count;
            }
            return (list, count, pointer == end);
        }
    }
}
