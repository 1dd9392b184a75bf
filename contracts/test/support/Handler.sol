// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardToken} from "../../src/RewardToken.sol";
import {ILabelCoordinator} from "../../src/interfaces/ILabelCoordinator.sol";
import {BatchView, Kind, Phase, ProjectParams, SeatState, SeatView} from "../../src/interfaces/LabelTypes.sol";
import {Record} from "./Record.sol";

/// @dev Everybody's moves, chosen by the fuzzer; none may revert, so each looks first whether it is its turn.
contract Handler is Record {
    ILabelCoordinator public immutable coordinator;
    RewardToken public immutable token;
    address public immutable lead;
    address public immutable expert;
    address[] public people;
    uint256[] public projects;
    uint256[] public seats;

    mapping(uint256 seatId => bytes) public labelsOf;
    mapping(uint256 seatId => uint256) public claims;
    mapping(uint256 batchId => uint256) public paidOut;
    mapping(uint256 projectId => uint256) public spent; // claims, fees, refunds, and what went to the pool
    mapping(string move => uint256) public done;

    constructor(ILabelCoordinator coordinator_, RewardToken token_, address lead_, address expert_) {
        (coordinator, token, lead, expert) = (coordinator_, token_, lead_, expert_);
    }

    /// @dev Once, by the test; the fuzzer may call it too, and then it does nothing.
    function add(address[] calldata people_, uint256[] calldata projects_) external {
        if (people.length != 0) return;
        (people, projects) = (people_, projects_);
        for (uint256 i; i < projects_.length; ++i) {
            kinds[projects_[i]] = coordinator.params(projects_[i]).kind;
        }
    }

    function seatCount() external view returns (uint256) {
        return seats.length;
    }

    // --- moves ---

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 12 hours);
        vm.roll(block.number + 1 + time % 3);
    }

    function waitLong(uint256 time) external {
        vm.warp(block.timestamp + time % 4 days);
        vm.roll(block.number + 1 + time % 300);
    }

    function takeSeats(uint256 who, uint256 what, uint8 count) external {
        (address account, uint256 projectId) = (people[who % people.length], projects[what % projects.length]);
        (uint256 free,) = coordinator.stake(address(token), account);
        if (free < coordinator.params(projectId).stakePerSeat) return;
        vm.prank(account);
        try coordinator.takeSeats(projectId, count % 3 + 1) returns (uint256[] memory ids) {
            for (uint256 i; i < ids.length; ++i) {
                seats.push(ids[i]);
            }
            ++done["take"];
        } catch (bytes memory reason) {
            // Whether there is a seat is the contract's to say.
            yes(bytes4(reason) == bytes4(keccak256("NoFreeSeat()")), "taking fails for want of seats alone");
        }
    }

    function commit(uint256 which, uint256 seed) external {
        if (seats.length != 0) _commit(seats[which % seats.length], seed);
    }

    function _commit(uint256 seatId, uint256 seed) private {
        SeatView memory seat = coordinator.seat(seatId);
        if (seat.state != SeatState.Leased || seat.leaseEnd < block.timestamp || _isRevealOpen(seatId >> 8)) return;
        bytes memory labels = _makeLabels(seatId, seed);
        labelsOf[seatId] = labels;
        uint256[] memory ids = new uint256[](1);
        bytes32[] memory words = new bytes32[](1);
        ids[0] = seatId;
        words[0] = coordinator.commitmentOf(seatId, seat.annotator, keccak256(labels), 0, bytes32(seatId));
        vm.prank(seat.annotator);
        coordinator.commit(ids, words);
        noteCommit(seatId, words[0]);
        ++done["commit"];
    }

    function reveal(uint256 which) external {
        if (seats.length != 0) _reveal(seats[which % seats.length]);
    }

    function _reveal(uint256 seatId) private {
        BatchView memory b = coordinator.batch(seatId >> 8);
        if (coordinator.seat(seatId).state != SeatState.Committed || b.phase != Phase.Open) return;
        if (!_isRevealOpen(seatId >> 8) || block.timestamp >= b.revealEnd) return;
        coordinator.reveal(seatId, bytes32(seatId), labelsOf[seatId], 0, "", histories[seatId >> 8]);
        ++done["reveal"];
    }

    function settle(uint256 which, uint8 upTo) external {
        if (seats.length != 0) _settle(seats[which % seats.length] >> 8, upTo);
    }

    function _settle(uint256 batchId, uint8 upTo) private {
        BatchView memory b = coordinator.batch(batchId);
        ProjectParams memory p = coordinator.params(batchId >> 32);
        if (b.phase >= Phase.Settled || b.reveals < p.quorum || !_isRevealOpen(batchId)) return;
        if (b.phase == Phase.Open && b.reveals != b.commits && block.timestamp < b.revealEnd) return;
        uint8 to =
            p.kind == Kind.Class ? b.itemCount : uint8(b.settledItems + 1 + upTo % (b.itemCount - b.settledItems));
        settlePages(coordinator, batchId, _labels(batchId, p.seats), b.settledItems, to);
        ++done["settle"];
    }

    function voidBatch(uint256 which) external {
        if (seats.length == 0) return;
        uint256 batchId = seats[which % seats.length] >> 8;
        BatchView memory b = coordinator.batch(batchId);
        ProjectParams memory p = coordinator.params(batchId >> 32);
        if (b.phase != Phase.Open || b.revealEnd == 0 || block.timestamp < b.revealEnd || b.reveals >= p.quorum) {
            return;
        }
        coordinator.voidBatch(batchId);
        ++done["void"];
    }

    function freeSeat(uint256 which) external {
        if (seats.length == 0) return;
        uint256 seatId = seats[which % seats.length];
        SeatView memory seat = coordinator.seat(seatId);
        if (seat.state != SeatState.Leased || coordinator.batch(seatId >> 8).phase != Phase.Open) return;
        if (seat.leaseEnd >= block.timestamp && !_isRevealOpen(seatId >> 8)) return;
        coordinator.freeSeat(seatId);
        ++done["free"];
    }

    function draw(uint256 which) external {
        if (seats.length != 0) _draw(seats[which % seats.length] >> 8);
    }

    function _draw(uint256 batchId) private {
        BatchView memory b = coordinator.batch(batchId);
        if (b.phase != Phase.Settled || b.drawn || block.timestamp >= b.auditEnd) return;
        if (block.number <= b.anchorBlock) vm.roll(b.anchorBlock + 1);
        if (block.number > b.anchorBlock + 256) coordinator.anchorAudit(batchId);
        else coordinator.drawAudit(batchId);
        ++done["draw"];
    }

    function audit(uint256 which, uint256 seed) external {
        if (seats.length != 0) _auditNext(seats[which % seats.length] >> 8, seed);
    }

    function _auditNext(uint256 batchId, uint256 seed) private {
        BatchView memory b = coordinator.batch(batchId);
        if (b.phase != Phase.Settled || block.timestamp >= b.auditEnd) return;
        uint256 open = (b.drawnMask | ~uint256(b.resolvedMask)) & ~uint256(b.auditedMask) & ((1 << b.itemCount) - 1);
        if (open == 0) return;
        uint8 item;
        while (open >> item & 1 == 0) ++item;
        _audit(batchId, item, seed);
        ++done["audit"];
    }

    function _audit(uint256 batchId, uint8 item, uint256 seed) private {
        uint256 projectId = batchId >> 32;
        ProjectParams memory p = coordinator.params(projectId);
        uint8[] memory items = new uint8[](1);
        bytes[] memory truths = new bytes[](1);
        (items[0], truths[0]) = (item, _item(p.kind, 1 + seed % 3));
        uint256 before = coordinator.escrow(projectId);
        uint256 poolBefore = coordinator.auditPool(lead, address(token));
        bytes[] memory labels = _labels(batchId, p.seats);
        vm.prank(expert);
        coordinator.submitAudit(batchId, items, truths, chains[batchId], labels);
        uint256 toPool = coordinator.auditPool(lead, address(token)) - poolBefore;
        eq(before - coordinator.escrow(projectId), toPool + p.auditFeePerItem, "an audit costs its fee and the pool");
        spent[projectId] += toPool + p.auditFeePerItem;
    }

    function claim(uint256 which) external {
        if (seats.length != 0) _claim(seats[which % seats.length]);
    }

    /// @dev What a batch waits for, whatever it is: moves chosen one by one seldom come as far as an audit.
    function goOn(uint256 which, uint256 seed) external {
        if (seats.length == 0) return;
        uint256 batchId = seats[which % seats.length] >> 8;
        Phase phase = coordinator.batch(batchId).phase;
        if (phase == Phase.Settled) {
            _draw(batchId);
            _auditNext(batchId, seed);
        }
        for (uint256 s; s < 7; ++s) {
            uint256 seatId = batchId << 8 | s;
            if (phase == Phase.Settled) _claim(seatId);
            else if (_isRevealOpen(batchId)) _reveal(seatId);
            else _commit(seatId, seed % 4 == 0 ? uint256(keccak256(abi.encode(seed, s))) : seed);
        }
        _settle(batchId, uint8(seed));
    }

    function _claim(uint256 seatId) private {
        uint256 batchId = seatId >> 8;
        BatchView memory b = coordinator.batch(batchId);
        SeatView memory seat = coordinator.seat(seatId);
        if (b.phase != Phase.Settled || seat.state != SeatState.Revealed || block.timestamp < b.auditEnd) return;
        uint256[] memory ids = new uint256[](1);
        ids[0] = batchId;
        uint256 due = coordinator.pendingPay(batchId, seat.annotator);
        vm.prank(seat.annotator);
        uint256 paid = coordinator.claim(ids);
        eq(paid, due, "a claim pays what was pending");
        ++claims[seatId];
        paidOut[batchId] += paid;
        spent[batchId >> 32] += paid;
        ++done["claim"];
    }

    function withdraw(uint256 who, uint256 amount) external {
        address account = people[who % people.length];
        (uint256 free,) = coordinator.stake(address(token), account);
        if (free == 0) return;
        vm.prank(account);
        coordinator.withdrawStake(address(token), amount % (free + 1) % 5e18);
    }

    function close(uint256 what, uint256 chance) external {
        if (chance % 16 != 0) return;
        uint256 projectId = projects[what % projects.length];
        vm.prank(lead);
        spent[projectId] += coordinator.closeProject(projectId);
    }

    // --- helpers ---

    function _isRevealOpen(uint256 batchId) private view returns (bool) {
        uint64 start = coordinator.batch(batchId).revealStart;
        return start != 0 && block.timestamp >= start;
    }

    function _labels(uint256 batchId, uint256 count) private view returns (bytes[] memory labels) {
        labels = new bytes[](count);
        for (uint256 s; s < count; ++s) {
            SeatState state = coordinator.seat(batchId << 8 | s).state;
            if (state == SeatState.Revealed || state == SeatState.Paid) labels[s] = labelsOf[batchId << 8 | s];
        }
    }

    /// @dev Mostly class or place 1; some of 2 and 3, some nothing, some cannot tell.
    function _makeLabels(uint256 seatId, uint256 seed) private view returns (bytes memory labels) {
        Kind kind = coordinator.params(seatId >> 40).kind;
        uint256 items = coordinator.batch(seatId >> 8).itemCount;
        for (uint256 i; i < items; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i))) % 10;
            labels = bytes.concat(labels, _item(kind, roll < 6 ? 1 : roll - 5));
        }
    }

    function _item(Kind kind, uint256 what) private pure returns (bytes memory) {
        if (what == 4) return hex"ff";
        if (what == 3) return hex"00";
        if (kind == Kind.Class) return bytes.concat(hex"01", bytes1(uint8(what)), bytes1(uint8(70)));
        return bytes.concat(hex"01", hex"0146", bytes4(uint32(what * 100)), bytes4(uint32(what * 100 + 50)));
    }
}
