// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Kind, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {GasGrid} from "./support/GasGrid.sol";
import {Vm} from "./support/Vm.sol";

/// @dev The gas table's rows of asserted settlement: one asserts, and makes final in one call what is drawn there.
/// forge-config: default.isolate = true
contract AssertedGasTest is GasGrid {
    uint256 private constant BATCHES = 8;

    mapping(uint256 batchId => Assertion) private standing;

    function setUp() public override {
        super.setUp();
        stake(asserter, 10_000e18);
    }

    function _row(Kind kind, uint256 regions, uint256 seats, uint256 items) internal override {
        uint256 together = items == 16 || regions == 2 ? BATCHES : 16 / regions;
        string memory name = string.concat("asserted ", _nameOf(kind, regions, seats, items));
        Row memory row = Row(kind, regions, seats, items, BATCHES, together, name);
        ProjectParams memory p = _params(row);
        uint256 projectId = _seatAndCommit(p, row);
        vm.recordLogs();
        _sendBatches(asserter, row, projectId, _assertion);
        _noteStanding();
        vm.warp(block.timestamp + WINDOW);
        vm.roll(block.number + 2);
        _sendBatches(asserter, row, projectId, _finalCall);
        _drawAndClaim(p, row, projectId);
    }

    function _params(Row memory row) private view returns (ProjectParams memory p) {
        p = asserted(row.kind, uint8(row.items));
        _rules(p, row);
    }

    function _known(Row memory row, uint256 batchId) private view returns (Known memory) {
        return know(_params(row), batchId, _allLabels(row, batchId));
    }

    function _assertion(Row memory row, uint256 batchId) private view returns (bytes memory) {
        Known memory k = _known(row, batchId);
        return abi.encodeCall(coordinator.assertBatch, (batchId, openings(batchId, k.labels), claimOf(k)));
    }

    function _noteStanding() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != ASSERTED) continue;
            (,, Assertion memory a) = abi.decode(logs[i].data, (uint64, uint64, Assertion));
            standing[uint256(logs[i].topics[1])] = a;
        }
    }

    function _finalCall(Row memory row, uint256 batchId) private view returns (bytes memory) {
        Known memory k = _known(row, batchId);
        return abi.encodeCall(
            coordinator.finaliseAssertion, (batchId, standing[batchId], rerunOf(k, expectedRun(batchId, k.items)))
        );
    }
}
