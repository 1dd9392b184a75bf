// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Chance} from "./Chance.sol";
import {ItemConsensus} from "./ItemConsensus.sol";
import {SEAT_ARRAY} from "./SeatArray.sol";
import {Words} from "./Words.sol";

/// @title Up to eight items of a class project at once, where every seat says one class in each of them.
/// @dev Such an item is three bytes: count 1, class, confidence. Eight items of a seat are a word of eight lanes of 24
/// bits, the first item in the highest; sums over seats stay within their lane. The result is that of the general way:
/// the seats whose class has m votes agree, and since 2m > k at most one class has them.
library ClassBlock {
    using Words for uint256;

    uint256 internal constant ITEMS = 8;

    uint256 private constant ONES = 0x1000001000001000001000001000001000001000001;
    uint256 private constant COUNTS = 0xff0000ff0000ff0000ff0000ff0000ff0000ff0000ff0000;
    uint256 private constant CLASSES = 0xff0000ff0000ff0000ff0000ff0000ff0000ff0000ff00;
    uint256 private constant CONFIDENCES = 0xff0000ff0000ff0000ff0000ff0000ff0000ff0000ff;
    uint256 private constant BITS_16 = 0x10000010000010000010000010000010000010000010000; // bit 16 of each lane
    /// @dev Multiplied with bits 0 of all lanes, it brings the first item's to bit 200, the next one's to 201, ...
    uint256 private constant GATHER = 0x8000004000002000001000000800000400000200000100000000;
    /// @dev Of four lanes, 0, 1 and 3: in the square of such a word the squares are in lanes 0, 2 and 6, and no product
    /// of two lanes is there.
    uint256 private constant APART = 0xffffff000000ffffffffffff;
    uint256 private constant SQUARES = 0xffffff000000000000000000ffffff000000ffffff;

    /// @dev What a block comes to; each seat's agreed items are in `frame.matched`, the sum of its scores in
    /// `frame.masks`, both over the block.
    struct Block {
        uint256 items;
        uint256 resolved; // bits of items, as all masks
        uint256 size; // bytes written
        bytes32 root;
        uint256 lanes; // all bits of the block's lanes
        uint256 winners; // bit 0 of the resolved lanes
        uint256 labels; // the consensus labels in lanes
        uint256 agreed; // bits of the batch's seats, in lanes
    }

    /// @dev Tries to take up to `wanted` items, at most 8, from all cursors, and writes their consensus at `out`.
    /// @return isGood false where a label is not well-formed. `made.items` is 0 where the next item is not of this
    /// kind; then nothing is done.
    function settle(
        ItemConsensus.Frame memory frame,
        Chance.Counts memory chance,
        uint256 numbers,
        uint256 wanted,
        uint256 out,
        Block memory made
    ) internal pure returns (bool isGood) {
        unchecked {
            uint256 items = _take(frame, wanted);
            made.items = items;
            if (items == 0) return true;
            made.lanes = (1 << 192) - (1 << 24 * (8 - items));
            if (!_split(frame, made.lanes, frame.pool.classCount)) return false;
            _vote(frame);
            _decide(frame, numbers, made);
            _score(frame, made);
            (made.size, made.root) = _write(chance, made, out);
            made.resolved = (made.winners * GATHER) >> 200 & 0xff;
            return true;
        }
    }

    /// @dev How many items every seat says one class in, from its cursor on; the seats' lanes go to `frame.counts`.
    function _take(ItemConsensus.Frame memory frame, uint256 wanted) private pure returns (uint256 items) {
        uint256 seats = frame.seats;
        uint256 cursors = frame.cursors;
        uint256 others; // bytes that should be 1 and are not
        assembly ("memory-safe") {
            for { let cursor := cursors } lt(cursor, add(cursors, shl(5, seats))) { cursor := add(cursor, 32) } {
                let pointer := mload(cursor)
                let lanes := shr(64, mload(pointer))
                others := or(others, and(xor(lanes, BITS_16), COUNTS))
                // `limits` and `counts` follow `cursors`.
                if gt(add(pointer, mul(3, wanted)), mload(add(cursor, SEAT_ARRAY))) { others := COUNTS }
                mstore(add(cursor, mul(2, SEAT_ARRAY)), lanes)
            }
        }
        unchecked {
            if (others == 0) return wanted;
            while (items < wanted && others >> 24 * (7 - items) & 0xff0000 == 0) {
                ++items;
            }
        }
    }

    /// @dev Checks classes and confidences, and puts them to `counts` and `confidences`, apart; clears the votes, and
    /// moves the cursors on.
    function _split(ItemConsensus.Frame memory frame, uint256 lanes, uint256 classCount)
        private
        pure
        returns (bool isGood)
    {
        uint256 seats = frame.seats;
        uint256 cursors = frame.cursors;
        assembly ("memory-safe") {
            let good := BITS_16
            let bad := 0
            // The number of lanes times three bytes.
            let step := 0
            for { let rest := lanes } rest { rest := shl(24, and(rest, 0xffffffffffffffffffffffffffffffffffffffffff)) }
            {
                step := add(step, 3)
            }
            for { let cursor := cursors } lt(cursor, add(cursors, shl(5, seats))) { cursor := add(cursor, 32) } {
                let seat := add(cursor, mul(2, SEAT_ARRAY))
                let all := and(mload(seat), lanes)
                let classes := and(all, CLASSES)
                let confidences := and(all, CONFIDENCES)
                // 1 <= class <= classCount keeps bit 16 in both, confidence > 100 sets bit 8.
                let low := add(classes, CLASSES)
                let high := sub(mul(add(0x10000, shl(8, classCount)), ONES), classes)
                good := and(good, and(low, high))
                bad := or(bad, add(confidences, mul(155, ONES)))
                mstore(seat, classes)
                mstore(add(seat, SEAT_ARRAY), confidences)
                mstore(add(seat, mul(2, SEAT_ARRAY)), 0)
                mstore(cursor, add(mload(cursor), step))
            }
            isGood := iszero(or(and(xor(good, BITS_16), lanes), and(bad, shl(8, ONES))))
        }
    }

    /// @dev Counts, for each seat and item, the other seats of the same class: to `firsts`, from bit 16 of a lane on.
    function _vote(ItemConsensus.Frame memory frame) private pure {
        uint256 seats = frame.seats;
        uint256 counts = frame.counts;
        assembly ("memory-safe") {
            let end := add(counts, shl(5, seats))
            for { let a := counts } lt(a, end) { a := add(a, 32) } {
                let classes := mload(a)
                let votes := mload(add(a, mul(2, SEAT_ARRAY)))
                for { let b := add(a, 32) } lt(b, end) { b := add(b, 32) } {
                    let same := and(sub(BITS_16, xor(classes, mload(b))), BITS_16)
                    votes := add(votes, same)
                    let place := add(b, mul(2, SEAT_ARRAY))
                    mstore(place, add(mload(place), same))
                }
                mstore(add(a, mul(2, SEAT_ARRAY)), votes)
            }
        }
    }

    /// @dev Finds who agrees (bit 0 of the lanes, to `masks`), and what the consensus is.
    function _decide(ItemConsensus.Frame memory frame, uint256 numbers, Block memory made) private pure {
        unchecked {
            uint256 lanes = made.lanes;
            // Takes m - 1 other votes to bit 19.
            uint256 lack = (9 - frame.quorum << 16) * ONES;
            uint256 sum;
            uint256 votes;
            uint256 winners;
            uint256 labels;
            uint256 agreed;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 own = frame.firsts.get(s);
                uint256 isAgreed = (own + lack) >> 19 & ONES & lanes;
                uint256 mask = isAgreed * 0xffffff;
                winners |= isAgreed;
                labels |= frame.counts.get(s) & mask;
                sum += frame.confidences.get(s) & mask;
                votes |= own & mask;
                agreed |= isAgreed << numbers.get(s);
                frame.masks.put(s, isAgreed);
            }
            labels |= winners << 16;
            // The mean by the number of votes. A quotient of at most 700 by at most 7 is exact with 13 bits.
            for (uint256 v = frame.quorum; v <= frame.seats; ++v) {
                uint256 isThis = (8 * ONES - (votes >> 16 ^ (v - 1) * ONES)) >> 3 & winners;
                if (isThis == 0) continue;
                labels |= (sum & isThis * 0xffffff) * ((8191 + v) / v) >> 13 & isThis * 0xff;
            }
            (made.winners, made.labels, made.agreed) = (winners, labels, agreed);
        }
    }

    /// @dev Each seat's agreed items and scores: 200 p - p^2 where it agreed and - p^2 elsewhere, of resolved items.
    function _score(ItemConsensus.Frame memory frame, Block memory made) private pure {
        unchecked {
            uint256 resolved = made.winners * 0xff;
            for (uint256 s; s < frame.seats; ++s) {
                uint256 isAgreed = frame.masks.get(s);
                uint256 confidences = frame.confidences.get(s) & resolved;
                int256 score;
                assembly ("memory-safe") {
                    // A remainder by 2^24 - 1 is the sum of the lanes.
                    let right := mod(and(confidences, mul(isAgreed, 0xff)), 0xffffff)
                    let high := shr(96, confidences)
                    let low := and(confidences, 0xffffffffffffffffffffffff)
                    let a := and(low, APART)
                    let b := and(high, APART)
                    let c := and(shr(48, low), 0xff)
                    let d := and(shr(48, high), 0xff)
                    let squares := add(and(mul(a, a), SQUARES), and(mul(b, b), SQUARES))
                    score := sub(mul(200, right), mod(add(squares, add(mul(c, c), mul(d, d))), 0xffffff))
                }
                // Comes back as a signed number.
                // forge-lint: disable-next-line(unsafe-typecast)
                frame.masks.put(s, uint256(score));
                frame.matched.put(s, (isAgreed * GATHER) >> 200 & 0xff);
                // What it says of the resolved items where it does not agree.
                frame.firsts.put(s, made.winners ^ isAgreed);
            }
        }
    }

    /// @dev Item by item: the consensus labels, the hash chain (see BatchTally), the consensus' classes.
    function _write(Chance.Counts memory chance, Block memory made, uint256 out)
        private
        pure
        returns (uint256 size, bytes32 root)
    {
        root = made.root;
        uint256 labels = made.labels << 64;
        // A lane of resolved (1 byte), agreeing seats (1 byte), nothing.
        uint256 heads = (made.winners << 16 | made.agreed << 8) << 64;
        uint256 items = made.items;
        uint256 theirs = chance.theirs;
        uint256 squares = chance.squares;
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            let pointer := out
            for {} items { items := sub(items, 1) } {
                // 0 or 2 bytes more than an unresolved item's.
                let more := shl(1, shr(248, labels))
                mstore(scratch, root)
                mstore(add(scratch, 32), heads)
                mstore(add(scratch, 34), labels)
                root := keccak256(scratch, add(35, more))
                mstore(pointer, labels)
                pointer := add(pointer, add(1, more))
                if more {
                    let place := add(theirs, shl(5, byte(1, labels)))
                    let before := mload(place)
                    mstore(place, add(before, 1))
                    squares := add(squares, add(shl(1, before), 1))
                }
                heads := shl(24, heads)
                labels := shl(24, labels)
            }
            size := sub(pointer, out)
        }
        chance.squares = squares;
    }

    /// @dev Enters the resolved items where a seat says another class than the consensus: `lanes` has their bits 0.
    function differ(Chance.Counts memory chance, uint256 seat, uint256 lanes, uint256 own, uint256 theirs)
        internal
        pure
    {
        unchecked {
            for (; lanes != 0; lanes >>= 24) {
                if (lanes & 1 != 0) Chance.differ(chance, seat, own >> 8 & 0xff, theirs >> 8 & 0xff);
                own >>= 24;
                theirs >>= 24;
            }
        }
    }
}
