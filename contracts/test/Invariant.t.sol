// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardToken} from "../src/RewardToken.sol";
import {Kind, Phase, ProjectParams, SeatState} from "../src/interfaces/LabelTypes.sol";
import {AnnotatorMoves} from "./support/AnnotatorMoves.sol";
import {BatchMoves} from "./support/BatchMoves.sol";
import {ExpertMoves} from "./support/ExpertMoves.sol";
import {Handler} from "./support/Handler.sol";
import {Ledger, Move, Rule} from "./support/Ledger.sol";
import {Stage} from "./support/Stage.sol";

/// @dev Two tokens, two scopes, a project of classes with gold and one of spans, to begin with.
abstract contract World is Stage {
    Handler internal handler;
    RewardToken[2] internal tokens;
    address[2] internal scopes;
    address internal constant OUTSIDER = address(0x0b57);
    address internal constant OTHER_SCOPE = address(0x5c0e);
    uint256 internal constant PEOPLE = 5;

    function build(bool isWatching) internal {
        tokens = [token, newToken()];
        scopes = [lead, OTHER_SCOPE];
        vm.prank(OTHER_SCOPE);
        coordinator.admitToScope(lead, true);
        uint256[] memory keys = new uint256[](PEOPLE);
        for (uint256 i; i < PEOPLE; ++i) {
            keys[i] = 0xa11ce + i;
            people[i] = vm.addr(keys[i]);
        }
        for (uint256 t; t < 2; ++t) {
            _endow(tokens[t], lead, 1_000_000e18);
            for (uint256 i; i < PEOPLE; ++i) {
                _endow(tokens[t], people[i], 10_000e18);
                vm.prank(people[i]);
                coordinator.depositStake(address(tokens[t]), 1000e18);
            }
        }
        handler = new Handler(coordinator, tokens, [lead, expert, OUTSIDER, lead, OTHER_SCOPE], keys, isWatching);
        ProjectParams memory p = classProject();
        (p.batchSize, p.auditBps, p.openExperts) = (4, 10_000, true);
        (p.tiers[0].minItems, p.tiers[1].minItems, p.tiers[2].minItems) = (2, 3, 4);
        (p.tiers[0].minScoreBps, p.tiers[1].minScoreBps, p.tiers[2].minScoreBps) = (1, 5000, 5500);
        _goToSchool(p);
        (p.auditBps, p.goldPerBatch) = (2500, 2);
        handler.addProject(p, 7);
        (p.kind, p.token, p.scope, p.goldPerBatch) = (Kind.Spans, address(tokens[1]), OTHER_SCOPE, 0);
        (p.targetBps, p.rewardPerLabel, p.stakePerSeat, p.batchSize, p.auditBps) = (6000, 3e18 + 7, 7e18 + 1, 3, 6000);
        p.tiers[0].multiplierBps = 10_001;
        handler.addProject(p, 7);
    }

    /// @dev Two projects of a batch each, played to their end: overturned in every item the first fills the pool, and the
    /// second gives two people the standing of experts. What needs both is seldom reached from nothing.
    function _goToSchool(ProjectParams memory p) private {
        handler.addProject(p, 4);
        handler.addProject(p, 4);
        uint256 seed = 1;
        while (!_isPlain(seed)) seed += 2;
        _label(0, 0, seed);
        for (uint256 i; i < 4; ++i) {
            handler.audit(0, 2);
        }
        _label(1, 3, seed);
        yes(coordinator.auditPool(lead, address(token)) >= 4 * FEE, "the pool can pay");
        yes(coordinator.isExpert(handler.projects(1), people[3]), "somebody has the standing");
    }

    /// @dev Whether the labels that the handler makes of it say class 1 or 2 of each of four items.
    function _isPlain(uint256 seed) private pure returns (bool) {
        for (uint256 i; i < 4; ++i) {
            if (uint256(keccak256(abi.encode(seed, i))) % 10 > 7) return false;
        }
        return true;
    }

    /// @dev Three people, alike, from taking their seats to the draw.
    function _label(uint256 project, uint256 first, uint256 seed) private {
        for (uint256 i; i < 3; ++i) {
            handler.takeSeats((first + i) % PEOPLE, project, 0, 1);
        }
        for (uint256 i; i < 3; ++i) {
            handler.commit(project * 3 + i, seed);
        }
        for (uint256 i; i < 3; ++i) {
            handler.reveal(project * 3 + i);
        }
        handler.settle(project, 0);
        handler.draw(project, 1);
    }

    function _endow(RewardToken t, address account, uint256 amount) private {
        t.mint(account, amount);
        vm.prank(account);
        t.approve(address(coordinator), type(uint256).max);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    struct Selectors {
        address addr;
        bytes4[] selectors;
    }

    /// @dev All moves but the test's own `addProject` and the readers.
    function targetSelectors() external view returns (Selectors[] memory targets) {
        targets = new Selectors[](1);
        targets[0] = Selectors(address(handler), moves());
    }

    function moves() internal pure returns (bytes4[] memory list) {
        list = new bytes4[](28);
        (list[0], list[1], list[2]) =
        (Handler.wait.selector, Handler.waitLong.selector, AnnotatorMoves.takeSeats.selector);
        (list[3], list[4], list[5]) =
        (AnnotatorMoves.commit.selector, BatchMoves.reveal.selector, BatchMoves.settle.selector);
        (list[6], list[7]) = (BatchMoves.settleInPieces.selector, BatchMoves.settleAtOnce.selector);
        (list[8], list[9], list[10]) =
        (BatchMoves.voidBatch.selector, AnnotatorMoves.freeSeat.selector, ExpertMoves.draw.selector);
        (list[11], list[12]) = (ExpertMoves.extendAudit.selector, ExpertMoves.audit.selector);
        (list[13], list[14]) = (ExpertMoves.revealGold.selector, AnnotatorMoves.claim.selector);
        (list[15], list[16], list[17]) =
        (Handler.releaseFees.selector, AnnotatorMoves.deposit.selector, AnnotatorMoves.withdraw.selector);
        (list[18], list[19], list[20]) =
        (AnnotatorMoves.permit.selector, AnnotatorMoves.replay.selector, Handler.close.selector);
        (list[21], list[22]) = (Handler.openProject.selector, Handler.meddle.selector);
        (list[23], list[24]) = (Handler.gather.selector, Handler.goOn.selector);
        (list[25], list[26]) = (ExpertMoves.auditAtThePoolsCost.selector, BatchMoves.abandon.selector);
        list[27] = Handler.playOut.selector;
    }
}

contract InvariantTest is World {
    function setUp() public override {
        super.setUp();
        build(false);
    }

    /// @dev In every token: what is held is escrow, stake and pool, to the last unit; what is pending or claimable is
    /// part of its project's reserve, and no project owes more than it holds.
    function tokensHeldAreEscrowStakesPendingAndClaimable() public view {
        uint256[2] memory sums;
        for (uint256 t; t < 2; ++t) {
            for (uint256 s; s < 2; ++s) {
                sums[t] += coordinator.auditPool(scopes[s], address(tokens[t]));
            }
            for (uint256 i; i < PEOPLE; ++i) {
                (uint256 free, uint256 locked) = coordinator.stake(address(tokens[t]), people[i]);
                sums[t] += free + locked;
            }
        }
        // The two that Stage has besides have stake in the first token alone.
        sums[0] += 2 * 1000e18 + _oldStakes();
        for (uint256 i; i < handler.projectCount(); ++i) {
            uint256 projectId = handler.projects(i);
            bool isSecond = coordinator.params(projectId).token == address(tokens[1]);
            sums[isSecond ? 1 : 0] += coordinator.escrow(projectId);
            yes(coordinator.reserved(projectId) <= coordinator.escrow(projectId), "reserve within escrow");
            yes(_pendingOf(projectId) <= coordinator.reserved(projectId), "pending within reserve");
        }
        for (uint256 t; t < 2; ++t) {
            eq(sums[t], tokens[t].balanceOf(address(coordinator)), "tokens held are accounted for");
        }
    }

    /// @dev The five whom `build` replaced had deposited too.
    function _oldStakes() private pure returns (uint256) {
        return PEOPLE * 1000e18;
    }

    function _pendingOf(uint256 projectId) private view returns (uint256 sum) {
        for (uint256 i; i < handler.seatCount(); ++i) {
            uint256 seatId = handler.seats(i);
            if (seatId >> 40 != projectId || coordinator.seat(seatId).state != SeatState.Revealed) continue;
            sum += coordinator.pendingPay(seatId >> 8, coordinator.seat(seatId).annotator);
        }
    }

    /// @dev Every claim is tried twice, and every signed call may be sent again.
    function nobodyIsPaidTwiceForASeat() public view {
        eq(handler.broken(Rule.PaidOnce), 0, "paid once");
        for (uint256 i; i < handler.seatCount(); ++i) {
            yes(handler.claims(handler.seats(i)) <= 1, "claimed once");
        }
    }

    /// @dev A batch has paid no more than k rewards an item, and no ruling gives more than it takes.
    function anItemPaysAtMostKRewards() public view {
        eq(handler.broken(Rule.AtMostKRewards), 0, "no item pays more than k rewards");
        for (uint256 i; i < handler.batchCount(); ++i) {
            uint256 batchId = handler.batches(i);
            uint256 paid = handler.paidOut(batchId);
            if (paid == 0) continue;
            yes(paid <= coordinator.batch(batchId).itemCount * handler.mostAnItem(batchId >> 32), "k rewards an item");
        }
    }

    /// @dev By the events, whose sums and weights the ledger keeps for itself: the mean lies between 0 and 10,000.
    function reputationStaysInItsRange() public view {
        eq(handler.broken(Rule.ReputationInRange), 0, "as the events say");
        for (uint256 s; s < 2; ++s) {
            for (uint256 i; i < PEOPLE; ++i) {
                Ledger.Standing memory own = handler.standing(scopes[s], people[i]);
                int256 range = 10_000 * int256(own.weight);
                yes(own.weight <= 500 && own.sum <= range && own.sum >= -range, "within its range");
                int256 score = (100_000 + own.sum) / int256(20 + own.weight);
                uint256 wanted = score < 0 ? 0 : uint256(score);
                eq(coordinator.reputation(scopes[s], people[i], 1).scoreBps, wanted, "kept");
            }
        }
    }

    /// @dev A project's escrow falls by its own labels' pay, its own audits and gold, and its own refunds alone.
    function aProjectsMoneyNeverPaysAnothersLabels() public view {
        for (uint256 i; i < handler.projectCount(); ++i) {
            uint256 projectId = handler.projects(i);
            uint256 sum = coordinator.escrow(projectId) + handler.spent(projectId);
            eq(sum, handler.budgets(projectId), "a project's own money");
        }
    }

    /// @dev Batches are settled whole and in pieces, by pages and in one step, from the same state.
    function anySplitSettlesToTheSameState() public view {
        eq(handler.broken(Rule.AnySplit), 0, "any split gives the same state");
    }

    /// @dev A bound a move, however many projects, batches and accounts there are. It holds the building of a call's data, too.
    function noCallsCostGrows() public view {
        for (uint256 m; m <= uint256(type(Move).max); ++m) {
            yes(handler.most(Move(m)) <= 2_000_000, "the gas of a move is bounded");
        }
    }

    /// @dev Locked stake is that of seats that are leased, committed, or revealed and not yet claimed.
    function lockedStakeIsThatOfLiveSeats() public view {
        uint256[2] memory live;
        for (uint256 i; i < handler.seatCount(); ++i) {
            uint256 seatId = handler.seats(i);
            SeatState state = coordinator.seat(seatId).state;
            if (coordinator.batch(seatId >> 8).phase == Phase.Void || state == SeatState.Free) continue;
            if (state == SeatState.Forfeited || state == SeatState.Paid) continue;
            ProjectParams memory p = coordinator.params(seatId >> 40);
            live[p.token == address(tokens[1]) ? 1 : 0] += p.stakePerSeat - handler.slashed(seatId);
        }
        for (uint256 t; t < 2; ++t) {
            uint256 locked;
            for (uint256 i; i < PEOPLE; ++i) {
                (, uint256 own) = coordinator.stake(address(tokens[t]), people[i]);
                locked += own;
            }
            eq(locked, live[t], "locked stake is that of live seats");
        }
    }

    event Reached(Move move, uint256 times, uint256 gas);

    /// @dev One campaign for all of them: each of its own would play the same moves again.
    function invariant_everyOneOfTheDesign() external view {
        tokensHeldAreEscrowStakesPendingAndClaimable();
        nobodyIsPaidTwiceForASeat();
        anItemPaysAtMostKRewards();
        reputationStaysInItsRange();
        aProjectsMoneyNeverPaysAnothersLabels();
        anySplitSettlesToTheSameState();
        noCallsCostGrows();
        lockedStakeIsThatOfLiveSeats();
    }

    /// @dev 64 runs of 64 moves, drawn as the fuzzer draws them: every move does something in some of them.
    function test_everyMoveIsReached() external {
        uint256 count = uint256(type(Move).max) + 1;
        uint256[] memory done = new uint256[](count);
        uint256[] memory most = new uint256[](count);
        uint256[] memory before = new uint256[](count); // what the school did
        for (uint256 m; m < count; ++m) {
            before[m] = handler.done(Move(m));
        }
        bytes4[] memory list = moves();
        for (uint256 run; run < 64; ++run) {
            uint256 id = vm.snapshotState();
            for (uint256 step; step < 64; ++step) {
                bytes32 a = keccak256(abi.encode(run, step));
                (bool isDone,) = address(handler)
                    .call(
                        abi.encodePacked(
                            list[uint256(keccak256(abi.encode(a, "move"))) % list.length],
                            a,
                            ~a,
                            keccak256(abi.encode(a)),
                            a >> 9
                        )
                    );
                yes(isDone, "no move reverts");
            }
            for (uint256 m; m < count; ++m) {
                done[m] += handler.done(Move(m)) - before[m];
                if (handler.most(Move(m)) > most[m]) most[m] = handler.most(Move(m));
            }
            vm.revertToStateAndDelete(id);
        }
        for (uint256 m; m < count; ++m) {
            emit Reached(Move(m), done[m], most[m]);
        }
        string memory missed = "";
        for (uint256 m; m < count; ++m) {
            if (done[m] == 0) missed = string.concat(missed, " ", vm.toString(m));
        }
        yes(bytes(missed).length == 0, string.concat("moves that did nothing:", missed));
    }
}

/// @dev By itself, since everybody's wealth is looked at before and after every call about a batch.
contract GainsInvariantTest is World {
    function setUp() public override {
        super.setUp();
        build(true);
    }

    /// @dev Neither money nor reputation.
    function invariant_nobodyOutsideABatchGainsButItsExpert() external view {
        eq(handler.broken(Rule.OnlySeatsAndExpert), 0, "only seats and the expert gain");
        for (uint256 t; t < 2; ++t) {
            (uint256 free, uint256 locked) = coordinator.stake(address(tokens[t]), OUTSIDER);
            eq(free + locked + tokens[t].balanceOf(OUTSIDER), 0, "an outsider has nothing");
        }
    }
}
