// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {ILabelCoordinator} from "./interfaces/ILabelCoordinator.sol";
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
} from "./interfaces/LabelTypes.sol";
import {LabelConsensus} from "./libraries/LabelConsensus.sol";
import {Assertions} from "./modules/Assertions.sol";
import {Auditing} from "./modules/Auditing.sol";
import {Money} from "./modules/Money.sol";
import {Projects} from "./modules/Projects.sol";
import {Reading} from "./modules/Reading.sol";
import {Revealing} from "./modules/Revealing.sol";
import {Ruling} from "./modules/Ruling.sol";
import {Seats} from "./modules/Seats.sol";
import {Settlement} from "./modules/Settlement.sol";
import {Signing} from "./modules/Signing.sol";
import {Store} from "./modules/Store.sol";

/// @title The coordinator: one contract that holds all state and money; the rules live in the modules beside it.
contract LabelCoordinator is ILabelCoordinator {
    Store.State private _s;
    bool private transient _entered;

    /// @dev No call comes back in while another runs, whatever a token does.
    modifier alone() {
        if (_entered) revert Reentered();
        _entered = true;
        _;
        _entered = false;
    }

    // --- leads ---

    /// @inheritdoc ILabelCoordinator
    function openProject(
        ProjectParams calldata params_,
        bytes32 manifestRoot,
        bytes32 goldRoot,
        uint32 itemCount_,
        string calldata packUri
    ) external alone returns (uint256) {
        return Projects.open(_s, params_, manifestRoot, goldRoot, itemCount_, packUri);
    }

    /// @inheritdoc ILabelCoordinator
    function setExpert(uint256 projectId, address expert, bool allowed) external alone {
        Projects.setExpert(_s, projectId, expert, allowed);
    }

    /// @inheritdoc ILabelCoordinator
    function admitToScope(address lead_, bool admitted) external alone {
        _s.admitted[msg.sender][lead_] = admitted;
        emit ScopeAdmitted(msg.sender, lead_, admitted);
    }

    /// @inheritdoc ILabelCoordinator
    function closeProject(uint256 projectId) external alone returns (uint256) {
        return Projects.close(_s, projectId);
    }

    /// @inheritdoc ILabelCoordinator
    function revealGold(
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        bytes32 salt,
        bytes32[] calldata proof,
        bytes32 consensusRoot,
        bytes[] calldata labels
    ) external alone {
        Ruling.gold(_s, batchId, items, truths, salt, proof, consensusRoot, labels);
    }

    // --- annotators ---

    /// @inheritdoc ILabelCoordinator
    function depositStake(address token, uint256 amount) external alone {
        Money.deposit(_s, msg.sender, token, amount);
    }

    /// @inheritdoc ILabelCoordinator
    function withdrawStake(address token, uint256 amount) external alone {
        Money.withdraw(_s, msg.sender, token, amount);
    }

    /// @inheritdoc ILabelCoordinator
    function takeSeats(uint256 projectId, uint8 count) external alone returns (uint256[] memory) {
        return Seats.take(_s, msg.sender, projectId, count);
    }

    /// @inheritdoc ILabelCoordinator
    function commit(uint256[] calldata seatIds, bytes32[] calldata commitments) external alone {
        Seats.commit(_s, msg.sender, seatIds, commitments);
    }

    /// @inheritdoc ILabelCoordinator
    function claim(uint256[] calldata batchIds) external alone returns (uint256) {
        return Seats.claim(_s, msg.sender, batchIds);
    }

    /// @inheritdoc ILabelCoordinator
    function executeBySig(SignedCall[] calldata calls) external alone returns (bytes[] memory results) {
        results = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            if (Signing.use(_s, calls[i])) results[i] = _execute(calls[i].signer, calls[i].data);
        }
    }

    /// @dev The annotators' calls, for a signer instead of the caller. Spelt out, so that nothing else can be reached.
    function _execute(address signer, bytes calldata data) private returns (bytes memory) {
        bytes4 selector = data.length < 4 ? bytes4(0) : bytes4(data[:4]);
        bytes calldata args = data.length < 4 ? data : data[4:];
        if (selector == ILabelCoordinator.commit.selector) {
            (uint256[] calldata seatIds, bytes32[] calldata words) = Signing.twoLists(args);
            Seats.commit(_s, signer, seatIds, words);
            return "";
        }
        if (selector == ILabelCoordinator.takeSeats.selector) {
            (uint256 projectId, uint8 count) = abi.decode(args, (uint256, uint8));
            return abi.encode(Seats.take(_s, signer, projectId, count));
        }
        if (selector == ILabelCoordinator.claim.selector) {
            return abi.encode(Seats.claim(_s, signer, Signing.oneList(args)));
        }
        (address token, uint256 amount) = Signing.tokenAndAmount(selector, args);
        if (selector == ILabelCoordinator.depositStake.selector) Money.deposit(_s, signer, token, amount);
        else Money.withdraw(_s, signer, token, amount);
        return "";
    }

    // --- anyone ---

    /// @inheritdoc ILabelCoordinator
    /// @dev Without the guard of its own: each call takes and gives it back, and nobody else's code runs in between.
    function multicall(bytes[] calldata calls, bool isAtomic)
        external
        returns (bool[] memory succeeded, bytes[] memory results)
    {
        (succeeded, results) = (new bool[](calls.length), new bytes[](calls.length));
        for (uint256 i; i < calls.length; ++i) {
            (succeeded[i], results[i]) = address(this).delegatecall(calls[i]);
            if (!succeeded[i] && isAtomic) LowLevelCall.bubbleRevert(results[i]);
        }
    }

    /// @inheritdoc ILabelCoordinator
    function permit(address token, address owner, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        alone
    {
        // Somebody may have sent the permit already; what counts is the allowance.
        try IERC20Permit(token).permit(owner, address(this), amount, deadline, v, r, s) {} catch {}
    }

    /// @inheritdoc ILabelCoordinator
    function freeSeat(uint256 seatId) external alone {
        Seats.free(_s, seatId);
    }

    /// @inheritdoc ILabelCoordinator
    function reveal(
        uint256 seatId,
        bytes32 salt,
        bytes calldata labels,
        bytes32 detailsHash,
        bytes calldata details,
        Commitment[] calldata history
    ) external alone {
        Settlement.reveal(_s, seatId, salt, labels, detailsHash, details, history);
    }

    /// @inheritdoc ILabelCoordinator
    function settle(uint256 batchId, Page[] calldata pages, uint8 fromItem, uint8 toItem) external alone {
        Settlement.settle(_s, batchId, pages, fromItem, toItem);
    }

    /// @inheritdoc ILabelCoordinator
    function revealAndSettle(uint256 batchId, Opening[] calldata openings) external alone {
        Settlement.revealAndSettle(_s, batchId, openings);
    }

    /// @inheritdoc ILabelCoordinator
    function assertBatch(uint256 batchId, Opening[] calldata openings, Claim calldata claim_) external alone {
        Assertions.post(_s, batchId, openings, claim_);
    }

    /// @inheritdoc ILabelCoordinator
    function recompute(uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        external
        alone
        returns (bool)
    {
        return Assertions.recompute(_s, batchId, assertion, rerun);
    }

    /// @inheritdoc ILabelCoordinator
    function rejectLabels(uint256 batchId, Assertion calldata assertion, uint8 seat_, uint8 chunk, Page calldata page)
        external
        alone
    {
        Assertions.reject(_s, batchId, assertion, seat_, chunk, page);
    }

    /// @inheritdoc ILabelCoordinator
    function anchorAssertion(uint256 batchId) external alone {
        Assertions.anchor(_s, batchId);
    }

    /// @inheritdoc ILabelCoordinator
    function drawAssertion(uint256 batchId) external alone returns (uint32) {
        return Assertions.draw(_s, batchId);
    }

    /// @inheritdoc ILabelCoordinator
    function finaliseAssertion(uint256 batchId, Assertion calldata assertion, Rerun calldata rerun)
        external
        alone
        returns (bool)
    {
        return Assertions.finalise(_s, batchId, assertion, rerun);
    }

    /// @inheritdoc ILabelCoordinator
    function anchorAudit(uint256 batchId) external alone {
        Auditing.anchor(_s, batchId);
    }

    /// @inheritdoc ILabelCoordinator
    function drawAudit(uint256 batchId) external alone returns (uint64) {
        return Auditing.draw(_s, batchId);
    }

    /// @inheritdoc ILabelCoordinator
    function extendAudit(uint256 batchId, uint8 count) external alone returns (uint64) {
        return Auditing.extend(_s, batchId, count);
    }

    /// @inheritdoc ILabelCoordinator
    function voidBatch(uint256 batchId) external alone {
        Settlement.void(_s, batchId);
    }

    /// @inheritdoc ILabelCoordinator
    function releaseFees(uint256[] calldata batchIds) external alone {
        Seats.releaseFees(_s, batchIds);
    }

    // --- experts ---

    /// @inheritdoc ILabelCoordinator
    function submitAudit(
        uint256 batchId,
        uint8[] calldata items,
        bytes[] calldata truths,
        bytes32 consensusRoot,
        bytes[] calldata labels
    ) external alone {
        Ruling.submit(_s, batchId, items, truths, consensusRoot, labels);
    }

    // --- readers ---

    /// @inheritdoc ILabelCoordinator
    function projectCount() external view returns (uint256) {
        return _s.projectCount;
    }

    /// @inheritdoc ILabelCoordinator
    function lead(uint256 projectId) external view returns (address) {
        return _s.projects[projectId].lead;
    }

    /// @inheritdoc ILabelCoordinator
    function params(uint256 projectId) external view returns (ProjectParams memory) {
        return Projects.paramsOf(_s, projectId);
    }

    /// @inheritdoc ILabelCoordinator
    function itemCount(uint256 projectId) external view returns (uint32) {
        return _s.projects[projectId].itemCount;
    }

    /// @inheritdoc ILabelCoordinator
    function escrow(uint256 projectId) external view returns (uint256) {
        return _s.projects[projectId].escrow;
    }

    /// @inheritdoc ILabelCoordinator
    function reserved(uint256 projectId) external view returns (uint256) {
        return _s.projects[projectId].reserved;
    }

    /// @inheritdoc ILabelCoordinator
    function budgetOf(ProjectParams calldata params_, uint32 itemCount_) external pure returns (uint256) {
        return Projects.budgetOf(params_, itemCount_);
    }

    /// @inheritdoc ILabelCoordinator
    function batch(uint256 batchId) external view returns (BatchView memory) {
        return Reading.batchOf(_s, batchId);
    }

    /// @inheritdoc ILabelCoordinator
    function seat(uint256 seatId) external view returns (SeatView memory) {
        return Reading.seatOf(_s, seatId);
    }

    /// @inheritdoc ILabelCoordinator
    function stake(address token, address account) external view returns (uint256 free, uint256 locked) {
        Store.Stake storage record = _s.stakes[token][account];
        return (record.free, record.locked);
    }

    /// @inheritdoc ILabelCoordinator
    function reputation(address scope, address account, uint256 projectId)
        external
        view
        returns (ReputationView memory)
    {
        return Reading.reputationOf(_s, scope, account, projectId);
    }

    /// @inheritdoc ILabelCoordinator
    function isExpert(uint256 projectId, address account) external view returns (bool) {
        return Auditing.isExpert(_s, projectId, account);
    }

    /// @inheritdoc ILabelCoordinator
    function isAdmitted(address scope, address lead_) external view returns (bool) {
        return _s.admitted[scope][lead_];
    }

    /// @inheritdoc ILabelCoordinator
    function auditPool(address scope, address token) external view returns (uint256) {
        return _s.pools[scope][token];
    }

    /// @inheritdoc ILabelCoordinator
    function pendingPay(uint256 batchId, address annotator) external view returns (uint256) {
        return Reading.pendingPay(_s, batchId, annotator);
    }

    /// @inheritdoc ILabelCoordinator
    function nonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _s.nonces[signer][nonce >> 8] >> (nonce & 0xff) & 1 != 0;
    }

    /// @inheritdoc ILabelCoordinator
    function commitmentOf(uint256 seatId, address annotator, bytes32 labelsHash, bytes32 detailsHash, bytes32 salt)
        external
        view
        returns (bytes32)
    {
        return Revealing.commitment(seatId, annotator, labelsHash, detailsHash, salt);
    }

    /// @inheritdoc ILabelCoordinator
    function domainSeparator() external view returns (bytes32) {
        return Signing.domainSeparator();
    }

    /// @inheritdoc ILabelCoordinator
    function checkLabels(Kind kind, uint8 classCount, uint16 thresholdBps, uint8 itemCount_, bytes calldata labels)
        external
        pure
    {
        LabelConsensus.check(kind, classCount, thresholdBps, itemCount_, labels);
    }

    /// @inheritdoc ILabelCoordinator
    function consensusOf(Kind kind, uint8 quorum, uint16 thresholdBps, uint16 agreementBps, bytes[] calldata labels)
        external
        pure
        returns (bool, bytes memory, uint16[] memory, bool[] memory, uint8)
    {
        return LabelConsensus.consensusOf(kind, quorum, thresholdBps, agreementBps, labels);
    }
}
