// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Kind, Opening, ProjectParams, Rerun} from "../src/interfaces/LabelTypes.sol";
import {GasRow} from "./support/GasRow.sol";
import {Vm} from "./support/Vm.sol";

/// @dev The gas table's rows of asserted settlement: one asserts, and makes final in one call what is drawn there.
contract AssertedGasTest is GasRow {
    function setUp() public override {
        super.setUp();
        stake(asserter, 10_000e18);
    }

    /// forge-config: default.isolate = true
    function test_boxes() external {
        _rows(Kind.Boxes, "boxes");
    }

    /// forge-config: default.isolate = true
    function test_spans() external {
        _rows(Kind.Spans, "spans");
    }

    function _rows(Kind kind, string memory what) private {
        uint256[4] memory regions = [uint256(2), 4, 8, 16];
        for (uint256 i; i < 4; ++i) {
            for (uint256 j; j < 4; ++j) {
                (uint256 seats, uint256 items) = (j < 2 ? 3 : 5, j % 2 == 0 ? 64 : 16);
                string memory name = string.concat(
                    "asserted ",
                    vm.toString(regions[i]),
                    " ",
                    what,
                    " k=",
                    vm.toString(seats),
                    " batch=",
                    vm.toString(items)
                );
                _measure(Row(kind, regions[i], seats, items, items == 16 ? 8 : 16 / regions[i], name));
            }
        }
    }

    function _measure(Row memory row) private {
        (total, worst) = (0, 0);
        if (row.together > BATCHES) row.together = BATCHES;
        ProjectParams memory p = asserted(row.kind, uint8(row.items));
        (p.auditBps, p.seats, p.quorum) = (1000, uint8(row.seats), uint8(row.seats / 2 + 1));
        uint256 projectId = _seatAndCommit(p, row);
        Assertion[] memory standing = new Assertion[](BATCHES);
        for (uint256 b; b < BATCHES; b += row.together) {
            _assert(p, row, projectId, b, standing);
        }
        vm.warp(block.timestamp + WINDOW);
        vm.roll(block.number + 2);
        for (uint256 b; b < BATCHES; b += row.together) {
            _finalise(p, row, projectId, b, standing);
        }
        _drawAndClaim(p, row, projectId);
    }

    function _known(ProjectParams memory p, Row memory row, uint256 batchId) private view returns (Known memory) {
        bytes[] memory labels = new bytes[](row.seats);
        for (uint256 s; s < row.seats; ++s) {
            labels[s] = _labels(row, batchId & 0xffffffff, s);
        }
        return know(p, batchId, labels);
    }

    function _assert(
        ProjectParams memory p,
        Row memory row,
        uint256 projectId,
        uint256 from,
        Assertion[] memory standing
    ) private {
        bytes[] memory calls = new bytes[](row.together);
        for (uint256 i; i < row.together; ++i) {
            Known memory k = _known(p, row, projectId << 32 | (from + i));
            calls[i] = abi.encodeCall(coordinator.assertBatch, (k.batchId, openings(k.batchId, k.labels), claimOf(k)));
        }
        vm.recordLogs();
        vm.prank(asserter);
        coordinator.multicall(calls, true);
        _count();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 next = from;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != ASSERTED) continue;
            (,, standing[next++]) = abi.decode(logs[i].data, (uint64, uint64, Assertion));
        }
    }

    function _finalise(
        ProjectParams memory p,
        Row memory row,
        uint256 projectId,
        uint256 from,
        Assertion[] memory standing
    ) private {
        bytes[] memory calls = new bytes[](row.together);
        for (uint256 i; i < row.together; ++i) {
            Known memory k = _known(p, row, projectId << 32 | (from + i));
            Rerun memory r = rerunOf(k, expectedRun(k.batchId, k.items));
            calls[i] = abi.encodeCall(coordinator.finaliseAssertion, (k.batchId, standing[from + i], r));
        }
        vm.prank(asserter);
        coordinator.multicall(calls, true);
        _count();
    }
}
