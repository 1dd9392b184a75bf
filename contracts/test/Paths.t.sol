// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {Commitment, Kind, Opening, Page, ProjectParams, SeatState, SeatView} from "../src/interfaces/LabelTypes.sol";
import {HookToken} from "./support/HostileTokens.sol";
import {Stage} from "./support/Stage.sol";

/// @dev Ways through the coordinator that a day's work seldom takes.
contract PathsTest is Stage {
    uint256 private constant KEY = 0xbeef;
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    // --- several calls in one transaction ---

    function test_multicallIsTheCallersOwn() external {
        uint256 projectId = open(classProject(), 16);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(coordinator.depositStake, (address(token), 1e18));
        calls[1] = abi.encodeCall(coordinator.takeSeats, (projectId, 2));
        vm.prank(people[0]);
        (bool[] memory succeeded, bytes[] memory results) = coordinator.multicall(calls, true);
        yes(succeeded[0] && succeeded[1], "both done");
        uint256[] memory ids = abi.decode(results[1], (uint256[]));
        eqAddress(coordinator.seat(ids[1]).annotator, people[0], "for the caller");
    }

    function test_multicallStopsOrGoesOnAsAsked() external {
        uint256 projectId = open(classProject(), 16);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(coordinator.takeSeats, (99, 1));
        calls[1] = abi.encodeCall(coordinator.takeSeats, (projectId, 1));
        vm.expectRevert(abi.encodeWithSelector(bytes4(keccak256("UnknownProject(uint256)")), 99));
        vm.prank(people[0]);
        coordinator.multicall(calls, true);
        vm.prank(people[0]);
        (bool[] memory succeeded, bytes[] memory results) = coordinator.multicall(calls, false);
        yes(!succeeded[0] && succeeded[1], "the second stands");
        eqWord(bytes32(bytes4(results[0])), bytes32(bytes4(keccak256("UnknownProject(uint256)"))), "the first says why");
    }

    function test_aTokenCannotComeBackThroughMulticall() external {
        HookToken hook = new HookToken();
        hook.mint(lead, 1e24);
        vm.prank(lead);
        hook.approve(address(coordinator), type(uint256).max);
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(coordinator.withdrawStake, (address(hook), 1));
        hook.set(address(coordinator), abi.encodeCall(coordinator.multicall, (calls, true)));
        vm.prank(lead);
        coordinator.depositStake(address(hook), 5);
        eq(hook.refused(), 1, "refused inside too");
    }

    // --- permit ---

    function _permit(uint256 amount) private view returns (bytes memory) {
        bytes32 domain = IERC20Permit(address(token)).DOMAIN_SEPARATOR();
        address owner = vm.addr(KEY);
        bytes32 hash =
            keccak256(abi.encode(PERMIT, owner, address(coordinator), amount, token.nonces(owner), block.timestamp));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, keccak256(abi.encodePacked(hex"1901", domain, hash)));
        return abi.encodeCall(coordinator.permit, (address(token), owner, amount, block.timestamp, v, r, s));
    }

    function test_permitOpensAndFundsInOneTransaction() external {
        address owner = vm.addr(KEY);
        ProjectParams memory p = classProject();
        uint256 budget = coordinator.budgetOf(p, 8);
        token.mint(owner, budget + 10);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _permit(budget);
        calls[1] = abi.encodeCall(coordinator.openProject, (p, bytes32(uint256(1)), bytes32(0), 8, ""));
        vm.prank(owner);
        (, bytes[] memory results) = coordinator.multicall(calls, true);
        uint256 projectId = abi.decode(results[1], (uint256));
        eqAddress(coordinator.lead(projectId), owner, "opened");
        eq(coordinator.escrow(projectId), budget, "and funded");
        eq(token.allowance(owner, address(coordinator)), 0, "nothing is left allowed");
    }

    /// @dev Somebody sends the permit first: the allowance is there, and the call goes through.
    function test_aPermitUsedByAnotherDoesNoHarm() external {
        address owner = vm.addr(KEY);
        token.mint(owner, 10);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _permit(10);
        calls[1] = abi.encodeCall(coordinator.depositStake, (address(token), 10));
        (bool isDone,) = address(coordinator).call(calls[0]);
        yes(isDone, "front-run");
        vm.prank(owner);
        coordinator.multicall(calls, true);
        (uint256 free,) = coordinator.stake(address(token), owner);
        eq(free, 10, "deposited");
    }

    // --- opening ---

    function _openings(uint256 batchId, bytes[] memory labels) private view returns (Opening[] memory) {
        bytes32[] memory salts = new bytes32[](labels.length);
        for (uint256 s; s < labels.length; ++s) {
            salts[s] = saltOf(batchId << 8 | s);
        }
        return openingsOf(batchId, salts, labels);
    }

    function _settleAtOnce(uint256 batchId, bytes[] memory labels) private {
        Opening[] memory openings = _openings(batchId, labels);
        vm.recordLogs();
        coordinator.revealAndSettle(batchId, openings);
        noteSettled();
    }

    function test_oneStepEqualsTwo() external {
        bytes[] memory labels = three("12341234", "12341234", "22341?34");
        uint256 byPages = settled(open(classProject(), 8), labels);
        uint256 atOnce = commitAll(open(classProject(), 8), labels);
        _settleAtOnce(atOnce, labels);
        eqWord(coordinator.batch(atOnce).record, coordinator.batch(byPages).record, "the same record");
        for (uint256 s; s < 3; ++s) {
            SeatView memory a = coordinator.seat(byPages << 8 | s);
            SeatView memory b = coordinator.seat(atOnce << 8 | s);
            eq(a.agreedItems, b.agreedItems, "the same outcome");
            eqWord(a.chunksHash, 0, "what only the pages needed is given back");
            eq(coordinator.pendingPay(byPages, people[s]), coordinator.pendingPay(atOnce, people[s]), "the same pay");
        }
    }

    /// @dev A seat that opened by itself is handed in again; one that stays away is its commitment alone.
    function test_oneStepAfterSomeOpenedAndSomeDidNot() external {
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(open(classProject(), 8), labels);
        revealSeat(batchId << 8 | 1, labels[1]);
        labels[2] = "";
        Opening[] memory openings = _openings(batchId, labels);
        vm.expectPartialRevert(bytes4(keccak256("SettleTooEarly(uint256)")));
        coordinator.revealAndSettle(batchId, openings);
        revealSeat(batchId << 8, labels[0]);
        vm.warp(coordinator.batch(batchId).revealEnd);
        _settleAtOnce(batchId, labels);
        yes(coordinator.seat(batchId << 8 | 2).state == SeatState.Forfeited, "forfeited");
        eq(coordinator.batch(batchId).resolvedMask, 0xff, "settled by the two");
    }

    /// @dev Whoever settles cannot pass a seat that has opened off as one that stayed away.
    function test_aRevealedSeatCannotBeLeftOut() external {
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(open(classProject(), 8), labels);
        for (uint256 s; s < 3; ++s) {
            revealSeat(batchId << 8 | s, labels[s]);
        }
        bytes memory own = labels[2];
        labels[2] = "";
        Opening[] memory openings = _openings(batchId, labels);
        vm.expectRevert(abi.encodeWithSelector(bytes4(keccak256("LabelsMismatch(uint256)")), batchId << 8 | 2));
        coordinator.revealAndSettle(batchId, openings);
        labels[2] = own;
        _settleAtOnce(batchId, labels);
        eq(coordinator.pendingPay(batchId, people[2]), 8 * REWARD, "it is paid like the others");
    }

    function test_historyMustBeWhole() external {
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 batchId = commitAll(open(classProject(), 8), labels);
        Opening[] memory openings = _openings(batchId, labels);
        (openings[0], openings[1]) = (openings[1], openings[0]);
        vm.expectPartialRevert(bytes4(keccak256("HistoryMismatch(uint256)")));
        coordinator.revealAndSettle(batchId, openings);
        (openings[0], openings[1]) = (openings[1], openings[0]);
        openings[2].salt = "other";
        vm.expectPartialRevert(bytes4(keccak256("HistoryMismatch(uint256)")));
        coordinator.revealAndSettle(batchId, openings);
        openings[2].seat = 9;
        vm.expectPartialRevert(bytes4(keccak256("HistoryMismatch(uint256)")));
        coordinator.revealAndSettle(batchId, openings);
        Commitment[] memory history = histories[batchId];
        history[2].word = "other";
        vm.expectPartialRevert(bytes4(keccak256("HistoryMismatch(uint256)")));
        coordinator.reveal(batchId << 8, saltOf(batchId << 8), labels[0], 0, "", history);
    }

    function test_detailsTravelOnChainWhereTheProjectSaysSo() external {
        ProjectParams memory p = classProject();
        p.detailsOnChain = true;
        uint256 projectId = open(p, 8);
        bytes memory labels = classes("12341234");
        bytes memory details = "why item 3 is hard";
        for (uint256 i; i < 2; ++i) {
            uint256 seatId = take(projectId, people[i]);
            bytes32 word =
                coordinator.commitmentOf(seatId, people[i], keccak256(labels), keccak256(details), saltOf(seatId));
            commitWord(seatId, people[i], word);
        }
        uint256 a = projectId << 40;
        vm.warp(coordinator.batch(a >> 8).revealStart);
        Commitment[] memory history = histories[a >> 8];
        vm.expectPartialRevert(bytes4(keccak256("DetailsMismatch(uint256)")));
        coordinator.reveal(a, saltOf(a), labels, keccak256(details), "", history);
        vm.expectPartialRevert(bytes4(keccak256("DetailsMismatch(uint256)")));
        coordinator.reveal(a, saltOf(a), labels, keccak256(details), "why not", history);
        coordinator.reveal(a, saltOf(a), labels, keccak256(details), details, history);
    }

    // --- pages ---

    /// @dev 20 items in three chunks: any pages give the record of the whole, and a page of other bytes is refused.
    function test_pagesGiveTheSameRecord() external {
        ProjectParams memory p = classProject();
        (p.kind, p.batchSize, p.targetBps) = (Kind.Spans, 20, 6000);
        bytes[] memory labels = new bytes[](3);
        for (uint256 s; s < 3; ++s) {
            for (uint256 i; i < 20; ++i) {
                uint32 start = uint32(100 * i + s);
                bytes memory span =
                    bytes.concat(hex"010150", bytes4(start), bytes4(start + 40 + uint32(i == 7 ? s * 90 : 0)));
                labels[s] = bytes.concat(labels[s], i % 9 == 8 ? bytes(hex"00") : span);
            }
        }
        uint256 whole = settled(open(p, 20), labels);
        uint256[5] memory cuts = [uint256(0), 3, 8, 9, 20];
        uint256 paged = commitAll(open(p, 20), labels);
        for (uint256 s; s < 3; ++s) {
            revealSeat(paged << 8 | s, labels[s]);
        }
        for (uint256 c; c < 4; ++c) {
            Page[] memory pages = pagesOf(Kind.Spans, labels, cuts[c], cuts[c + 1]);
            if (cuts[c] == 8) {
                pages[1].labels = pagesOf(Kind.Spans, labels, 16, 20)[1].labels;
                vm.expectRevert(abi.encodeWithSelector(bytes4(keccak256("LabelsMismatch(uint256)")), paged << 8 | 1));
                coordinator.settle(paged, pages, uint8(cuts[c]), uint8(cuts[c + 1]));
            }
            settleItems(paged, labels, cuts[c], cuts[c + 1]);
        }
        eqWord(coordinator.batch(paged).record, coordinator.batch(whole).record, "the same record");
        for (uint256 s; s < 3; ++s) {
            eq(coordinator.seat(paged << 8 | s).payFactorBps, coordinator.seat(whole << 8 | s).payFactorBps, "factor");
            eq(coordinator.pendingPay(paged, people[s]), coordinator.pendingPay(whole, people[s]), "pay");
        }
        checkMoneyOf(whole >> 32, paged >> 32);
    }

    function test_auditNeedsTheRecord() external {
        ProjectParams memory p = classProject();
        p.auditBps = 10_000;
        bytes[] memory labels = three("12341234", "12341234", "22341234");
        uint256 batchId = settled(open(p, 8), labels);
        drawn(batchId);
        bytes[] memory other = three("12341234", "12341234", "32341234");
        vm.expectPartialRevert(bytes4(keccak256("RecordMismatch(uint256)")));
        audit(batchId, 0, classes("2"), other);
        chains[batchId] = "other";
        vm.expectPartialRevert(bytes4(keccak256("RecordMismatch(uint256)")));
        audit(batchId, 0, classes("2"), labels);
    }

    // --- seats ---

    function test_aLapsedLeaseIsTakenOver() external {
        uint256 projectId = open(classProject(), 8);
        uint256[] memory ids = new uint256[](3);
        for (uint256 i; i < 3; ++i) {
            ids[i] = take(projectId, people[i]);
        }
        vm.expectPartialRevert(bytes4(keccak256("NoFreeSeat()")));
        vm.prank(people[3]);
        coordinator.takeSeats(projectId, 1);
        vm.warp(block.timestamp + 1 days + 1);
        uint256 taken = take(projectId, people[3]);
        eqAddress(coordinator.seat(taken).annotator, people[3], "the seat has a new holder");
        (, uint256 locked) = coordinator.stake(address(token), people[taken & 0xff]);
        eq(locked, 0, "and the old one its stake");
    }

    /// @dev 600 batches: the search crosses words of 256, and every seat is found in the end.
    function test_seatsAreFoundAcrossWords() external {
        ProjectParams memory p = classProject();
        (p.batchSize, p.stakePerSeat) = (1, 0);
        uint256 projectId = open(p, 600);
        uint256 found;
        for (uint256 call; call < 60 && found < 600; ++call) {
            vm.roll(block.number + 1);
            vm.prevrandao(keccak256(abi.encode(call)));
            vm.prank(people[0]);
            try coordinator.takeSeats(projectId, 32) returns (uint256[] memory ids) {
                found += ids.length;
            } catch {}
        }
        yes(found > 560, "nearly all are found by one account alone");
    }

    // --- audits ---

    function test_expertsOfStandingNeedNoName() external {
        ProjectParams memory p = classProject();
        (p.openExperts, p.auditBps) = (true, 10_000);
        p.tiers[2].minItems = 8;
        p.tiers[1].minItems = 8;
        p.tiers[0].minItems = 8;
        p.tiers[2].minScoreBps = 6000;
        uint256 first = settled(open(p, 8), three("12341234", "12341234", "12341234"));
        yes(coordinator.isExpert(first >> 32, people[0]), "tier 3 by work");
        yes(!coordinator.isExpert(first >> 32, people[5]), "and nobody else");
        uint256 second = commitAllBut(open(p, 8));
        drawn(second);
        expert = people[0];
        audit(second, 0, classes("1"), three("12341234", "12341234", "12341234"));
        eq(token.balanceOf(people[0]), 10_000e18 - 1000e18 + FEE, "the fee");
    }

    /// @dev A batch of people 3, 4 and 5, so that the first three may rule on it.
    function commitAllBut(uint256 projectId) private returns (uint256 batchId) {
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        for (uint256 i; i < 3; ++i) {
            batchId = take(projectId, people[3 + i]) >> 8;
        }
        for (uint256 i; i < 3; ++i) {
            commitTo(batchId << 8 | i, people[3 + i], labels[i]);
        }
        _settleAtOnce(batchId, labels);
    }

    function test_thePoolPaysForMoreAuditByExpertsOfStanding() external {
        ProjectParams memory p = classProject();
        (p.openExperts, p.auditBps, p.auditFeePerItem) = (true, 1, uint96(8 * REWARD));
        for (uint256 t; t < 3; ++t) {
            (p.tiers[t].minItems, p.tiers[t].minScoreBps) = (8, 1000);
        }
        bytes[] memory labels = three("12341234", "12341234", "12341234");
        uint256 first = settled(open(p, 8), labels);
        uint64 mask = drawn(first);
        uint8 item;
        while (mask >> item & 1 == 0) ++item;
        // Everybody agreed and the expert says otherwise: what is taken back is the pool's.
        audit(first, item, classes("0"), labels);
        uint256 pool = coordinator.auditPool(lead, address(token));
        eq(pool, 48 * REWARD, "in the pool");
        uint256 second = commitAllBut(open(p, 8));
        vm.expectPartialRevert(bytes4(keccak256("NotDrawn(uint256)")));
        coordinator.extendAudit(second, 1);
        uint64 before = drawn(second);
        vm.expectPartialRevert(bytes4(keccak256("PoolTooSmall(uint256,uint256)")));
        coordinator.extendAudit(second, 7);
        uint64 after_ = coordinator.extendAudit(second, 2);
        eq(after_ & before, before, "the draw goes on");
        uint64 more = after_ & ~before;
        item = 0;
        while (more >> item & 1 == 0) ++item;
        bytes[] memory others = three("12341234", "12341234", "12341234");
        vm.expectPartialRevert(bytes4(keccak256("NotQualified(address)")));
        audit(second, item, classes("1"), others);
        uint256 escrow = coordinator.escrow(second >> 32);
        expert = people[1];
        audit(second, item, _truth(item), others);
        eq(coordinator.auditPool(lead, address(token)), pool - 8 * REWARD, "the pool paid");
        eq(coordinator.escrow(second >> 32), escrow, "and not the project");
        checkMoneyOf(first >> 32, second >> 32);
    }

    function _truth(uint8 item) private pure returns (bytes memory) {
        return bytes.concat(hex"01", bytes1(uint8(1 + item % 4)), bytes1(uint8(80)));
    }

    function checkMoneyOf(uint256 a, uint256 b) private view {
        uint256 sum = coordinator.escrow(a) + coordinator.escrow(b) + coordinator.auditPool(lead, address(token));
        for (uint256 i; i < people.length; ++i) {
            (uint256 free, uint256 locked) = coordinator.stake(address(token), people[i]);
            sum += free + locked;
        }
        eq(sum, token.balanceOf(address(coordinator)), "tokens held are accounted for");
    }

    // --- the longer history of block hashes ---

    function test_theDrawReachesBackByEip2935() external {
        uint256 batchId = settled(open(classProject(), 8), three("12341234", "12341234", "12341234"));
        uint256 anchor = coordinator.batch(batchId).anchorBlock;
        vm.roll(anchor + 1000);
        vm.expectPartialRevert(bytes4(keccak256("AnchorLost(uint64)")));
        coordinator.drawAudit(batchId);
        // A system contract that answers every block with one hash.
        vm.etch(
            0x0000F90827F1C53a10cb7A02335B175320002935,
            hex"7f11111111111111111111111111111111111111111111111111111111111111115f5260205ff3"
        );
        coordinator.drawAudit(batchId);
        yes(coordinator.batch(batchId).drawn, "drawn from the longer history");
    }
}
