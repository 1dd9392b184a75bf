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
    SeatState
} from "../src/interfaces/LabelTypes.sol";
import {AssertedCase} from "./support/AssertedCase.sol";

/// @dev How optimistic settlement is cheated elsewhere, tried here: bad labels, and labels left out or passed off.
contract AssertedLabelAttacksTest is AssertedCase {
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
}
