// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Claim, Kind, Opening, Page, ProjectParams, Rerun} from "../../src/interfaces/LabelTypes.sol";
import {Asserter} from "./Asserter.sol";
import {Strewn} from "./Strewn.sol";

/// @title A batch of two boxes an item that is asserted, and false claims about it.
abstract contract AssertedCase is Asserter {
    function _labels() internal pure returns (bytes[] memory labels) {
        labels = new bytes[](3);
        for (uint256 s; s < 3; ++s) {
            labels[s] = Strewn.honest(Kind.Boxes, 2, s);
        }
        // Items that one seat cannot tell, sees nothing in, or sees elsewhere.
        labels[2] = bytes.concat(hex"ff00", slice(labels[2], 42, labels[2].length));
        labels[1] = bytes.concat(hex"00", slice(labels[1], 21, labels[1].length));
        labels[0][2 + 21 * 9] = 0x10;
    }

    function _noisy() internal returns (Known memory) {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        return know(p, committed(p, _labels()), _labels());
    }

    function _pageOf(Known memory k, uint256 seat, uint8 chunk) internal pure returns (uint8, Page memory page) {
        bytes[] memory chunks = chunksOf(k.p.kind, k.labels[seat]);
        page.chunkHashes = new bytes32[](chunks.length);
        for (uint256 i; i < chunks.length; ++i) {
            page.chunkHashes[i] = keccak256(chunks[i]);
        }
        page.labels = chunks[chunk];
        return (chunk, page);
    }

    /// @dev Claim and run: fields 0 to 13 are of the result, so of the last run; from 14 on the mark after a run.
    function _spoilt(Known memory k, uint256 field) internal pure returns (Claim memory c, uint256 run) {
        c = claimOf(k);
        run = c.marks.length;
        if (field == 0) {
            c.result.resolvedMask ^= 1;
        } else if (field == 1) {
            c.result.resolvedMask ^= uint64(1 << 63);
        } else if (field == 2) {
            c.result.consensusRoot ^= bytes32(uint256(1));
        } else if (field == 3) {
            c.result.sums[0] ^= 1; // agreed in the first item
        } else if (field == 4) {
            c.result.sums[1] ^= 1 << 63;
        } else if (field == 5) {
            c.result.sums[2] += 1 << 64; // score
        } else if (field == 6) {
            c.result.sums[0] += 1 << 96; // labelled
        } else if (field == 7) {
            c.result.sums[1] += 1 << 104; // something
        } else if (field == 8) {
            c.result.sums[2] += 1 << 112; // consensusSomething
        } else if (field == 9) {
            c.result.sums[0] += 1 << 120; // unsettled
        } else if (field == 10) {
            c.result.sums[1] |= 1 << 255; // beyond the fields
        } else if (field == 11) {
            (c.result.sums[0], c.result.sums[2]) = (c.result.sums[2], c.result.sums[0]);
        } else if (field == 12) {
            c.result.sums[1] = 0;
        } else if (field == 13) {
            c.result.resolvedMask = 0;
        } else {
            run = (field - 14) % (c.marks.length + 1);
            if (run < c.marks.length) c.marks[run] ^= bytes32(uint256(1) << 255);
            else c.result.consensusRoot = 0;
        }
    }

    function _refute(Known memory truth, Assertion memory a, uint256 run) internal {
        Rerun memory r = rerunOf(truth, run);
        vm.prank(watcher);
        yes(coordinator.recompute(truth.batchId, a, r), "refuted");
    }

    function _refused(uint256 batchId, Opening[] memory list, Claim memory c, string memory why) internal {
        vm.expectPartialRevert(bytes4(keccak256(bytes(why))));
        vm.prank(asserter);
        coordinator.assertBatch(batchId, list, c);
    }
}
