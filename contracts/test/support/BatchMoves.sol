// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchView, Kind, Phase, ProjectParams, SeatState, SeatView} from "../../src/interfaces/LabelTypes.sol";
import {AnnotatorMoves} from "./AnnotatorMoves.sol";
import {Move, Rule} from "./Ledger.sol";

/// @dev From commitments to a settled or void batch: anybody's calls.
abstract contract BatchMoves is AnnotatorMoves {
    function reveal(uint256 which) external {
        for (uint256 i; i < seats.length; ++i) {
            if (_reveal(seats[(which % seats.length + i) % seats.length])) return;
        }
    }

    function _reveal(uint256 seatId) internal returns (bool) {
        BatchView memory b = coordinator.batch(seatId >> 8);
        if (coordinator.seat(seatId).state != SeatState.Committed || b.phase != Phase.Open) return false;
        if (!_isRevealOpen(b) || block.timestamp >= b.revealEnd) return false;
        uint256 gasBefore = gasleft();
        coordinator.reveal(seatId, bytes32(seatId), labelsOf[seatId], 0, "", histories[seatId >> 8]);
        _did(Move.Reveal, gasBefore);
        return true;
    }

    function settle(uint256 which, uint256 upTo) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_settle(batches[(which % batches.length + i) % batches.length], upTo)) return;
        }
    }

    function _settle(uint256 batchId, uint256 upTo) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        if (!_isSettleable(batchId, b)) return false;
        bool isWhole = kinds[batchId >> 32] == Kind.Class;
        uint256 to = isWhole ? b.itemCount : b.settledItems + 1 + upTo % (b.itemCount - b.settledItems);
        _weigh(batchId >> 32);
        _piece(batchId, _labels(batchId), b.settledItems, to);
        _weighAgain(batchId, address(0));
        if (to == b.itemCount) _breach(Rule.AtMostKRewards, _payOf(batchId) > to * mostAnItem(batchId >> 32));
        return true;
    }

    function _piece(uint256 batchId, bytes[] memory labels, uint256 from, uint256 to) private {
        uint256 gasBefore = gasleft();
        settlePages(coordinator, batchId, labels, from, to);
        _did(Move.Settle, gasBefore);
    }

    function _isSettleable(uint256 batchId, BatchView memory b) private view returns (bool) {
        if (b.phase == Phase.Settling) return true;
        if (b.phase != Phase.Open || b.reveals < _rules(batchId >> 32).quorum || !_isRevealOpen(b)) return false;
        return b.reveals == b.commits || block.timestamp >= b.revealEnd;
    }

    /// @dev The first batch from `which` on that can be settled in pieces, if there is one.
    function settleInPieces(uint256 which, uint256 cuts) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_settleInPieces(batches[(which % batches.length + i) % batches.length], cuts)) return;
        }
    }

    /// @dev Settles a batch whole, looks at everything, goes back, and settles it in the pieces that `cuts` gives.
    function _settleInPieces(uint256 batchId, uint256 cuts) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        if (b.phase != Phase.Open || kinds[batchId >> 32] == Kind.Class || !_isSettleable(batchId, b)) return false;
        bytes[] memory labels = _labels(batchId);
        uint256 id = vm.snapshotState();
        settlePages(coordinator, batchId, labels, 0, b.itemCount);
        bytes32 whole = _stateOf(batchId);
        vm.revertToStateAndDelete(id);
        _weigh(batchId >> 32);
        for (uint256 from; from < b.itemCount;) {
            uint256 to = from + 1 + cuts % (b.itemCount - from);
            cuts /= 64;
            _piece(batchId, labels, from, to);
            from = to;
        }
        _weighAgain(batchId, address(0));
        _breach(Rule.AnySplit, _stateOf(batchId) != whole);
        ++done[Move.SettleInPieces];
        return true;
    }

    /// @dev The same of one step against a reveal for each seat and pages.
    function settleAtOnce(uint256 which) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_settleAtOnce(batches[(which % batches.length + i) % batches.length])) return;
        }
    }

    function _settleAtOnce(uint256 batchId) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        if (b.phase != Phase.Open || !_isRevealOpen(b) || block.timestamp >= b.revealEnd) return false;
        uint256 id = vm.snapshotState();
        for (uint256 s; s < _rules(batchId >> 32).seats; ++s) {
            _reveal(batchId << 8 | s);
        }
        bytes[] memory labels = _labels(batchId);
        settlePages(coordinator, batchId, labels, 0, b.itemCount);
        bytes32 byPages = _stateOf(batchId);
        vm.revertToStateAndDelete(id);
        _atOnce(batchId, labels);
        _breach(Rule.AnySplit, _stateOf(batchId) != byPages);
        return true;
    }

    function _atOnce(uint256 batchId, bytes[] memory labels) private {
        bytes32[] memory salts = new bytes32[](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            salts[s] = bytes32(batchId << 8 | s);
        }
        _weigh(batchId >> 32);
        vm.recordLogs();
        uint256 gasBefore = gasleft();
        coordinator.revealAndSettle(batchId, openingsOf(batchId, salts, labels));
        _did(Move.SettleAtOnce, gasBefore);
        noteSettled();
        _weighAgain(batchId, address(0));
    }

    /// @dev All that a settlement moves.
    function _stateOf(uint256 batchId) private view returns (bytes32 hash) {
        uint256 projectId = batchId >> 32;
        hash = keccak256(
            abi.encode(coordinator.batch(batchId), coordinator.escrow(projectId), coordinator.reserved(projectId))
        );
        for (uint256 s; s < _rules(projectId).seats; ++s) {
            SeatView memory seat = coordinator.seat(batchId << 8 | s);
            (uint256 free, uint256 locked) = coordinator.stake(_tokenOf(projectId), seat.annotator);
            hash = keccak256(
                abi.encode(
                    hash,
                    seat,
                    free,
                    locked,
                    coordinator.reputation(_scopeOf(projectId), seat.annotator, projectId),
                    coordinator.pendingPay(batchId, seat.annotator)
                )
            );
        }
    }

    function voidBatch(uint256 which) external {
        for (uint256 i; i < batches.length; ++i) {
            if (_voidIfOver(batches[(which % batches.length + i) % batches.length])) return;
        }
    }

    function _voidIfOver(uint256 batchId) internal returns (bool) {
        BatchView memory b = coordinator.batch(batchId);
        bool isOver = b.revealEnd != 0 && block.timestamp >= b.revealEnd;
        if (b.phase != Phase.Open || !isOver || b.reveals >= _rules(batchId >> 32).quorum) return false;
        _void(batchId);
        return true;
    }

    /// @dev A batch that too few have committed to, after its time; now and then that time is waited for.
    function abandon(uint256 which, uint256 how) external {
        for (uint256 i; i < batches.length; ++i) {
            uint256 batchId = batches[(which % batches.length + i) % batches.length];
            BatchView memory b = coordinator.batch(batchId);
            if (b.phase != Phase.Open || b.commitEnd == 0 || b.revealStart != 0) continue;
            uint256 end = _abandonedAt(batchId, b);
            if (block.timestamp < end && how % 2 != 0) continue;
            if (block.timestamp < end) vm.warp(end);
            bytes32 before = _stakesOf(batchId);
            _void(batchId);
            yes(_stakesOf(batchId) == before, "an abandoned batch costs nobody stake");
            ++done[Move.Abandon];
            return;
        }
    }

    /// @dev A lease and a reveal window past the commit window, and past every lease that still runs.
    function _abandonedAt(uint256 batchId, BatchView memory b) private view returns (uint256 end) {
        ProjectParams memory p = _rules(batchId >> 32);
        end = b.commitEnd + p.leaseSeconds + p.revealSeconds;
        for (uint256 s; s < p.seats; ++s) {
            SeatView memory seat = coordinator.seat(batchId << 8 | s);
            if (seat.state == SeatState.Leased && seat.leaseEnd >= end) end = seat.leaseEnd + 1;
        }
    }

    /// @dev Free and locked together, of all who sit there.
    function _stakesOf(uint256 batchId) private view returns (bytes32 hash) {
        for (uint256 i; i < people.length; ++i) {
            (uint256 free, uint256 locked) = coordinator.stake(_tokenOf(batchId >> 32), people[i]);
            hash = keccak256(abi.encode(hash, free + locked));
        }
    }

    function _void(uint256 batchId) private {
        _weigh(batchId >> 32);
        vm.recordLogs();
        uint256 gasBefore = gasleft();
        coordinator.voidBatch(batchId);
        _did(Move.Void, gasBefore);
        _noteCall();
        _weighAgain(batchId, address(0));
    }

    /// @dev Each seat's labels; empty for one that did not reveal.
    function _labels(uint256 batchId) internal view returns (bytes[] memory labels) {
        labels = new bytes[](_rules(batchId >> 32).seats);
        for (uint256 s; s < labels.length; ++s) {
            SeatState state = coordinator.seat(batchId << 8 | s).state;
            if (state == SeatState.Revealed || state == SeatState.Paid) labels[s] = labelsOf[batchId << 8 | s];
        }
    }
}
