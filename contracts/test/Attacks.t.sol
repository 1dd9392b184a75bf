// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProjectParams, SeatState, SignedCall} from "../src/interfaces/LabelTypes.sol";
import {Wallet} from "./support/HostileTokens.sol";
import {Stage} from "./support/Stage.sol";

/// @dev One attack a test; the table in docs/protocol.md says what is and is not prevented.
contract AttacksTest is Stage {
    uint256 private constant KEY = 0xa11ce;

    function _only(bytes32 word) private pure returns (bytes32[] memory list) {
        list = new bytes32[](1);
        list[0] = word;
    }

    /// @dev A commitment hashes its seat and its annotator: a copy opens nothing.
    function test_copiedCommitmentOpensNothing() external {
        uint256 projectId = open(classProject(), 8);
        bytes memory labels = classes("12341234");
        uint256 a = take(projectId, people[0]);
        uint256 b = take(projectId, people[1]);
        uint256 c = take(projectId, people[2]);
        bytes32 word = coordinator.commitmentOf(a, people[0], keccak256(labels), 0, saltOf(a));
        commitWord(a, people[0], word);
        commitWord(b, people[1], word);
        commitTo(c, people[2], labels);
        revealWith(a, saltOf(a), labels);
        vm.expectRevert(abi.encodeWithSelector(bytes4(keccak256("CommitmentMismatch(uint256)")), b));
        revealWith(b, saltOf(a), labels);
    }

    /// @dev Labels are in the mempool only when no commitment is taken any more.
    function test_labelsSeenInTheMempoolComeTooLate() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        revealSeat(batchId << 8, labels[0]);
        vm.expectPartialRevert(bytes4(keccak256("WrongSeatState(uint256,uint8)")));
        vm.prank(people[1]);
        coordinator.commit(one(batchId << 8 | 1), _only("other"));
    }

    /// @dev A seat that is still leased when the window closes can copy nothing either.
    function test_latecomerCannotCommitToWhatItHasSeen() external {
        uint256 projectId = open(classProject(), 8);
        bytes memory labels = classes("12341234");
        uint256 a = take(projectId, people[0]);
        uint256 b = take(projectId, people[1]);
        commitTo(a, people[0], labels);
        commitTo(b, people[1], labels);
        vm.warp(coordinator.batch(a >> 8).commitEnd - 10);
        uint256 c = take(projectId, people[2]);
        vm.warp(block.timestamp + 10);
        revealSeat(a, labels);
        vm.expectPartialRevert(bytes4(keccak256("CommitClosed(uint256)")));
        vm.prank(people[2]);
        coordinator.commit(one(c), _only("seen"));
        coordinator.freeSeat(c);
        (, uint256 locked) = coordinator.stake(address(token), people[2]);
        eq(locked, 0, "and its stake is free");
    }

    function test_revealBeforeTheWindowIsRefused() external {
        uint256 projectId = open(classProject(), 8);
        uint256 a = take(projectId, people[0]);
        commitTo(a, people[0], classes("12341234"));
        vm.expectPartialRevert(bytes4(keccak256("RevealNotOpen(uint256)")));
        revealSeat(a, classes("12341234"));
        // m have committed: the window still runs for the third.
        uint256 b = take(projectId, people[1]);
        commitTo(b, people[1], classes("12341234"));
        vm.expectPartialRevert(bytes4(keccak256("RevealNotOpen(uint256)")));
        revealSeat(a, classes("12341234"));
        vm.warp(coordinator.batch(a >> 8).revealStart);
        revealSeat(a, classes("12341234"));
    }

    function test_oneSeatABatchAnAccountAndTheLeadNone() external {
        uint256 projectId = open(classProject(), 8);
        take(projectId, people[0]);
        _refuseSeat("NoFreeSeat()", projectId, people[0]);
        _refuseSeat("LeadCannotAnnotate()", projectId, lead);
    }

    function _refuseSeat(string memory why, uint256 projectId, address account) private {
        vm.expectPartialRevert(bytes4(keccak256(bytes(why))));
        vm.prank(account);
        coordinator.takeSeats(projectId, 1);
    }

    /// @dev The floor, the stake and the priority window, each at its edge.
    function test_seatsNeedScoreStakeAndPatience() external {
        ProjectParams memory p = classProject();
        p.prioritySeconds = 100;
        uint256 projectId = open(p, 8);
        _refuseSeat("PriorityOnly(uint64)", projectId, people[0]);
        vm.warp(block.timestamp + 100);
        take(projectId, people[0]);
        p.minScoreBps = 5001;
        uint256 strict = open(p, 8);
        _refuseSeat("ScoreTooLow(uint16,uint16)", strict, people[0]);
        _refuseSeat("StakeTooLow(uint256,uint256)", projectId, address(0xb00));
    }

    /// @dev Stake is not to be had back while a seat, a batch or its audit is open.
    function test_stakeCannotLeaveBeforeTheAuditEnds() external {
        uint256 projectId = open(classProject(), 8);
        uint256 batchId = settled(projectId, three("12341234", "12341234", "12341234"));
        vm.expectPartialRevert(bytes4(keccak256("StakeTooLow(uint256,uint256)")));
        vm.prank(people[0]);
        coordinator.withdrawStake(address(token), 1000e18);
        passAudit(batchId);
        claimAs(people[0], batchId);
        vm.prank(people[0]);
        coordinator.withdrawStake(address(token), 1000e18);
    }

    /// @dev A lead gains nothing by an overturn, and only drawn or disputed items can be overturned.
    function test_onlyDrawnOrDisputedItemsByExpertsWithoutASeat() external {
        ProjectParams memory p = classProject();
        p.auditBps = 1;
        uint256 projectId = open(p, 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = settled(projectId, labels);
        uint64 mask = drawn(batchId);
        uint8 other = mask & 1 == 0 ? 0 : 1;
        vm.expectPartialRevert(bytes4(keccak256("ItemNotOpenToAudit(uint8)")));
        audit(batchId, other, classes("4"), labels);
        vm.prank(lead);
        coordinator.setExpert(projectId, people[0], true);
        expert = people[0];
        vm.expectPartialRevert(bytes4(keccak256("ExpertHasSeat(uint256)")));
        audit(batchId, other, classes("4"), labels);
        expert = people[6];
        vm.expectPartialRevert(bytes4(keccak256("NotExpert(address)")));
        audit(batchId, other, classes("4"), labels);
    }

    /// @dev The draw's block lies after settlement; lost, it is anchored again, and alive, it is not.
    function test_theDrawCannotBeGround() external {
        uint256 projectId = open(classProject(), 8);
        uint256 batchId = settled(projectId, three("12341234", "12341234", "12341234"));
        vm.expectPartialRevert(bytes4(keccak256("AnchorAhead(uint64)")));
        coordinator.drawAudit(batchId);
        uint256 anchor = coordinator.batch(batchId).anchorBlock;
        vm.roll(anchor + 1);
        vm.expectPartialRevert(bytes4(keccak256("AnchorAlive(uint64)")));
        coordinator.anchorAudit(batchId);
        vm.roll(anchor + 300);
        vm.expectPartialRevert(bytes4(keccak256("AnchorLost(uint64)")));
        coordinator.drawAudit(batchId);
        coordinator.anchorAudit(batchId);
        eq(coordinator.batch(batchId).anchorBlock, anchor + 301, "a block to come");
        drawn(batchId);
        vm.expectPartialRevert(bytes4(keccak256("AlreadyDrawn(uint256)")));
        coordinator.drawAudit(batchId);
    }

    /// @dev Reputation made in one's own scope is not seen in another's; a scope takes only whom its owner admits.
    function test_reputationCannotBeFarmedElsewhere() external {
        uint256 projectId = open(classProject(), 8);
        settled(projectId, three("12341234", "12341234", "12341234"));
        eq(coordinator.reputation(address(0x5c0e), people[0], 0).items, 0, "nothing in another scope");
        ProjectParams memory p = classProject();
        p.scope = address(0x5c0e);
        vm.expectPartialRevert(bytes4(keccak256("NotAdmitted(address,address)")));
        vm.prank(lead);
        coordinator.openProject(p, 0, 0, 8, "");
        vm.prank(address(0x5c0e));
        coordinator.admitToScope(lead, true);
        open(p, 8);
    }

    /// @dev Labels that do not decode are refused at reveal, by item and fault, and hurt nobody else's batch.
    function test_malformedLabelsAreRefusedAtReveal() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "12341234", "12341295");
        uint256 batchId = commitAll(projectId, labels);
        vm.expectRevert(abi.encodeWithSelector(bytes4(keccak256("BadLabels(uint8,uint8)")), 6, 4));
        revealSeat(batchId << 8 | 2, labels[2]);
        revealSeat(batchId << 8, labels[0]);
        revealSeat(batchId << 8 | 1, labels[1]);
        labels[2] = "";
        vm.warp(coordinator.batch(batchId).revealEnd);
        settleItems(batchId, labels, 0, 8);
        eq(coordinator.batch(batchId).resolvedMask, 0xff, "settled without it");
    }

    /// @dev Settling with other labels than were revealed, or before its turn, or for a class batch in pieces.
    function test_settlementTakesOnlyWhatWasRevealed() external {
        uint256 projectId = open(classProject(), 8);
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(projectId, labels);
        for (uint256 i; i < 3; ++i) {
            revealSeat(batchId << 8 | i, labels[i]);
        }
        vm.expectPartialRevert(bytes4(keccak256("WrongItems(uint8)")));
        settleItems(batchId, labels, 0, 4);
        bytes[] memory other = three("12341234", "12341234", "12341233");
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        settleItems(batchId, other, 0, 8);
        settleItems(batchId, labels, 0, 8);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        settleItems(batchId, labels, 0, 8);
    }

    // --- signed calls ---

    function _signed(address signer, uint256 nonce, bytes memory data)
        private
        view
        returns (SignedCall[] memory calls)
    {
        calls = new SignedCall[](1);
        uint64 deadline = uint64(block.timestamp + 60);
        bytes32 digest = _digest(signer, nonce, deadline, data);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        calls[0] = SignedCall(signer, nonce, deadline, data, abi.encodePacked(r, s, v));
    }

    function _digest(address signer, uint256 nonce, uint64 deadline, bytes memory data) private view returns (bytes32) {
        bytes32 typehash = keccak256("Call(address signer,uint256 nonce,uint64 deadline,bytes data)");
        bytes32 hash = keccak256(abi.encode(typehash, signer, nonce, deadline, keccak256(data)));
        return keccak256(abi.encodePacked(hex"1901", coordinator.domainSeparator(), hash));
    }

    function test_signedCallsRunOnceForTheSignerAlone() external {
        address signer = vm.addr(KEY);
        fund(signer, 100e18);
        uint256 projectId = open(classProject(), 8);
        coordinator.executeBySig(_signed(signer, 7, abi.encodeCall(coordinator.depositStake, (address(token), 50e18))));
        SignedCall[] memory calls = _signed(signer, 300, abi.encodeCall(coordinator.takeSeats, (projectId, 1)));
        uint256[] memory ids = abi.decode(coordinator.executeBySig(calls)[0], (uint256[]));
        eqAddress(coordinator.seat(ids[0]).annotator, signer, "the signer has the seat");
        eq(coordinator.executeBySig(calls)[0].length, 0, "a used nonce is skipped");
        bytes32 word = coordinator.commitmentOf(ids[0], signer, keccak256(classes("12341234")), 0, saltOf(ids[0]));
        coordinator.executeBySig(_signed(signer, 301, abi.encodeCall(coordinator.commit, (ids, _only(word)))));
        yes(coordinator.seat(ids[0]).state == SeatState.Committed, "committed by a relayer");
        eqWord(
            coordinator.batch(ids[0] >> 8).record,
            keccak256(abi.encode(bytes32(0), ids[0] & 0xff, word)),
            "the signed word is the batch's first"
        );
    }

    function test_signaturesDoNotTravel() external {
        address signer = vm.addr(KEY);
        fund(signer, 100e18);
        bytes memory data = abi.encodeCall(coordinator.depositStake, (address(token), 50e18));
        SignedCall[] memory calls = _signed(signer, 1, data);
        vm.chainId(99);
        vm.expectPartialRevert(bytes4(keccak256("BadSignature(address)")));
        coordinator.executeBySig(calls);
        vm.chainId(31_337);
        SignedCall[] memory changed = _signed(signer, 1, data);
        changed[0].data = abi.encodeCall(coordinator.depositStake, (address(token), 51e18));
        vm.expectPartialRevert(bytes4(keccak256("BadSignature(address)")));
        coordinator.executeBySig(changed);
        changed = _signed(people[0], 1, data);
        vm.expectPartialRevert(bytes4(keccak256("BadSignature(address)")));
        coordinator.executeBySig(changed);
        vm.warp(block.timestamp + 61);
        vm.expectPartialRevert(bytes4(keccak256("DeadlinePassed(uint64)")));
        coordinator.executeBySig(calls);
        calls = _signed(signer, 2, abi.encodeCall(coordinator.closeProject, (1)));
        vm.expectPartialRevert(bytes4(keccak256("CallNotAllowed(bytes4)")));
        coordinator.executeBySig(calls);
    }

    function test_contractAccountsSignByErc1271() external {
        Wallet wallet = new Wallet();
        token.mint(address(wallet), 10e18);
        wallet.approve(token, address(coordinator));
        bytes memory data = abi.encodeCall(coordinator.depositStake, (address(token), 10e18));
        SignedCall[] memory calls = _signed(address(wallet), 1, data);
        vm.expectPartialRevert(bytes4(keccak256("BadSignature(address)")));
        coordinator.executeBySig(calls);
        wallet.allow(_digest(address(wallet), 1, calls[0].deadline, data));
        coordinator.executeBySig(calls);
        (uint256 free,) = coordinator.stake(address(token), address(wallet));
        eq(free, 10e18, "deposited");
    }

    // --- gold ---

    function test_goldGatesPayAndStake() external {
        ProjectParams memory p = classProject();
        p.goldPerBatch = 8;
        uint8[] memory items = new uint8[](8);
        bytes[] memory truths = new bytes[](8);
        for (uint8 i; i < 8; ++i) {
            (items[i], truths[i]) = (i, classes("1"));
        }
        bytes32 root = keccak256(bytes.concat(keccak256(abi.encode(uint256(0), items, truths, bytes32("salt")))));
        vm.prank(lead);
        uint256 projectId = coordinator.openProject(p, 0, root, 8, "");
        // Right: 6 of 8 passes, 5 loses the pay, 4 half the batch's reward of the stake too.
        bytes[] memory labels = three("11111122", "11111322", "11112222");
        uint256 batchId = settled(projectId, labels);
        vm.prank(lead);
        coordinator.revealGold(batchId, items, truths, "salt", new bytes32[](0), chains[batchId], labels);
        eq(coordinator.pendingPay(batchId, people[1]), 0, "pay lost");
        eq(coordinator.pendingPay(batchId, people[2]), 0, "pay lost too");
        yes(coordinator.pendingPay(batchId, people[0]) >= 6 * REWARD, "paid");
        passAudit(batchId);
        for (uint256 i; i < 3; ++i) {
            claimAs(people[i], batchId);
        }
        (uint256 free, uint256 locked) = coordinator.stake(address(token), people[2]);
        eq(free, 1000e18 - 4 * REWARD, "half of eight rewards slashed");
        eq(locked, 0, "nothing stays locked");
        (free,) = coordinator.stake(address(token), people[1]);
        eq(free, 1000e18, "the stake of five right is whole");
        eq(coordinator.reserved(projectId), 0, "reserve empty");
        checkMoney(projectId, lead);
    }

    function test_goldNeedsTheCommittedAnswers() external {
        ProjectParams memory p = classProject();
        p.goldPerBatch = 1;
        vm.prank(lead);
        uint256 projectId = coordinator.openProject(p, 0, bytes32(uint256(5)), 8, "");
        bytes[] memory labels = three("11111122", "11111322", "11112222");
        uint256 batchId = settled(projectId, labels);
        bytes[] memory truths = new bytes[](1);
        truths[0] = classes("3");
        vm.expectPartialRevert(bytes4(keccak256("BadGold(uint256)")));
        vm.prank(lead);
        coordinator.revealGold(batchId, new uint8[](1), truths, "salt", new bytes32[](0), chains[batchId], labels);
    }
}
