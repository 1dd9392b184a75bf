// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchView, Phase, SeatState} from "../../src/interfaces/LabelTypes.sol";
import {BatchMoves} from "./BatchMoves.sol";
import {Move, Rule} from "./Ledger.sol";

/// @dev The audit, the pool and gold.
abstract contract ExpertMoves is BatchMoves {
    bytes32 internal constant GOLD_SALT = "gold";

    function _isInWindow(BatchView memory b) private view returns (bool) {
        return b.phase == Phase.Settled && block.timestamp < b.auditEnd;
    }

    /// @dev One draw in four is let lapse first.
    function draw(uint256 which, uint256 how) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_draw(batches[(which % batches.length + i) % batches.length], how % 4 == 0)) return;
        }
    }

    function _draw(uint256 batchId, bool isLate) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        if (!_isInWindow(b) || b.drawn) return false;
        if (block.number <= b.anchorBlock) vm.roll(b.anchorBlock + 1);
        if (isLate && block.number <= b.anchorBlock + 256) vm.roll(b.anchorBlock + 257);
        uint256 gasBefore = gasleft();
        if (block.number > b.anchorBlock + 256) {
            coordinator.anchorAudit(batchId);
            _did(Move.Anchor, gasBefore);
        } else {
            coordinator.drawAudit(batchId);
            _did(Move.Draw, gasBefore);
        }
        return true;
    }

    /// @dev Anybody has more items drawn, as far as the pool goes.
    function extendAudit(uint256 which) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_extend(batches[(which % batches.length + i) % batches.length])) return;
        }
    }

    function _extend(uint256 batchId) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        uint256 projectId = batchId >> 32;
        if (!_isInWindow(b) || !b.drawn || block.number > b.anchorBlock + 256) return false;
        if (_count(b.drawnMask) == b.itemCount) return false;
        uint256 open = _count(extended[batchId] & ~uint256(b.auditedMask)) + 1;
        uint256 pool = coordinator.auditPool(_scopeOf(projectId), _tokenOf(projectId));
        if (open * _rules(projectId).auditFeePerItem > pool) return false;
        uint256 gasBefore = gasleft();
        uint64 mask = coordinator.extendAudit(batchId, 1);
        _did(Move.Extend, gasBefore);
        extended[batchId] |= mask & ~b.drawnMask & b.resolvedMask;
        return true;
    }

    function _count(uint256 mask) private pure returns (uint256 bits) {
        for (; mask != 0; mask &= mask - 1) {
            ++bits;
        }
    }

    /// @dev Has an item more drawn, and ruled on at once, where the pool and somebody's standing allow it.
    function auditAtThePoolsCost(uint256 which, uint256 seed) external {
        for (uint256 i; i < batches.length; ++i) {
            uint256 batchId = batches[(which % batches.length + i) % batches.length];
            address who = _qualified(batchId);
            if (who == address(0) || !_isInWindow(coordinator.batch(batchId))) continue;
            _draw(batchId, false);
            _extend(batchId);
            uint256 open = extended[batchId] & ~uint256(coordinator.batch(batchId).auditedMask);
            if (open == 0) continue;
            uint8 item;
            while (open >> item & 1 == 0) ++item;
            _audit(batchId, item, 1 + seed % 3, who, true);
            return;
        }
    }

    function audit(uint256 which, uint256 seed) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_auditNext(batches[(which % batches.length + i) % batches.length], seed)) return;
        }
    }

    function _auditNext(uint256 batchId, uint256 seed) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        if (!_isInWindow(b)) return false;
        uint256 open = (b.drawnMask | ~uint256(b.resolvedMask)) & ~uint256(b.auditedMask) & ((1 << b.itemCount) - 1);
        if (open == 0) return false;
        uint8 item;
        while (open >> item & 1 == 0) ++item;
        bool isPools = extended[batchId] >> item & 1 != 0;
        address who = isPools ? _qualified(batchId) : expert;
        if (who == address(0)) return false;
        _audit(batchId, item, 1 + seed % 3, who, isPools);
        return true;
    }

    /// @dev An annotator of standing, without a seat in the batch; zero if there is none.
    function _qualified(uint256 batchId) private view returns (address) {
        for (uint256 i; i < people.length; ++i) {
            if (coordinator.isExpert(batchId >> 32, people[i]) && _seatOf(batchId, people[i]) == 255) return people[i];
        }
        return address(0);
    }

    function _audit(uint256 batchId, uint8 item, uint256 truth, address who, bool isPools) private {
        uint256 before = coordinator.escrow(batchId >> 32);
        // What is taken back is what the winners get; a disputed item pays k at most.
        uint256 limit = _payOf(batchId);
        if (coordinator.batch(batchId).resolvedMask >> item & 1 == 0) limit += mostAnItem(batchId >> 32);
        _weigh(batchId >> 32);
        _sendAudit(batchId, item, truth, who, isPools ? Move.AuditAtThePoolsCost : Move.Audit);
        uint256 out = _noteAudit(batchId >> 32, isPools);
        _weighAgain(batchId, who);
        eq(before - coordinator.escrow(batchId >> 32), out, "an audit costs its fee and what it takes back");
        if (coordinator.batch(batchId).overturnedMask >> item & 1 != 0) ++done[Move.Overturn];
        _breach(Rule.AtMostKRewards, _payOf(batchId) > limit);
    }

    /// @dev What it has cost the project: what it takes back goes to the pool or the winners, of stake the project has
    /// nothing.
    function _noteAudit(uint256 projectId, bool isPools) private returns (uint256 out) {
        (uint256 toPool, uint256 ofStake) = _noteCall();
        out = toPool - ofStake + (isPools ? 0 : _rules(projectId).auditFeePerItem);
        spent[projectId] += out;
    }

    function _sendAudit(uint256 batchId, uint8 item, uint256 truth, address who, Move move) private {
        uint8[] memory items = new uint8[](1);
        bytes[] memory truths = new bytes[](1);
        (items[0], truths[0]) = (item, _item(kinds[batchId >> 32], truth));
        bytes[] memory labels = _labels(batchId);
        vm.recordLogs();
        vm.prank(who);
        uint256 gasBefore = gasleft();
        coordinator.submitAudit(batchId, items, truths, chains[batchId], labels);
        _did(move, gasBefore);
    }

    // --- gold ---

    /// @dev The answers to batch `index`: its first items are of class 1.
    function _gold(uint256 projectId, uint256 index)
        internal
        view
        returns (uint8[] memory items, bytes[] memory truths)
    {
        uint256 size = _rules(projectId).batchSize;
        uint256 here = itemCounts[projectId] - index * size;
        uint256 count = here < size ? _rules(projectId).goldPerBatch * here / size : _rules(projectId).goldPerBatch;
        (items, truths) = (new uint8[](count), new bytes[](count));
        for (uint8 i; i < count; ++i) {
            (items[i], truths[i]) = (i, _item(kinds[projectId], 1));
        }
    }

    function revealGold(uint256 which) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_revealGold(batches[(which % batches.length + i) % batches.length])) return;
        }
    }

    mapping(uint256 batchId => bool) private isGoldOut;

    function _revealGold(uint256 batchId) internal returns (bool) {
        uint256 projectId = batchId >> 32;
        if (_rules(projectId).goldPerBatch == 0 || isGoldOut[batchId] || !_isInWindow(coordinator.batch(batchId))) {
            return false;
        }
        isGoldOut[batchId] = true;
        uint256 before = coordinator.escrow(projectId);
        uint256 pay = _payOf(batchId);
        _weigh(projectId);
        _sendGold(batchId);
        (uint256 toPool, uint256 ofStake) = _noteCall();
        if (ofStake != 0) ++done[Move.GoldSlash];
        _weighAgain(batchId, address(0));
        eq(before - coordinator.escrow(projectId), toPool - ofStake, "gold costs the project what it takes back");
        spent[projectId] += toPool - ofStake;
        _breach(Rule.AtMostKRewards, _payOf(batchId) > pay + _rules(projectId).goldPerBatch * mostAnItem(projectId));
        return true;
    }

    function _sendGold(uint256 batchId) private {
        (uint8[] memory items, bytes[] memory truths) = _gold(batchId >> 32, batchId & 0xffffffff);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = _leafOf(batchId >> 32, 1 - (batchId & 1));
        bytes[] memory labels = _labels(batchId);
        vm.recordLogs();
        vm.prank(lead);
        uint256 gasBefore = gasleft();
        coordinator.revealGold(batchId, items, truths, GOLD_SALT, proof, chains[batchId], labels);
        _did(Move.Gold, gasBefore);
    }

    /// @dev A project of gold has two batches.
    function _leafOf(uint256 projectId, uint256 index) internal view returns (bytes32) {
        (uint8[] memory items, bytes[] memory truths) = _gold(projectId, index);
        return keccak256(bytes.concat(keccak256(abi.encode(index, items, truths, GOLD_SALT))));
    }
}
