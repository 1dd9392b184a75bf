// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertion, Opening, ProjectParams} from "./LabelTypes.sol";

/// @title Everything that the coordinator tells the world; an indexer needs nothing else.
interface ILabelEvents {
    /// @notice A project is open and its whole budget (token units) is in escrow.
    event ProjectOpened(
        uint256 indexed projectId,
        address indexed lead,
        address indexed token,
        bytes32 manifestRoot,
        bytes32 goldRoot,
        uint32 itemCount,
        uint256 budget,
        ProjectParams params,
        string packUri
    );
    /// @notice The lead named an expert, or took the name back.
    event ExpertSet(uint256 indexed projectId, address indexed expert, bool allowed);
    /// @notice A scope's owner lets this lead's projects count in the scope, or no longer.
    event ScopeAdmitted(address indexed scope, address indexed lead, bool admitted);
    /// @notice Stake came in; it is free until a seat locks it.
    event StakeDeposited(address indexed token, address indexed account, uint256 amount);
    /// @notice Free stake went back to its owner.
    event StakeWithdrawn(address indexed token, address indexed account, uint256 amount);
    /// @notice Locked stake was lost to the gold gate or an audit; it went to the scope's audit pool.
    event StakeSlashed(uint256 indexed seatId, address indexed account, uint256 amount);
    /// @notice The contract gave seats to an account until `leaseEnd` (unix seconds).
    event SeatsTaken(
        uint256 indexed projectId, address indexed annotator, uint8 tier, uint64 leaseEnd, uint256[] seatIds
    );
    /// @notice A lease ran out, or reveal opened without it; the seat's stake is free again.
    event SeatFreed(uint256 indexed seatId, address indexed annotator);
    /// @notice Seats are bound to their labels, one word a seat.
    event Committed(address indexed annotator, uint256[] seatIds, bytes32[] commitments);
    /// @notice Reveal opens at `revealStart` (ahead when seats are missing; a later event may bring it forward).
    event RevealOpened(uint256 indexed batchId, uint64 revealStart, uint64 revealEnd);
    /// @notice A seat's labels (DESIGN section 5), and its details if the project wants them on chain.
    event Revealed(
        uint256 indexed seatId,
        address indexed annotator,
        bytes32 salt,
        bytes32 detailsHash,
        bytes labels,
        bytes details
    );
    /// @notice A batch's seats opened together, as they were handed in: in the order of the commits, those that stay
    /// closed without labels. A seat that had opened by itself is among them a second time.
    event SeatsRevealed(uint256 indexed batchId, Opening[] openings);
    /// @notice Items [fromItem, toItem) are settled. Masks count items from the batch's first; `agreedMasks` and
    /// `resolvedMask` hold these items only. `consensus` is their consensus labels one after another.
    event ItemsSettled(
        uint256 indexed batchId,
        uint8 fromItem,
        uint8 toItem,
        uint64 resolvedMask,
        uint64[] agreedMasks,
        bytes consensus
    );
    /// @notice A batch is settled whole; its pay is pending until `auditEnd` (unix seconds). `consensusRoot` is the hash
    /// chain over its items' outcomes; whoever audits hands it in again. `outcomes` has a word for each seat, zero for
    /// one that did not reveal: what moved in its annotator's standing, and how the standing and the pay factor are
    /// now. Low bits first: payFactorBps16, scoreBps16, items32, weight32, delta160 (signed, basis points).
    event BatchSettled(
        uint256 indexed batchId,
        uint64 resolvedMask,
        uint256[] outcomes,
        uint64 auditEnd,
        uint64 anchorBlock,
        bytes32 consensusRoot
    );
    /// @notice Somebody says with a bond what the batch comes to. It can be challenged until it becomes final, which is
    /// at `challengeEnd` (unix seconds) at the soonest; the runs to be computed are drawn from the anchoring block.
    event BatchAsserted(uint256 indexed batchId, uint64 challengeEnd, uint64 anchorBlock, Assertion assertion);
    /// @notice The assertion's draw will be from this block's hash, of `runs` runs: one more for every hash lost.
    event AssertionAnchored(uint256 indexed batchId, uint64 anchorBlock, uint8 runs);
    /// @notice Runs that must be computed before the assertion is final, and the seed to draw them from again.
    event AssertionDrawn(uint256 indexed batchId, uint32 drawnRuns, bytes32 seed);
    /// @notice A drawn run was computed as far as its end, and is as claimed.
    event RunConfirmed(uint256 indexed batchId, uint8 run);
    /// @notice Computing `item`'s run, or reading its labels, proved the assertion wrong: `reward` of the bond went to
    /// the challenger's free stake, `toPool` to the scope's audit pool. The batch is open to settlement again.
    event AssertionRefuted(
        uint256 indexed batchId,
        address indexed asserter,
        address indexed challenger,
        uint8 item,
        uint256 reward,
        uint256 toPool
    );
    /// @notice A seat's labels, opened by an assertion, do not decode: it counts as not revealed.
    event LabelsRejected(uint256 indexed seatId, address indexed annotator, uint8 item);
    /// @notice Too few seats revealed: nobody is paid and the items go back to the lead.
    event BatchVoided(uint256 indexed batchId);
    /// @notice The audit will be drawn from this block's hash.
    event AuditAnchored(uint256 indexed batchId, uint64 anchorBlock);
    /// @notice Items drawn for audit, and the seed that anyone can draw them from again.
    event AuditDrawn(uint256 indexed batchId, uint64 drawnMask, bytes32 seed);
    /// @notice More items are drawn, their fees at the cost of the scope's audit pool. Both masks are of all so far.
    event AuditExtended(uint256 indexed batchId, uint64 drawnMask, uint64 extendedMask, bytes32 seed);
    /// @notice An expert ruled. Bit s of `agreedSeats`: seat s agrees with the expert's labels.
    event ItemAudited(
        uint256 indexed batchId, uint8 item, address indexed expert, bool overturned, uint64 agreedSeats, bytes labels
    );
    /// @notice A known answer that the project's root committed to.
    event GoldRevealed(uint256 indexed batchId, uint8 item, bytes labels);
    /// @notice A ruling moved an account's standing: `delta` and `weight` entered the sum (bps) and the weight.
    event ReputationMoved(
        address indexed scope,
        address indexed account,
        uint256 indexed batchId,
        int256 delta,
        uint256 weight,
        uint16 scoreBps,
        uint32 items
    );
    /// @notice An annotator took the pay of these batches, an amount each.
    event Claimed(address indexed annotator, uint256[] batchIds, uint256[] amounts);
    /// @notice A seat committed and did not reveal; its stake went to those who did, else to the scope's audit pool.
    event Forfeited(uint256 indexed seatId, address indexed annotator, uint256 stake);
    /// @notice Token units entered a scope's audit pool.
    event PoolFunded(address indexed scope, address indexed token, uint256 amount);
    /// @notice An expert's fee for `items` items was paid, of which `fromPool` by the scope's audit pool.
    event FeePaid(uint256 indexed batchId, address indexed expert, uint256 amount, uint256 fromPool);
    /// @notice The lead closed the project, or took back more that was not earned.
    event ProjectClosed(uint256 indexed projectId, uint256 refund);
}
