// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelCoordinator} from "../src/interfaces/ILabelCoordinator.sol";
import {Kind, Opening, ProjectParams, SignedCall} from "../src/interfaces/LabelTypes.sol";
import {Stage} from "./support/Stage.sol";
import {Strewn} from "./support/Strewn.sol";

/// @dev Attacks on where one sits, on the order of things, and on what a batch pays; see the table in docs/protocol.md.
contract AttacksOnSettlementTest is Stage {
    uint256 private constant KEY = 0xa11ce;

    /// @dev A caller names a project, never a batch: where it starts hangs on the block and on the account.
    function test_theContractPicksTheBatch() external {
        uint256 projectId = open(classProject(), 8 * 64);
        uint256 seen;
        for (uint256 i; i < 16; ++i) {
            uint256 id = vm.snapshotState();
            vm.prevrandao(keccak256(abi.encode(i)));
            uint256 batch = take(projectId, people[i % 2]) >> 8 & 0xff;
            vm.revertToStateAndDelete(id);
            seen |= 1 << batch;
        }
        uint256 distinct;
        for (; seen != 0; seen &= seen - 1) {
            ++distinct;
        }
        yes(distinct >= 8, "other blocks, other batches");
        // Trying again in a later block costs a stake and a lease each time.
        take(projectId, people[0]);
        vm.roll(block.number + 1);
        take(projectId, people[0]);
        (, uint256 locked) = coordinator.stake(address(token), people[0]);
        eq(locked, 2 * STAKE, "each try locks a stake");
    }

    /// @dev Not prevented: two accounts of one person sit together. Each has its own stake, and where the two are a wrong
    /// majority both lose what is drawn and overturned to the one who was right.
    function test_twoAccountsOfOnePersonSitTogetherAndBothLoseWhatIsOverturned() external {
        ProjectParams memory p = classProject();
        p.auditBps = 10_000;
        bytes[] memory labels = three("44444444", "44444444", "12341234");
        uint256 batchId = settled(open(p, 8), labels);
        for (uint256 i; i < 2; ++i) {
            (, uint256 locked) = coordinator.stake(address(token), people[i]);
            eq(locked, STAKE, "each its own stake");
        }
        eq(coordinator.pendingPay(batchId, people[2]), 2 * REWARD, "the honest one agrees in two items of eight");
        uint256 before = coordinator.reputation(lead, people[0], 0).scoreBps;
        drawn(batchId);
        audit(batchId, 0, classes("1"), labels);
        for (uint256 i; i < 2; ++i) {
            eq(coordinator.pendingPay(batchId, people[i]), 7 * REWARD, "an overturned item is lost");
            yes(coordinator.reputation(lead, people[i], 0).scoreBps < before, "and standing with it");
        }
        eq(coordinator.pendingPay(batchId, people[2]), 4 * REWARD, "to who was right");
    }

    /// @dev Not prevented: an expert may rule as it was paid to. It reaches what was drawn or disputed, once, and moves no
    /// more than those items' pay.
    function test_aBribedExpertMovesOnlyWhatWasDrawn() external {
        ProjectParams memory p = classProject();
        p.auditBps = 1;
        bytes[] memory labels = three("11111111", "11111111", "22222222");
        uint256 projectId = open(p, 8);
        uint256 batchId = settled(projectId, labels);
        uint64 mask = drawn(batchId);
        uint8 item;
        while (mask >> item & 1 == 0) ++item;
        audit(batchId, item, classes("2"), labels);
        eq(coordinator.pendingPay(batchId, people[2]), 2 * REWARD, "the briber has two rewards of one item");
        eq(coordinator.pendingPay(batchId, people[0]), 7 * REWARD, "the others lost that item alone");
        eq(coordinator.batch(batchId).overturnedMask, mask, "and everybody sees it");
        vm.expectPartialRevert(bytes4(keccak256("ItemNotOpenToAudit(uint8)")));
        audit(batchId, item, classes("3"), labels);
        vm.expectPartialRevert(bytes4(keccak256("ItemNotOpenToAudit(uint8)")));
        audit(batchId, (item + 1) % 8, classes("2"), labels);
        checkMoney(projectId, lead);
    }

    /// @dev Each step needs the one before, whatever order they are sent in.
    function test_settleDrawAuditAndClaimKeepTheirOrder() external {
        ProjectParams memory p = classProject();
        p.auditBps = 10_000;
        uint256 projectId = open(p, 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.drawAudit(batchId);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        audit(batchId, 0, classes("1"), labels);
        for (uint256 s; s < 3; ++s) {
            revealSeat(batchId << 8 | s, labels[s]);
        }
        settleItems(batchId, labels, 0, 8);
        vm.expectPartialRevert(bytes4(keccak256("AnchorAhead(uint64)")));
        coordinator.drawAudit(batchId);
        vm.expectPartialRevert(bytes4(keccak256("ItemNotOpenToAudit(uint8)")));
        audit(batchId, 0, classes("1"), labels);
        vm.expectPartialRevert(bytes4(keccak256("AuditRunning(uint64)")));
        claimAs(people[0], batchId);
        drawn(batchId);
        passAudit(batchId);
        vm.expectPartialRevert(bytes4(keccak256("AuditOver(uint64)")));
        audit(batchId, 0, classes("1"), labels);
        eq(claimAs(people[0], batchId), 8 * REWARD, "paid as settled");
    }

    /// @dev Blocks may be full for all but the last second of a window: one transaction of anybody's is enough.
    function test_oneTransactionInTheLastSecondOpensAndSettles() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        bytes32[] memory salts = new bytes32[](3);
        for (uint256 s; s < 3; ++s) {
            salts[s] = saltOf(batchId << 8 | s);
        }
        Opening[] memory openings = openingsOf(batchId, salts, labels);
        vm.warp(coordinator.batch(batchId).revealEnd);
        vm.expectPartialRevert(bytes4(keccak256("RevealOver(uint256)")));
        coordinator.revealAndSettle(batchId, openings);
        vm.warp(block.timestamp - 1);
        coordinator.revealAndSettle(batchId, openings);
        eq(coordinator.batch(batchId).resolvedMask, 0xff, "settled");
    }

    /// @dev What does not divide goes to the pool, and every unit is somewhere.
    function test_dustGoesToThePool() external {
        ProjectParams memory p = classProject();
        (p.rewardPerLabel, p.stakePerSeat, p.auditFeePerItem) = (3, 7, 1);
        p.tiers[0].minItems = 0;
        (p.tiers[0].minScoreBps, p.tiers[0].multiplierBps) = (1, 11_111);
        uint256 projectId = open(p, 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        revealSeat(batchId << 8, labels[0]);
        revealSeat(batchId << 8 | 1, labels[1]);
        labels[2] = "";
        vm.warp(coordinator.batch(batchId).revealEnd);
        settleItems(batchId, labels, 0, 8);
        eq(coordinator.auditPool(lead, address(token)), 1, "seven among two leaves one");
        checkMoney(projectId, lead);
        passAudit(batchId);
        // 8 x 3 x 1.1111 = 26.6664
        eq(claimAs(people[0], batchId) + claimAs(people[1], batchId), 2 * 26, "rounded down, each by itself");
        checkMoney(projectId, lead);
        eq(coordinator.reserved(projectId), 0, "nothing stays behind");
        vm.prank(lead);
        eq(coordinator.closeProject(projectId), coordinator.budgetOf(p, 8) - 52, "the rest is the lead's");
    }

    /// @dev 7 seats of 32 boxes that all meet: reveals, settlement by a page, and an audit of it, each under 15 million.
    function test_theDearestItemFitsACall() external {
        ProjectParams memory p = classProject();
        (p.kind, p.seats, p.quorum, p.batchSize) = (Kind.Boxes, 7, 4, 1);
        (p.thresholdBps, p.agreementBps, p.auditBps) = (9900, 8000, 10_000);
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.meeting(s);
        }
        uint256 batchId = commitAll(open(p, 1), labels);
        for (uint256 s; s < 7; ++s) {
            uint256 before = gasleft();
            revealSeat(batchId << 8 | s, labels[s]);
            yes(before - gasleft() < 15_000_000, "a reveal");
        }
        uint256 start = gasleft();
        settleItems(batchId, labels, 0, 1);
        yes(start - gasleft() < 15_000_000, "the settlement");
        drawn(batchId);
        start = gasleft();
        audit(batchId, 0, labels[0], labels);
        yes(start - gasleft() < 15_000_000, "the audit");
    }

    /// @dev The domain holds the contract: what was signed for one coordinator is nothing to another.
    function test_aSignatureForAnotherCoordinatorIsRefused() external {
        ILabelCoordinator other = ILabelCoordinator(deployRelease("LabelCoordinator", ""));
        address signer = vm.addr(KEY);
        fund(signer, 100e18);
        vm.prank(signer);
        token.approve(address(other), type(uint256).max);
        SignedCall[] memory calls = new SignedCall[](1);
        bytes memory data = abi.encodeCall(coordinator.depositStake, (address(token), 50e18));
        calls[0] = SignedCall(signer, 1, uint64(block.timestamp), data, "");
        bytes32 typehash = keccak256("Call(address signer,uint256 nonce,uint64 deadline,bytes data)");
        bytes32 hash = keccak256(abi.encode(typehash, signer, 1, block.timestamp, keccak256(data)));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(KEY, keccak256(abi.encodePacked(hex"1901", coordinator.domainSeparator(), hash)));
        calls[0].signature = abi.encodePacked(r, s, v);
        vm.expectPartialRevert(bytes4(keccak256("BadSignature(address)")));
        other.executeBySig(calls);
        coordinator.executeBySig(calls);
        (uint256 free,) = coordinator.stake(address(token), signer);
        eq(free, 50e18, "deposited where it was signed for");
    }
}
