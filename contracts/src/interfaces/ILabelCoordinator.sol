// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "./ILabelErrors.sol";
import {ILabelEvents} from "./ILabelEvents.sol";
import {
    Assertion,
    BatchView,
    Claim,
    Commitment,
    Kind,
    Opening,
    Page,
    ProjectParams,
    ReputationView,
    Rerun,
    SeatView,
    SignedCall
} from "./LabelTypes.sol";

/// @title Assigns labelling work, takes committed labels, computes consensus, and pays.
/// @dev Ids: `batchId = projectId << 32 | index`, `seatId = batchId << 8 | seat`. Projects count from 1.
/// Items of batch b start at b * batchSize. The rules are written out in docs/protocol.md.
interface ILabelCoordinator is ILabelErrors, ILabelEvents {
    // --- leads ---

    /// @notice Opens a project and moves its whole budget (see `budgetOf`) from the caller into escrow.
    function openProject(
        ProjectParams calldata params,
        bytes32 manifestRoot,
        bytes32 goldRoot,
        uint32 itemCount,
        string calldata packUri
    ) external returns (uint256 projectId);
    /// @notice Names an expert of the project, or takes the name back.
    function setExpert(uint256 projectId, address expert, bool allowed) external;
    /// @notice The caller, as a scope's owner, lets `lead`'s new projects use the scope, or no longer.
    function admitToScope(address lead, bool admitted) external;
    /// @notice Stops untouched batches and refunds what nobody can earn any more; again later for the rest.
    function closeProject(uint256 projectId) external returns (uint256 refund);
    /// @notice Reveals a batch's gold answers within its audit window; they score like an audit and gate the pay.
    /// @param items ascending; @param truths their labels; @param salt of the batch's leaf; @param proof to goldRoot
    /// @param consensusRoot as `BatchSettled` told it
    /// @param labels every seat's labels of the whole batch (empty for a seat that did not reveal)
    function revealGold(
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        bytes32 salt,
        bytes32[] calldata proof,
        bytes32 consensusRoot,
        bytes[] calldata labels
    ) external;

    // --- annotators ---

    /// @notice Moves stake in; the allowance is the caller's.
    function depositStake(address token, uint256 amount) external;
    /// @notice Takes free stake back.
    function withdrawStake(address token, uint256 amount) external;
    /// @notice Takes up to `count` seats (1 to 32), at most one a batch; the contract picks the batches.
    function takeSeats(uint256 projectId, uint8 count) external returns (uint256[] memory seatIds);
    /// @notice Binds seats to their labels, one word a seat.
    function commit(uint256[] calldata seatIds, bytes32[] calldata commitments) external;
    /// @notice Takes the pay of batches whose audit window is over, and frees their stake. One token a call.
    function claim(uint256[] calldata batchIds) external returns (uint256 paid);
    /// @notice Runs annotators' signed calls (depositStake, withdrawStake, takeSeats, commit, claim). A call whose
    /// nonce is used is skipped and returns empty bytes; any other failure reverts the whole.
    function executeBySig(SignedCall[] calldata calls) external returns (bytes[] memory results);

    // --- anyone ---

    /// @notice Runs several of the caller's calls in one transaction, each as if it had been sent by itself.
    /// @param isAtomic true: one that fails reverts all; false: it is told by its result and the others stand
    function multicall(bytes[] calldata calls, bool isAtomic)
        external
        returns (bool[] memory succeeded, bytes[] memory results);
    /// @notice Hands an owner's EIP-2612 permit for the coordinator to the token; one that fails (it may have been
    /// used already) is passed over. To be sent before `openProject` or `depositStake` in one `multicall`.
    function permit(address token, address owner, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;

    /// @notice Frees a seat whose lease ran out, or that reveal has left behind.
    function freeSeat(uint256 seatId) external;
    /// @notice Opens one seat's commitment. `details` is empty unless the project wants details on chain.
    /// @param history every commitment of the batch in the order it came
    function reveal(
        uint256 seatId,
        bytes32 salt,
        bytes calldata labels,
        bytes32 detailsHash,
        bytes calldata details,
        Commitment[] calldata history
    ) external;
    /// @notice Computes the consensus of items [fromItem, toItem) of a batch whose seats were opened by `reveal`.
    /// @param pages in seat order: the chunks that hold these items
    function settle(uint256 batchId, Page[] calldata pages, uint8 fromItem, uint8 toItem) external;
    /// @notice Opens the seats that still have to be, and settles the batch whole.
    /// @param openings one for every commitment, in the order they came; labels of a seat that `reveal` opened already
    /// are handed in all the same
    function revealAndSettle(uint256 batchId, Opening[] calldata openings) external;
    /// @notice Opens the seats that still have to be, and says what the batch comes to, with the project's bond from the
    /// caller's free stake. Only in projects with asserted settlement.
    /// @param openings one for every commitment, in the order they came; labels of a seat that `reveal` opened may be
    /// left out, its commitment in the salt's place
    function assertBatch(uint256 batchId, Opening[] calldata openings, Claim calldata claim_) external;
    /// @notice Computes some items of a run again and holds the run's end against the assertion. Where it is wrong the
    /// assertion falls, and the caller has half of the bond as free stake. A run too dear for one call goes in parts.
    /// @return isRefuted false: a part, or a drawn run that is as claimed; any other run as claimed is refused
    function recompute(uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        external
        returns (bool isRefuted);
    /// @notice Shows that labels which the assertion opened do not decode: it falls as in `recompute`, and the seat
    /// counts as not revealed.
    /// @param chunk which chunk of eight items; @param page the seat's chunk hashes, and that chunk's bytes
    function rejectLabels(uint256 batchId, Assertion calldata assertion, uint8 seat_, uint8 chunk, Page calldata page)
        external;
    /// @notice Moves the block of an assertion's draw forward when its hash can no longer be reached.
    function anchorAssertion(uint256 batchId) external;
    /// @notice Draws the runs that have to be computed, and keeps the draw: for runs that go in parts, or where block
    /// hashes are soon out of reach. `finaliseAssertion` draws by itself.
    function drawAssertion(uint256 batchId) external returns (uint32 drawnRuns);
    /// @notice Makes an unrefuted assertion final after its challenge window: the batch is settled as if computed. The
    /// drawn runs must have been computed; the last may come along.
    /// @param rerun the rest of a drawn run; `toItem` 0: there is none to be computed
    /// @return isSettled false: the run proved the assertion wrong, and the caller has the challenger's part
    function finaliseAssertion(uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        external
        returns (bool isSettled);
    /// @notice Moves the audit's block forward when its hash can no longer be reached.
    function anchorAudit(uint256 batchId) external;
    /// @notice Draws the audit from the hash of the anchoring block.
    function drawAudit(uint256 batchId) external returns (uint64 drawnMask);
    /// @notice Draws `count` items more, going on with the same draw. Their fees are paid by the scope's audit pool, and
    /// only an expert of standing (`openExperts`) may rule on them: a lead gains nothing from the pool.
    function extendAudit(uint256 batchId, uint8 count) external returns (uint64 drawnMask);
    /// @notice Ends a batch that cannot be settled: too few revealed, or abandoned short of m commitments.
    function voidBatch(uint256 batchId) external;

    /// @notice Frees what settled batches had set aside for audit fees, once their audit windows are over; a claim
    /// does so by itself. The lead's next `closeProject` refunds it.
    function releaseFees(uint256[] calldata batchIds) external;

    // --- experts ---

    /// @notice Rules on drawn or disputed items within the audit window, and takes the fee.
    /// @param items the items ruled on, ascending; @param truths the expert's encoded labels of each
    /// @param consensusRoot as `BatchSettled` told it
    /// @param labels every seat's labels of the whole batch (empty for a seat that did not reveal)
    function submitAudit(
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        bytes32 consensusRoot,
        bytes[] calldata labels
    ) external;

    // --- readers ---

    /// @notice Projects opened so far; their ids are 1 to this.
    function projectCount() external view returns (uint256);
    /// @notice Who opened the project.
    function lead(uint256 projectId) external view returns (address);
    /// @notice What the lead fixed at opening.
    function params(uint256 projectId) external view returns (ProjectParams memory);
    /// @notice Items of the project.
    function itemCount(uint256 projectId) external view returns (uint32);
    /// @notice Token units that the project still holds.
    function escrow(uint256 projectId) external view returns (uint256);
    /// @notice Token units of the escrow that touched batches may still earn; the rest is refunded at the close.
    function reserved(uint256 projectId) external view returns (uint256);
    /// @notice The budget of a project with these parameters, in token units.
    function budgetOf(ProjectParams calldata params, uint32 itemCount) external pure returns (uint256);
    /// @notice A batch now.
    function batch(uint256 batchId) external view returns (BatchView memory);
    /// @notice A seat now.
    function seat(uint256 seatId) external view returns (SeatView memory);
    /// @notice An account's stake in a token, free and locked in seats.
    function stake(address token, address account) external view returns (uint256 free, uint256 locked);
    /// @notice An account's standing in a scope; `projectId` names the ladder that gives the tier (0: tier 0).
    function reputation(address scope, address account, uint256 projectId) external view returns (ReputationView memory);
    /// @notice May this account audit the project's batches (where it holds no seat)?
    function isExpert(uint256 projectId, address account) external view returns (bool);
    /// @notice Has the scope's owner admitted this lead?
    function isAdmitted(address scope, address lead) external view returns (bool);
    /// @notice Token units in a scope's audit pool.
    function auditPool(address scope, address token) external view returns (uint256);
    /// @notice What a claim would pay, were the audit window over; 0 once claimed.
    function pendingPay(uint256 batchId, address annotator) external view returns (uint256 amount);
    /// @notice Has this signer's nonce been used?
    function nonceUsed(address signer, uint256 nonce) external view returns (bool);
    /// @notice The commitment that opens with these parts.
    function commitmentOf(uint256 seatId, address annotator, bytes32 labelsHash, bytes32 detailsHash, bytes32 salt)
        external
        view
        returns (bytes32);
    /// @notice The EIP-712 domain separator (name "Tessera", version "1").
    function domainSeparator() external view returns (bytes32);
    /// @notice Checks a batch's labels as reveal does; reverts with BadLabels.
    function checkLabels(Kind kind, uint8 classCount, uint16 thresholdBps, uint8 itemCount, bytes calldata labels)
        external
        pure;
    /// @notice Consensus of one item, the same library that settlement uses. Pure, so that any client may ask it.
    /// @param labels each seat's encoded item
    function consensusOf(Kind kind, uint8 quorum, uint16 thresholdBps, uint16 agreementBps, bytes[] calldata labels)
        external
        pure
        returns (bool resolved, bytes memory consensus, uint16[] memory scoresBps, bool[] memory agrees, uint8 accepted);
}
