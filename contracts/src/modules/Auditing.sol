// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Phase} from "../interfaces/LabelTypes.sol";
import {Sampling} from "../libraries/Sampling.sol";
import {Words} from "../libraries/Words.sol";
import {Standing} from "./Standing.sol";
import {Store} from "./Store.sol";

/// @title The draw of an audit from a later block's hash, and who may rule.
library Auditing {
    using Words for uint256;

    uint256 private constant EXPERT_TIER = 3;
    /// @dev EIP-2935: a system contract that answers with the hash of one of the last 8191 blocks.
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    /// @dev See ILabelCoordinator.anchorAudit.
    function anchor(Store.State storage s, uint256 batchId) internal {
        Store.Batch storage batch = _open(s, batchId);
        uint256 mark = batch.anchorBlock;
        // A block of the record, which has 40 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.number <= mark) revert ILabelErrors.AnchorAhead(uint64(mark));
        // As above.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (hashOf(mark) != 0) revert ILabelErrors.AnchorAlive(uint64(mark));
        uint256 next = block.number + 1;
        // Blocks fit 40 bits for a long time.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.anchorBlock = uint40(next);
        // forge-lint: disable-next-line(unsafe-typecast)
        emit ILabelEvents.AuditAnchored(batchId, uint64(next));
    }

    /// @dev See ILabelCoordinator.drawAudit.
    function draw(Store.State storage s, uint256 batchId) internal returns (uint64 mask) {
        Store.Batch storage batch = _open(s, batchId);
        uint256 mark = batch.anchorBlock;
        // A block of the record, which has 40 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.number <= mark) revert ILabelErrors.AnchorAhead(uint64(mark));
        bytes32 hash = hashOf(mark);
        // As above.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (hash == 0) revert ILabelErrors.AnchorLost(uint64(mark));
        bytes32 seed = keccak256(abi.encode(hash, batchId));
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        uint256 items = Store.itemsIn(project, batchId);
        mask = Sampling.draw(seed, items, Sampling.sampleSize(items, project.auditBps));
        batch.drawnMask = mask;
        batch.flags |= Store.DRAWN;
        emit ILabelEvents.AuditDrawn(batchId, mask, seed);
    }

    /// @dev See ILabelCoordinator.extendAudit. The same draw goes on where it stopped.
    function extend(Store.State storage s, uint256 batchId, uint256 count) internal returns (uint64 mask) {
        Store.Batch storage batch = s.batches[batchId];
        checkWindow(s, batch, batchId);
        if (batch.flags & Store.DRAWN == 0) revert ILabelErrors.NotDrawn(batchId);
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        uint256 drawn = uint256(batch.drawnMask).popcount();
        uint256 items = Store.itemsIn(project, batchId);
        if (count == 0 || drawn + count > items) revert ILabelErrors.BadParameter("count");
        uint256 open = uint256(batch.extended & ~batch.audited).popcount() + count;
        uint256 pool = s.pools[project.scope][project.token];
        if (open * project.auditFeePerItem > pool) {
            revert ILabelErrors.PoolTooSmall(pool, open * project.auditFeePerItem);
        }
        uint256 mark = batch.anchorBlock;
        bytes32 hash = hashOf(mark);
        // A block of the record, which has 40 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (hash == 0) revert ILabelErrors.AnchorLost(uint64(mark));
        bytes32 seed = keccak256(abi.encode(hash, batchId));
        mask = Sampling.draw(seed, items, drawn + count);
        // A disputed item was open to ruling already, at the cost of the project.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.extended |= mask & ~batch.drawnMask & uint64(Store.resolvedMask(batch));
        batch.drawnMask = mask;
        emit ILabelEvents.AuditExtended(batchId, mask, batch.extended, seed);
    }

    /// @dev A settled batch within its audit window, not drawn.
    function _open(Store.State storage s, uint256 batchId) private view returns (Store.Batch storage batch) {
        batch = s.batches[batchId];
        checkWindow(s, batch, batchId);
        if (batch.flags & Store.DRAWN != 0) revert ILabelErrors.AlreadyDrawn(batchId);
    }

    /// @dev Reverts unless the batch is settled and its audit window runs.
    function checkWindow(Store.State storage s, Store.Batch storage batch, uint256 batchId) internal view {
        if (batch.phase != Phase.Settled) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        uint256 end = auditEnd(s, batch, batchId);
        // A time of 32 bits and a window of 32.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (block.timestamp >= end) revert ILabelErrors.AuditOver(uint64(end));
    }

    function auditEnd(Store.State storage s, Store.Batch storage batch, uint256 batchId)
        internal
        view
        returns (uint256)
    {
        return uint256(batch.settledAt) + s.projects[Store.projectOf(batchId)].auditSeconds;
    }

    function isExpert(Store.State storage s, uint256 projectId, address account) internal view returns (bool) {
        if (s.experts[projectId][account]) return true;
        return isQualified(s, projectId, account);
    }

    /// @dev By standing, whoever the lead has named.
    function isQualified(Store.State storage s, uint256 projectId, address account) internal view returns (bool) {
        Store.Project storage project = s.projects[projectId];
        return
            project.openExperts && Standing.tierOf(project.ladder, s.reputations[project.scope][account]) == EXPERT_TIER;
    }

    /// @dev A mined block's hash, zero where it is out of reach.
    function hashOf(uint256 blockNumber) internal view returns (bytes32 hash) {
        hash = blockhash(blockNumber);
        if (hash != 0) return hash;
        (bool isDone, bytes memory answer) = HISTORY.staticcall(abi.encode(blockNumber));
        if (isDone && answer.length == 32) hash = abi.decode(answer, (bytes32));
    }
}
