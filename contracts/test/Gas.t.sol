// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, Opening, ProjectParams} from "../src/interfaces/LabelTypes.sol";
import {Stage} from "./support/Stage.sol";

/// @dev What the design measures against: one transaction a label, stored bare.
contract BareLabels {
    mapping(uint256 item => mapping(address annotator => bytes32)) public labels;

    event Labelled(uint256 indexed item, address indexed annotator, bytes32 label);

    function submit(uint256 item, bytes32 label) external {
        labels[item][msg.sender] = label;
        emit Labelled(item, msg.sender, label);
    }
}

/// @dev Gas a label with all calls counted, every call a transaction of its own; the table is contracts/snapshots.
contract GasTest is Stage {
    uint256 private constant BATCHES = 4;
    uint256 private constant ITEMS = 64;
    uint256 private total;
    uint256 private worst;

    /// forge-config: default.isolate = true
    function test_bare() external {
        BareLabels bare = new BareLabels();
        bare.submit(0, bytes32(uint256(1)));
        vm.prank(people[0]);
        bare.submit(1, bytes32(uint256(1)));
        vm.snapshotValue("gas-a-label", "bare", vm.lastCallGas().gasTotalUsed);
    }

    /// forge-config: default.isolate = true
    function test_class() external {
        _measure(Kind.Class, 1, "class k=3 batch=64");
    }

    /// forge-config: default.isolate = true
    function test_boxes2() external {
        _measure(Kind.Boxes, 2, "2 boxes k=3 batch=64");
    }

    /// forge-config: default.isolate = true
    function test_boxes4() external {
        _measure(Kind.Boxes, 4, "4 boxes k=3 batch=64");
    }

    /// forge-config: default.isolate = true
    function test_boxes8() external {
        _measure(Kind.Boxes, 8, "8 boxes k=3 batch=64");
    }

    function _count() private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        total += used;
        if (used > worst) worst = used;
    }

    function _measure(Kind kind, uint256 regions, string memory name) private {
        ProjectParams memory p = classProject();
        (p.kind, p.batchSize, p.targetBps, p.auditBps) = (kind, 64, 6000, 1000);
        uint256 projectId = open(p, uint32(BATCHES * ITEMS));
        // Accounts and their standing exist already: one project before has warmed them.
        for (uint256 i; i < 3; ++i) {
            vm.prank(people[i]);
            coordinator.takeSeats(projectId, uint8(BATCHES));
            _count();
        }
        for (uint256 i; i < 3; ++i) {
            _commit(projectId, kind, regions, i);
        }
        for (uint256 b; b < BATCHES; ++b) {
            _settle(projectId << 32 | b, kind, regions);
        }
        vm.warp(block.timestamp + p.auditSeconds);
        uint256[] memory batchIds = new uint256[](BATCHES);
        for (uint256 b; b < BATCHES; ++b) {
            batchIds[b] = projectId << 32 | b;
        }
        for (uint256 i; i < 3; ++i) {
            vm.prank(people[i]);
            coordinator.claim(batchIds);
            _count();
        }
        vm.snapshotValue("gas-a-label", name, total / (BATCHES * ITEMS * 3));
        vm.snapshotValue("gas-worst-call", name, worst);
    }

    function _commit(uint256 projectId, Kind kind, uint256 regions, uint256 person) private {
        uint256[] memory ids = new uint256[](BATCHES);
        bytes32[] memory words = new bytes32[](BATCHES);
        for (uint256 b; b < BATCHES; ++b) {
            ids[b] = (projectId << 32 | b) << 8 | person;
            words[b] = coordinator.commitmentOf(
                ids[b], people[person], keccak256(_labels(kind, regions, b, person)), 0, saltOf(ids[b])
            );
            noteCommit(ids[b], words[b]);
        }
        vm.prank(people[person]);
        coordinator.commit(ids, words);
        _count();
    }

    function _settle(uint256 batchId, Kind kind, uint256 regions) private {
        bytes[] memory labels = new bytes[](3);
        bytes32[] memory salts = new bytes32[](3);
        for (uint256 s; s < 3; ++s) {
            labels[s] = _labels(kind, regions, batchId & 0xff, s);
            salts[s] = saltOf(batchId << 8 | s);
        }
        Opening[] memory openings = openingsOf(batchId, salts, labels);
        coordinator.revealAndSettle(batchId, openings);
        _count();
        vm.roll(block.number + 2);
        coordinator.drawAudit(batchId);
        _count();
    }

    /// @dev Regions strewn over the image, each seen by every seat with a small error of its own; one item of sixteen
    /// is of another class for the third seat.
    function _labels(Kind kind, uint256 regions, uint256 b, uint256 person) private pure returns (bytes memory out) {
        for (uint256 i; i < ITEMS; ++i) {
            if (kind == Kind.Class) {
                uint256 class = 1 + uint256(keccak256(abi.encode(b, i))) % 3;
                if (person == 2 && i % 16 == 0) class = 4;
                out = bytes.concat(out, hex"01", bytes1(uint8(class)), bytes1(uint8(70 + person)));
                continue;
            }
            out = bytes.concat(out, bytes1(uint8(regions)));
            for (uint256 r; r < regions; ++r) {
                uint256 place = uint256(keccak256(abi.encode(b, i, r)));
                uint256 noise = uint256(keccak256(abi.encode(b, i, r, person))) % 300;
                // One row of the image a region, so that a seat's own never meet; bytes ascend with x0 by confidence.
                uint256 x = place % 40_000 + noise;
                uint256 y = r * 8000 + noise;
                out = bytes.concat(
                    out,
                    bytes2(uint16(0x0100 + 50 + r)),
                    abi.encodePacked(uint16(x), uint16(y), uint16(x + 9000 + place % 7000), uint16(y + 6500))
                );
            }
        }
    }
}
