// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Kind, ProjectParams, SettlementKind, Tier} from "../interfaces/LabelTypes.sol";
import {Money} from "./Money.sol";
import {Pay} from "./Pay.sol";
import {Store} from "./Store.sol";

/// @title A lead's calls: open, name experts, admit to a scope, close.
/// @dev Deployed by itself and linked, as it is big and seldom called.
library Projects {
    uint256 private constant BPS = 10_000;
    /// @dev Under a tenth, 32 strips of one seat can each be near 32 of another: an item that no block could settle.
    uint256 private constant MIN_THRESHOLD_BPS = 1000;
    uint256 private constant MAX_MULTIPLIER_BPS = 50_000;
    uint256 private constant MAX_WINDOW_SECONDS = 365 days;
    uint256 private constant MIN_CHALLENGE_SECONDS = 10 minutes;

    /// @notice See ILabelCoordinator.openProject.
    function open(
        Store.State storage s,
        ProjectParams calldata params,
        bytes32 manifestRoot,
        bytes32 goldRoot,
        uint32 itemCount,
        string calldata packUri
    ) external returns (uint256 projectId) {
        _checkShape(params, itemCount, goldRoot);
        _checkMoney(params);
        _checkAsserted(params);
        address scope = params.scope == address(0) ? msg.sender : params.scope;
        if (scope != msg.sender && !s.admitted[scope][msg.sender]) revert ILabelErrors.NotAdmitted(scope, msg.sender);
        uint256 budget = budgetOf(params, itemCount);
        if (budget > type(uint128).max) revert ILabelErrors.BadParameter("budget");
        projectId = ++s.projectCount;
        Store.Project storage project = s.projects[projectId];
        _fill(project, params, itemCount);
        project.scope = scope;
        // Just compared with the type's end.
        // forge-lint: disable-next-line(unsafe-typecast)
        project.escrow = uint128(budget);
        (project.goldRoot, project.manifestRoot) = (goldRoot, manifestRoot);
        emit ILabelEvents.ProjectOpened(
            projectId, msg.sender, params.token, manifestRoot, goldRoot, itemCount, budget, params, packUri
        );
        Money.pull(params.token, msg.sender, budget);
    }

    /// @notice See ILabelCoordinator.budgetOf.
    function budgetOf(ProjectParams calldata params, uint32 itemCount) public pure returns (uint256) {
        uint256 size = params.batchSize;
        if (size == 0) revert ILabelErrors.BadParameter("batchSize");
        uint256 multiplier = Pay.highestMultiplier(_ladder(params));
        uint256 whole = Pay.budget(size, params.seats, params.rewardPerLabel, multiplier, params.auditFeePerItem);
        uint256 rest =
            Pay.budget(itemCount % size, params.seats, params.rewardPerLabel, multiplier, params.auditFeePerItem);
        return (itemCount / size) * whole + rest;
    }

    /// @notice See ILabelCoordinator.setExpert.
    function setExpert(Store.State storage s, uint256 projectId, address expert, bool allowed) external {
        _onlyLead(s, projectId);
        s.experts[projectId][expert] = allowed;
        emit ILabelEvents.ExpertSet(projectId, expert, allowed);
    }

    /// @notice See ILabelCoordinator.closeProject.
    function close(Store.State storage s, uint256 projectId) external returns (uint256 refund) {
        _onlyLead(s, projectId);
        Store.Project storage project = s.projects[projectId];
        project.closed = true;
        refund = project.escrow - project.reserved;
        project.escrow = project.reserved;
        emit ILabelEvents.ProjectClosed(projectId, refund);
        Money.push(project.token, msg.sender, refund);
    }

    /// @notice See ILabelCoordinator.params.
    function paramsOf(Store.State storage s, uint256 projectId) external view returns (ProjectParams memory params) {
        Store.Project storage project = s.projects[projectId];
        if (project.lead == address(0)) revert ILabelErrors.UnknownProject(projectId);
        params.token = project.token;
        params.scope = project.scope;
        params.kind = project.kind;
        params.seats = project.seats;
        params.quorum = project.quorum;
        params.batchSize = project.batchSize;
        params.classCount = project.classCount;
        params.goldPerBatch = project.goldPerBatch;
        params.thresholdBps = project.thresholdBps;
        params.agreementBps = project.agreementBps;
        params.auditBps = project.auditBps;
        params.targetBps = project.targetBps;
        params.minScoreBps = project.minScoreBps;
        params.rewardPerLabel = project.rewardPerLabel;
        params.stakePerSeat = project.stakePerSeat;
        params.auditFeePerItem = project.auditFeePerItem;
        params.prioritySeconds = project.prioritySeconds;
        params.leaseSeconds = project.leaseSeconds;
        params.commitSeconds = project.commitSeconds;
        params.revealSeconds = project.revealSeconds;
        params.auditSeconds = project.auditSeconds;
        params.openExperts = project.openExperts;
        params.detailsOnChain = project.detailsOnChain;
        params.settlement = project.settlement;
        params.challengeSeconds = project.challengeSeconds;
        params.assertBond = project.assertBond;
        for (uint256 t; t < 3; ++t) {
            uint256 rung = project.ladder >> (64 * t);
            // A rung is 16, 32 and 16 bits; the casts cut the higher ones off.
            // forge-lint: disable-next-line(unsafe-typecast)
            params.tiers[t] = Tier(uint16(rung), uint32(rung >> 16), uint16(rung >> 48));
        }
    }

    function _onlyLead(Store.State storage s, uint256 projectId) private view {
        address lead = s.projects[projectId].lead;
        if (lead == address(0)) revert ILabelErrors.UnknownProject(projectId);
        if (lead != msg.sender) revert ILabelErrors.NotLead(msg.sender);
    }

    function _checkShape(ProjectParams calldata p, uint32 itemCount, bytes32 goldRoot) private pure {
        _need(p.seats >= 2 && p.seats <= 7, "seats");
        _need(p.quorum <= p.seats && 2 * uint256(p.quorum) > p.seats, "quorum");
        _need(p.batchSize >= 1 && p.batchSize <= 64, "batchSize");
        _need(itemCount >= 1, "itemCount");
        _need(p.classCount >= 1, "classCount");
        _need(p.goldPerBatch <= p.batchSize, "goldPerBatch");
        _need((p.goldPerBatch == 0) == (goldRoot == 0), "goldRoot");
        _need(p.thresholdBps >= (p.kind == Kind.Class ? 1 : MIN_THRESHOLD_BPS) && p.thresholdBps <= BPS, "thresholdBps");
        _need(p.agreementBps >= 1 && p.agreementBps <= BPS, "agreementBps");
    }

    function _checkMoney(ProjectParams calldata p) private view {
        _need(p.token.code.length != 0, "token");
        _need(p.auditBps <= BPS, "auditBps");
        _need(p.targetBps <= BPS, "targetBps");
        _need(p.minScoreBps <= BPS, "minScoreBps");
        _need(p.leaseSeconds >= 1 && p.leaseSeconds <= MAX_WINDOW_SECONDS, "leaseSeconds");
        _need(p.commitSeconds <= MAX_WINDOW_SECONDS, "commitSeconds");
        _need(p.revealSeconds >= 1 && p.revealSeconds <= MAX_WINDOW_SECONDS, "revealSeconds");
        _need(p.auditSeconds <= MAX_WINDOW_SECONDS, "auditSeconds");
        _need(p.prioritySeconds <= MAX_WINDOW_SECONDS, "prioritySeconds");
        for (uint256 t; t < 3; ++t) {
            _need(p.tiers[t].minScoreBps <= BPS, "tiers");
            uint256 multiplier = p.tiers[t].multiplierBps;
            _need(multiplier >= BPS && multiplier <= MAX_MULTIPLIER_BPS, "tiers");
        }
    }

    /// @dev A class batch is cheap to compute, and its pay needs it whole. The bond is at least what one seat may earn in
    /// a batch, the window long enough that blocks cannot be kept full throughout it.
    function _checkAsserted(ProjectParams calldata p) private pure {
        if (p.settlement == SettlementKind.Computed) {
            _need(p.challengeSeconds == 0, "challengeSeconds");
            _need(p.assertBond == 0, "assertBond");
            return;
        }
        _need(p.kind != Kind.Class, "settlement");
        _need(
            p.challengeSeconds >= MIN_CHALLENGE_SECONDS && p.challengeSeconds <= MAX_WINDOW_SECONDS, "challengeSeconds"
        );
        _need(p.assertBond >= 2 && p.assertBond >= uint256(p.rewardPerLabel) * p.batchSize, "assertBond");
    }

    function _need(bool condition, bytes32 name) private pure {
        if (!condition) revert ILabelErrors.BadParameter(name);
    }

    function _ladder(ProjectParams calldata p) private pure returns (uint256 ladder) {
        for (uint256 t; t < 3; ++t) {
            Tier calldata tier = p.tiers[t];
            uint256 rung = uint256(tier.minScoreBps) | uint256(tier.minItems) << 16 | uint256(tier.multiplierBps) << 48;
            ladder |= rung << (64 * t);
        }
    }

    function _fill(Store.Project storage project, ProjectParams calldata p, uint32 itemCount) private {
        project.token = p.token;
        project.kind = p.kind;
        project.seats = p.seats;
        project.quorum = p.quorum;
        project.batchSize = p.batchSize;
        project.classCount = p.classCount;
        project.goldPerBatch = p.goldPerBatch;
        project.openExperts = p.openExperts;
        project.detailsOnChain = p.detailsOnChain;
        project.itemCount = itemCount;
        project.lead = msg.sender;
        project.thresholdBps = p.thresholdBps;
        project.agreementBps = p.agreementBps;
        project.auditBps = p.auditBps;
        project.targetBps = p.targetBps;
        project.minScoreBps = p.minScoreBps;
        project.rewardPerLabel = p.rewardPerLabel;
        project.stakePerSeat = p.stakePerSeat;
        project.auditFeePerItem = p.auditFeePerItem;
        // Seconds since 1970 fit 32 bits until 2106.
        // forge-lint: disable-next-line(unsafe-typecast)
        project.openedAt = uint32(block.timestamp);
        project.prioritySeconds = p.prioritySeconds;
        project.ladder = _ladder(p);
        project.leaseSeconds = p.leaseSeconds;
        project.commitSeconds = p.commitSeconds;
        project.revealSeconds = p.revealSeconds;
        project.auditSeconds = p.auditSeconds;
        project.settlement = p.settlement;
        project.challengeSeconds = p.challengeSeconds;
        project.assertBond = p.assertBond;
    }
}
