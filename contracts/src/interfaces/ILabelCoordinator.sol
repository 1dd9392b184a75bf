// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What a region is, and so how two of them are compared. DESIGN section 5.
enum Kind {
    Class,
    Boxes,
    Spans
}

/// @dev A batch's life as storage knows it. Time-dependent states (revealable, expired) are derived from it.
enum Phase {
    Open,
    Settling,
    Settled,
    Void
}

/// @dev A seat's life as storage knows it.
enum SeatState {
    Free,
    Leased,
    Committed,
    Revealed,
    Forfeited,
    Paid
}

/// @notice A rung of the reputation ladder: both conditions must hold.
struct Tier {
    uint16 minScoreBps;
    uint32 minItems;
    uint16 multiplierBps;
}

/// @notice Everything a lead fixes when opening a project. Nothing here can change afterwards.
struct ProjectParams {
    address token; // ERC-20 that pays and stakes
    address scope; // whose reputation counts and moves; zero or the lead itself: the lead's own scope
    Kind kind;
    uint8 seats; // k, 2 to 7
    uint8 quorum; // m, 2m > k
    uint8 batchSize; // items a batch, 1 to 64
    uint8 classCount; // classes are 1 to classCount
    uint8 goldPerBatch; // gold items a batch; 0: no gold gate
    uint16 thresholdBps; // similarity at which two regions are the same, 1 to 10000
    uint16 agreementBps; // item score at which a seat agrees
    uint16 auditBps; // share of a batch's items drawn for audit (rounded up)
    uint16 targetBps; // kappa at which pay is full; 0: no pay factor (f = 1)
    uint16 minScoreBps; // reputation floor for a seat
    uint96 rewardPerLabel; // for one agreed item of one seat, at multiplier 1.0
    uint96 stakePerSeat; // locked while a seat is held
    uint96 auditFeePerItem; // to the expert, for each drawn or disputed item it settles
    uint32 prioritySeconds; // from opening: only tier 1 and better take seats
    uint32 leaseSeconds; // from taking a seat to its commitment
    uint32 commitSeconds; // from a batch's first commitment to the close of its commit window
    uint32 revealSeconds;
    uint32 auditSeconds; // from settlement to the first claim
    bool openExperts; // tier 3 in the scope may audit; otherwise only experts that the lead names
    bool detailsOnChain; // details travel in the reveal's event
    Tier[3] tiers; // tier 1, 2, 3; everybody else is tier 0 with multiplier 1.0
}

/// @notice A batch as a reader sees it now.
struct BatchView {
    Phase phase;
    uint8 itemCount;
    uint8 taken; // seats leased, committed or revealed (a lapsed lease still counts until it is freed)
    uint8 commits;
    uint8 reveals;
    uint8 settledItems; // settlement's cursor
    uint64 commitEnd; // unix seconds; 0 before the first commitment
    uint64 revealStart; // unix seconds; 0 while reveal is not open
    uint64 revealEnd;
    uint64 settledAt; // unix seconds
    uint64 auditEnd; // unix seconds; claims open after it
    uint64 anchorBlock; // its hash draws the audit; 0 until settled
    uint64 drawnMask; // bit i: item i is drawn for audit; 0 until drawn
    uint64 resolvedMask; // bit i: m seats or more agreed (or an expert settled it)
    uint64 auditedMask; // bit i: an expert has ruled
    uint64 overturnedMask; // bit i: the expert's ruling differs from the consensus
    bool drawn;
}

/// @notice A seat as a reader sees it now.
struct SeatView {
    SeatState state;
    uint8 tier; // when it was taken
    address annotator;
    uint64 leaseEnd; // unix seconds
    uint64 agreedMask; // bit i: its answer stands as right
    uint64 blankMask; // bit i: it could not tell
    uint16 payFactorBps; // f, DESIGN section 4; final when the batch is settled
    bytes32 commitment;
    bytes32 labelsHash; // keccak256 of the batch's labels; zero before the reveal
    bytes32 detailsHash;
}

struct ReputationView {
    uint16 scoreBps; // (20 * 5000 + sum) / (20 + weight)
    uint32 items; // scored ever
    uint8 tier;
}

/// @notice One annotator's call, for `executeBySig`: `data` is the ABI-encoded call without its signer.
struct SignedCall {
    address signer;
    uint256 nonce;
    uint64 deadline; // unix seconds
    bytes data;
    bytes signature; // EIP-712 over Call(address signer,uint256 nonce,uint64 deadline,bytes data); ERC-1271 accepted
}

/// @title Assigns labelling work, takes committed labels, computes consensus, and pays.
/// @dev Ids: `batchId = projectId << 32 | index`, `seatId = batchId << 8 | seat`. Items of batch b start at b * batchSize.
interface ILabelCoordinator {
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
    event ExpertSet(uint256 indexed projectId, address indexed expert, bool allowed);
    event ScopeAdmitted(address indexed scope, address indexed lead, bool admitted);
    event StakeDeposited(address indexed token, address indexed account, uint256 amount);
    event StakeWithdrawn(address indexed token, address indexed account, uint256 amount);
    event StakeSlashed(uint256 indexed seatId, address indexed account, uint256 amount);
    event SeatTaken(uint256 indexed seatId, uint256 indexed projectId, address indexed annotator, uint8 tier, uint64 leaseEnd);
    event SeatFreed(uint256 indexed seatId, address indexed annotator);
    event Committed(uint256 indexed seatId, address indexed annotator, bytes32 commitment);
    event RevealOpened(uint256 indexed batchId, uint64 revealEnd);
    event Revealed(uint256 indexed seatId, address indexed annotator, bytes32 salt, bytes32 detailsHash, bytes labels, bytes details);
    event ItemsSettled(
        uint256 indexed batchId, uint8 fromItem, uint8 toItem, uint64 resolvedMask, uint64[] agreedMasks, bytes consensus
    );
    event BatchSettled(uint256 indexed batchId, uint64 resolvedMask, uint16[] payFactorsBps, uint64 auditEnd, uint64 anchorBlock);
    event BatchVoided(uint256 indexed batchId);
    event AuditAnchored(uint256 indexed batchId, uint64 anchorBlock);
    event AuditDrawn(uint256 indexed batchId, uint64 drawnMask, bytes32 seed);
    event ItemAudited(
        uint256 indexed batchId, uint8 item, address indexed expert, bool overturned, uint64 agreedSeats, bytes labels
    );
    event GoldRevealed(uint256 indexed batchId, uint8 item, bytes labels);
    event ReputationMoved(address indexed scope, address indexed account, uint256 indexed batchId, int256 delta, uint256 weight, uint16 scoreBps, uint32 items);
    event Claimed(uint256 indexed batchId, address indexed annotator, uint256 amount);
    event Forfeited(uint256 indexed seatId, address indexed annotator, uint256 stake);
    event ProjectClosed(uint256 indexed projectId, uint256 refund);

    // --- leads ---
    function openProject(
        ProjectParams calldata params,
        bytes32 manifestRoot,
        bytes32 goldRoot,
        uint32 itemCount,
        string calldata packUri
    ) external returns (uint256 projectId);
    function setExpert(uint256 projectId, address expert, bool allowed) external;
    function admitToScope(address lead, bool admitted) external;
    function closeProject(uint256 projectId) external returns (uint256 refund);

    // --- annotators ---
    function depositStake(address token, uint256 amount) external;
    function withdrawStake(address token, uint256 amount) external;
    function takeSeats(uint256 projectId, uint8 count) external returns (uint256[] memory seatIds);
    function commit(uint256[] calldata seatIds, bytes32[] calldata commitments) external;
    function claim(uint256[] calldata batchIds) external returns (uint256 paid);
    function executeBySig(SignedCall[] calldata calls) external returns (bytes[] memory results);

    // --- anyone ---
    function freeSeat(uint256 seatId) external;
    function reveal(uint256 seatId, bytes32 salt, bytes calldata labels, bytes32 detailsHash, bytes calldata details) external;
    function settle(uint256 batchId, bytes[] calldata labels, uint8 fromItem, uint8 toItem) external;
    function revealAndSettle(uint256 batchId, bytes32[] calldata salts, bytes[] calldata labels, bytes32[] calldata detailsHashes) external;
    function anchorAudit(uint256 batchId) external;
    function drawAudit(uint256 batchId) external returns (uint64 drawnMask);
    function voidBatch(uint256 batchId) external;

    // --- experts ---
    /// @param items the items ruled on, ascending; @param truths the expert's encoded labels of each;
    /// @param labels every seat's labels of the whole batch (empty for a seat that did not reveal)
    function submitAudit(uint256 batchId, uint8[] calldata items, bytes[] calldata truths, bytes[] calldata labels) external;

    // --- readers ---
    function projectCount() external view returns (uint256);
    function lead(uint256 projectId) external view returns (address);
    function params(uint256 projectId) external view returns (ProjectParams memory);
    function escrow(uint256 projectId) external view returns (uint256);
    function batch(uint256 batchId) external view returns (BatchView memory);
    function seat(uint256 seatId) external view returns (SeatView memory);
    function stake(address token, address account) external view returns (uint256 free, uint256 locked);
    function reputation(address scope, address account, uint256 projectId) external view returns (ReputationView memory);
    function isExpert(uint256 projectId, address account) external view returns (bool);
    function pendingPay(uint256 batchId, address annotator) external view returns (uint256 amount);
    function nonceUsed(address signer, uint256 nonce) external view returns (bool);
    function commitmentOf(uint256 seatId, address annotator, bytes32 labelsHash, bytes32 detailsHash, bytes32 salt) external view returns (bytes32);
    /// @notice Consensus of one item, the same library that settlement uses. Pure, so that any client may ask it.
    function consensusOf(Kind kind, uint8 quorum, uint16 thresholdBps, uint16 agreementBps, bytes[] calldata labels)
        external pure returns (bool resolved, bytes memory consensus, uint16[] memory scoresBps, bool[] memory agrees, uint8 accepted);
}
