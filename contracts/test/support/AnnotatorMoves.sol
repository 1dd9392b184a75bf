// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, SeatState, SeatView, SignedCall} from "../../src/interfaces/LabelTypes.sol";
import {BatchView} from "../../src/interfaces/LabelTypes.sol";
import {Ledger, Move, Rule} from "./Ledger.sol";

/// @dev What annotators do with stake and seats, themselves or by a relayer with their signature.
abstract contract AnnotatorMoves is Ledger {
    uint256 private nextNonce;
    SignedCall private lastCall;

    // --- by signature, or not ---

    /// @dev Half of an annotator's calls go through a relayer.
    function _callAs(uint256 who, bytes memory data, bool isSigned)
        internal
        returns (bool isDone, bytes memory result)
    {
        address account = people[who];
        if (!isSigned) {
            vm.prank(account);
            return address(coordinator).call(data);
        }
        SignedCall[] memory calls = new SignedCall[](1);
        calls[0] = SignedCall(account, nextNonce++, uint64(block.timestamp), data, "");
        calls[0].signature = _sign(keys[who], calls[0]);
        (isDone, result) = address(coordinator).call(abi.encodeCall(coordinator.executeBySig, (calls)));
        if (!isDone) return (false, result);
        result = abi.decode(result, (bytes[]))[0];
        lastCall = calls[0];
        ++done[Move.Signed];
    }

    function _sign(uint256 key, SignedCall memory call) private view returns (bytes memory) {
        bytes32 typehash = keccak256("Call(address signer,uint256 nonce,uint64 deadline,bytes data)");
        bytes32 hash = keccak256(abi.encode(typehash, call.signer, call.nonce, call.deadline, keccak256(call.data)));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", coordinator.domainSeparator(), hash)));
        return abi.encodePacked(r, s, v);
    }

    /// @dev The last signed call once more: nothing happens, whatever it was.
    function replay() external {
        if (lastCall.signer == address(0)) return;
        SignedCall[] memory calls = new SignedCall[](1);
        calls[0] = lastCall;
        bytes32 before = _standingOf(lastCall.signer);
        bytes[] memory results = coordinator.executeBySig(calls);
        yes(results[0].length == 0, "a used nonce is skipped");
        _breach(Rule.PaidOnce, before != _standingOf(lastCall.signer));
        ++done[Move.Replay];
    }

    function _standingOf(address account) private view returns (bytes32 hash) {
        for (uint256 t; t < 2; ++t) {
            (uint256 free, uint256 locked) = coordinator.stake(address(tokens[t]), account);
            hash = keccak256(abi.encode(hash, free, locked, tokens[t].balanceOf(account)));
        }
    }

    // --- stake ---

    function deposit(uint256 who, uint256 which, uint256 amount, uint256 how) external {
        who %= people.length;
        bytes memory data = abi.encodeCall(coordinator.depositStake, (address(tokens[which % 2]), 1 + amount % 5e18));
        uint256 gasBefore = gasleft();
        (bool isDone,) = _callAs(who, data, how % 2 == 0);
        yes(isDone, "a deposit is taken");
        _did(Move.Deposit, gasBefore);
    }

    function permit(uint256 who, uint256 which, uint256 amount) external {
        (who, which) = (who % people.length, which % 2);
        address owner = people[who];
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 hash = keccak256(
            abi.encode(typehash, owner, address(coordinator), amount, tokens[which].nonces(owner), block.timestamp)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(keys[who], keccak256(abi.encodePacked(hex"1901", tokens[which].DOMAIN_SEPARATOR(), hash)));
        coordinator.permit(address(tokens[which]), owner, amount, block.timestamp, v, r, s);
        eq(tokens[which].allowance(owner, address(coordinator)), amount, "allowed by permit");
        vm.prank(owner);
        tokens[which].approve(address(coordinator), type(uint256).max);
        ++done[Move.Permit];
    }

    function withdraw(uint256 who, uint256 which, uint256 amount, uint256 how) external {
        (who, which) = (who % people.length, which % 2);
        (uint256 free,) = coordinator.stake(address(tokens[which]), people[who]);
        if (free == 0) return;
        amount = amount % (free + 1) % 5e18;
        uint256 before = tokens[which].balanceOf(people[who]);
        uint256 gasBefore = gasleft();
        (bool isDone,) =
            _callAs(who, abi.encodeCall(coordinator.withdrawStake, (address(tokens[which]), amount)), how % 2 == 0);
        yes(isDone && tokens[which].balanceOf(people[who]) == before + amount, "free stake comes back");
        _did(Move.Withdraw, gasBefore);
    }

    // --- seats ---

    function takeSeats(uint256 who, uint256 what, uint256 count, uint256 how) external {
        _take(who % people.length, projects[what % projects.length], count % 3 + 1, how % 2 == 0);
    }

    function _take(uint256 who, uint256 what, uint256 count, bool isSigned) internal {
        (uint256 free,) = coordinator.stake(_tokenOf(what), people[who]);
        if (free < _rules(what).stakePerSeat) return;
        bytes memory data = abi.encodeCall(coordinator.takeSeats, (what, uint8(count)));
        vm.recordLogs();
        uint256 gasBefore = gasleft();
        (bool isDone, bytes memory result) = _callAs(who, data, isSigned);
        if (!isDone) {
            // Whether there is a seat is the contract's to say.
            yes(bytes4(result) == bytes4(keccak256("NoFreeSeat()")), "taking fails for want of seats alone");
            return;
        }
        _did(Move.Take, gasBefore);
        _noteCall();
        uint256[] memory ids = abi.decode(result, (uint256[]));
        for (uint256 i; i < ids.length; ++i) {
            _addSeat(ids[i]);
        }
    }

    /// @dev Moves about a seat or a batch take the first from `which` on whose turn it is.
    function commit(uint256 which, uint256 seed) external {
        for (uint256 i; i < seats.length; ++i) {
            if (_commit(seats[(which % seats.length + i) % seats.length], seed)) return;
        }
    }

    function _commit(uint256 seatId, uint256 seed) internal returns (bool) {
        SeatView memory seat = coordinator.seat(seatId);
        if (seat.state != SeatState.Leased || seat.leaseEnd < block.timestamp) return false;
        if (_isRevealOpen(coordinator.batch(seatId >> 8))) return false;
        bytes memory labels = _makeLabels(seatId, seed);
        labelsOf[seatId] = labels;
        uint256[] memory ids = new uint256[](1);
        bytes32[] memory words = new bytes32[](1);
        ids[0] = seatId;
        words[0] = coordinator.commitmentOf(seatId, seat.annotator, keccak256(labels), 0, bytes32(seatId));
        uint256 gasBefore = gasleft();
        (bool isDone,) =
            _callAs(_whoIs(seat.annotator), abi.encodeCall(coordinator.commit, (ids, words)), seed & 1 == 0);
        yes(isDone, "a leased seat commits");
        _did(Move.Commit, gasBefore);
        noteCommit(seatId, words[0]);
        return true;
    }

    function _whoIs(address account) internal view returns (uint256 who) {
        while (people[who] != account) ++who;
    }

    function freeSeat(uint256 which) external {
        for (uint256 i; i < seats.length; ++i) {
            if (_free(seats[(which % seats.length + i) % seats.length])) return;
        }
    }

    function _free(uint256 seatId) private returns (bool) {
        SeatView memory seat = coordinator.seat(seatId);
        BatchView memory b = coordinator.batch(seatId >> 8);
        if (seat.state != SeatState.Leased || uint8(b.phase) != 0) return false;
        if (seat.leaseEnd >= block.timestamp && !_isRevealOpen(b)) return false;
        _weigh(seatId >> 40);
        uint256 gasBefore = gasleft();
        coordinator.freeSeat(seatId);
        _did(Move.Free, gasBefore);
        _weighAgain(seatId >> 8, address(0));
        return true;
    }

    /// @dev Once the audit window is over; a second claim must be refused.
    function claim(uint256 which, uint256 how) external {
        for (uint256 i; i < seats.length; ++i) {
            if (_claim(seats[(which % seats.length + i) % seats.length], how % 2 == 0)) return;
        }
    }

    function _claim(uint256 seatId, bool isSigned) internal returns (bool) {
        uint256 batchId = seatId >> 8;
        if (!_isClaimable(seatId)) return false;
        address account = coordinator.seat(seatId).annotator;
        uint256 due = coordinator.pendingPay(batchId, account);
        uint256[] memory ids = new uint256[](1);
        ids[0] = batchId;
        bytes memory data = abi.encodeCall(coordinator.claim, (ids));
        _weigh(batchId >> 32);
        uint256 paid = _sendClaim(account, data, isSigned);
        _weighAgain(batchId, address(0));
        eq(paid, due, "a claim pays what was pending");
        ++claims[seatId];
        paidOut[batchId] += paid;
        spent[batchId >> 32] += paid;
        (bool isDone,) = _callAs(_whoIs(account), data, !isSigned);
        _breach(Rule.PaidOnce, isDone || claims[seatId] > 1);
        return true;
    }

    function _isClaimable(uint256 seatId) private view returns (bool) {
        uint256 auditEnd = coordinator.batch(seatId >> 8).auditEnd;
        bool isRevealed = coordinator.seat(seatId).state == SeatState.Revealed;
        return auditEnd != 0 && isRevealed && block.timestamp >= auditEnd;
    }

    function _sendClaim(address account, bytes memory data, bool isSigned) private returns (uint256) {
        uint256 who = _whoIs(account);
        uint256 gasBefore = gasleft();
        (bool isDone, bytes memory result) = _callAs(who, data, isSigned);
        yes(isDone, "a settled seat claims");
        _did(Move.Claim, gasBefore);
        return abi.decode(result, (uint256));
    }

    // --- labels ---

    /// @dev Mostly class or place 1; some of 2 and 3, some nothing, some cannot tell.
    function _makeLabels(uint256 seatId, uint256 seed) private view returns (bytes memory labels) {
        uint256 items = coordinator.batch(seatId >> 8).itemCount;
        for (uint256 i; i < items; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i))) % 10;
            labels = bytes.concat(labels, _item(kinds[seatId >> 40], roll < 6 ? 1 : roll - 5));
        }
    }

    function _item(Kind kind, uint256 what) internal pure returns (bytes memory) {
        if (what == 4) return hex"ff";
        if (what == 3) return hex"00";
        if (kind == Kind.Class) return bytes.concat(hex"01", bytes1(uint8(what)), bytes1(uint8(70)));
        return bytes.concat(hex"01", hex"0146", bytes4(uint32(what * 100)), bytes4(uint32(what * 100 + 50)));
    }
}
