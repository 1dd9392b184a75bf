// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchView, Phase, ProjectParams, SeatState} from "../src/interfaces/LabelTypes.sol";
import {Stage} from "./support/Stage.sol";

/// @dev The whole way of a batch, with every amount worked out by hand.
contract JourneyTest is Stage {
    function test_agreementIsPaidAfterTheAuditWindow() external {
        ProjectParams memory p = classProject();
        uint256 budget = coordinator.budgetOf(p, 8);
        eq(budget, 3 * 8 * REWARD * 12_500 / 10_000 + 8 * FEE, "budget at the highest multiplier");
        uint256 before = token.balanceOf(lead);
        uint256 projectId = open(p, 8);
        eq(before - token.balanceOf(lead), budget, "budget moved");
        bytes[] memory labels = three("12341234", "12341234", "12341244");
        uint256 batchId = settled(projectId, labels);
        BatchView memory b = coordinator.batch(batchId);
        yes(b.phase == Phase.Settled, "settled");
        eq(b.resolvedMask, 0xff, "all resolved by two of three");
        eq(coordinator.seat(batchId << 8 | 2).agreedItems, 7, "the third missed one");
        eq(coordinator.pendingPay(batchId, people[2]), 7 * REWARD, "pending");
        vm.expectPartialRevert(bytes4(keccak256("AuditRunning(uint64)")));
        claimAs(people[0], batchId);
        passAudit(batchId);
        for (uint256 i; i < 3; ++i) {
            uint256 had = token.balanceOf(people[i]);
            uint256 paid = claimAs(people[i], batchId);
            eq(paid, (i == 2 ? 7 : 8) * REWARD, "paid by agreement");
            eq(token.balanceOf(people[i]) - had, paid, "in the wallet");
            (uint256 free, uint256 locked) = coordinator.stake(address(token), people[i]);
            eq(locked, 0, "no stake left locked");
            eq(free, 1000e18, "stake is free");
        }
        vm.expectPartialRevert(bytes4(keccak256("NothingToClaim(uint256)")));
        claimAs(people[0], batchId);
        eq(coordinator.reserved(projectId), 0, "nothing reserved any more");
        vm.prank(lead);
        eq(coordinator.closeProject(projectId), budget - 23 * REWARD, "the rest goes back");
        checkMoney(projectId, lead);
    }

    function test_overturnTakesBackAndPaysTheDissenter() external {
        ProjectParams memory p = classProject();
        p.auditBps = 10_000;
        uint256 projectId = open(p, 8);
        bytes[] memory labels = three("12341234", "12341234", "22341234");
        uint256 batchId = settled(projectId, labels);
        eq(drawn(batchId), 0xff, "all drawn");
        uint16 scoreBefore = coordinator.reputation(lead, people[0], projectId).scoreBps;
        audit(batchId, 0, classes("2"), labels);
        BatchView memory b = coordinator.batch(batchId);
        eq(b.overturnedMask, 1, "item 0 overturned");
        eq(coordinator.pendingPay(batchId, people[0]), 7 * REWARD, "taken back");
        eq(coordinator.pendingPay(batchId, people[2]), 7 * REWARD + 2 * REWARD, "given to the dissenter");
        yes(coordinator.reputation(lead, people[0], projectId).scoreBps < scoreBefore, "reputation falls");
        eq(token.balanceOf(expert), FEE, "the expert's fee");
        checkMoney(projectId, lead);
        audit(batchId, 1, classes("2"), labels);
        eq(coordinator.batch(batchId).overturnedMask, 1, "confirmed");
        vm.expectPartialRevert(bytes4(keccak256("ItemNotOpenToAudit(uint8)")));
        audit(batchId, 1, classes("2"), labels);
        passAudit(batchId);
        eq(claimAs(people[2], batchId), 9 * REWARD, "dissenter paid");
        eq(claimAs(people[0], batchId) + claimAs(people[1], batchId), 14 * REWARD, "others paid");
        eq(coordinator.reserved(projectId), 0, "reserve empty");
        checkMoney(projectId, lead);
    }

    function test_overturnWithoutDissenterGoesToThePoolNotTheLead() external {
        ProjectParams memory p = classProject();
        p.auditBps = 10_000;
        uint256 projectId = open(p, 8);
        bytes[] memory labels = three("12341234", "12341234", "32341234");
        uint256 batchId = settled(projectId, labels);
        drawn(batchId);
        audit(batchId, 0, classes("2"), labels);
        // Every item is drawn, so that a wrong answer costs its pay and as much of the stake.
        eq(coordinator.auditPool(lead, address(token)), 4 * REWARD, "pool");
        checkMoney(projectId, lead);
    }

    /// @dev An item drawn at one in four stands for four: found wrong it costs twice their pay, of which one is not paid
    /// out and the rest is stake, as far as that goes.
    function test_anAuditSlashesStake() external {
        ProjectParams memory p = classProject();
        p.stakePerSeat = uint96(10 * REWARD);
        uint256 projectId = open(p, 8);
        bytes[] memory labels = three("11111111", "11111111", "11111111");
        uint256 batchId = settled(projectId, labels);
        uint64 mask = drawn(batchId);
        uint8[] memory items = new uint8[](2);
        for (uint8 item; item < 8; ++item) {
            if (mask >> item & 1 != 0) (items[0], items[1]) = (items[1], item);
        }
        audit(batchId, items[0], classes("2"), labels);
        eq(coordinator.seat(batchId << 8).slashed, 7 * REWARD, "2 x 8 / 2 - 1");
        eq(coordinator.auditPool(lead, address(token)), 3 * 8 * REWARD, "pay and stake go to the pool");
        audit(batchId, items[1], classes("2"), labels);
        eq(coordinator.seat(batchId << 8).slashed, 10 * REWARD, "no more than the stake");
        checkMoney(projectId, lead);
        (uint256 freeBefore, uint256 lockedBefore) = coordinator.stake(address(token), people[0]);
        passAudit(batchId);
        eq(claimAs(people[0], batchId), 6 * REWARD, "what stands is paid");
        (uint256 free, uint256 locked) = coordinator.stake(address(token), people[0]);
        eq(free, freeBefore, "nothing of the stake is left to free");
        eq(lockedBefore, locked, "nor locked");
        checkMoney(projectId, lead);
    }

    function test_disputedItemPaysHalfUnlessRuled() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "22341234", "3234123?");
        uint256 batchId = settled(projectId, labels);
        eq(coordinator.batch(batchId).resolvedMask, 0xfe, "item 0 disputed");
        eq(coordinator.pendingPay(batchId, people[0]), 7 * REWARD + REWARD / 2, "half for the dispute");
        eq(coordinator.pendingPay(batchId, people[2]), 6 * REWARD + REWARD / 2, "cannot tell is not paid");
        audit(batchId, 0, classes("3"), labels);
        eq(coordinator.pendingPay(batchId, people[0]), 7 * REWARD, "wrong, so no half");
        eq(coordinator.pendingPay(batchId, people[2]), 7 * REWARD, "right, so whole");
        eq(coordinator.batch(batchId).resolvedMask, 0xff, "settled by the expert");
        passAudit(batchId);
        for (uint256 i; i < 3; ++i) {
            claimAs(people[i], batchId);
        }
        eq(coordinator.reserved(projectId), 0, "reserve empty");
        checkMoney(projectId, lead);
    }

    function test_payAboveChance() external {
        ProjectParams memory p = classProject();
        p.targetBps = 6000;
        uint256 projectId = open(p, 8);
        // The third always says 1: it agrees on 6 of 8, which chance explains.
        bytes[] memory labels = three("11111122", "11111122", "11111111");
        uint256 batchId = settled(projectId, labels);
        eq(coordinator.seat(batchId << 8 | 2).payFactorBps, 0, "nothing above chance");
        eq(coordinator.pendingPay(batchId, people[2]), 0, "so no pay");
        eq(coordinator.pendingPay(batchId, people[0]), 8 * REWARD, "the honest are paid whole");
    }

    function test_reputationFollowsTheScoringRule() external {
        uint256 projectId = open(classProject(), 8);
        settled(projectId, three("12341234", "12341234", "12341244"));
        // q at 80 %: 9600 agreed, -6400 not; prior 20 at 5000.
        eq(coordinator.reputation(lead, people[0], projectId).scoreBps, uint256(100_000 + 8 * 9600) / 28, "all agreed");
        eq(
            coordinator.reputation(lead, people[2], projectId).scoreBps,
            uint256(100_000 + 7 * 9600 - 6400) / 28,
            "one not"
        );
        eq(coordinator.reputation(lead, people[2], projectId).items, 8, "items");
    }

    function test_notRevealingForfeitsToThoseWhoDid() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        revealSeat(batchId << 8, labels[0]);
        revealSeat(batchId << 8 | 1, labels[1]);
        labels[2] = "";
        vm.expectPartialRevert(bytes4(keccak256("SettleTooEarly(uint256)")));
        settleItems(batchId, labels, 0, 8);
        vm.warp(coordinator.batch(batchId).revealEnd);
        settleItems(batchId, labels, 0, 8);
        yes(coordinator.seat(batchId << 8 | 2).state == SeatState.Forfeited, "forfeited");
        (uint256 free, uint256 locked) = coordinator.stake(address(token), people[0]);
        eq(free, 1000e18 - STAKE + STAKE / 2, "half of the stake each");
        eq(locked, STAKE, "own stake still locked");
        (free, locked) = coordinator.stake(address(token), people[2]);
        eq(free + locked, 1000e18 - STAKE, "lost");
        checkMoney(projectId, lead);
    }

    function test_tooFewRevealsVoid() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        revealSeat(batchId << 8, labels[0]);
        vm.expectPartialRevert(bytes4(keccak256("NotVoidable(uint256)")));
        coordinator.voidBatch(batchId);
        vm.warp(coordinator.batch(batchId).revealEnd);
        (labels[1], labels[2]) = ("", "");
        vm.expectPartialRevert(bytes4(keccak256("TooFewReveals(uint256)")));
        settleItems(batchId, labels, 0, 8);
        coordinator.voidBatch(batchId);
        (uint256 free, uint256 locked) = coordinator.stake(address(token), people[0]);
        eq(free, 1000e18 + 2 * STAKE, "who revealed has the others' stake");
        eq(locked, 0, "and its own");
        checkMoney(projectId, lead);
        vm.prank(lead);
        eq(coordinator.closeProject(projectId), coordinator.budgetOf(classProject(), 8), "nobody is paid");
    }

    function test_abandonedBatchGivesStakesBack() external {
        uint256 projectId = open(classProject(), 8);
        bytes memory labels = classes("12341234");
        uint256 seatId = take(projectId, people[0]);
        commitTo(seatId, people[0], labels);
        uint256 batchId = seatId >> 8;
        vm.warp(coordinator.batch(batchId).commitEnd + 1 days);
        take(projectId, people[1]);
        vm.warp(coordinator.batch(batchId).commitEnd + 2 days - 1);
        vm.expectPartialRevert(bytes4(keccak256("NotVoidable(uint256)")));
        coordinator.voidBatch(batchId);
        vm.warp(coordinator.batch(batchId).commitEnd + 2 days + 1);
        coordinator.voidBatch(batchId);
        for (uint256 i; i < 2; ++i) {
            (uint256 free,) = coordinator.stake(address(token), people[i]);
            eq(free, 1000e18, "stake back");
        }
        eq(coordinator.reserved(projectId), 0, "nothing reserved");
        checkMoney(projectId, lead);
    }
}
