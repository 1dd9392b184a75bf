// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LabelFault} from "../interfaces/LabelTypes.sol";
import {LabelFaults} from "./LabelFaults.sol";
import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title Checks labels against DESIGN section 5: one set of labels has one encoding, and only that is taken.
/// @dev Reading finds out as cheaply as it can whether labels are good; LabelFaults says what is wrong with bad ones.
library LabelCodec {
    using Words for uint256;

    uint256 internal constant CHUNK_ITEMS = 8;

    /// @dev Labels in memory, with a zero word after them: reading past the end finds zeros.
    function copy(bytes calldata labels) internal pure returns (uint256 pointer, uint256 end) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
            end := add(pointer, labels.length)
            calldatacopy(pointer, labels.offset, labels.length)
            mstore(end, 0)
            mstore(0x40, and(add(end, 63), not(31)))
        }
    }

    /// @dev Reverts with BadLabels unless `labels` is exactly `itemCount` well-formed items; where `isChecked`, they are
    /// known to be.
    /// @return chunksHash keccak256 of the chunks' hashes one after another; a chunk is 8 items, the last may be shorter
    function check(Regions.Pool memory pool, uint256 itemCount, bytes calldata labels, bool isChecked)
        internal
        pure
        returns (bytes32 chunksHash)
    {
        unchecked {
            (uint256 pointer, uint256 end) = copy(labels);
            uint256 start = pointer;
            uint256 chunk = pointer;
            uint256 hashes = Words.alloc(chunksIn(itemCount));
            for (uint256 item; item < itemCount;) {
                pointer = isChecked ? skip(pool.width, pointer) : _readItem(pool, pointer, end);
                if (pointer == 0) LabelFaults.explain(pool, 0, itemCount, start, end);
                ++item;
                if (item % CHUNK_ITEMS == 0 || item == itemCount) {
                    hashes.put((item - 1) / CHUNK_ITEMS, hashOf(chunk, pointer));
                    chunk = pointer;
                }
            }
            if (pointer != end) LabelFaults.fail(itemCount == 0 ? 0 : itemCount - 1, LabelFault.TrailingBytes);
            return bytes32(hashOf(hashes, hashes + 32 * chunksIn(itemCount)));
        }
    }

    /// @dev One seat's item by itself; where it ends, or 0 if it is not well-formed.
    function _readItem(Regions.Pool memory pool, uint256 pointer, uint256 end) private pure returns (uint256 next) {
        unchecked {
            uint256 word = pointer.load();
            uint256 count = word >> 248;
            if (pointer >= end) return 0;
            ++pointer;
            if (count == Regions.CANNOT_TELL) return pointer;
            next = pointer + count * pool.width;
            if (count > Regions.MAX_REGIONS || next > end) return 0;
            if (count == 1 && pool.width == 2) {
                uint256 class = word >> 240 & 0xff;
                return class == 0 || class > pool.classCount || word >> 232 & 0xff > 100 ? 0 : next;
            }
            if (count == 0) return next;
            Regions.clear(pool);
            (bool isGood,) = Regions.read(pool, pointer, count);
            if (!isGood) return 0;
        }
    }

    /// @dev Steps over one item of well-formed labels.
    function skip(uint256 width, uint256 pointer) internal pure returns (uint256) {
        unchecked {
            uint256 count = pointer.load() >> 248;
            return count == Regions.CANNOT_TELL ? pointer + 1 : pointer + 1 + count * width;
        }
    }

    function chunksIn(uint256 itemCount) internal pure returns (uint256) {
        unchecked {
            return (itemCount + CHUNK_ITEMS - 1) / CHUNK_ITEMS;
        }
    }

    function hashOf(uint256 from, uint256 to) internal pure returns (uint256 hash) {
        assembly ("memory-safe") {
            hash := keccak256(from, sub(to, from))
        }
    }
}
