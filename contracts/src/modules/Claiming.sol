// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Phase} from "../interfaces/LabelTypes.sol";
import {Words} from "../libraries/Words.sol";
import {Auditing} from "./Auditing.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {Seat} from "./Seat.sol";
import {Store} from "./Store.sol";

/// @title Pay is pulled, many batches at once.
library Claiming {
    using Words for uint256;

    /// @dev A call's sums: of the project whose batches it is at, and the stake that comes free in all.
    struct Sums {
        address token;
        uint256 projectId;
        uint256 amount;
        uint256 reserve;
        uint256 freed;
    }

    /// @dev See ILabelCoordinator.claim.
    function claim(Store.State storage s, address account, uint256[] calldata batchIds)
        internal
        returns (uint256 paid)
    {
        Sums memory sums;
        uint256[] memory amounts = new uint256[](batchIds.length);
        uint256 number = s.accounts[account];
        for (uint256 i; i < batchIds.length; ++i) {
            uint256 projectId = Store.projectOf(batchIds[i]);
            if (i == 0 || projectId != sums.projectId) _turn(s, sums, projectId, i == 0);
            uint256 freed;
            uint256 reserve;
            (amounts[i], freed, reserve) = _one(s, s.projects[projectId], number, batchIds[i]);
            paid += amounts[i];
            sums.amount += amounts[i];
            sums.reserve += reserve;
            sums.freed += freed;
        }
        _turn(s, sums, 0, false);
        emit ILabelEvents.Claimed(account, batchIds, amounts);
        Money.unlock(s, sums.token, account, sums.freed);
        Money.push(sums.token, account, paid);
    }

    function _one(Store.State storage s, Store.Project storage project, uint256 account, uint256 batchId)
        private
        returns (uint256 amount, uint256 freed, uint256 reserve)
    {
        Store.Batch storage batch = s.batches[batchId];
        if (batch.phase != Phase.Settled) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        uint256 end = Auditing.auditEnd(s, batch, batchId);
        // A time of 32 bits and a window of 32.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.timestamp < end) revert ILabelErrors.AuditRunning(uint64(end));
        uint256 waiting = batch.revealed & ~batch.paid;
        uint256 seat = Store.seatOf(s, batchId, waiting, account);
        if (seat == 255) revert ILabelErrors.NothingToClaim(batchId);
        uint256 seatId = Store.seatIdOf(batchId, seat);
        Seat held = Store.seatAt(s, seatId);
        Store.Correction memory correction = Store.correctionOf(s, batch, seatId);
        amount = Pay.dueTo(project, held, correction.bonus);
        freed = uint256(project.stakePerSeat) - correction.slashed;
        reserve = Pay.mostOf(project, held, correction.bonus) + _feeReserve(project, batch, batchId);
        // Seven bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.paid |= uint8(1 << seat);
    }

    /// @dev Enters what the batches of the last project took from it, and goes on to the next; 0: there is none.
    function _turn(Store.State storage s, Sums memory sums, uint256 projectId, bool isFirst) private {
        Store.Project storage next = s.projects[projectId];
        if (isFirst) {
            sums.token = next.token;
        } else {
            Store.Project storage project = s.projects[sums.projectId];
            // Pay and reserve are parts of the project's escrow.
            // forge-lint: disable-start(unsafe-typecast)
            project.escrow -= uint128(sums.amount);
            project.reserved -= uint128(sums.reserve);
            // forge-lint: disable-end(unsafe-typecast)
            if (projectId != 0 && next.token != sums.token) revert ILabelErrors.MixedTokens();
        }
        (sums.projectId, sums.amount, sums.reserve) = (projectId, 0, 0);
    }

    /// @dev Once, after the audit window: what the batch had set aside for audit fees and did not use.
    function _feeReserve(Store.Project storage project, Store.Batch storage batch, uint256 batchId)
        private
        returns (uint256)
    {
        if (batch.flags & Store.RELEASED != 0) return 0;
        batch.flags |= Store.RELEASED;
        uint256 items = Store.itemsIn(project, batchId);
        if (batch.flags & Store.AUDITED != 0) items -= uint256(batch.audited).popcount();
        return uint256(project.auditFeePerItem) * items;
    }

    /// @dev See ILabelCoordinator.releaseFees.
    function release(Store.State storage s, uint256[] calldata batchIds) internal {
        for (uint256 i; i < batchIds.length; ++i) {
            uint256 batchId = batchIds[i];
            Store.Project storage project = s.projects[Store.projectOf(batchId)];
            Store.Batch storage batch = s.batches[batchId];
            if (batch.phase != Phase.Settled) revert ILabelErrors.WrongPhase(batchId, batch.phase);
            uint256 end = Auditing.auditEnd(s, batch, batchId);
            // A time of 32 bits and a window of 32.
            // forge-lint: disable-next-line(unsafe-typecast)
            if (block.timestamp < end) revert ILabelErrors.AuditRunning(uint64(end));
            // Part of the project's escrow.
            // forge-lint: disable-next-line(unsafe-typecast)
            project.reserved -= uint128(_feeReserve(project, batch, batchId));
        }
    }
}
