// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, ProjectParams} from "../../src/interfaces/LabelTypes.sol";
import {Asserter} from "./Asserter.sol";

/// @title A row of the gas table: every call a transaction of its own; and its labels.
abstract contract GasRow is Asserter {
    uint256 internal constant MOST_A_CALL = 15_000_000;

    struct Row {
        Kind kind;
        uint256 regions;
        uint256 seats;
        uint256 items; // a batch
        uint256 batches; // that a person takes, commits and claims a call
        uint256 together; // batches settled a call
        string name;
    }

    uint256 internal total;
    uint256 internal totalAtFloor;
    uint256 internal worst;
    uint256 private told; // of the total, by step

    /// @dev Everybody has worked for the lead before: numbers and reputations of accounts are entered once in a life.
    function setUp() public virtual override {
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

    /// @dev One call, one transaction: what it takes, and what it takes where EIP-7623's price of calldata holds.
    function _send(address from, bytes memory data) internal {
        vm.prank(from);
        (bool isDone,) = address(coordinator).call(data);
        uint256 used = vm.lastCallGas().gasTotalUsed;
        yes(isDone, "a row's call holds");
        uint256 floor = _floorOf(data);
        total += used;
        totalAtFloor += used > floor ? used : floor;
        if (used > worst) worst = used;
    }

    function _sendAll(address from, bytes[] memory calls) internal {
        _send(from, abi.encodeCall(coordinator.multicall, (calls, true)));
    }

    /// @dev EIP-7623: 10 gas a token, a zero byte is one and another byte is four, on top of the transaction's base.
    function _floorOf(bytes memory data) private pure returns (uint256) {
        uint256 tokens = 4 * data.length;
        for (uint256 i; i < data.length; ++i) {
            if (data[i] == 0) tokens -= 3;
        }
        return 21_000 + 10 * tokens;
    }

    /// @dev Sends every batch's call, as many a transaction as the row says; `callOf` makes one.
    function _sendBatches(
        address from,
        Row memory row,
        uint256 projectId,
        function(Row memory, uint256) internal view returns (bytes memory) callOf
    ) internal {
        for (uint256 first; first < row.batches; first += row.together) {
            bytes[] memory calls = new bytes[](row.together);
            for (uint256 i; i < row.together; ++i) {
                calls[i] = callOf(row, projectId << 32 | (first + i));
            }
            _sendAll(from, calls);
        }
    }

    /// @dev The row's parameters on top of the project's.
    function _rules(ProjectParams memory p, Row memory row) internal pure {
        (p.auditBps, p.seats, p.quorum) = (1000, uint8(row.seats), uint8(row.seats / 2 + 1));
    }

    /// @dev Every seat's labels of a batch.
    function _allLabels(Row memory row, uint256 batchId) internal pure returns (bytes[] memory labels) {
        labels = new bytes[](row.seats);
        for (uint256 s; s < row.seats; ++s) {
            labels[s] = _labels(row, batchId & 0xffffffff, s);
        }
    }

    function _nameOf(Kind kind, uint256 regions, uint256 seats, uint256 items) internal pure returns (string memory) {
        string memory what = kind == Kind.Boxes ? " boxes" : " spans";
        what = kind == Kind.Class ? "class" : string.concat(vm.toString(regions), what);
        return string.concat(what, " k=", vm.toString(seats), " batch=", vm.toString(items));
    }

    /// @dev Opens the row's project and has its seats taken and committed.
    function _seatAndCommit(ProjectParams memory p, Row memory row) internal returns (uint256 projectId) {
        projectId = open(p, uint32(row.batches * row.items));
        for (uint256 i; i < row.seats; ++i) {
            _send(people[i], abi.encodeCall(coordinator.takeSeats, (projectId, uint8(row.batches))));
        }
        _tell(row, "take");
        for (uint256 i; i < row.seats; ++i) {
            _commit(projectId, row, i);
        }
        _tell(row, "commit");
    }

    /// @dev What the calls since the last step come to a label, for classes.
    function _tell(Row memory row, string memory step) internal {
        if (row.kind == Kind.Class && row.items == 64 && row.seats == 3 && row.batches == 32) {
            vm.snapshotValue("gas-class-steps", step, (total - told) / (row.batches * row.items * row.seats));
        }
        told = total;
    }

    /// @dev Draws the audits and has every seat's pay claimed; writes the row down.
    function _drawAndClaim(ProjectParams memory p, Row memory row, uint256 projectId) internal {
        _draw(projectId, row.batches);
        _tell(row, "draw");
        vm.warp(block.timestamp + p.auditSeconds);
        uint256[] memory batchIds = new uint256[](row.batches);
        for (uint256 b; b < row.batches; ++b) {
            batchIds[b] = projectId << 32 | b;
        }
        for (uint256 i; i < row.seats; ++i) {
            _send(people[i], abi.encodeCall(coordinator.claim, (batchIds)));
        }
        _tell(row, "claim");
        string memory a32 = row.batches == 32 ? "-32-a-call" : "";
        uint256 labels = row.batches * row.items * row.seats;
        vm.snapshotValue(string.concat("gas-a-label", a32), row.name, total / labels);
        vm.snapshotValue(string.concat("gas-a-label-at-floor", a32), row.name, totalAtFloor / labels);
        vm.snapshotValue(string.concat("gas-worst-call", a32), row.name, worst);
        yes(worst < MOST_A_CALL, "every call fits a block");
    }

    function _commit(uint256 projectId, Row memory row, uint256 person) internal {
        uint256[] memory ids = new uint256[](row.batches);
        bytes32[] memory words = new bytes32[](row.batches);
        for (uint256 b; b < row.batches; ++b) {
            ids[b] = (projectId << 32 | b) << 8 | person;
            bytes32 labelsHash = keccak256(_labels(row, b, person));
            words[b] = coordinator.commitmentOf(ids[b], people[person], labelsHash, 0, saltOf(ids[b]));
            noteCommit(ids[b], words[b]);
        }
        _send(people[person], abi.encodeCall(coordinator.commit, (ids, words)));
    }

    function _draw(uint256 projectId, uint256 batches) internal {
        // Not `block.number + 2`: the optimizer takes that for the same wherever it stands in one function.
        vm.roll(coordinator.batch(projectId << 32 | (batches - 1)).anchorBlock + 1);
        bytes[] memory calls = new bytes[](batches);
        for (uint256 b; b < batches; ++b) {
            calls[b] = abi.encodeCall(coordinator.drawAudit, (projectId << 32 | b));
        }
        _sendAll(lead, calls);
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
