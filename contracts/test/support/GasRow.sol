// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, ProjectParams} from "../../src/interfaces/LabelTypes.sol";
import {Asserter} from "./Asserter.sol";

/// @title A row of the gas table: eight batches, every call a transaction of its own, and its labels.
abstract contract GasRow is Asserter {
    uint256 internal constant BATCHES = 8;
    uint256 internal constant MOST_A_CALL = 15_000_000;

    struct Row {
        Kind kind;
        uint256 regions;
        uint256 seats;
        uint256 items; // a batch
        uint256 together; // batches settled a call
        string name;
    }

    uint256 internal total;
    uint256 internal worst;

    function _count() internal {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        total += used;
        if (used > worst) worst = used;
    }

    /// @dev Opens the row's project and has its seats taken and committed, eight batches a call.
    function _seatAndCommit(ProjectParams memory p, Row memory row) internal returns (uint256 projectId) {
        projectId = open(p, uint32(BATCHES * row.items));
        for (uint256 i; i < row.seats; ++i) {
            vm.prank(people[i]);
            coordinator.takeSeats(projectId, uint8(BATCHES));
            _count();
        }
        for (uint256 i; i < row.seats; ++i) {
            _commit(projectId, row, i);
        }
    }

    /// @dev Draws the audits and has every seat's pay claimed; writes the row down.
    function _drawAndClaim(ProjectParams memory p, Row memory row, uint256 projectId) internal {
        _draw(projectId);
        vm.warp(block.timestamp + p.auditSeconds);
        uint256[] memory batchIds = new uint256[](BATCHES);
        for (uint256 b; b < BATCHES; ++b) {
            batchIds[b] = projectId << 32 | b;
        }
        for (uint256 i; i < row.seats; ++i) {
            vm.prank(people[i]);
            coordinator.claim(batchIds);
            _count();
        }
        vm.snapshotValue("gas-a-label", row.name, total / (BATCHES * row.items * row.seats));
        vm.snapshotValue("gas-worst-call", row.name, worst);
        yes(worst < MOST_A_CALL, "every call fits a block");
    }

    function _commit(uint256 projectId, Row memory row, uint256 person) internal {
        uint256[] memory ids = new uint256[](BATCHES);
        bytes32[] memory words = new bytes32[](BATCHES);
        for (uint256 b; b < BATCHES; ++b) {
            ids[b] = (projectId << 32 | b) << 8 | person;
            bytes32 labelsHash = keccak256(_labels(row, b, person));
            words[b] = coordinator.commitmentOf(ids[b], people[person], labelsHash, 0, saltOf(ids[b]));
            noteCommit(ids[b], words[b]);
        }
        vm.prank(people[person]);
        coordinator.commit(ids, words);
        _count();
    }

    function _draw(uint256 projectId) internal {
        vm.roll(block.number + 2);
        bytes[] memory calls = new bytes[](BATCHES);
        for (uint256 b; b < BATCHES; ++b) {
            calls[b] = abi.encodeCall(coordinator.drawAudit, (projectId << 32 | b));
        }
        coordinator.multicall(calls, true);
        _count();
    }

    function _labels(Row memory row, uint256 b, uint256 person) internal pure returns (bytes memory out) {
        for (uint256 i; i < row.items; ++i) {
            out = bytes.concat(out, _item(row.kind, row.regions, b, i, person));
        }
    }

    /// @dev Regions strewn over the item, each seen by every seat with a small error of its own; one class item of
    /// sixteen is of another class for the third seat.
    function _item(Kind kind, uint256 regions, uint256 b, uint256 i, uint256 person)
        internal
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
