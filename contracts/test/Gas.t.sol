// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, Opening, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {BareLabels, NaiveLabels} from "./support/NaiveLabels.sol";
import {Stage} from "./support/Stage.sol";

/// @dev Gas a label with all calls counted, every call a transaction of its own; the table is contracts/snapshots.
/// Who labels takes, commits and claims eight batches a call (500 labels of 64 items a batch), or 32, a day's work on
/// classes and the most that `takeSeats` gives; whoever settles sends as many batches a call as stay far under 15
/// million.
contract GasTest is Stage {
    uint256 private constant MOST_A_CALL = 15_000_000;

    struct Row {
        Kind kind;
        uint256 regions;
        uint256 seats;
        uint256 items; // a batch
        uint256 batches; // that a person takes, commits and claims a call
        uint256 together; // batches settled a call
        string name;
    }

    uint256 private total;
    uint256 private told; // of the total, by step
    uint256 private worst;

    /// @dev Everybody has worked for the lead before: numbers and reputations of accounts are entered once in a life.
    function setUp() public override {
        super.setUp();
        ProjectParams memory p = classProject();
        (p.seats, p.quorum, p.batchSize) = (7, 4, 1);
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = hex"010150";
        }
        uint256 batchId = settled(open(p, 1), labels);
        passAudit(batchId);
        for (uint256 s; s < 7; ++s) {
            claimAs(people[s], batchId);
        }
    }

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

    function _count() private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        total += used;
        if (used > worst) worst = used;
    }

    function _measure(Row memory row) private {
        ProjectParams memory p = classProject();
        (p.kind, p.batchSize, p.targetBps, p.auditBps) = (row.kind, uint8(row.items), 6000, 1000);
        (p.seats, p.quorum) = (uint8(row.seats), uint8(row.seats / 2 + 1));
        uint256 projectId = open(p, uint32(row.batches * row.items));
        for (uint256 i; i < row.seats; ++i) {
            vm.prank(people[i]);
            coordinator.takeSeats(projectId, uint8(row.batches));
            _count();
        }
        _tell(row, "take");
        for (uint256 i; i < row.seats; ++i) {
            _commit(projectId, row, i);
        }
        _tell(row, "commit");
        for (uint256 b; b < row.batches; b += row.together) {
            _settle(projectId, row, b);
        }
        _tell(row, "reveal and settle");
        _draw(projectId, row.batches);
        _tell(row, "draw");
        vm.warp(block.timestamp + p.auditSeconds);
        uint256[] memory batchIds = new uint256[](row.batches);
        for (uint256 b; b < row.batches; ++b) {
            batchIds[b] = projectId << 32 | b;
        }
        for (uint256 i; i < row.seats; ++i) {
            vm.prank(people[i]);
            coordinator.claim(batchIds);
            _count();
        }
        _tell(row, "claim");
        string memory a32 = row.batches == 32 ? "-32-a-call" : "";
        vm.snapshotValue(string.concat("gas-a-label", a32), row.name, total / (row.batches * row.items * row.seats));
        vm.snapshotValue(string.concat("gas-worst-call", a32), row.name, worst);
        yes(worst < MOST_A_CALL, "every call fits a block");
    }

    /// @dev What the calls since the last step come to a label, for classes.
    function _tell(Row memory row, string memory step) private {
        if (row.kind == Kind.Class && row.items == 64 && row.seats == 3 && row.batches == 32) {
            vm.snapshotValue("gas-class-steps", step, (total - told) / (row.batches * row.items * row.seats));
        }
        told = total;
    }

    function _commit(uint256 projectId, Row memory row, uint256 person) private {
        uint256[] memory ids = new uint256[](row.batches);
        bytes32[] memory words = new bytes32[](row.batches);
        for (uint256 b; b < row.batches; ++b) {
            ids[b] = (projectId << 32 | b) << 8 | person;
            bytes32 labelsHash = keccak256(_labels(row, b, person));
            words[b] = coordinator.commitmentOf(ids[b], people[person], labelsHash, 0, saltOf(ids[b]));
            noteCommit(ids[b], words[b]);
        }
        vm.prank(people[person]);
        coordinator.commit(ids, words);
        _count();
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

    function _draw(uint256 projectId, uint256 batches) private {
        vm.roll(block.number + 2);
        bytes[] memory calls = new bytes[](batches);
        for (uint256 b; b < batches; ++b) {
            calls[b] = abi.encodeCall(coordinator.drawAudit, (projectId << 32 | b));
        }
        coordinator.multicall(calls, true);
        _count();
    }

    function _labels(Row memory row, uint256 b, uint256 person) private pure returns (bytes memory out) {
        for (uint256 i; i < row.items; ++i) {
            out = bytes.concat(out, _item(row.kind, row.regions, b, i, person));
        }
    }

    /// @dev Regions strewn over the item, each seen by every seat with a small error of its own; one class item of
    /// sixteen is of another class for the third seat.
    function _item(Kind kind, uint256 regions, uint256 b, uint256 i, uint256 person)
        private
        pure
        returns (bytes memory out)
    {
        if (kind == Kind.Class) {
            uint256 class = 1 + uint256(keccak256(abi.encode(b, i))) % 3;
            if (person == 2 && i % 16 == 0) class = 4;
            return bytes.concat(hex"01", bytes1(uint8(class)), bytes1(uint8(70 + person)));
        }
        out = bytes.concat(bytes1(uint8(regions)));
        for (uint256 r; r < regions; ++r) {
            uint256 place = uint256(keccak256(abi.encode(b, i, r)));
            uint256 noise = uint256(keccak256(abi.encode(b, i, r, person))) % 150;
            // One row of the image, or one stretch of the text, a region, so that a seat's own never meet; bytes
            // ascend by confidence.
            bytes2 head = bytes2(uint16(0x0100 + 50 + r));
            if (kind == Kind.Spans) {
                uint256 start = r * 1000 + place % 400 + noise % 60;
                out = bytes.concat(out, head, abi.encodePacked(uint32(start), uint32(start + 400)));
                continue;
            }
            uint256 x = place % 40_000 + noise;
            uint256 y = r * 4000 + noise;
            out = bytes.concat(
                out, head, abi.encodePacked(uint16(x), uint16(y), uint16(x + 9000 + place % 7000), uint16(y + 3250))
            );
        }
    }
}
