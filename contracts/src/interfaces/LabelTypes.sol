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
    Void,
    Asserted
}

/// @dev How a project's batches are settled: computed on chain, or asserted with a bond and computed where it is asked.
enum SettlementKind {
    Computed,
    Asserted
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

/// @dev Why a batch's labels do not decode.
enum LabelFault {
    Truncated, // the bytes end inside the item
    TrailingBytes, // bytes follow the last item
    TooManyRegions, // more than 32 regions, and not 0xFF
    NotAscending, // regions not in strictly ascending byte order
    ClassOutOfRange, // class 0 or above the project's classCount
    ConfidenceOutOfRange, // confidence above 100
    EmptyRegion, // x0 >= x1, y0 >= y1 or start >= end, and not all zero
    Duplicate // two regions of one class reach the threshold with each other
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
    uint32 revealSeconds; // from the opening of reveal to its end
    uint32 auditSeconds; // from settlement to the first claim
    bool openExperts; // tier 3 in the scope may audit; otherwise only experts that the lead names
    bool detailsOnChain; // details travel in the reveal's event
    SettlementKind settlement; // asserted: boxes and spans only
    uint32 challengeSeconds; // asserted: from an assertion to the first moment at which it can become final
    uint96 assertBond; // asserted: locked while an assertion stands
    Tier[3] tiers; // tier 1, 2, 3; everybody else is tier 0 with multiplier 1.0
}

/// @notice One entry of a batch's history: which seat committed to what. In the order of the commits.
struct Commitment {
    uint8 seat;
    bytes32 word;
}

/// @notice A seat's part in `revealAndSettle`. Openings come in the order of the commits.
struct Opening {
    uint8 seat;
    bytes32 salt; // where `labels` is empty (the seat is not opened): its commitment
    bytes32 detailsHash;
    bytes labels; // DESIGN section 5, the whole batch
}

/// @notice A part of one seat's revealed labels: only whole chunks of eight items.
struct Page {
    bytes32[] chunkHashes; // keccak256 of each chunk of the whole batch; empty for a seat that did not reveal
    bytes labels; // the chunks that the call asks for, one after another
}

/// @notice How far a settlement has come before an item.
struct Progress {
    uint64 resolvedMask;
    bytes32 consensusRoot; // chain over the items' outcomes
    uint256[] sums; // a word a seat, high bits first: unsettled8 | consensusSomething8 | something8 | labelled8 |
    // score32 (signed) | agreed64; zero for a seat that did not reveal
}

/// @notice What an asserter says that computing a batch comes to.
struct Claim {
    Progress result; // after the last item
    bytes32[] marks; // keccak256(resolvedMask (32 bytes), consensusRoot, sums) after each run of items but the last
}

/// @notice A standing assertion, as `BatchAsserted` told it. The batch's record is its hash: who challenges it or makes
/// it final hands it in again.
struct Assertion {
    address asserter;
    uint8 kept; // seats that `reveal` opened: the hashes of their labels stay in storage
    bytes32 history; // of commitments
    bytes32[] labels; // a seat each: keccak256 over the hashes of its chunks; zero: did not reveal
    Claim claim;
}

/// @notice Items [fromItem, toItem) of one run, to be computed again.
struct Rerun {
    uint8 fromItem;
    uint8 toItem;
    Progress before; // as claimed at the run's beginning, or as computed on chain within it
    Page[] pages; // in seat order: the chunks that hold these items
}

/// @notice A batch as a reader sees it now.
struct BatchView {
    Phase phase;
    uint8 itemCount;
    uint8 taken; // seats leased, committed or revealed (a lapsed lease still counts until it is freed)
    uint8 commits;
    uint8 reveals;
    uint8 settledItems; // settlement's cursor
    uint64 commitEnd; // unix seconds; 0 before the first commitment, and once settlement has begun
    uint64 revealStart; // unix seconds; 0 until m seats have committed, and once settlement has begun; may lie ahead
    uint64 revealEnd; // unix seconds; 0 while revealStart is 0
    uint64 settledAt; // unix seconds; 0 until settled whole
    uint64 auditEnd; // unix seconds; claims open after it; 0 until settled
    uint64 anchorBlock; // its hash draws the audit, or the runs of an assertion; 0 before either
    uint64 challengeEnd; // unix seconds; an assertion can become final from then on; 0 unless one stands
    uint32 drawnRuns; // bit i: run i of the assertion is drawn; 0 until drawn
    uint32 confirmedRuns; // bit i: run i of the assertion has been computed and found right
    uint64 drawnMask; // bit i: item i is drawn for audit; 0 until drawn
    uint64 resolvedMask; // bit i: m seats or more agreed (or an expert settled it)
    uint64 auditedMask; // bit i: an expert has ruled
    uint64 overturnedMask; // bit i: the expert's ruling differs from the consensus
    bool drawn;
    bytes32 record; // history of commitments, chain of consensus, or the hash of what was settled; docs/protocol.md
}

/// @notice A seat as a reader sees it now.
struct SeatView {
    SeatState state;
    uint8 tier; // when it was taken
    address annotator;
    uint64 leaseEnd; // unix seconds; 0 once the batch is settled
    uint8 agreedItems; // that it is paid for
    uint8 unsettledItems; // disputed items it gave labels for and no expert has ruled on: half a reward each
    uint16 multiplierBps; // of its tier when it was taken
    uint16 payFactorBps; // f, DESIGN section 4; final when the batch is settled
    uint256 bonus; // taken back from overturned seats, in token units
    uint256 slashed; // of its stake, by gold or an audit, in token units
    bytes32 chunksHash; // of the labels, from their reveal by themselves to settlement; else zero
}

/// @notice An account's standing in one scope, with the tier that a project's ladder gives it.
struct ReputationView {
    uint16 scoreBps; // (20 * 5000 + sum) / (20 + weight), not below 0
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
