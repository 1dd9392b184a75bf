// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LabelFault} from "../interfaces/LabelTypes.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {LabelCodec} from "./LabelCodec.sol";
import {LabelFaults} from "./LabelFaults.sol";
import {Words} from "./Words.sol";

/// @title Hashes seats' labels by chunks while they are settled: see LabelCodec.check.
library ChunkHashes {
    using Words for uint256;

    struct State {
        uint256 seats; // bits of those that are hashed, 0: none
        uint256 chunks; // pointer: where each seat's chunk began
        uint256 hashes; // pointer: rows of their hashes, seat after seat
    }

    /// @param seats bits of the frame's seats
    function open(State memory state, ItemConsensus.Frame memory frame, uint256 seats, uint256 itemCount)
        internal
        pure
    {
        unchecked {
            state.seats = seats;
            state.chunks = Words.alloc(frame.seats);
            state.hashes = Words.alloc(frame.seats * LabelCodec.chunksIn(itemCount));
            for (uint256 s; s < frame.seats; ++s) {
                state.chunks.put(s, frame.cursors.get(s));
            }
        }
    }

    /// @dev Hashes each seat's chunk, which ends at its cursor, after `done` items.
    function closeChunk(State memory state, ItemConsensus.Frame memory frame, uint256 done, uint256 itemCount)
        internal
        pure
    {
        unchecked {
            if (state.seats == 0) return;
            uint256 row = (done - 1) / LabelCodec.CHUNK_ITEMS;
            for (uint256 s; s < frame.seats; ++s) {
                if (state.seats >> s & 1 != 0) {
                    uint256 end = frame.cursors.get(s);
                    state.hashes.put(row, LabelCodec.hashOf(state.chunks.get(s), end));
                    state.chunks.put(s, end);
                }
                row += LabelCodec.chunksIn(itemCount);
            }
        }
    }

    /// @dev A seat's hash of chunk hashes, 0 if it is not hashed. Reverts where its labels go on after the last item.
    function hashOf(State memory state, ItemConsensus.Frame memory frame, uint256 seat, uint256 itemCount)
        internal
        pure
        returns (bytes32)
    {
        unchecked {
            if (state.seats >> seat & 1 == 0) return 0;
            if (frame.cursors.get(seat) != frame.limits.get(seat)) {
                LabelFaults.fail(itemCount == 0 ? 0 : itemCount - 1, LabelFault.TrailingBytes);
            }
            uint256 size = 32 * LabelCodec.chunksIn(itemCount);
            uint256 row = state.hashes + seat * size;
            return bytes32(LabelCodec.hashOf(row, row + size));
        }
    }
}
