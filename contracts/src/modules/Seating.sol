// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Phase, SeatState} from "../interfaces/LabelTypes.sol";
import {Reputation} from "../libraries/Reputation.sol";
import {Words} from "../libraries/Words.sol";
import {History} from "./History.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {Seat, SeatFields} from "./Seat.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title Seats: given by the contract, held by lease, bound by commitment.
library Seating {
    using Words for uint256;

    uint256 private constant MAX_COUNT = 32;
    /// @dev Batches looked into in one call, and words of 256 batches looked over: no cost grows with the project.
    uint256 private constant MAX_PROBES = 64;
    uint256 private constant MAX_WORDS = 8;
    uint256 private constant NO_SEAT = 255;

    /// @dev One call's search; in memory, as it is carried through every step.
    struct Search {
        uint256 projectId;
        uint256 account; // its number
        uint256 tier;
        uint256 leaseEnd;
        uint256 wanted;
        uint256 found;
        uint256 probes;
        uint256 batches;
        uint256 touched; // token units that newly touched batches may cost
        uint256[] seatIds;
    }

    function take(Store.State storage s, address account, uint256 projectId, uint256 count)
        internal
        returns (uint256[] memory)
    {
        Store.Project storage project = s.projects[projectId];
        if (count == 0 || count > MAX_COUNT) revert ILabelErrors.BadParameter("count");
        Search memory search;
        search.tier = _admit(s, project, projectId, account);
        search.projectId = projectId;
        search.account = _numberOf(s, account);
        search.wanted = _affordable(s, project, account, count);
        search.batches = Store.batchCount(project);
        search.seatIds = new uint256[](search.wanted);
        search.leaseEnd = block.timestamp + project.leaseSeconds;
        _search(s, project, search);
        uint256 found = search.found;
        if (found == 0) revert ILabelErrors.NoFreeSeat();
        uint256[] memory seatIds = search.seatIds;
        assembly ("memory-safe") {
            mstore(seatIds, found)
        }
        // A tier is at most 3.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit ILabelEvents.SeatsTaken(projectId, account, uint8(search.tier), uint64(search.leaseEnd), seatIds);
        Money.lock(s, project.token, account, found * project.stakePerSeat);
        // A batch's budget is part of the project's, which fits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (search.touched != 0) project.reserved += uint128(search.touched);
        return seatIds;
    }

    /// @dev Reverts unless the account may take seats now; returns its tier.
    function _admit(Store.State storage s, Store.Project storage project, uint256 projectId, address account)
        private
        view
        returns (uint256 tier)
    {
        if (project.lead == address(0)) revert ILabelErrors.UnknownProject(projectId);
        if (project.lead == account) revert ILabelErrors.LeadCannotAnnotate();
        uint256 word = s.reputations[project.scope][account];
        uint256 score = Reputation.scoreBps(word);
        // A score is at most 10,000.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (score < project.minScoreBps) revert ILabelErrors.ScoreTooLow(uint16(score), project.minScoreBps);
        tier = Standing.tierOf(project.ladder, word);
        uint64 priorityEnd = uint64(project.openedAt) + project.prioritySeconds;
        if (tier == 0 && block.timestamp < priorityEnd) revert ILabelErrors.PriorityOnly(priorityEnd);
    }

    /// @dev The account's number; a new one for an address that has never had a seat.
    function _numberOf(Store.State storage s, address annotator) private returns (uint256 number) {
        number = s.accounts[annotator];
        if (number != 0) return number;
        number = ++s.accountCount;
        if (number > SeatFields.MAX_ACCOUNTS) revert ILabelErrors.TooManyAccounts();
        s.accounts[annotator] = number;
        s.annotators[number] = annotator;
    }

    /// @dev As many of `count` seats as free stake covers; at least one, or it reverts.
    function _affordable(Store.State storage s, Store.Project storage project, address account, uint256 count)
        private
        view
        returns (uint256)
    {
        uint256 each = project.stakePerSeat;
        if (each == 0) return count;
        uint256 funds = s.stakes[project.token][account].free;
        if (funds < each) revert ILabelErrors.StakeTooLow(funds, each);
        return funds / each < count ? funds / each : count;
    }

    /// @dev Walks the batches that have seats from a start nobody chooses; then, should nothing be found, looks for
    /// lapsed leases in full batches from the same start.
    function _search(Store.State storage s, Store.Project storage project, Search memory search) private {
        unchecked {
            bytes32 seed =
                keccak256(abi.encode(blockhash(block.number - 1), block.prevrandao, search.account, search.projectId));
            uint256 start = uint256(seed) % search.batches;
            uint256 words = (search.batches + 255) / 256;
            uint256 word = start / 256;
            // The start's word is seen twice: from the start on first, and below it last.
            uint256 rest = words < MAX_WORDS ? words + 1 : MAX_WORDS;
            uint256 mask = type(uint256).max << (start & 0xff);
            for (; rest != 0 && !_isDone(search); --rest) {
                if (rest == 1 && words < MAX_WORDS) mask = ~(type(uint256).max << (start & 0xff));
                _walk(s, project, search, word, mask);
                mask = type(uint256).max;
                word = word + 1 == words ? 0 : word + 1;
            }
            if (search.found != 0) return;
            search.probes = MAX_PROBES / 2;
            for (uint256 i; i < search.batches && !_isDone(search); ++i) {
                _probe(s, project, search, (start + i) % search.batches);
            }
        }
    }

    function _isDone(Search memory search) private pure returns (bool) {
        return search.found == search.wanted || search.probes >= MAX_PROBES;
    }

    /// @dev Probes the batches of one word that are in `mask` and not known to be full.
    function _walk(
        Store.State storage s,
        Store.Project storage project,
        Search memory search,
        uint256 word,
        uint256 mask
    ) private {
        unchecked {
            uint256 full = s.full[search.projectId][word];
            uint256 nowFull = full;
            uint256 left = search.batches - word * 256;
            uint256 open = ~full & mask & (left >= 256 ? type(uint256).max : (1 << left) - 1);
            for (; open != 0 && !_isDone(search); open &= open - 1) {
                uint256 bit = open.lowestBit();
                if (_probe(s, project, search, word * 256 + bit)) nowFull |= 1 << bit;
            }
            if (nowFull != full) s.full[search.projectId][word] = nowFull;
        }
    }

    /// @dev Takes a seat of the batch if there is one for this account; true when none is left for anybody.
    function _probe(Store.State storage s, Store.Project storage project, Search memory search, uint256 index)
        private
        returns (bool isFull)
    {
        unchecked {
            ++search.probes;
            uint256 batchId = search.projectId << 32 | index;
            Store.Batch storage batch = s.batches[batchId];
            if (batch.phase != Phase.Open || Store.isRevealOpen(batch)) return true;
            uint256 taken = batch.taken;
            if (taken == 0 && project.closed) return true;
            (uint256 seat, bool isOwn) = _freeSeat(s, batchId, taken, batch.committed, project.seats, search.account);
            if (seat == NO_SEAT || isOwn) return false;
            if (taken >> seat & 1 != 0) release(s, project, batchId, seat);
            if (taken == 0) search.touched += Pay.batchBudget(project, Store.itemsIn(project, batchId));
            taken |= 1 << seat;
            // Seven bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            batch.taken = uint8(taken);
            _give(s, search, Store.seatIdOf(batchId, seat));
            return taken == (1 << project.seats) - 1;
        }
    }

    /// @dev A seat that is free or whose lease has lapsed; `isOwn` when the account sits in the batch already.
    function _freeSeat(
        Store.State storage s,
        uint256 batchId,
        uint256 taken,
        uint256 committed,
        uint256 seats,
        uint256 account
    ) private view returns (uint256 seat, bool isOwn) {
        unchecked {
            seat = NO_SEAT;
            uint256 word;
            for (uint256 i; i < seats; ++i) {
                if (i & 3 == 0 && taken >> i != 0) word = s.seats[Store.seatIdOf(batchId, i) >> 2];
                if (taken >> i & 1 != 0) {
                    Seat record = Store.seatIn(word, i);
                    if (committed >> i & 1 != 0 || record.leaseEnd() >= block.timestamp) {
                        if (record.account() == account) return (NO_SEAT, true);
                        continue;
                    }
                }
                if (seat == NO_SEAT) seat = i;
            }
        }
    }

    function _give(Store.State storage s, Search memory search, uint256 seatId) private {
        unchecked {
            Store.putSeat(s, seatId, SeatFields.leased(search.account, search.tier, search.leaseEnd));
            search.seatIds[search.found++] = seatId;
        }
    }

    /// @dev Ends an uncommitted lease: the stake is free again.
    function release(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat) internal {
        uint256 seatId = Store.seatIdOf(batchId, seat);
        address annotator = Store.annotatorOf(s, seatId);
        Money.unlock(s, project.token, annotator, project.stakePerSeat);
        emit ILabelEvents.SeatFreed(seatId, annotator);
    }

    /// @dev See ILabelCoordinator.freeSeat.
    function free(Store.State storage s, uint256 seatId) internal {
        uint256 batchId = Store.batchOf(seatId);
        uint256 seat = seatId & 0xff;
        Store.Batch storage batch = s.batches[batchId];
        SeatState state = seat > 6 ? SeatState.Free : Store.stateOf(batch, seat);
        if (state != SeatState.Leased) revert ILabelErrors.WrongSeatState(seatId, state);
        uint256 leaseEnd = Store.seatAt(s, seatId).leaseEnd();
        if (leaseEnd >= block.timestamp && !Store.isRevealOpen(batch)) {
            // A lease's end has 32 bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            revert ILabelErrors.LeaseRunning(seatId, uint64(leaseEnd));
        }
        uint256 projectId = Store.projectOf(batchId);
        Store.Project storage project = s.projects[projectId];
        // Seven bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.taken &= ~uint8(1 << seat);
        if (batch.taken == 0) project.reserved -= uint128(Pay.batchBudget(project, Store.itemsIn(project, batchId)));
        uint256 index = batchId & 0xffffffff;
        s.full[projectId][index >> 8] &= ~(1 << (index & 0xff));
        release(s, project, batchId, seat);
    }

    function commit(Store.State storage s, address account, uint256[] calldata seatIds, bytes32[] calldata words)
        internal
    {
        if (seatIds.length != words.length) revert ILabelErrors.LengthMismatch();
        uint256 number = s.accounts[account];
        for (uint256 i; i < seatIds.length; ++i) {
            _commitOne(s, number, seatIds[i], words[i]);
        }
        emit ILabelEvents.Committed(account, seatIds, words);
    }

    function _commitOne(Store.State storage s, uint256 account, uint256 seatId, bytes32 word) private {
        uint256 batchId = Store.batchOf(seatId);
        uint256 seat = seatId & 0xff;
        Store.Batch storage batch = s.batches[batchId];
        Seat record = Store.seatAt(s, seatId);
        if (account == 0 || seat > 6 || record.account() != account) revert ILabelErrors.NotSeatHolder(seatId);
        SeatState state = Store.stateOf(batch, seat);
        if (state != SeatState.Leased) revert ILabelErrors.WrongSeatState(seatId, state);
        if (batch.phase != Phase.Open || Store.isRevealOpen(batch)) revert ILabelErrors.CommitClosed(batchId);
        if (record.leaseEnd() < block.timestamp) revert ILabelErrors.LeaseOver(seatId);
        if (word == 0) revert ILabelErrors.EmptyCommitment(seatId);
        batch.record = History.extended(batch.record, seat, word);
        _schedule(s.projects[Store.projectOf(batchId)], batch, batchId, seat);
    }

    /// @dev Enters the commitment and, with enough of them, says when reveal opens.
    function _schedule(Store.Project storage project, Store.Batch storage batch, uint256 batchId, uint256 seat)
        private
    {
        unchecked {
            uint256 committed = batch.committed | 1 << seat;
            uint256 marks = batch.marks;
            // Masks have seven bits; times fit 32 bits until 2106.
            // forge-lint: disable-start(unsafe-typecast)
            batch.committed = uint8(committed);
            if (marks == 0) marks = block.timestamp + project.commitSeconds;
            uint256 commitEnd = uint32(marks);
            uint256 start = marks >> 32;
            uint256 count = committed.popcount();
            bool opens = count == project.seats || (count >= project.quorum && start == 0);
            if (opens) {
                bool isDue = count == project.seats || commitEnd < block.timestamp;
                start = isDue ? block.timestamp : commitEnd;
                emit ILabelEvents.RevealOpened(batchId, uint64(start), uint64(start + project.revealSeconds));
            }
            batch.marks = uint64(start << 32 | commitEnd);
            // forge-lint: disable-end(unsafe-typecast)
        }
    }
}
