// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {GasGrid} from "./support/GasGrid.sol";
import {BareLabels, NaiveLabels} from "./support/measured/NaiveLabels.sol";

/// @dev Gas a label with all calls counted, every call a transaction of its own; the table is contracts/snapshots.
/// Who labels takes, commits and claims eight batches a call (500 labels of 64 items a batch), or 32, a day's work on
/// classes and the most that `takeSeats` gives; whoever settles sends as many batches a call as stay far under 15
/// million.
/// forge-config: default.isolate = true
contract GasTest is GasGrid {
    uint256 private constant BATCHES = 8;
    /// @dev Regions that one call settles, at most, unless one batch has more.
    uint256 private constant REGIONS_A_CALL = 1536;

    function test_bare() external {
        BareLabels bare = BareLabels(deployMeasured("NaiveLabels.sol", "BareLabels", ""));
        bare.submit(0, bytes32(uint256(1)));
        vm.prank(people[0]);
        bare.submit(1, bytes32(uint256(1)));
        vm.snapshotValue("gas-a-label", "bare", vm.lastCallGas().gasTotalUsed);
    }

    function test_naive() external {
        _naive(Kind.Class, 1, "naive class k=3");
        _naive(Kind.Boxes, 2, "naive 2 boxes k=3");
        _naive(Kind.Boxes, 4, "naive 4 boxes k=3");
        _naive(Kind.Boxes, 8, "naive 8 boxes k=3");
    }

    function test_classk3n64() external {
        _row(Kind.Class, 1, 3, 64);
    }

    function test_classk3n16() external {
        _row(Kind.Class, 1, 3, 16);
    }

    function test_classk5n64() external {
        _row(Kind.Class, 1, 5, 64);
    }

    function test_classk5n16() external {
        _row(Kind.Class, 1, 5, 16);
    }

    function test_classa32() external {
        _measure(_rowOf(Kind.Class, 1, 3, 64, 32));
    }

    function test_boxes2a32() external {
        _measure(_rowOf(Kind.Boxes, 2, 3, 64, 32));
    }

    function test_boxes4a32() external {
        _measure(_rowOf(Kind.Boxes, 4, 3, 64, 32));
    }

    function test_boxes8a32() external {
        _measure(_rowOf(Kind.Boxes, 8, 3, 64, 32));
    }

    function _naive(Kind kind, uint256 regions, string memory name) private {
        bytes memory arguments = abi.encode(coordinator, token, kind, 3);
        NaiveLabels naive = NaiveLabels(deployMeasured("NaiveLabels.sol", "NaiveLabels", arguments));
        token.mint(address(naive), 1000e18);
        uint256 used;
        for (uint256 item; item < 2; ++item) {
            for (uint256 s; s < 3; ++s) {
                bytes memory labels = _item(kind, regions, 0, item, s);
                vm.prank(people[s]);
                naive.submit(item, labels);
                // Accounts that have tokens already: the first item warms them.
                if (item == 1) used += vm.lastCallGas().gasTotalUsed;
            }
        }
        vm.snapshotValue("gas-a-label", name, used / 3);
    }

    function _row(Kind kind, uint256 regions, uint256 seats, uint256 items) internal override {
        _measure(_rowOf(kind, regions, seats, items, BATCHES));
    }

    function _rowOf(Kind kind, uint256 regions, uint256 seats, uint256 items, uint256 batches)
        private
        pure
        returns (Row memory)
    {
        uint256 together = REGIONS_A_CALL / (regions * seats * items);
        if (together > BATCHES || kind == Kind.Class) together = BATCHES;
        if (together == 0) together = 1;
        return Row(kind, regions, seats, items, batches, together, _nameOf(kind, regions, seats, items));
    }

    function _measure(Row memory row) private {
        ProjectParams memory p = classProject();
        (p.kind, p.batchSize, p.targetBps) = (row.kind, uint8(row.items), 6000);
        _rules(p, row);
        uint256 projectId = _seatAndCommit(p, row);
        _sendBatches(lead, row, projectId, _settlement);
        _tell(row, "reveal and settle");
        _drawAndClaim(p, row, projectId);
    }

    function _settlement(Row memory row, uint256 batchId) private view returns (bytes memory) {
        return abi.encodeCall(coordinator.revealAndSettle, (batchId, openings(batchId, _allLabels(row, batchId))));
    }
}
