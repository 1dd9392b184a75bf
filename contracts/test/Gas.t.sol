// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, Opening, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {GasRow} from "./support/GasRow.sol";
import {BareLabels, NaiveLabels} from "./support/NaiveLabels.sol";

/// @dev Gas a label with all calls counted, every call a transaction of its own; the table is contracts/snapshots.
/// Who labels takes, commits and claims eight batches a call (500 labels of 64 items a batch), or 32, a day's work on
/// classes and the most that `takeSeats` gives; whoever settles sends as many batches a call as stay far under 15
/// million.
contract GasTest is GasRow {
    /// forge-config: default.isolate = true
    function test_bare() external {
        BareLabels bare = new BareLabels();
        bare.submit(0, bytes32(uint256(1)));
        vm.prank(people[0]);
        bare.submit(1, bytes32(uint256(1)));
        vm.snapshotValue("gas-a-label", "bare", vm.lastCallGas().gasTotalUsed);
    }

    /// forge-config: default.isolate = true
    function test_naive() external {
        _naive(Kind.Class, 1, "naive class k=3");
        _naive(Kind.Boxes, 2, "naive 2 boxes k=3");
        _naive(Kind.Boxes, 4, "naive 4 boxes k=3");
        _naive(Kind.Boxes, 8, "naive 8 boxes k=3");
    }

    /// forge-config: default.isolate = true
    function test_classa32() external {
        _measure(Row(Kind.Class, 1, 3, 64, 32, 8, "class k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_class() external {
        _measure(Row(Kind.Class, 1, 3, 64, 8, 8, "class k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_class16() external {
        _measure(Row(Kind.Class, 1, 3, 16, 8, 8, "class k=3 batch=16"));
    }

    /// forge-config: default.isolate = true
    function test_class5() external {
        _measure(Row(Kind.Class, 1, 5, 64, 8, 8, "class k=5 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes2a32() external {
        _measure(Row(Kind.Boxes, 2, 3, 64, 32, 4, "2 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes2() external {
        _measure(Row(Kind.Boxes, 2, 3, 64, 8, 4, "2 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes2a16() external {
        _measure(Row(Kind.Boxes, 2, 3, 16, 8, 8, "2 boxes k=3 batch=16"));
    }

    /// forge-config: default.isolate = true
    function test_boxes2k5() external {
        _measure(Row(Kind.Boxes, 2, 5, 64, 8, 2, "2 boxes k=5 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes4a32() external {
        _measure(Row(Kind.Boxes, 4, 3, 64, 32, 2, "4 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes4() external {
        _measure(Row(Kind.Boxes, 4, 3, 64, 8, 2, "4 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes8a32() external {
        _measure(Row(Kind.Boxes, 8, 3, 64, 32, 1, "8 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes8() external {
        _measure(Row(Kind.Boxes, 8, 3, 64, 8, 1, "8 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_boxes16() external {
        _measure(Row(Kind.Boxes, 16, 3, 64, 8, 1, "16 boxes k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_spans2() external {
        _measure(Row(Kind.Spans, 2, 3, 64, 8, 4, "2 spans k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_spans4() external {
        _measure(Row(Kind.Spans, 4, 3, 64, 8, 2, "4 spans k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_spans8() external {
        _measure(Row(Kind.Spans, 8, 3, 64, 8, 1, "8 spans k=3 batch=64"));
    }

    /// forge-config: default.isolate = true
    function test_spans16() external {
        _measure(Row(Kind.Spans, 16, 3, 64, 8, 1, "16 spans k=3 batch=64"));
    }

    function _naive(Kind kind, uint256 regions, string memory name) private {
        NaiveLabels naive = new NaiveLabels(coordinator, token, kind, 3);
        token.mint(address(naive), 1000e18);
        total = 0;
        for (uint256 item; item < 2; ++item) {
            for (uint256 s; s < 3; ++s) {
                bytes memory labels = _item(kind, regions, 0, item, s);
                vm.prank(people[s]);
                naive.submit(item, labels);
                // Accounts that have tokens already: the first item warms them.
                if (item == 1) total += vm.lastCallGas().gasTotalUsed;
            }
        }
        vm.snapshotValue("gas-a-label", name, total / 3);
    }

    function _measure(Row memory row) private {
        ProjectParams memory p = classProject();
        (p.kind, p.batchSize, p.targetBps, p.auditBps) = (row.kind, uint8(row.items), 6000, 1000);
        (p.seats, p.quorum) = (uint8(row.seats), uint8(row.seats / 2 + 1));
        uint256 projectId = _seatAndCommit(p, row);
        for (uint256 b; b < row.batches; b += row.together) {
            _settle(projectId, row, b);
        }
        _tell(row, "reveal and settle");
        _drawAndClaim(p, row, projectId);
    }

    function _settle(uint256 projectId, Row memory row, uint256 from) private {
        bytes[] memory calls = new bytes[](row.together);
        for (uint256 i; i < row.together; ++i) {
            uint256 batchId = projectId << 32 | (from + i);
            bytes[] memory labels = new bytes[](row.seats);
            bytes32[] memory salts = new bytes32[](row.seats);
            for (uint256 s; s < row.seats; ++s) {
                labels[s] = _labels(row, from + i, s);
                salts[s] = saltOf(batchId << 8 | s);
            }
            Opening[] memory openings = openingsOf(batchId, salts, labels);
            calls[i] = abi.encodeCall(coordinator.revealAndSettle, (batchId, openings));
        }
        coordinator.multicall(calls, true);
        _count();
    }
}
