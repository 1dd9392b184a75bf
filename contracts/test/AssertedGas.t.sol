// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Kind, Opening, ProjectParams, Rerun} from "../src/interfaces/LabelTypes.sol";
import {GasRow} from "./support/GasRow.sol";
import {Vm} from "./support/Vm.sol";

/// @dev The gas table's rows of asserted settlement: one asserts, and makes final in one call what is drawn there.
contract AssertedGasTest is GasRow {
    uint256 private constant BATCHES = 8;

    function setUp() public override {
        super.setUp();
        stake(asserter, 10_000e18);
    }

    /// forge-config: default.isolate = true
    function test_boxes2k3n64() external {
        _row(Kind.Boxes, 2, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes2k3n16() external {
        _row(Kind.Boxes, 2, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes2k5n64() external {
        _row(Kind.Boxes, 2, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes2k5n16() external {
        _row(Kind.Boxes, 2, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes4k3n64() external {
        _row(Kind.Boxes, 4, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes4k3n16() external {
        _row(Kind.Boxes, 4, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes4k5n64() external {
        _row(Kind.Boxes, 4, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes4k5n16() external {
        _row(Kind.Boxes, 4, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes8k3n64() external {
        _row(Kind.Boxes, 8, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes8k3n16() external {
        _row(Kind.Boxes, 8, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes8k5n64() external {
        _row(Kind.Boxes, 8, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes8k5n16() external {
        _row(Kind.Boxes, 8, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes16k3n64() external {
        _row(Kind.Boxes, 16, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes16k3n16() external {
        _row(Kind.Boxes, 16, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_boxes16k5n64() external {
        _row(Kind.Boxes, 16, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_boxes16k5n16() external {
        _row(Kind.Boxes, 16, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans2k3n64() external {
        _row(Kind.Spans, 2, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans2k3n16() external {
        _row(Kind.Spans, 2, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans2k5n64() external {
        _row(Kind.Spans, 2, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans2k5n16() external {
        _row(Kind.Spans, 2, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans4k3n64() external {
        _row(Kind.Spans, 4, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans4k3n16() external {
        _row(Kind.Spans, 4, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans4k5n64() external {
        _row(Kind.Spans, 4, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans4k5n16() external {
        _row(Kind.Spans, 4, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans8k3n64() external {
        _row(Kind.Spans, 8, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans8k3n16() external {
        _row(Kind.Spans, 8, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans8k5n64() external {
        _row(Kind.Spans, 8, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans8k5n16() external {
        _row(Kind.Spans, 8, 5, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans16k3n64() external {
        _row(Kind.Spans, 16, 3, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans16k3n16() external {
        _row(Kind.Spans, 16, 3, 16);
    }

    /// forge-config: default.isolate = true
    function test_spans16k5n64() external {
        _row(Kind.Spans, 16, 5, 64);
    }

    /// forge-config: default.isolate = true
    function test_spans16k5n16() external {
        _row(Kind.Spans, 16, 5, 16);
    }

    function _row(Kind kind, uint256 regions, uint256 seats, uint256 items) private {
        string memory what = kind == Kind.Boxes ? " boxes" : " spans";
        string memory name = string.concat("asserted ", vm.toString(regions), what, " k=", vm.toString(seats));
        name = string.concat(name, " batch=", vm.toString(items));
        _measure(Row(kind, regions, seats, items, BATCHES, items == 16 ? 8 : 16 / regions, name));
    }

    function _measure(Row memory row) private {
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
            calls[i] = _finalCall(p, row, projectId << 32 | (from + i), standing[from + i]);
        }
        vm.prank(asserter);
        coordinator.multicall(calls, true);
        _count();
    }

    function _finalCall(ProjectParams memory p, Row memory row, uint256 batchId, Assertion memory standing)
        private
        view
        returns (bytes memory)
    {
        Known memory k = _known(p, row, batchId);
        Rerun memory r = rerunOf(k, expectedRun(batchId, k.items));
        return abi.encodeCall(coordinator.finaliseAssertion, (batchId, standing, r));
    }
}
