// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Assertion,
    Claim,
    Kind,
    LabelFault,
    Opening,
    Page,
    Phase,
    ProjectParams,
    Rerun,
    SeatState
} from "../src/interfaces/LabelTypes.sol";
import {Asserter} from "./support/Asserter.sol";
import {Strewn} from "./support/Strewn.sol";

/// @dev How optimistic settlement is cheated elsewhere, tried here.
contract AssertedAttacksTest is Asserter {
    // --- wrong claims ---

    /// @dev Every field of the result, and a mark at each place: a challenge of the right run refutes it, and no other
    /// run's does.
    function test_aWrongClaimInAnyFieldFallsToAChallenge() external {
        Known memory k = _noisy();
        uint256 runs = claimOf(k).marks.length + 1;
        for (uint256 field; field < 14 + runs; ++field) {
            (Claim memory c, uint256 wrong) = _spoilt(k, field);
            Assertion memory a = post(k, c);
            uint256 before = free(watcher);
            Rerun memory other = rerunOf(k, (wrong + 1) % runs);
            // A run after the spoilt mark does not begin where the assertion says.
            vm.expectRevert();
            coordinator.recompute(k.batchId, a, other);
            _refute(k, a, wrong);
            eq(free(watcher), before + BOND / 2, "half to the challenger");
            eq(locked(asserter), 0, "nothing left of the bond");
            yes(coordinator.batch(k.batchId).phase == Phase.Open, "open again");
            checkBonds(k.batchId);
            stake(asserter, BOND);
        }
        eq(coordinator.auditPool(lead, address(token)), (14 + runs) * BOND / 2, "half to the pool");
        yes(finalise(k, post(k, claimOf(k))), "the right one becomes final all the same");
    }

    /// @dev The same where nobody watches and the draw falls on it: whoever would make it final finds out.
    function test_aWrongClaimFallsWhenItsRunIsDrawn() external {
        Known memory k = _noisy();
        for (uint256 field; field < 14; ++field) {
            (Claim memory c, uint256 wrong) = _spoilt(k, field);
            Assertion memory a = post(k, c);
            _drawOn(k, wrong);
            vm.warp(coordinator.batch(k.batchId).challengeEnd);
            Rerun memory r = rerunOf(k, wrong);
            vm.prank(watcher);
            yes(!coordinator.finaliseAssertion(k.batchId, a, r), "not final");
            yes(coordinator.batch(k.batchId).phase == Phase.Open, "open again");
            eq(coordinator.batch(k.batchId).record == a.history ? 1 : 0, 1, "its history is back");
            checkBonds(k.batchId);
            stake(asserter, BOND);
        }
        eq(free(watcher), 14 * BOND / 2, "the challenger's part");
    }

    /// @dev Claim and run: fields 0 to 13 are of the result, so of the last run; from 14 on the mark after a run.
    function _spoilt(Known memory k, uint256 field) private pure returns (Claim memory c, uint256 run) {
        c = claimOf(k);
        run = c.marks.length;
        if (field == 0) {
            c.result.resolvedMask ^= 1;
        } else if (field == 1) {
            c.result.resolvedMask ^= uint64(1 << 63);
        } else if (field == 2) {
            c.result.consensusRoot ^= bytes32(uint256(1));
        } else if (field == 3) {
            c.result.sums[0] ^= 1; // agreed in the first item
        } else if (field == 4) {
            c.result.sums[1] ^= 1 << 63;
        } else if (field == 5) {
            c.result.sums[2] += 1 << 64; // score
        } else if (field == 6) {
            c.result.sums[0] += 1 << 96; // labelled
        } else if (field == 7) {
            c.result.sums[1] += 1 << 104; // something
        } else if (field == 8) {
            c.result.sums[2] += 1 << 112; // consensusSomething
        } else if (field == 9) {
            c.result.sums[0] += 1 << 120; // unsettled
        } else if (field == 10) {
            c.result.sums[1] |= 1 << 255; // beyond the fields
        } else if (field == 11) {
            (c.result.sums[0], c.result.sums[2]) = (c.result.sums[2], c.result.sums[0]);
        } else if (field == 12) {
            c.result.sums[1] = 0;
        } else if (field == 13) {
            c.result.resolvedMask = 0;
        } else {
            run = (field - 14) % (c.marks.length + 1);
            if (run < c.marks.length) c.marks[run] ^= bytes32(uint256(1) << 255);
            else c.result.consensusRoot = 0;
        }
    }

    /// @dev A false progress carried on honestly from there: only the step at which it comes in is false.
    function test_oneFalseStepCarriedOnIsFound() external {
        Known memory k = _noisy();
        Known memory truth = _noisyAgain(k);
        uint256 size = runSize(k.items);
        for (uint256 item = 5 * size; item <= k.items; ++item) {
            k.at[item].sums[1] += 9 << 96;
        }
        Assertion memory a = post(k, claimOf(k));
        Rerun memory before = rerunOf(truth, 3);
        vm.expectPartialRevert(bytes4(keccak256("AssertionHolds(uint256)")));
        coordinator.recompute(k.batchId, a, before);
        _refute(truth, a, 4);
    }

    function _refute(Known memory truth, Assertion memory a, uint256 run) private {
        Rerun memory r = rerunOf(truth, run);
        vm.prank(watcher);
        yes(coordinator.recompute(truth.batchId, a, r), "refuted");
    }

    function test_aChallengeOfARightAssertionChangesNothing() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        bytes32 before = keccak256(abi.encode(coordinator.batch(k.batchId)));
        for (uint256 run; run <= a.claim.marks.length; ++run) {
            Rerun memory r = rerunOf(k, run);
            vm.expectPartialRevert(bytes4(keccak256("AssertionHolds(uint256)")));
            vm.prank(watcher);
            coordinator.recompute(k.batchId, a, r);
        }
        yes(before == keccak256(abi.encode(coordinator.batch(k.batchId))), "as before");
        eq(locked(asserter), BOND, "bond untouched");
    }

    /// @dev Made-up labels, a made-up beginning, another assertion, pages of another chunk: refused.
    function test_aRightAssertionCannotBeFramed() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        Rerun memory r = rerunOf(k, 2);
        r.pages[0].labels[3] ^= 0x01;
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        r.pages[1].labels = "";
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        r.pages = new Page[](2);
        vm.expectPartialRevert(bytes4(keccak256("LengthMismatch()")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        r.before.sums[0] += 1;
        vm.expectPartialRevert(bytes4(keccak256("ProgressMismatch(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 0);
        r.before.resolvedMask = 1;
        vm.expectPartialRevert(bytes4(keccak256("ProgressMismatch(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, r);
        r = rerunOf(k, 2);
        a.claim.marks[2] = 0;
        vm.expectPartialRevert(bytes4(keccak256("AssertionMismatch(uint256)")));
        coordinator.recompute(k.batchId, a, r);
    }

    // --- time and order ---

    function test_neitherTooSoonNorTooLate() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        Rerun memory r = rerunOf(k, drawnRun(k.batchId));
        vm.warp(coordinator.batch(k.batchId).challengeEnd - 1);
        vm.expectPartialRevert(bytes4(keccak256("ChallengeRunning(uint64)")));
        coordinator.finaliseAssertion(k.batchId, a, r);
        yes(finalise(k, a), "final at the end of the window");
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.recompute(k.batchId, a, r);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.finaliseAssertion(k.batchId, a, r);
    }

    /// @dev Blocks kept full until the window is over delay a challenge; they do not save the assertion, which can be
    /// refuted as long as nobody has made it final.
    function test_stuffedBlocksDoNotSaveAFalseAssertion() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 5);
        Assertion memory a = post(k, c);
        vm.warp(coordinator.batch(k.batchId).challengeEnd + 7 days);
        _refute(k, a, wrong);
    }

    /// @dev A challenge can be copied from the mempool: the copier has the reward, the asserter loses the same; and who
    /// copies one against himself still loses half.
    function test_whoChallengesHimselfFirstStillLosesHalf() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 9);
        Assertion memory a = post(k, c);
        Rerun memory r = rerunOf(k, wrong);
        vm.prank(asserter);
        yes(coordinator.recompute(k.batchId, a, r), "refuted by its own maker");
        eq(free(asserter) + locked(asserter), 1000e18 - BOND / 2, "half is gone");
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        vm.prank(watcher);
        coordinator.recompute(k.batchId, a, r);
    }

    function test_onlyOneStands() external {
        Known memory k = _noisy();
        Claim memory c = claimOf(k);
        post(k, c);
        Opening[] memory list = openings(k.batchId, k.labels);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        vm.prank(people[0]);
        coordinator.assertBatch(k.batchId, list, c);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.revealAndSettle(k.batchId, list);
        vm.expectPartialRevert(bytes4(keccak256("WrongPhase(uint256,uint8)")));
        coordinator.voidBatch(k.batchId);
    }

    /// @dev After a refuted assertion seats stay open: another may assert, or compute, even past the reveal window.
    function test_aRefutedBatchIsSettledEitherWay() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 0);
        Assertion memory a = post(k, c);
        vm.warp(coordinator.batch(k.batchId).revealEnd + 1);
        _refute(k, a, wrong);
        yes(coordinator.seat(k.batchId << 8).state == SeatState.Revealed, "still open");
        vm.expectPartialRevert(bytes4(keccak256("NotVoidable(uint256)")));
        coordinator.voidBatch(k.batchId);
        stake(watcher, BOND);
        a = postAs(watcher, k, claimOf(k));
        eqAddress(a.asserter, watcher, "another's");
        c = claimOf(k);
        c.marks[0] = 0;
        yes(finalise(k, a), "final");
    }

    function test_aRefutedBatchCanBeComputed() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 0);
        _refute(k, post(k, c), wrong);
        coordinator.revealAndSettle(k.batchId, openings(k.batchId, k.labels));
        yes(coordinator.batch(k.batchId).phase == Phase.Settled, "computed");
        eq(coordinator.batch(k.batchId).resolvedMask, k.at[k.items].resolvedMask, "as it is");
    }

    function test_aSeatHolderMayAssertAndGainsNothingByIt() external {
        Known memory k = _noisy();
        Assertion memory a = postAs(people[0], k, claimOf(k));
        eq(locked(people[0]), STAKE + BOND, "both locked");
        vm.expectPartialRevert(bytes4(keccak256("StakeTooLow(uint256,uint256)")));
        vm.prank(people[0]);
        coordinator.withdrawStake(address(token), 1000e18 - STAKE);
        yes(finalise(k, a), "final");
        uint256 due = coordinator.pendingPay(k.batchId, people[0]);
        passAudit(k.batchId);
        eq(claimAs(people[0], k.batchId), due, "its pay");
        eq(free(people[0]), 1000e18, "and its stake, no more");
    }

    // --- the draw ---

    function test_theDrawCannotBeGround() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        uint256 mark = coordinator.batch(k.batchId).anchorBlock;
        vm.expectPartialRevert(bytes4(keccak256("AnchorAhead(uint64)")));
        coordinator.drawAssertion(k.batchId);
        vm.expectPartialRevert(bytes4(keccak256("AnchorAhead(uint64)")));
        coordinator.anchorAssertion(k.batchId);
        vm.roll(mark + 2);
        vm.expectPartialRevert(bytes4(keccak256("AnchorAlive(uint64)")));
        coordinator.anchorAssertion(k.batchId);
        // Let it lapse: the next draw takes one run more.
        vm.roll(mark + 300);
        vm.warp(coordinator.batch(k.batchId).challengeEnd);
        Rerun memory r = rerunOf(k, 0);
        vm.expectPartialRevert(bytes4(keccak256("AnchorLost(uint64)")));
        coordinator.finaliseAssertion(k.batchId, a, r);
        coordinator.anchorAssertion(k.batchId);
        vm.roll(block.number + 300);
        coordinator.anchorAssertion(k.batchId);
        vm.roll(block.number + 2);
        uint256 mask = coordinator.drawAssertion(k.batchId);
        eq(_bits(mask), 3, "two lapses, two runs more");
        vm.expectPartialRevert(bytes4(keccak256("AlreadyDrawn(uint256)")));
        coordinator.drawAssertion(k.batchId);
        vm.roll(block.number + 300);
        vm.expectPartialRevert(bytes4(keccak256("AlreadyDrawn(uint256)")));
        coordinator.anchorAssertion(k.batchId);
        _confirmAll(k, a, mask);
    }

    function _confirmAll(Known memory k, Assertion memory a, uint256 mask) private {
        uint256 left = 3;
        for (uint256 run; mask >> run != 0; ++run) {
            if (mask >> run & 1 == 0) continue;
            Rerun memory r = rerunOf(k, run);
            if (--left == 0) {
                yes(coordinator.finaliseAssertion(k.batchId, a, r), "final with the last");
                return;
            }
            vm.expectPartialRevert(bytes4(keccak256("RunsMissing(uint32)")));
            coordinator.finaliseAssertion(k.batchId, a, r);
            coordinator.recompute(k.batchId, a, r);
        }
    }

    function _bits(uint256 mask) private pure returns (uint256 count) {
        for (; mask != 0; mask &= mask - 1) {
            ++count;
        }
    }

    /// @dev Mines blocks until the anchor's hash draws this run.
    function _drawOn(Known memory k, uint256 run) private {
        uint256 mark = coordinator.batch(k.batchId).anchorBlock;
        vm.roll(mark + 1);
        uint256 runs = claimOf(k).marks.length + 1;
        for (uint256 i;; ++i) {
            bytes32 hash = keccak256(abi.encode("block", i));
            bytes32 seed = keccak256(abi.encode(hash, k.batchId));
            if (uint256(keccak256(abi.encode(seed, uint256(0)))) % runs != run) continue;
            vm.setBlockhash(mark, hash);
            break;
        }
        eq(coordinator.drawAssertion(k.batchId), 1 << run, "the draw anybody can make again");
    }

    // --- labels ---

    /// @dev An assertion does not look at labels. Who opens bad ones loses by it, and the seat counts as away.
    function test_badLabelsAreRejectedAndTheirSeatIsAway() external {
        (Known memory k, Claim memory c) = _withBadSeat();
        Assertion memory a = post(k, c);
        (uint8 chunk, Page memory page) = _pageOf(k, 2, 3);
        vm.prank(watcher);
        coordinator.rejectLabels(k.batchId, a, 2, chunk, page);
        eq(free(watcher), BOND / 2, "the challenger's part");
        yes(coordinator.seat(k.batchId << 8 | 2).state == SeatState.Committed, "not revealed");
        vm.warp(coordinator.batch(k.batchId).revealEnd);
        k.labels[2] = "";
        k = know(k.p, k.batchId, k.labels);
        yes(finalise(k, post(k, claimOf(k))), "the others settle");
        yes(coordinator.seat(k.batchId << 8 | 2).state == SeatState.Forfeited, "and it forfeits");
        checkBonds(k.batchId);
    }

    function test_goodLabelsAreNotRejected() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        for (uint8 chunk; chunk < 8; ++chunk) {
            (, Page memory page) = _pageOf(k, 1, chunk);
            vm.expectPartialRevert(bytes4(keccak256("AssertionHolds(uint256)")));
            coordinator.rejectLabels(k.batchId, a, 1, chunk, page);
        }
        (, Page memory own) = _pageOf(k, 1, 0);
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.rejectLabels(k.batchId, a, 1, 1, own);
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.rejectLabels(k.batchId, a, 0, 0, own);
        vm.expectPartialRevert(bytes4(keccak256("LabelsMismatch(uint256)")));
        coordinator.rejectLabels(k.batchId, a, 9, 0, own);
    }

    /// @dev A check that runs out of gas inside proves nothing: at no gas limit do good labels fall.
    function test_aCheckOutOfGasProvesNothing() external {
        Known memory k = _noisy();
        Assertion memory a = post(k, claimOf(k));
        (, Page memory page) = _pageOf(k, 1, 4);
        bytes memory call = abi.encodeCall(coordinator.rejectLabels, (k.batchId, a, 1, 4, page));
        for (uint256 gas_ = 20_000; gas_ < 400_000; gas_ += 2500) {
            (bool isDone,) = address(coordinator).call{gas: gas_}(call);
            yes(!isDone, "good labels stand");
        }
        yes(coordinator.batch(k.batchId).phase == Phase.Asserted, "still asserted");
    }

    /// @dev Labels cut off or run on are refused at the assertion already.
    function test_bytesThatAreNotTheItemsAreRefused() external {
        for (uint256 i; i < 2; ++i) {
            bytes[] memory labels = _labels();
            labels[1] = i == 0 ? slice(labels[1], 0, labels[1].length - 1) : bytes.concat(labels[1], hex"00");
            ProjectParams memory p = asserted(Kind.Boxes, 64);
            uint256 batchId = committed(p, labels);
            Opening[] memory list = openings(batchId, labels);
            Claim memory c = claimOf(know(p, batchId, _labels()));
            vm.expectRevert(
                abi.encodeWithSignature(
                    "BadLabels(uint8,uint8)", 0, i == 0 ? LabelFault.Truncated : LabelFault.TrailingBytes
                )
            );
            vm.prank(asserter);
            coordinator.assertBatch(batchId, list, c);
        }
    }

    function test_noSeatIsLeftOutOrPassedOff() external {
        Known memory k = _noisy();
        Claim memory c = claimOf(k);
        bytes[] memory labels = _labels();
        labels[1] = "";
        Opening[] memory list = openings(k.batchId, labels);
        // Not opened yet: it may still reveal.
        _refused(k.batchId, list, c, "SettleTooEarly(uint256)");
        list = openings(k.batchId, _labels());
        list[0].labels[5] ^= 0x01;
        _refused(k.batchId, list, c, "HistoryMismatch(uint256)");
        Opening[] memory two = new Opening[](2);
        (two[0], two[1]) = (openings(k.batchId, _labels())[0], openings(k.batchId, _labels())[1]);
        _refused(k.batchId, two, c, "HistoryMismatch(uint256)");
        revealSeat(k.batchId << 8 | 1, k.labels[1]);
        vm.warp(coordinator.batch(k.batchId).revealEnd);
        _refused(k.batchId, openings(k.batchId, k.labels), c, "RevealOver(uint256)");
        labels = new bytes[](3);
        list = openings(k.batchId, labels);
        _refused(k.batchId, list, c, "TooFewReveals(uint256)");
    }

    /// @dev Opened by themselves, seats need not send their labels again; opened by a fallen assertion they must.
    function test_anOpenSeatCannotBeLeftOut() external {
        Known memory k = _noisy();
        for (uint256 s; s < 3; ++s) {
            revealSeat(k.batchId << 8 | s, k.labels[s]);
        }
        Claim memory c = claimOf(k);
        Opening[] memory closed = openings(k.batchId, new bytes[](3));
        vm.prank(asserter);
        coordinator.assertBatch(k.batchId, closed, c);
        eq(coordinator.batch(k.batchId).reveals, 3, "all take part");
    }

    function test_aFallenAssertionsSeatsMustBeHandedInAgain() external {
        Known memory k = _noisy();
        (Claim memory c, uint256 wrong) = _spoilt(k, 0);
        _refute(k, post(k, c), wrong);
        c = claimOf(k);
        _refused(k.batchId, openings(k.batchId, new bytes[](3)), c, "LabelsMismatch(uint256)");
    }

    function _refused(uint256 batchId, Opening[] memory list, Claim memory c, string memory why) private {
        vm.expectPartialRevert(bytes4(keccak256(bytes(why))));
        vm.prank(asserter);
        coordinator.assertBatch(batchId, list, c);
    }

    // --- parameters and money ---

    function test_onlyWhereTheProjectSaysSo() external {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        p.kind = Kind.Class;
        _badParameter(p, "settlement");
        p = asserted(Kind.Boxes, 64);
        p.challengeSeconds = 10 minutes - 1;
        _badParameter(p, "challengeSeconds");
        p.challengeSeconds = 365 days + 1;
        _badParameter(p, "challengeSeconds");
        p = asserted(Kind.Spans, 64);
        p.assertBond = uint96(64 * REWARD - 1);
        _badParameter(p, "assertBond");
        p = classProject();
        p.assertBond = 1;
        _badParameter(p, "assertBond");
        p = classProject();
        p.challengeSeconds = 1;
        _badParameter(p, "challengeSeconds");
        p = classProject();
        (p.kind, p.batchSize) = (Kind.Boxes, 64);
        uint256 batchId = committed(p, _labels());
        Known memory k = know(p, batchId, _labels());
        _refused(batchId, openings(batchId, k.labels), claimOf(k), "NotAsserted(uint256)");
    }

    function _badParameter(ProjectParams memory p, bytes32 name) private {
        vm.expectRevert(abi.encodeWithSignature("BadParameter(bytes32)", name));
        vm.prank(lead);
        coordinator.openProject(p, bytes32(uint256(1)), bytes32(0), 64, "");
    }

    function test_withoutABondNoAssertion() external {
        Known memory k = _noisy();
        Opening[] memory list = openings(k.batchId, k.labels);
        Claim memory c = claimOf(k);
        vm.expectPartialRevert(bytes4(keccak256("StakeTooLow(uint256,uint256)")));
        vm.prank(address(0xb0b));
        coordinator.assertBatch(k.batchId, list, c);
        vm.prank(asserter);
        coordinator.withdrawStake(address(token), 1000e18 - BOND + 1);
        _refused(k.batchId, list, c, "StakeTooLow(uint256,uint256)");
    }

    function test_aClaimHasAsManyPartsAsTheBatch() external {
        Known memory k = _noisy();
        Opening[] memory list = openings(k.batchId, k.labels);
        Claim memory c = claimOf(k);
        c.marks = new bytes32[](c.marks.length - 1);
        _refused(k.batchId, list, c, "LengthMismatch()");
        c = claimOf(k);
        c.result.sums = new uint256[](2);
        _refused(k.batchId, list, c, "LengthMismatch()");
    }

    /// @dev The worst item that is known takes one call of its own; a run of four goes in four.
    function test_theWorstItemsCanBeChallenged() external {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        (p.seats, p.quorum, p.thresholdBps, p.targetBps) = (7, 4, 1000, 0);
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            bytes memory item = Strewn.blocks(s);
            for (uint256 i; i < 4; ++i) {
                labels[s] = bytes.concat(labels[s], item);
            }
            labels[s] = bytes.concat(labels[s], new bytes(60));
        }
        Known memory k = know(p, committed(p, labels), labels);
        Claim memory c = claimOf(k);
        c.marks[0] = 0;
        Assertion memory a = post(k, c);
        for (uint256 item; item < 4; ++item) {
            Rerun memory r = partOf(k, item, item + 1);
            uint256 before = gasleft();
            bool isRefuted = coordinator.recompute(k.batchId, a, r);
            yes(before - gasleft() < 15_000_000, "fits a block");
            yes(isRefuted == (item == 3), "refuted at the run's end");
        }
    }

    // --- cases ---

    function _labels() private pure returns (bytes[] memory labels) {
        labels = new bytes[](3);
        for (uint256 s; s < 3; ++s) {
            labels[s] = Strewn.honest(Kind.Boxes, 2, s);
        }
        // Items that one seat cannot tell, sees nothing in, or sees elsewhere.
        labels[2] = bytes.concat(hex"ff00", slice(labels[2], 42, labels[2].length));
        labels[1] = bytes.concat(hex"00", slice(labels[1], 21, labels[1].length));
        labels[0][2 + 21 * 9] = 0x10;
    }

    function _noisy() private returns (Known memory) {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        return know(p, committed(p, _labels()), _labels());
    }

    function _noisyAgain(Known memory k) private view returns (Known memory) {
        return know(k.p, k.batchId, k.labels);
    }

    /// @dev The third seat's item 26 has a class that the project has not.
    function _withBadSeat() private returns (Known memory k, Claim memory c) {
        ProjectParams memory p = asserted(Kind.Boxes, 64);
        bytes[] memory labels = _labels();
        labels[2][2 + 21 * 24 + 1] = 0x09;
        uint256 batchId = committed(p, labels);
        // What its asserter claims does not matter: nobody can compute it.
        c = claimOf(know(p, batchId, _labels()));
        (k.p, k.batchId, k.items, k.labels) = (p, batchId, 64, labels);
    }

    function _pageOf(Known memory k, uint256 seat, uint8 chunk) private pure returns (uint8, Page memory page) {
        bytes[] memory chunks = chunksOf(k.p.kind, k.labels[seat]);
        page.chunkHashes = new bytes32[](chunks.length);
        for (uint256 i; i < chunks.length; ++i) {
            page.chunkHashes[i] = keccak256(chunks[i]);
        }
        page.labels = chunks[chunk];
        return (chunk, page);
    }
}
