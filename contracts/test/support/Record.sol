// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelCoordinator} from "../../src/interfaces/ILabelCoordinator.sol";
import {ILabelEvents} from "../../src/interfaces/ILabelEvents.sol";
import {Commitment, Kind, Opening, Page} from "../../src/interfaces/LabelTypes.sol";
import {Release} from "./Release.sol";
import {Vm} from "./Vm.sol";

/// @title What a client keeps of a batch, to hand it in again: commitments in their order, chunks, the chain.
abstract contract Record is Release {
    mapping(uint256 batchId => Commitment[]) internal histories;
    mapping(uint256 batchId => bytes32) internal chains;
    mapping(uint256 projectId => Kind) internal kinds;

    function noteCommit(uint256 seatId, bytes32 word) internal {
        histories[seatId >> 8].push(Commitment(uint8(seatId), word));
    }

    /// @dev The chunks that hold items [from, to) of each seat's labels; empty for one without labels.
    function pagesOf(Kind kind, bytes[] memory labels, uint256 from, uint256 to)
        internal
        pure
        returns (Page[] memory pages)
    {
        pages = new Page[](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            bytes[] memory chunks = chunksOf(kind, labels[s]);
            pages[s].chunkHashes = new bytes32[](chunks.length);
            for (uint256 c; c < chunks.length; ++c) {
                pages[s].chunkHashes[c] = keccak256(chunks[c]);
                if (c >= from / 8 && c < (to + 7) / 8) pages[s].labels = bytes.concat(pages[s].labels, chunks[c]);
            }
        }
    }

    /// @dev Labels cut after every eighth item.
    function chunksOf(Kind kind, bytes memory labels) internal pure returns (bytes[] memory chunks) {
        uint256 width = kind == Kind.Class ? 2 : 10;
        chunks = new bytes[](64);
        uint256 count;
        uint256 start;
        uint256 items;
        for (uint256 place; place < labels.length;) {
            uint256 regions = uint8(labels[place]);
            place += 1 + (regions == 0xff ? 0 : regions * width);
            if (++items % 8 != 0 && place < labels.length) continue;
            chunks[count++] = slice(labels, start, place);
            start = place;
        }
        assembly ("memory-safe") {
            mstore(chunks, count)
        }
    }

    function slice(bytes memory data, uint256 from, uint256 to) internal pure returns (bytes memory out) {
        out = new bytes(to - from);
        for (uint256 i; i < out.length; ++i) {
            out[i] = data[from + i];
        }
    }

    /// @dev Settles by pages and keeps the chain that the settlement told.
    function settlePages(ILabelCoordinator target, uint256 batchId, bytes[] memory labels, uint256 from, uint256 to)
        internal
    {
        Page[] memory pages = pagesOf(kinds[batchId >> 32], labels, from, to);
        vm.recordLogs();
        target.settle(batchId, pages, uint8(from), uint8(to));
        noteSettled();
    }

    /// @dev Openings in the order of the commits; `salts` and `labels` a seat each.
    function openingsOf(uint256 batchId, bytes32[] memory salts, bytes[] memory labels)
        internal
        view
        returns (Opening[] memory openings)
    {
        Commitment[] storage history = histories[batchId];
        openings = new Opening[](history.length);
        for (uint256 i; i < history.length; ++i) {
            uint8 seat = history[i].seat;
            bool isOpened = labels[seat].length != 0;
            openings[i] = Opening(seat, isOpened ? salts[seat] : history[i].word, 0, labels[seat]);
        }
    }

    /// @dev Reads the chain out of the recorded logs.
    function noteSettled() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            noteLog(logs[i]);
        }
    }

    function noteLog(Vm.Log memory log) internal virtual {
        if (log.topics[0] != ILabelEvents.BatchSettled.selector) return;
        (,,,, bytes32 chain) = abi.decode(log.data, (uint64, uint256[], uint64, uint64, bytes32));
        chains[uint256(log.topics[1])] = chain;
    }
}
