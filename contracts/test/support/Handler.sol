// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardToken} from "../../src/RewardToken.sol";
import {ILabelCoordinator} from "../../src/interfaces/ILabelCoordinator.sol";
import {BatchView, Phase, ProjectParams} from "../../src/interfaces/LabelTypes.sol";
import {ExpertMoves} from "./ExpertMoves.sol";
import {Move, Rule} from "./Ledger.sol";

/// @dev Everybody's moves, chosen by the fuzzer; none may revert, so each looks first whether it is its turn.
contract Handler is ExpertMoves {
    uint256 private constant MOST_PROJECTS = 6;

    /// @param accounts lead, expert, outsider, the lead's own scope, the other scope
    constructor(
        ILabelCoordinator coordinator_,
        RewardToken[2] memory tokens_,
        address[5] memory accounts,
        uint256[] memory keys_,
        bool isWatching_
    ) {
        (coordinator, tokens, isWatching) = (coordinator_, tokens_, isWatching_);
        (lead, expert, outsider, scopes) = (accounts[0], accounts[1], accounts[2], [accounts[3], accounts[4]]);
        for (uint256 i; i < keys_.length; ++i) {
            keys.push(keys_[i]);
            people.push(vm.addr(keys_[i]));
            everyone.push(vm.addr(keys_[i]));
        }
        everyone.push(lead);
        everyone.push(expert);
        everyone.push(outsider);
        everyone.push(scopes[1]);
    }

    // --- time ---

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 12 hours);
        vm.roll(block.number + 1 + time % 3);
    }

    function waitLong(uint256 time) external {
        vm.warp(block.timestamp + time % 4 days);
        vm.roll(block.number + 1 + time % 300);
    }

    // --- the lead ---

    /// @dev By the test, before the fuzzer begins.
    function addProject(ProjectParams memory p, uint32 items) public {
        if (projects.length == MOST_PROJECTS) return;
        uint256 projectId = coordinator.projectCount() + 1;
        (kept[projectId], itemCounts[projectId], kinds[projectId]) = (abi.encode(p), items, p.kind);
        bytes32 root;
        if (p.goldPerBatch != 0) {
            (bytes32 a, bytes32 b) = (_leafOf(projectId, 0), _leafOf(projectId, 1));
            root = a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
        }
        vm.prank(lead);
        uint256 gasBefore = gasleft();
        eq(coordinator.openProject(p, bytes32(uint256(1)), root, items, ""), projectId, "projects count from one");
        _did(Move.Open, gasBefore);
        vm.prank(lead);
        coordinator.setExpert(projectId, expert, true);
        projects.push(projectId);
        budgets[projectId] = coordinator.budgetOf(p, items);
    }

    /// @dev Now and then one more like one that is there.
    function openProject(uint256 like, uint256 chance) external {
        if (chance % 4 != 0) return;
        like = projects[like % projects.length];
        addProject(_rules(like), uint32(itemCounts[like]));
    }

    function close(uint256 what, uint256 chance) external {
        if (chance % 16 != 0) return;
        uint256 projectId = projects[what % projects.length];
        vm.prank(lead);
        uint256 gasBefore = gasleft();
        spent[projectId] += coordinator.closeProject(projectId);
        _did(Move.Close, gasBefore);
    }

    function releaseFees(uint256 which) external {
        uint256[] memory ids = new uint256[](1);
        for (uint256 i; i < batches.length; ++i) {
            ids[0] = batches[(which % batches.length + i) % batches.length];
            BatchView memory b = coordinator.batch(ids[0]);
            if (b.phase != Phase.Settled || block.timestamp < b.auditEnd) continue;
            uint256 gasBefore = gasleft();
            coordinator.releaseFees(ids);
            _did(Move.Release, gasBefore);
            return;
        }
    }

    // --- all together ---

    /// @dev All take seats, as many as there are: moves chosen one by one seldom fill a batch.
    function gather(uint256 what, uint256 how) external {
        for (uint256 i; i < people.length; ++i) {
            _take(
                (how % people.length + i) % people.length,
                projects[what % projects.length],
                1 + (how >> i) % 3,
                how % 2 == 0
            );
        }
        // Somebody begins at once: leases are short, and the next move may be far away.
        for (uint256 i; i < seats.length && i < 1 + how % 8; ++i) {
            _commit(seats[seats.length - 1 - i], how % 3 == 0 ? how ^ i : how);
        }
    }

    /// @dev One to four steps of what a batch waits for, whatever it is.
    function goOn(uint256 which, uint256 seed) external {
        for (uint256 i; i < batches.length; ++i) {
            uint256 batchId = batches[(which % batches.length + i) % batches.length];
            if (coordinator.batch(batchId).phase == Phase.Void) continue;
            for (uint256 steps = 1 + seed / 7 % 4; steps != 0; --steps) {
                _goOn(batchId, uint256(keccak256(abi.encode(seed, steps))));
            }
            return;
        }
    }

    function _goOn(uint256 batchId, uint256 seed) private {
        BatchView memory b = coordinator.batch(batchId);
        if (b.phase == Phase.Settled) {
            _draw(batchId, seed % 5 == 0);
            if (seed / 2 % 3 == 0) _revealGold(batchId);
            if (seed % 2 == 0) _extend(batchId);
            _auditNext(batchId, seed);
        }
        for (uint256 s; s < _rules(batchId >> 32).seats; ++s) {
            uint256 seatId = batchId << 8 | s;
            if (b.phase == Phase.Settled) _claim(seatId, seed % 2 == 0);
            else if (_isRevealOpen(b)) _reveal(seatId);
            else _commit(seatId, seed % 4 == 0 ? uint256(keccak256(abi.encode(seed, s))) : seed);
        }
        // Some batches are left to the moves that settle in one step or in pieces.
        if (seed % 3 == 1) _settle(batchId, seed);
        if (seed % 3 == 2 && !_settleInPieces(batchId, seed)) _settle(batchId, seed);
    }

    /// @dev A batch that waits for its people, to its end: who is seated commits, some of them reveal, and the rest
    /// forfeit. It is settled in pieces, or void where too few have revealed. Chosen one by one, moves seldom come so far.
    function playOut(uint256 which, uint256 seed) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_playOut(batches[(which % batches.length + i) % batches.length], seed)) return;
        }
    }

    function _playOut(uint256 batchId, uint256 seed) private returns (bool) {
        if (coordinator.batch(batchId).phase != Phase.Open) return false;
        uint256 seatsOf = _rules(batchId >> 32).seats;
        for (uint256 s; s < seatsOf; ++s) {
            _commit(batchId << 8 | s, seed);
        }
        BatchView memory b = coordinator.batch(batchId);
        if (b.revealStart == 0) return false;
        if (block.timestamp < b.revealStart) vm.warp(b.revealStart);
        // Half of the time everybody is there; else one or two are missing, and one is not.
        uint256 present =
            seed % 2 == 0 ? 0x7f : 1 << seed / 2 % seatsOf | (seed / 16 % 2 == 0 ? 1 << seed / 32 % seatsOf : 0);
        for (uint256 s; s < seatsOf; ++s) {
            if (present >> s & 1 != 0) _reveal(batchId << 8 | s);
        }
        b = coordinator.batch(batchId);
        if (b.reveals < b.commits && block.timestamp < b.revealEnd) vm.warp(b.revealEnd);
        if (!_settleInPieces(batchId, seed / 64) && !_settle(batchId, seed / 64)) return _voidIfOver(batchId);
        return true;
    }

    /// @dev Somebody who has no part in a batch tries all doors.
    function meddle(uint256 which, uint256 door) external {
        if (batches.length == 0) return;
        uint256 batchId = batches[which % batches.length];
        uint256[] memory ids = new uint256[](1);
        ids[0] = batchId;
        bytes memory data = abi.encodeCall(coordinator.claim, (ids));
        if (door % 4 == 1) data = abi.encodeCall(coordinator.closeProject, (batchId >> 32));
        if (door % 4 == 2) data = abi.encodeCall(coordinator.withdrawStake, (_tokenOf(batchId >> 32), 1));
        if (door % 4 == 3) {
            (uint8[] memory items, bytes[] memory truths) = (new uint8[](1), new bytes[](1));
            truths[0] = _item(kinds[batchId >> 32], 1);
            data = abi.encodeCall(coordinator.submitAudit, (batchId, items, truths, chains[batchId], _labels(batchId)));
        }
        vm.prank(outsider);
        (bool isDone,) = address(coordinator).call(data);
        _breach(Rule.OnlySeatsAndExpert, isDone);
    }
}
