// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../interfaces/LabelTypes.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {Regions} from "./Regions.sol";

/// @title Pages of a seat's labels: some of the chunks whose hashes are known.
library Chunks {
    /// @dev Are `labels` exactly the chunks [fromChunk, toChunk) of a batch of `items` with these chunk hashes?
    function holds(
        Kind kind,
        uint256 items,
        uint256 fromChunk,
        uint256 toChunk,
        bytes32[] calldata hashes,
        bytes calldata labels
    ) internal pure returns (bool) {
        (uint256 pointer, uint256 end) = LabelCodec.copy(labels);
        uint256 width = Regions.width(kind);
        unchecked {
            for (uint256 chunk = fromChunk; chunk < toChunk; ++chunk) {
                uint256 start = pointer;
                uint256 item = chunk * LabelCodec.CHUNK_ITEMS;
                uint256 last = item + LabelCodec.CHUNK_ITEMS < items ? item + LabelCodec.CHUNK_ITEMS : items;
                for (; item < last; ++item) {
                    if (pointer >= end) return false;
                    pointer = LabelCodec.skip(width, pointer);
                }
                if (chunk >= hashes.length || bytes32(LabelCodec.hashOf(start, pointer)) != hashes[chunk]) {
                    return false;
                }
            }
            return pointer == end;
        }
    }
}
