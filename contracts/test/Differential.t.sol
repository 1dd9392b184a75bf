// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../src/libraries/BatchTally.sol";
import {ItemRuling} from "../src/libraries/ItemRuling.sol";
import {LabelConsensus} from "../src/libraries/LabelConsensus.sol";
import {PayFactor} from "../src/libraries/PayFactor.sol";
import {Reputation} from "../src/libraries/Reputation.sol";
import {Sampling} from "../src/libraries/Sampling.sol";
import {Words} from "../src/libraries/Words.sol";
import {Check} from "./support/Check.sol";

struct SeatCase {
    uint256 agreed;
    uint256 blank;
    int256 scoreSum;
    uint256 labelled;
    uint256 factorBps;
}

struct RulingCase {
    bytes truth;
    bool overturned;
    uint256 right;
}

struct BatchCase {
    Kind kind;
    uint8 quorum;
    uint8 classCount;
    uint8 items;
    uint8 split;
    uint16 thresholdBps;
    uint16 agreementBps;
    uint16 targetBps;
    bytes[] labels;
    uint256 resolved;
    bytes consensus;
    bytes32 root;
    SeatCase[] seats;
    RulingCase[] rulings;
}

struct Move {
    int256 delta;
    uint256 weight;
    uint256 items;
    int256 sum;
    uint256 total;
    uint256 ever;
    uint256 scoreBps;
}

struct Draw {
    bytes32 seed;
    uint256 count;
    uint256 rateBps;
    uint256 mask;
}

/// @dev The contract's libraries against the TypeScript reference, on batches that contracts/tools/fixtures.ts makes.
contract DifferentialTest is Check {
    using Words for uint256;

    function test_generatedBatches() external view {
        (uint256 files, uint256 count) =
            abi.decode(vm.readFileBinary("contracts/test/fixtures/batches.bin"), (uint256, uint256));
        uint256 seen;
        for (uint256 file; file < files; ++file) {
            seen += this.checkFile(file);
        }
        eq(seen, count, "every batch was looked at");
    }

    function checkFile(uint256 file) external view returns (uint256) {
        string memory path = string.concat("contracts/test/fixtures/batches-", vm.toString(file), ".bin");
        BatchCase[] memory cases = abi.decode(vm.readFileBinary(path), (BatchCase[]));
        for (uint256 i; i < cases.length; ++i) {
            this.checkBatch(cases[i], string.concat(vm.toString(file), "/", vm.toString(i)));
        }
        return cases.length;
    }

    function checkBatch(BatchCase calldata c, string calldata name) external view {
        for (uint256 s; s < c.labels.length; ++s) {
            if (c.labels[s].length != 0) {
                LabelConsensus.check(c.kind, c.classCount, c.thresholdBps, c.items, c.labels[s]);
            }
        }
        BatchTally.Result memory whole = LabelConsensus.settleItems(_spec(c, 0, c.items, 0), c.labels);
        eq(whole.resolved, c.resolved, string.concat("resolved of ", name));
        eqBytes(whole.consensus, c.consensus, string.concat("consensus of ", name));
        eqWord(whole.root, c.root, string.concat("root of ", name));
        for (uint256 s; s < c.seats.length; ++s) {
            _checkSeat(c, whole.seats[s], c.seats[s], c.labels[s].length == 0, name);
        }
        _checkRulings(c, name);
        if (c.kind != Kind.Class) _checkSplit(c, whole, name);
    }

    function _spec(BatchCase calldata c, uint8 fromItem, uint8 toItem, bytes32 root)
        private
        pure
        returns (BatchTally.Spec memory)
    {
        return
            BatchTally.Spec(c.kind, c.quorum, c.classCount, 0, fromItem, toItem, c.thresholdBps, c.agreementBps, root);
    }

    function _checkSeat(
        BatchCase calldata c,
        BatchTally.SeatTally memory tally,
        SeatCase calldata wanted,
        bool isAway,
        string calldata name
    ) private pure {
        eq(tally.agreed, wanted.agreed, string.concat("agreed of ", name));
        eq(tally.blank, wanted.blank, string.concat("blank of ", name));
        eqInt(tally.scoreSum, wanted.scoreSum, string.concat("score of ", name));
        eq(tally.labelled, wanted.labelled, string.concat("labelled of ", name));
        if (isAway) return;
        uint256 chance = c.kind == Kind.Class
            ? tally.chance
            : tally.something * tally.consensusSomething + (tally.labelled - tally.something)
                * (tally.labelled - tally.consensusSomething);
        uint256 agreed = (tally.agreed & c.resolved).popcount();
        uint256 factor = PayFactor.factorBps(tally.labelled, agreed, chance, c.targetBps);
        eq(factor, wanted.factorBps, string.concat("pay factor of ", name));
    }

    /// @dev Settlement in two pieces gives the same as in one.
    function _checkSplit(BatchCase calldata c, BatchTally.Result memory whole, string calldata name) private pure {
        BatchTally.Result memory first = LabelConsensus.settleItems(_spec(c, 0, c.split, 0), c.labels);
        BatchTally.Result memory second = LabelConsensus.settleItems(_spec(c, c.split, c.items, first.root), c.labels);
        eqWord(second.root, whole.root, string.concat("split root of ", name));
        eq(first.resolved | second.resolved, whole.resolved, string.concat("split resolved of ", name));
        eqBytes(
            bytes.concat(first.consensus, second.consensus), whole.consensus, string.concat("split consensus of ", name)
        );
        for (uint256 s; s < c.seats.length; ++s) {
            BatchTally.SeatTally memory all = whole.seats[s];
            eqInt(first.seats[s].scoreSum + second.seats[s].scoreSum, all.scoreSum, "split score");
            eq(first.seats[s].agreed | second.seats[s].agreed, all.agreed, "split agreed");
            eq(first.seats[s].something + second.seats[s].something, all.something, "split something");
        }
    }

    function _checkRulings(BatchCase calldata c, string calldata name) private pure {
        uint8[] memory items = new uint8[](c.items);
        bytes[] memory truths = new bytes[](c.items);
        for (uint8 i; i < c.items; ++i) {
            (items[i], truths[i]) = (i, c.rulings[i].truth);
        }
        ItemRuling.Ruling[] memory rulings = LabelConsensus.rule(_spec(c, 0, c.items, 0), c.labels, items, truths);
        for (uint256 i; i < c.items; ++i) {
            eq(rulings[i].right, c.rulings[i].right, string.concat("right seats of ", name));
            yes(rulings[i].overturned == c.rulings[i].overturned, string.concat("overturned of ", name));
            yes(rulings[i].resolved == (c.resolved >> i & 1 == 1), string.concat("ruled resolved of ", name));
        }
    }

    function test_reputationAndDraws() external view {
        (Move[] memory moves, Draw[] memory draws) =
            abi.decode(vm.readFileBinary("contracts/test/fixtures/rules.bin"), (Move[], Draw[]));
        uint256 word;
        for (uint256 i; i < moves.length; ++i) {
            Move memory m = moves[i];
            word = Reputation.moved(word, m.delta, m.weight, m.items);
            eqInt(int128(uint128(word)), m.sum, "sum");
            eq(uint64(word >> 128), m.total, "weight");
            eq(Reputation.itemsOf(word), m.ever, "items");
            eq(Reputation.scoreBps(word), m.scoreBps, "score");
        }
        for (uint256 i; i < draws.length; ++i) {
            Draw memory d = draws[i];
            uint256 mask = Sampling.draw(d.seed, d.count, Sampling.sampleSize(d.count, d.rateBps));
            eq(mask, d.mask, "drawn items");
        }
    }
}
