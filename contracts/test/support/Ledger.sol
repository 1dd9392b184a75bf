// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardToken} from "../../src/RewardToken.sol";
import {ILabelCoordinator} from "../../src/interfaces/ILabelCoordinator.sol";
import {ILabelEvents} from "../../src/interfaces/ILabelEvents.sol";
import {BatchView, ProjectParams, SeatState} from "../../src/interfaces/LabelTypes.sol";
import {Record} from "./Record.sol";
import {Vm} from "./Vm.sol";

/// @dev A move that did something is counted; a test sees that none only looks on.
enum Move {
    Take,
    Commit,
    Reveal,
    Settle,
    SettleInPieces,
    SettleAtOnce,
    Void,
    Abandon,
    Free,
    Anchor,
    Draw,
    Extend,
    Audit,
    Overturn,
    AuditAtThePoolsCost,
    Gold,
    GoldSlash,
    Claim,
    Release,
    Deposit,
    Permit,
    Withdraw,
    Signed,
    Replay,
    Close,
    Open,
    Forfeit,
    LeaseOver
}

/// @dev DESIGN section 4's invariants that only show in a call, by name: a breach is noted and the test finds it.
enum Rule {
    PaidOnce,
    AtMostKRewards,
    OnlySeatsAndExpert,
    ReputationInRange,
    AnySplit
}

/// @title What the moves of the invariant tests keep beside the contract: who paid what to whom, by the events.
abstract contract Ledger is Record {
    struct Standing {
        int256 sum;
        uint256 weight;
        uint256 items;
    }

    ILabelCoordinator public coordinator;
    RewardToken[2] public tokens;
    address public lead;
    address public expert;
    address public outsider;
    address[2] public scopes;
    address[] public people;
    uint256[] public keys;
    address[] internal everyone; // whose wealth is watched
    uint256[] public projects;
    uint256[] public seats; // each once
    uint256[] public batches;
    bool public isWatching;

    mapping(uint256 projectId => bytes) internal kept; // parameters, encoded
    mapping(uint256 projectId => uint256) internal itemCounts;
    mapping(uint256 projectId => uint256) public budgets;
    /// @dev Claims, fees, refunds and what went to the pool out of a project's escrow.
    mapping(uint256 projectId => uint256) public spent;
    mapping(uint256 seatId => bytes) public labelsOf;
    mapping(uint256 seatId => uint256) public claims;
    mapping(uint256 seatId => uint256) public slashed;
    mapping(uint256 seatId => bool) internal isKnown;
    mapping(uint256 batchId => bool) internal isTouched;
    mapping(uint256 batchId => uint256) public paidOut;
    mapping(uint256 batchId => uint256) internal extended;
    mapping(address scope => mapping(address account => Standing)) internal standings;
    mapping(Move => uint256) public done;
    mapping(Move => uint256) public most; // gas
    mapping(Rule => uint256) public broken;

    uint256 private poolIn; // of the call whose logs are being read
    uint256 private stakeLost;
    uint256[] private wealth;

    function seatCount() external view returns (uint256) {
        return seats.length;
    }

    function batchCount() external view returns (uint256) {
        return batches.length;
    }

    function projectCount() external view returns (uint256) {
        return projects.length;
    }

    function standing(address scope, address account) external view returns (Standing memory) {
        return standings[scope][account];
    }

    function _rules(uint256 projectId) internal view returns (ProjectParams memory) {
        return abi.decode(kept[projectId], (ProjectParams));
    }

    function _did(Move move, uint256 gasBefore) internal {
        uint256 used = gasBefore - gasleft();
        if (used > most[move]) most[move] = used;
        ++done[move];
    }

    function _breach(Rule rule, bool isBroken) internal {
        if (isBroken) ++broken[rule];
    }

    function _addSeat(uint256 seatId) internal {
        if (!isKnown[seatId]) seats.push(seatId);
        if (!isTouched[seatId >> 8]) batches.push(seatId >> 8);
        (isKnown[seatId], isTouched[seatId >> 8]) = (true, true);
    }

    function _tokenOf(uint256 projectId) internal view returns (address) {
        return _rules(projectId).token;
    }

    function _scopeOf(uint256 projectId) internal view returns (address) {
        address scope = _rules(projectId).scope;
        return scope == address(0) ? lead : scope;
    }

    /// @dev The seat of an account in a batch, or 255. A seat that is free is nobody's.
    function _seatOf(uint256 batchId, address account) internal view returns (uint256) {
        for (uint256 s; s < _rules(batchId >> 32).seats; ++s) {
            if (coordinator.seat(batchId << 8 | s).annotator == account) return s;
        }
        return 255;
    }

    // --- what the events say ---

    /// @dev Reads the recorded logs; returns what they put into pools, and how much of it was stake.
    function _noteCall() internal returns (uint256 toPool, uint256 ofStake) {
        (poolIn, stakeLost) = (0, 0);
        noteSettled();
        return (poolIn, stakeLost);
    }

    function noteLog(Vm.Log memory log) internal override {
        super.noteLog(log);
        bytes32 topic = log.topics[0];
        if (topic == ILabelEvents.ReputationMoved.selector) _noteReputation(log);
        if (topic == ILabelEvents.BatchSettled.selector) _noteOutcomes(log);
        if (topic == ILabelEvents.PoolFunded.selector) poolIn += abi.decode(log.data, (uint256));
        if (topic == ILabelEvents.Forfeited.selector) ++done[Move.Forfeit];
        if (topic == ILabelEvents.SeatFreed.selector) ++done[Move.LeaseOver];
        if (topic == ILabelEvents.StakeSlashed.selector) {
            uint256 amount = abi.decode(log.data, (uint256));
            slashed[uint256(log.topics[1])] += amount;
            stakeLost += amount;
        }
    }

    function _noteReputation(Vm.Log memory log) private {
        (int256 delta, uint256 weight, uint16 scoreBps, uint32 items) =
            abi.decode(log.data, (int256, uint256, uint16, uint32));
        (address scope, address account) =
            (address(uint160(uint256(log.topics[1]))), address(uint160(uint256(log.topics[2]))));
        _move(scope, account, delta, weight, scoreBps, items);
        _breach(Rule.OnlySeatsAndExpert, _seatOf(uint256(log.topics[3]), account) == 255);
    }

    /// @dev What settlement moved, a word a seat.
    function _noteOutcomes(Vm.Log memory log) private {
        (, uint256[] memory outcomes,,,) = abi.decode(log.data, (uint64, uint256[], uint64, uint64, bytes32));
        uint256 batchId = uint256(log.topics[1]);
        for (uint256 s; s < outcomes.length; ++s) {
            uint256 word = outcomes[s];
            (int256 delta, uint256 weight) = (int256(word) >> 96, uint32(word >> 64));
            if (delta == 0 && weight == 0) continue;
            address account = coordinator.seat(batchId << 8 | s).annotator;
            _move(_scopeOf(batchId >> 32), account, delta, weight, uint16(word >> 16), uint32(word >> 32));
        }
    }

    /// @dev Reputation by DESIGN section 4, kept apart: a mean with a prior of 20 at 5000 and a window of 500.
    function _move(address scope, address account, int256 delta, uint256 weight, uint16 scoreBps, uint32 items)
        private
    {
        Standing storage own = standings[scope][account];
        own.sum += delta;
        own.weight += weight;
        own.items = items;
        if (own.weight > 500) (own.sum, own.weight) = (own.sum * 500 / int256(own.weight), 500);
        int256 score = (100_000 + own.sum) / int256(20 + own.weight);
        _breach(Rule.ReputationInRange, score > 10_000 || int256(uint256(scoreBps)) != (score < 0 ? int256(0) : score));
    }

    // --- who gains ---

    function _wealthOf(address account, address token) private view returns (uint256) {
        (uint256 free, uint256 locked) = coordinator.stake(token, account);
        return free + locked + RewardToken(token).balanceOf(account);
    }

    /// @dev Before a call about a batch.
    function _weigh(uint256 projectId) internal {
        if (!isWatching) return;
        delete wealth;
        for (uint256 i; i < everyone.length; ++i) {
            wealth.push(_wealthOf(everyone[i], _tokenOf(projectId)));
        }
    }

    /// @dev After it: nobody but who sits there, and `paid`, may have gained.
    function _weighAgain(uint256 batchId, address paid) internal {
        if (!isWatching) return;
        for (uint256 i; i < everyone.length; ++i) {
            if (_wealthOf(everyone[i], _tokenOf(batchId >> 32)) <= wealth[i] || everyone[i] == paid) continue;
            _breach(Rule.OnlySeatsAndExpert, _seatOf(batchId, everyone[i]) == 255);
        }
    }

    /// @dev What the batch's seats are still to have, and what they have had.
    function _payOf(uint256 batchId) internal view returns (uint256 sum) {
        sum = paidOut[batchId];
        for (uint256 s; s < _rules(batchId >> 32).seats; ++s) {
            uint256 seatId = batchId << 8 | s;
            if (coordinator.seat(seatId).state != SeatState.Revealed) continue;
            sum += coordinator.pendingPay(batchId, coordinator.seat(seatId).annotator);
        }
    }

    /// @dev k rewards at the highest multiplier, each rounded up.
    function mostAnItem(uint256 projectId) public view returns (uint256) {
        ProjectParams memory p = _rules(projectId);
        uint256 multiplier = 10_000;
        for (uint256 t; t < 3; ++t) {
            if (p.tiers[t].multiplierBps > multiplier) multiplier = p.tiers[t].multiplierBps;
        }
        return p.seats * ((p.rewardPerLabel * multiplier + 9999) / 10_000);
    }

    function _isRevealOpen(BatchView memory b) internal view returns (bool) {
        return b.revealStart != 0 && block.timestamp >= b.revealStart;
    }
}
