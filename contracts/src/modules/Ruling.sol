// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {ItemRuling} from "../libraries/ItemRuling.sol";
import {Auditing} from "./Auditing.sol";
import {Money} from "./Money.sol";
import {Store} from "./Store.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Known answers reach a settled batch: an expert's audit, or the lead's gold. Deployed by itself and linked.
library Ruling {
    /// @notice See ILabelCoordinator.submitAudit.
    function submit(
        Store.State storage s,
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        bytes32 chain,
        bytes[] calldata labels
    ) external {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        Auditing.checkWindow(s, batch, batchId);
        _checkExpert(s, batch, batchId);
        uint256 itemCount = Store.itemsIn(project, batchId);
        uint256 open = (batch.drawnMask | ~Store.resolvedMask(batch)) & ~uint256(batch.audited);
        (Verdicts.Session memory session, ItemRuling.Ruling[] memory rulings) =
            Verdicts.start(s, project, batchId, items, truths, open & Store.itemMask(itemCount), chain, labels);
        for (uint256 i; i < items.length; ++i) {
            emit ILabelEvents.ItemAudited(
                batchId, items[i], msg.sender, rulings[i].overturned, uint64(rulings[i].right), truths[i]
            );
        }
        Verdicts.finish(s, project, session);
        _payFee(s, project, batch, batchId, items);
    }

    /// @dev The fee of what was drawn or disputed was set aside from the project's escrow; what was drawn beyond that
    /// is the pool's, and the lead's share of it comes free.
    function _payFee(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        uint8[] calldata items
    ) private {
        uint256 each = project.auditFeePerItem;
        uint256 fee = each * items.length;
        uint256 extended = batch.extended;
        uint256 fromPool;
        if (extended != 0) {
            for (uint256 i; i < items.length; ++i) {
                if (extended >> items[i] & 1 != 0) fromPool += each;
            }
            if (fromPool != 0 && !Auditing.isQualified(s, Store.projectOf(batchId), msg.sender)) {
                revert ILabelErrors.NotQualified(msg.sender);
            }
            s.pools[project.scope][project.token] -= fromPool;
        }
        // Fees of a batch are part of its reserve.
        // forge-lint: disable-start(unsafe-typecast)
        project.reserved -= uint128(fee);
        project.escrow -= uint128(fee - fromPool);
        // forge-lint: disable-end(unsafe-typecast)
        emit ILabelEvents.FeePaid(batchId, msg.sender, fee, fromPool);
        Money.push(project.token, msg.sender, fee);
    }

    /// @notice See ILabelCoordinator.revealGold.
    function gold(
        Store.State storage s,
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        bytes32 salt,
        bytes32[] calldata proof,
        bytes32 chain,
        bytes[] calldata labels
    ) external {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        if (project.lead != msg.sender) revert ILabelErrors.NotLead(msg.sender);
        Auditing.checkWindow(s, batch, batchId);
        uint256 itemCount = Store.itemsIn(project, batchId);
        if (batch.flags & Store.GOLD != 0 || items.length != _goldIn(project, itemCount)) {
            revert ILabelErrors.BadGold(batchId);
        }
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(batchId & 0xffffffff, items, truths, salt))));
        if (!MerkleProof.verifyCalldata(proof, project.goldRoot, leaf)) revert ILabelErrors.BadGold(batchId);
        batch.flags |= Store.GOLD;
        (Verdicts.Session memory session, ItemRuling.Ruling[] memory rulings) =
            Verdicts.start(s, project, batchId, items, truths, Store.itemMask(itemCount), chain, labels);
        for (uint256 i; i < items.length; ++i) {
            emit ILabelEvents.GoldRevealed(batchId, items[i], truths[i]);
        }
        for (uint256 seat; seat < session.seats; ++seat) {
            if (batch.revealed >> seat & 1 == 0) continue;
            uint256 right;
            for (uint256 i; i < items.length; ++i) {
                right += rulings[i].right >> seat & 1;
            }
            Verdicts.gate(project, session, seat, right, items.length);
        }
        // Gold costs no fee: what was set aside for these items' audits is free.
        // forge-lint: disable-next-line(unsafe-typecast)
        project.reserved -= uint128(uint256(project.auditFeePerItem) * session.ruled);
        Verdicts.finish(s, project, session);
    }

    /// @dev Gold items of a batch: the last one may be shorter.
    function _goldIn(Store.Project storage project, uint256 itemCount) private view returns (uint256) {
        uint256 gold_ = project.goldPerBatch;
        return itemCount == project.batchSize ? gold_ : gold_ * itemCount / project.batchSize;
    }

    function _checkExpert(Store.State storage s, Store.Batch storage batch, uint256 batchId) private view {
        if (!Auditing.isExpert(s, Store.projectOf(batchId), msg.sender)) revert ILabelErrors.NotExpert(msg.sender);
        uint256 seat = Store.seatOf(s, batchId, batch.taken, s.accounts[msg.sender]);
        if (seat != 255) revert ILabelErrors.ExpertHasSeat(Store.seatIdOf(batchId, seat));
    }
}
