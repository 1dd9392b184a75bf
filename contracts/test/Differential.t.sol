// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../src/libraries/BatchTally.sol";
import {ItemRuling} from "../src/libraries/ItemRuling.sol";
import {PayFactor} from "../src/libraries/PayFactor.sol";
import {Reputation} from "../src/libraries/Reputation.sol";
import {Sampling} from "../src/libraries/Sampling.sol";
import {Words} from "../src/libraries/Words.sol";
import {BatchCase, SeatCase} from "./support/BatchCase.sol";
import {Consensus} from "./support/Consensus.sol";
import {Release} from "./support/Release.sol";

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
contract DifferentialTest is Release {
    using Words for uint256;

    /// @dev What a project of boxes or spans may have, and what one item may then take of a call's 15 million.
    uint256 private constant LEAST_THRESHOLD_BPS = 1000;
    uint256 private constant MOST_GAS = 12_000_000;

    function setUp() external {
        placeLibraries();
    }

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
            if (c.labels[s].length == 0) continue;
            bytes32 hash = Consensus.check(c.kind, c.classCount, c.thresholdBps, c.items, c.labels[s]);
            eqWord(hash, c.seats[s].chunksHash, string.concat("chunks of ", name));
            hash = Consensus.chunksHashOf(c.kind, c.items, c.labels[s]);
            eqWord(hash, c.seats[s].chunksHash, string.concat("chunks alone of ", name));
        }
        BatchTally.Result memory whole = Consensus.settleItems(_spec(c, 0, 0, c.items, 0), c.labels);
        _checkWhole(c, whole, name);
        _checkOneStep(c, whole, name);
        _checkRulings(c, name);
        _checkSplit(c, whole, name);
        _checkItems(c, whole, name);
        _checkTurned(c, whole, name);
    }

    function _checkWhole(BatchCase calldata c, BatchTally.Result memory whole, string calldata name) private pure {
        eq(whole.resolved, c.resolved, string.concat("resolved of ", name));
        eqBytes(whole.consensus, c.consensus, string.concat("consensus of ", name));
        eqWord(whole.root, c.root, string.concat("root of ", name));
        for (uint256 s; s < c.seats.length; ++s) {
            _checkSeat(c, whole.seats[s], c.seats[s], c.labels[s].length == 0, name);
        }
    }

    /// @dev Checking while settling gives the same, and the hashes of the seats that had not been checked.
    function _checkOneStep(BatchCase calldata c, BatchTally.Result memory whole, string calldata name) private view {
        uint256 checkedSeats = uint256(c.root) & 0x7f;
        uint256 before = gasleft();
        (BatchTally.Result memory result, bytes32[] memory hashes) =
            Consensus.checkAndSettle(_spec(c, 3, 2, 1, 0), c.items, c.labels, checkedSeats);
        before -= gasleft();
        bool isAllowed = c.kind == Kind.Class || c.thresholdBps >= LEAST_THRESHOLD_BPS;
        if (isAllowed && c.items == 1) {
            yes(before <= MOST_GAS, string.concat("gas ", vm.toString(before), " of ", name));
        }
        eqBytes(abi.encode(result), abi.encode(whole), string.concat("one step of ", name));
        for (uint256 s; s < c.seats.length; ++s) {
            bool isChecked = checkedSeats >> s & 1 != 0;
            eqWord(
                hashes[s], isChecked ? bytes32(0) : c.seats[s].chunksHash, string.concat("one step's chunks of ", name)
            );
        }
    }

    function _spec(BatchCase calldata c, uint8 startItem, uint8 fromItem, uint8 toItem, bytes32 root)
        private
        pure
        returns (BatchTally.Spec memory)
    {
        return BatchTally.Spec(
            c.kind, c.quorum, c.classCount, startItem, fromItem, toItem, c.thresholdBps, c.agreementBps, root
        );
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
        eq(chance, wanted.chance, string.concat("chance of ", name));
        uint256 agreed = (tally.agreed & c.resolved).popcount();
        uint256 factor = PayFactor.factorBps(tally.labelled, agreed, chance, c.targetBps);
        eq(factor, wanted.factorBps, string.concat("pay factor of ", name));
    }

    /// @dev Settlement in two pieces gives the same as in one, the second from its chunk's first item on.
    function _checkSplit(BatchCase calldata c, BatchTally.Result memory whole, string calldata name) private pure {
        BatchTally.Result memory first = Consensus.settleItems(_spec(c, 0, 0, c.split, 0), c.labels);
        uint8 start = c.split / 8 * 8;
        BatchTally.Result memory second =
            Consensus.settleItems(_spec(c, start, c.split, c.items, first.root), _from(c, start));
        eqWord(second.root, whole.root, string.concat("split root of ", name));
        eq(first.resolved | second.resolved, whole.resolved, string.concat("split resolved of ", name));
        eqBytes(
            bytes.concat(first.consensus, second.consensus), whole.consensus, string.concat("split consensus of ", name)
        );
        for (uint256 s; s < c.seats.length; ++s) {
            _add(first.seats[s], second.seats[s]);
            _checkSums(first.seats[s], whole.seats[s], name);
        }
    }

    /// @dev One item at a time, from bytes that begin with it.
    function _checkItems(BatchCase calldata c, BatchTally.Result memory whole, string calldata name) private pure {
        BatchTally.SeatTally[] memory sums = new BatchTally.SeatTally[](c.seats.length);
        bytes32 root;
        for (uint8 i; i < c.items; ++i) {
            BatchTally.Result memory one = Consensus.settleItems(_spec(c, i, i, i + 1, root), _from(c, i));
            root = one.root;
            eq(one.resolved, whole.resolved & 1 << i, string.concat("item resolved of ", name));
            for (uint256 s; s < sums.length; ++s) {
                _add(sums[s], one.seats[s]);
            }
        }
        eqWord(root, whole.root, string.concat("root by item of ", name));
        for (uint256 s; s < sums.length; ++s) {
            _checkSums(sums[s], whole.seats[s], name);
        }
    }

    function _add(BatchTally.SeatTally memory sum, BatchTally.SeatTally memory piece) private pure {
        sum.agreed |= piece.agreed;
        sum.blank |= piece.blank;
        sum.scoreSum += piece.scoreSum;
        sum.labelled += piece.labelled;
        sum.something += piece.something;
        sum.consensusSomething += piece.consensusSomething;
    }

    /// @dev `chance` is a product of sums and does not add up.
    function _checkSums(BatchTally.SeatTally memory sum, BatchTally.SeatTally memory all, string calldata name)
        private
        pure
    {
        sum.chance = all.chance;
        eqBytes(abi.encode(sum), abi.encode(all), string.concat("sums of ", name));
    }

    /// @dev The order of seats makes no difference: the last comes first.
    function _checkTurned(BatchCase calldata c, BatchTally.Result memory whole, string calldata name) private pure {
        uint256 seats = c.labels.length;
        bytes[] memory labels = new bytes[](seats);
        for (uint256 s; s < seats; ++s) {
            labels[s] = c.labels[seats - 1 - s];
        }
        BatchTally.Result memory turned = Consensus.settleItems(_spec(c, 0, 0, c.items, 0), labels);
        eq(turned.resolved, whole.resolved, string.concat("turned resolved of ", name));
        eqBytes(turned.consensus, whole.consensus, string.concat("turned consensus of ", name));
        for (uint256 s; s < seats; ++s) {
            eqBytes(
                abi.encode(turned.seats[seats - 1 - s]),
                abi.encode(whole.seats[s]),
                string.concat("turned seat of ", name)
            );
        }
    }

    /// @dev All seats' labels without their first `items` items.
    function _from(BatchCase calldata c, uint256 items) private pure returns (bytes[] memory labels) {
        uint256 width = c.kind == Kind.Class ? 2 : 10;
        labels = new bytes[](c.labels.length);
        for (uint256 s; s < labels.length; ++s) {
            bytes calldata all = c.labels[s];
            uint256 offset;
            for (uint256 i; i < items && all.length != 0; ++i) {
                uint256 count = uint8(all[offset]);
                offset += count == 0xff ? 1 : 1 + count * width;
            }
            labels[s] = all[offset:];
        }
    }

    function _checkRulings(BatchCase calldata c, string calldata name) private pure {
        uint8[] memory items = new uint8[](c.items);
        bytes[] memory truths = new bytes[](c.items);
        for (uint8 i; i < c.items; ++i) {
            (items[i], truths[i]) = (i, c.rulings[i].truth);
        }
        ItemRuling.Ruling[] memory rulings = Consensus.rule(_spec(c, 0, 0, c.items, 0), c.labels, items, truths);
        for (uint256 i; i < c.items; ++i) {
            eq(rulings[i].right, c.rulings[i].right, string.concat("right seats of ", name));
            yes(rulings[i].overturned == c.rulings[i].overturned, string.concat("overturned of ", name));
            yes(rulings[i].resolved == (c.resolved >> i & 1 == 1), string.concat("ruled resolved of ", name));
            for (uint256 s; s < c.seats.length; ++s) {
                bool isAway = c.labels[s].length == 0 || c.seats[s].blank >> i & 1 != 0;
                yes(rulings[i].blank >> s & 1 != 0 == isAway, string.concat("ruled blank of ", name));
                bool hasAgreed = c.seats[s].agreed >> i & 1 != 0;
                yes(rulings[i].agreed >> s & 1 != 0 == hasAgreed, string.concat("ruled agreed of ", name));
            }
        }
        // One item, from bytes that begin with a chunk.
        uint8 last = c.items - 1;
        uint8 start = last / 8 * 8;
        (items, truths) = (new uint8[](1), new bytes[](1));
        (items[0], truths[0]) = (last, c.rulings[last].truth);
        ItemRuling.Ruling[] memory one = Consensus.rule(_spec(c, start, 0, 0, 0), _from(c, start), items, truths);
        eqBytes(abi.encode(one[0]), abi.encode(rulings[last]), string.concat("one ruling of ", name));
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
