// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../src/interfaces/ILabelErrors.sol";
import {Kind, LabelFault} from "../src/interfaces/LabelTypes.sol";
import {Chunks} from "../src/libraries/Chunks.sol";
import {LabelScan} from "../src/libraries/LabelScan.sol";
import {BatchCase} from "./support/BatchCase.sol";
import {Record} from "./support/Record.sol";

/// @dev Labels that are only scanned, and pages of them, on the generated batches: what is taken, and nothing near it.
contract PagesTest is Record {
    function test_pagesAreTheirChunksAndNothingElse() external view {
        for (uint256 file; file < 4; ++file) {
            string memory path = string.concat("contracts/test/fixtures/batches-", vm.toString(file), ".bin");
            BatchCase[] memory cases = abi.decode(vm.readFileBinary(path), (BatchCase[]));
            for (uint256 i; i < cases.length; ++i) {
                this.checkBatch(cases[i], string.concat(vm.toString(file), "/", vm.toString(i)));
            }
        }
    }

    function checkBatch(BatchCase memory c, string memory name) external view {
        for (uint256 s; s < c.labels.length; ++s) {
            if (c.labels[s].length == 0) continue;
            _checkScan(c, c.labels[s], c.seats[s].chunksHash, name);
            _checkPages(c, c.labels[s], name);
        }
    }

    function scan(uint256 width, uint256 items, bytes calldata labels) external pure returns (bytes32, bytes32) {
        return LabelScan.hashes(width, items, labels);
    }

    function holds(Kind kind, uint256 items, uint256 from, uint256 to, bytes32[] calldata hashes, bytes calldata labels)
        external
        pure
        returns (bool)
    {
        return Chunks.holds(kind, items, from, to, hashes, labels);
    }

    function _checkScan(BatchCase memory c, bytes memory labels, bytes32 chunksHash, string memory name) private view {
        uint256 width = c.kind == Kind.Class ? 2 : 10;
        (bytes32 whole, bytes32 chunks) = this.scan(width, c.items, labels);
        eqWord(whole, keccak256(labels), string.concat("scanned whole of ", name));
        eqWord(chunks, chunksHash, string.concat("scanned chunks of ", name));
        _refused(width, c.items, slice(labels, 0, labels.length - 1), LabelFault.Truncated, name);
        _refused(width, c.items, bytes.concat(labels, hex"00"), LabelFault.TrailingBytes, name);
    }

    function _refused(uint256 width, uint256 items, bytes memory labels, LabelFault fault, string memory name)
        private
        view
    {
        try this.scan(width, items, labels) {
            yes(false, string.concat("scanned without a fault: ", name));
        } catch (bytes memory reason) {
            bytes memory wanted = abi.encodeWithSelector(ILabelErrors.BadLabels.selector, uint8(0), fault);
            eqBytes(reason, wanted, string.concat("fault of a scan of ", name));
        }
    }

    function _checkPages(BatchCase memory c, bytes memory labels, string memory name) private view {
        bytes[] memory chunks = chunksOf(c.kind, labels);
        bytes32[] memory hashes = new bytes32[](chunks.length);
        for (uint256 i; i < chunks.length; ++i) {
            hashes[i] = keccak256(chunks[i]);
        }
        _held(c, 0, chunks.length, hashes, labels, true, name);
        for (uint256 i; i < chunks.length; ++i) {
            bytes memory page = chunks[i];
            _held(c, i, i + 1, hashes, page, true, name);
            _held(c, i, i + 1, hashes, slice(page, 0, page.length - 1), false, name);
            _held(c, i, i + 1, hashes, bytes.concat(page, hex"00"), false, name);
            _held(c, i, i + 1, hashes, "", false, name);
            // A page of two is not one of one, and a chunk without its hash is none.
            if (i != 0) _held(c, i - 1, i + 1, hashes, page, false, name);
            if (i != 0) _held(c, i - 1, i, hashes, bytes.concat(chunks[i - 1], page), false, name);
            bytes32[] memory fewer = new bytes32[](i);
            for (uint256 j; j < i; ++j) {
                fewer[j] = hashes[j];
            }
            _held(c, i, i + 1, fewer, page, false, name);
        }
    }

    function _held(
        BatchCase memory c,
        uint256 from,
        uint256 to,
        bytes32[] memory hashes,
        bytes memory page,
        bool isHeld,
        string memory name
    ) private view {
        yes(this.holds(c.kind, c.items, from, to, hashes, page) == isHeld, string.concat("pages of ", name));
    }
}
