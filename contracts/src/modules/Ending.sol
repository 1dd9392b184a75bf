// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Phase} from "../interfaces/LabelTypes.sol";
import {Words} from "../libraries/Words.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {Seating} from "./Seating.sol";
import {Store} from "./Store.sol";

/// @title What becomes of seats that did not turn up, and of batches that cannot be settled.
library Ending {
    using Words for uint256;

    /// @dev Frees seats that never committed; with `isForfeit` takes the stake of those that committed and did not
    /// reveal, in equal parts for those who did (the remainder, or all where nobody did, to the scope's audit pool).
    /// `taken` keeps its bits: they tell who sat here.
    function endSeats(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId,
        bool isForfeit
    ) internal {
        uint256 taken = batch.taken;
        uint256 committed = batch.committed;
        uint256 revealed = batch.revealed;
        if (taken == revealed) return;
        uint256 lost;
        for (uint256 seat; taken >> seat != 0; ++seat) {
            if (taken >> seat & 1 == 0) continue;
            if (committed >> seat & 1 == 0) Seating.release(s, project, batchId, seat);
            else if (isForfeit && revealed >> seat & 1 == 0) lost += _forfeit(s, project, batchId, seat);
        }
        // Seven bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        batch.taken = uint8(committed);
        if (lost != 0) _share(s, project, batchId, revealed, lost);
    }

    function _forfeit(Store.State storage s, Store.Project storage project, uint256 batchId, uint256 seat)
        private
        returns (uint256 amount)
    {
        uint256 seatId = Store.seatIdOf(batchId, seat);
        address annotator = Store.annotatorOf(s, seatId);
        amount = project.stakePerSeat;
        Money.seize(s, project.token, annotator, amount);
        emit ILabelEvents.Forfeited(seatId, annotator, amount);
    }

    function _share(
        Store.State storage s,
        Store.Project storage project,
        uint256 batchId,
        uint256 revealed,
        uint256 lost
    ) private {
        uint256 count = revealed.popcount();
        uint256 each = count == 0 ? 0 : lost / count;
        if (each != 0) {
            for (uint256 rest = revealed; rest != 0; rest &= rest - 1) {
                address annotator = Store.annotatorOf(s, Store.seatIdOf(batchId, rest.lowestBit()));
                Money.credit(s, project.token, annotator, each);
            }
        }
        Money.fundPool(s, project.scope, project.token, lost - each * count);
    }

    /// @dev See ILabelCoordinator.voidBatch.
    function void(Store.State storage s, uint256 batchId) internal {
        Store.Project storage project = s.projects[Store.projectOf(batchId)];
        Store.Batch storage batch = s.batches[batchId];
        uint256 items = Store.itemsIn(project, batchId);
        if (batch.phase != Phase.Open) revert ILabelErrors.WrongPhase(batchId, batch.phase);
        uint256 revealStart = Store.revealStart(batch);
        bool isForfeit = revealStart != 0;
        bool isOver = isForfeit
            ? block.timestamp >= revealStart + project.revealSeconds
                && uint256(batch.revealed).popcount() < project.quorum
            : _isAbandoned(s, project, batch, batchId);
        if (!isOver) revert ILabelErrors.NotVoidable(batchId);
        batch.phase = Phase.Void;
        endSeats(s, project, batch, batchId, isForfeit);
        // Who revealed, or committed in vain, has its stake back.
        uint256 honest = isForfeit ? batch.revealed : batch.committed;
        for (; honest != 0; honest &= honest - 1) {
            address annotator = Store.annotatorOf(s, Store.seatIdOf(batchId, honest.lowestBit()));
            Money.unlock(s, project.token, annotator, project.stakePerSeat);
        }
        // A batch's budget is part of the project's escrow.
        // forge-lint: disable-next-line(unsafe-typecast)
        project.reserved -= uint128(Pay.batchBudget(project, items));
        emit ILabelEvents.BatchVoided(batchId);
    }

    /// @dev Short of m commitments for a lease and a reveal window past the commit window, and nobody labelling.
    function _isAbandoned(
        Store.State storage s,
        Store.Project storage project,
        Store.Batch storage batch,
        uint256 batchId
    ) private view returns (bool) {
        uint256 commitEnd = Store.commitEnd(batch);
        if (commitEnd == 0) return false;
        if (block.timestamp < commitEnd + project.leaseSeconds + project.revealSeconds) return false;
        uint256 leased = batch.taken & ~batch.committed;
        for (; leased != 0; leased &= leased - 1) {
            if (Store.seatAt(s, Store.seatIdOf(batchId, leased.lowestBit())).leaseEnd() >= block.timestamp) {
                return false;
            }
        }
        return true;
    }
}
