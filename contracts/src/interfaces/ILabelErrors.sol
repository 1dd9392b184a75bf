// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LabelFault, Phase, SeatState} from "./LabelTypes.sol";

/// @title Every way in which the coordinator refuses a call.
interface ILabelErrors {
    /// @notice A project's parameter is outside its range; `name` says which (ASCII).
    error BadParameter(bytes32 name);
    /// @notice The token delivered another amount than was asked: fee-on-transfer and rebasing tokens are refused.
    error TokenShort(uint256 expected, uint256 received);
    /// @notice The scope's owner has not admitted this lead.
    error NotAdmitted(address scope, address lead);
    /// @notice There is no project with this id.
    error UnknownProject(uint256 projectId);
    /// @notice There is no batch with this id.
    error UnknownBatch(uint256 batchId);
    /// @notice Only the project's lead may do this.
    error NotLead(address caller);
    /// @notice A lead takes no seat in its own project.
    error LeadCannotAnnotate();
    /// @notice The account's score in the scope is under the project's floor.
    error ScoreTooLow(uint16 scoreBps, uint16 minScoreBps);
    /// @notice Until this moment (unix seconds) only tier 1 and better take seats.
    error PriorityOnly(uint64 endsAt);
    /// @notice Free stake does not cover what would be locked or withdrawn.
    error StakeTooLow(uint256 free, uint256 needed);
    /// @notice No batch within reach has a seat for this account.
    error NoFreeSeat();
    /// @notice Every account number has been given out: an account that never had a seat can get none here.
    error TooManyAccounts();
    /// @notice The caller does not hold this seat.
    error NotSeatHolder(uint256 seatId);
    /// @notice The seat is in another state than the call needs.
    error WrongSeatState(uint256 seatId, SeatState state);
    /// @notice The lease ran out before the commitment came.
    error LeaseOver(uint256 seatId);
    /// @notice The lease still runs, so the seat cannot be freed.
    error LeaseRunning(uint256 seatId, uint64 leaseEnd);
    /// @notice The batch takes no further commitments: its reveal is open.
    error CommitClosed(uint256 batchId);
    /// @notice A commitment of zero stands for none.
    error EmptyCommitment(uint256 seatId);
    /// @notice Two lists that belong together differ in length.
    error LengthMismatch();
    /// @notice Reveal is not open yet: fewer than m commitments, or the commit window runs and seats are missing.
    error RevealNotOpen(uint256 batchId);
    /// @notice The reveal window is over.
    error RevealOver(uint256 batchId);
    /// @notice The commitments (or openings) handed in are not the batch's, all of them, in the order they came.
    error HistoryMismatch(uint256 batchId);
    /// @notice The opening does not hash to the seat's commitment.
    error CommitmentMismatch(uint256 seatId);
    /// @notice The details do not hash to the hash that the commitment covers, or are larger than 8192 bytes.
    error DetailsMismatch(uint256 seatId);
    /// @notice Labels that do not decode, with the item at fault and why.
    error BadLabels(uint8 item, LabelFault fault);
    /// @notice The batch is in another phase than the call needs.
    error WrongPhase(uint256 batchId, Phase phase);
    /// @notice Settlement has to wait: committed seats may still reveal.
    error SettleTooEarly(uint256 batchId);
    /// @notice Fewer than m seats revealed: the batch can only be voided.
    error TooFewReveals(uint256 batchId);
    /// @notice The batch can still be settled, so it cannot be voided.
    error NotVoidable(uint256 batchId);
    /// @notice Settlement goes on at `expected`; a class project's batch is settled whole.
    error WrongItems(uint8 expected);
    /// @notice The chain of consensus and the labels handed in are not what the batch was settled with.
    error RecordMismatch(uint256 batchId);
    /// @notice The labels handed in for this seat are not those it revealed.
    error LabelsMismatch(uint256 seatId);
    /// @notice The project's batches are not asserted.
    error NotAsserted(uint256 projectId);
    /// @notice What was handed in is not the assertion that stands.
    error AssertionMismatch(uint256 batchId);
    /// @notice The progress before `item` is neither the claimed one nor one that was computed.
    error ProgressMismatch(uint256 batchId, uint8 item);
    /// @notice The items are not within one run, or not the drawn ones.
    error WrongRun(uint8 item);
    /// @notice What was challenged is right.
    error AssertionHolds(uint256 batchId);
    /// @notice The assertion can become final from `challengeEnd` (unix seconds) on.
    error ChallengeRunning(uint64 challengeEnd);
    /// @notice These drawn runs have not been computed.
    error RunsMissing(uint32 runs);
    /// @notice The audit of this batch has been drawn.
    error AlreadyDrawn(uint256 batchId);
    /// @notice The block that draws the audit has not been mined; try after it.
    error AnchorAhead(uint64 anchorBlock);
    /// @notice The anchoring block's hash can no longer be reached; anchor again.
    error AnchorLost(uint64 anchorBlock);
    /// @notice The anchoring block can still be used, so it is not replaced.
    error AnchorAlive(uint64 anchorBlock);
    /// @notice The audit has not been drawn, so there is nothing to extend.
    error NotDrawn(uint256 batchId);
    /// @notice The scope's audit pool does not cover these fees.
    error PoolTooSmall(uint256 available, uint256 needed);
    /// @notice Items drawn at the pool's cost are ruled on by experts of standing, not by those a lead has named.
    error NotQualified(address account);
    /// @notice The audit window is over.
    error AuditOver(uint64 auditEnd);
    /// @notice The audit window still runs; claims open after it.
    error AuditRunning(uint64 auditEnd);
    /// @notice The account is no expert of this project.
    error NotExpert(address account);
    /// @notice An expert does not rule on a batch in which it holds a seat.
    error ExpertHasSeat(uint256 seatId);
    /// @notice Only drawn or disputed items, each once and in ascending order, can be ruled on.
    error ItemNotOpenToAudit(uint8 item);
    /// @notice An expert's ruling has to say something; an item it cannot tell is left out.
    error TruthIsBlank(uint8 item);
    /// @notice A claim's batches pay in more than one token.
    error MixedTokens();
    /// @notice Gold answers do not prove against the project's root, were revealed before, or are not goldPerBatch many.
    error BadGold(uint256 batchId);
    /// @notice The account has nothing to claim in this batch, or has claimed it.
    error NothingToClaim(uint256 batchId);
    /// @notice The signature is not the signer's over this call.
    error BadSignature(address signer);
    /// @notice The signed call's deadline (unix seconds) has passed.
    error DeadlinePassed(uint64 deadline);
    /// @notice A signed call may only be one of an annotator's own calls.
    error CallNotAllowed(bytes4 selector);
    /// @notice A token called back into the coordinator.
    error Reentered();
}
