// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Assertion,
    BatchView,
    Claim,
    Kind,
    Opening,
    Phase,
    ProjectParams,
    Rerun
} from "../../src/interfaces/LabelTypes.sol";
import {Asserter} from "./Asserter.sol";

/// @dev Honest and false asserters, watchers and computers at the same batches, chosen by the fuzzer. What must succeed
/// is called bare; what must fail is seen to fail.
contract AssertedHandler is Asserter {
    uint256 private constant MOST_BATCHES = 6;

    uint256[] public batches;
    uint256 public budget; // of all projects
    uint256 public paid; // by claims
    mapping(string move => uint256) public done;
    mapping(uint256 batchId => bytes[]) private labelsOf;
    mapping(uint256 batchId => Assertion) private standing;
    mapping(uint256 batchId => bool) public isFalse; // what stands, or has become final
    address[3] public asserters = [address(0xa1), address(0xa2), address(0xa3)];

    constructor() {
        setUp();
        for (uint256 i; i < 3; ++i) {
            stake(asserters[i], 100_000e18);
        }
    }

    function addresses() external view returns (address coordinator_, address token_, address lead_) {
        return (address(coordinator), address(token), lead);
    }

    function count() external view returns (uint256) {
        return batches.length;
    }

    function person(uint256 i) external view returns (address) {
        return people[i];
    }

    // --- moves ---

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 20 hours);
        vm.roll(block.number + 1 + time % 90);
    }

    function begin(uint256 seed) external {
        if (batches.length == MOST_BATCHES) return;
        ProjectParams memory p = asserted(Kind.Spans, uint8(3 + seed % 20));
        bytes[] memory labels = new bytes[](3);
        for (uint256 s; s < 3; ++s) {
            for (uint256 i; i < p.batchSize; ++i) {
                labels[s] = bytes.concat(labels[s], _item(uint256(keccak256(abi.encode(seed, s, i)))));
            }
        }
        uint256 batchId = committed(p, labels);
        budget += coordinator.escrow(batchId >> 32);
        batches.push(batchId);
        labelsOf[batchId] = labels;
        ++done["begin"];
    }

    function _item(uint256 chance) private pure returns (bytes memory) {
        if (chance % 16 == 0) return hex"ff";
        if (chance % 16 == 1) return hex"00";
        bytes4 start = chance % 16 < 5 ? bytes4(uint32(100)) : bytes4(uint32(40));
        return bytes.concat(hex"010150", start, bytes4(uint32(140)));
    }

    function reveal(uint256 which, uint256 seat) external {
        (uint256 batchId, BatchView memory b) = _pick(which);
        if (batchId == 0 || b.phase != Phase.Open || block.timestamp >= b.revealEnd) return;
        uint256 seatId = batchId << 8 | seat % 3;
        if (uint256(coordinator.seat(seatId).state) != 2) return;
        revealSeat(seatId, labelsOf[batchId][seat % 3]);
        ++done["reveal"];
    }

    function assertRight(uint256 which, uint256 who) external {
        _post(which, who, 0);
    }

    function assertWrong(uint256 which, uint256 who, uint256 how) external {
        _post(which, who, 1 + how % 7);
    }

    function _post(uint256 which, uint256 who, uint256 how) private {
        (uint256 batchId, BatchView memory b) = _pick(which);
        if (batchId == 0 || b.phase != Phase.Open) return;
        if (b.reveals != 3 && block.timestamp >= b.revealEnd) return;
        Known memory k = _known(batchId);
        Claim memory c = claimOf(k);
        if (how != 0) _spoil(c, how);
        Assertion memory a = postAs(asserters[who % 3], k, c);
        standing[batchId] = a;
        isFalse[batchId] = how != 0;
        ++done[how == 0 ? "right" : "wrong"];
    }

    function _spoil(Claim memory c, uint256 how) private pure {
        if (how == 1) c.result.resolvedMask ^= 1;
        else if (how == 2) c.result.consensusRoot = 0;
        else if (how == 3) c.result.sums[1] += 1 << 96;
        else if (how == 4) c.result.sums[0] ^= 1;
        else c.marks[how % c.marks.length] ^= bytes32(uint256(1));
    }

    /// @dev Any run, by anybody: refuted if it is the first that is wrong, and otherwise refused or confirmed.
    function challenge(uint256 which, uint256 who, uint256 run) external {
        (uint256 batchId, BatchView memory b) = _pick(which);
        if (batchId == 0 || b.phase != Phase.Asserted) return;
        Known memory k = _known(batchId);
        Assertion memory a = standing[batchId];
        uint256 first = _firstWrong(claimOf(k), a.claim);
        Rerun memory r = rerunOf(k, run % (a.claim.marks.length + 1));
        vm.prank(asserters[who % 3]);
        try coordinator.recompute(batchId, a, r) returns (bool isRefuted) {
            yes(isRefuted == (first == run % (a.claim.marks.length + 1)), "refuted where it is wrong alone");
            if (isRefuted) ++done["refuted"];
        } catch {
            yes(first != run % (a.claim.marks.length + 1), "what is wrong can be refuted");
        }
    }

    /// @dev The first wrong run, or as many as there are.
    function _firstWrong(Claim memory truth, Claim memory c) private pure returns (uint256 run) {
        for (; run < truth.marks.length; ++run) {
            if (truth.marks[run] != c.marks[run]) return run;
        }
        return markOf(truth.result) == markOf(c.result) ? run + 1 : run;
    }

    function finaliseOne(uint256 which) external {
        (uint256 batchId, BatchView memory b) = _pick(which);
        if (batchId == 0 || b.phase != Phase.Asserted || block.timestamp < b.challengeEnd) return;
        Known memory k = _known(batchId);
        if (block.number <= b.anchorBlock) return;
        if (b.drawnRuns == 0 && blockhash(b.anchorBlock) == 0) {
            coordinator.anchorAssertion(batchId);
            ++done["anchor"];
            return;
        }
        uint256 mask = b.drawnRuns == 0 ? coordinator.drawAssertion(batchId) : b.drawnRuns;
        _finaliseDrawn(k, standing[batchId], mask & ~uint256(b.confirmedRuns));
    }

    function _finaliseDrawn(Known memory k, Assertion memory a, uint256 mask) private {
        uint256 first = _firstWrong(claimOf(k), a.claim);
        for (uint256 run; mask >> run != 0; ++run) {
            if (mask >> run & 1 == 0) continue;
            // What begins after a false mark cannot be computed: the assertion never becomes final.
            if (run > first && !_startsRight(k, a.claim, run)) return;
            Rerun memory r = rerunOf(k, run);
            if (coordinator.recompute(k.batchId, a, r)) return;
        }
        yes(coordinator.finaliseAssertion(k.batchId, a, nothing()), "final");
        ++done["final"];
    }

    function _startsRight(Known memory k, Claim memory c, uint256 run) private pure returns (bool) {
        return run == 0 || c.marks[run - 1] == markOf(k.at[run * runSize(k.items)]);
    }

    function compute(uint256 which) external {
        (uint256 batchId, BatchView memory b) = _pick(which);
        if (batchId == 0 || b.phase != Phase.Open || (b.reveals != 3 && block.timestamp >= b.revealEnd)) return;
        Opening[] memory list = openings(batchId, labelsOf[batchId]);
        coordinator.revealAndSettle(batchId, list);
        isFalse[batchId] = false;
        ++done["computed"];
    }

    function claimPay(uint256 which, uint256 who) external {
        (uint256 batchId, BatchView memory b) = _pick(which);
        if (batchId == 0 || b.phase != Phase.Settled || block.timestamp < b.auditEnd) return;
        if (uint256(coordinator.seat(batchId << 8 | who % 3).state) != 3) return;
        paid += claimAs(people[who % 3], batchId);
        ++done["claim"];
    }

    function _pick(uint256 which) private view returns (uint256 batchId, BatchView memory b) {
        if (batches.length == 0) return (0, b);
        batchId = batches[which % batches.length];
        b = coordinator.batch(batchId);
    }

    function _known(uint256 batchId) private view returns (Known memory) {
        return know(coordinator.params(batchId >> 32), batchId, labelsOf[batchId]);
    }

    /// @dev What a batch that is settled must come to, where nothing false was let through.
    function truth(uint256 batchId) external view returns (uint64 resolvedMask) {
        Known memory k = _known(batchId);
        return k.at[k.items].resolvedMask;
    }
}
