// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Phase} from "../interfaces/LabelTypes.sol";
import {Words} from "../libraries/Words.sol";
import {Auditing} from "./Auditing.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {Store} from "./Store.sol";

/// @title Pay is pulled, many batches at once.
library Claiming {
    using Words for uint256;

    /// @dev See ILabelCoordinator.claim.
    function claim(Store.State storage s, address account, uint256[] calldata batchIds)
        internal
        returns (uint256 paid)
    {
        address token;
        uint256 stakeFreed;
        uint256[] memory amounts = new uint256[](batchIds.length);
        for (uint256 i; i < batchIds.length; ++i) {
            Store.Project storage project = s.projects[Store.projectOf(batchIds[i])];
            if (i == 0) token = project.token;
            else if (project.token != token) revert ILabelErrors.MixedTokens();
            uint256 freed;
            (amounts[i], freed) = _one(s, project, account, batchIds[i]);
            paid += amounts[i];
            stakeFreed += freed;
        }
        emit ILabelEvents.Claimed(account, batchIds, amounts);
        Money.unlock(s, token, account, stakeFreed);
        Money.push(token, account, paid);
    }

    function _one(Store.State storage s, Store.Project storage project, address account, uint256 batchId)
        private
        returns (uint256 amount, uint256 freed)
    {
        Store.Batch storage batch = s.batches[batchId];
        if (batch.phase != Phase.Settled) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        uint256 end = Auditing.auditEnd(s, batch, batchId);
        if (block.timestamp < end) revert ILabelErrors.AuditRunning(uint64(end));
        uint256 waiting = batch.revealed & ~batch.paid;
        uint256 seat = Store.seatOf(s, batchId, waiting, account);
        if (seat == 255) revert ILabelErrors.NothingToClaim(batchId);
        Pay.Held memory held = Pay.read(s, batch, Store.seatIdOf(batchId, seat));
        amount = Pay.dueTo(project, held);
        freed = uint256(project.stakePerSeat) - Pay.slashOf(project, batchId, held.seat);
        uint256 reserve = Pay.reserveIn(project, held) + _feeReserve(project, batch, batchId);
        // Seven bits; pay and reserve are parts of the project's escrow.
        // forge-lint: disable-start(unsafe-typecast)
        batch.paid |= uint8(1 << seat);
        project.escrow -= uint128(amount);
        project.reserved -= uint128(reserve);
        // forge-lint: disable-end(unsafe-typecast)
    }

    /// @dev Once, after the audit window: what the batch had set aside for audit fees and did not use.
    function _feeReserve(Store.Project storage project, Store.Batch storage batch, uint256 batchId)
        private
        returns (uint256)
    {
        if (batch.flags & Store.RELEASED != 0) return 0;
        batch.flags |= Store.RELEASED;
        uint256 unused = Store.itemsIn(project, batchId) - uint256(batch.audited).popcount();
        return uint256(project.auditFeePerItem) * unused;
    }

    /// @dev See ILabelCoordinator.releaseFees.
    function release(Store.State storage s, uint256[] calldata batchIds) internal {
        for (uint256 i; i < batchIds.length; ++i) {
            uint256 batchId = batchIds[i];
            Store.Project storage project = s.projects[Store.projectOf(batchId)];
            Store.Batch storage batch = s.batches[batchId];
            if (batch.phase != Phase.Settled) revert ILabelErrors.WrongPhase(batchId, batch.phase);
            uint256 end = Auditing.auditEnd(s, batch, batchId);
            if (block.timestamp < end) revert ILabelErrors.AuditRunning(uint64(end));
            // Part of the project's escrow.
            // forge-lint: disable-next-line(unsafe-typecast)
            project.reserved -= uint128(_feeReserve(project, batch, batchId));
        }
    }
}
