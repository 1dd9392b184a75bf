// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev One seat's record in 64 bits, so that four share a word. High bits first:
///   before settlement:       leaseEnd32 | tier2 | account30
///   a settled batch's, open: 0 2 | gold2 | unsettled7 | agreed7 | factor14 | tier2 | account30
/// A seat that did not reveal keeps its lease. `account` is the number that the coordinator gave the annotator's
/// address when it first took a seat; 2^30 of them are there, and each costs whoever wants it a seat and its stake.
type Seat is uint256;

using SeatFields for Seat global;

/// @dev How a seat stood at the gold gate.
enum GoldVerdict {
    None,
    Passed,
    PayLost,
    Slashed
}

/// @title The fields of a seat's record.
library SeatFields {
    uint256 internal constant MAX_ACCOUNTS = (1 << 30) - 1;

    function leased(uint256 account_, uint256 tier_, uint256 leaseEnd_) internal pure returns (Seat) {
        return Seat.wrap(account_ | tier_ << 30 | leaseEnd_ << 32);
    }

    /// @dev The seat once its batch is settled. `agreed_`: resolved items it agrees in; `unsettled_`: disputed items
    /// that it labelled and no expert has ruled on; `f` in basis points.
    function settled(Seat seat, uint256 agreed_, uint256 unsettled_, uint256 f) internal pure returns (Seat) {
        return Seat.wrap(uint256(uint32(Seat.unwrap(seat))) | f << 32 | agreed_ << 46 | unsettled_ << 53);
    }

    function account(Seat seat) internal pure returns (uint256) {
        return Seat.unwrap(seat) & MAX_ACCOUNTS;
    }

    /// @dev When the seat was taken.
    function tier(Seat seat) internal pure returns (uint256) {
        return Seat.unwrap(seat) >> 30 & 3;
    }

    function leaseEnd(Seat seat) internal pure returns (uint256) {
        return Seat.unwrap(seat) >> 32 & 0xffffffff;
    }

    function factorBps(Seat seat) internal pure returns (uint256) {
        return Seat.unwrap(seat) >> 32 & 0x3fff;
    }

    function agreed(Seat seat) internal pure returns (uint256) {
        return Seat.unwrap(seat) >> 46 & 0x7f;
    }

    function unsettled(Seat seat) internal pure returns (uint256) {
        return Seat.unwrap(seat) >> 53 & 0x7f;
    }

    function gold(Seat seat) internal pure returns (GoldVerdict) {
        return GoldVerdict(Seat.unwrap(seat) >> 60 & 3);
    }

    function isPayLost(Seat seat) internal pure returns (bool) {
        return gold(seat) >= GoldVerdict.PayLost;
    }

    /// @dev One resolved item more that it agrees in.
    function gained(Seat seat) internal pure returns (Seat) {
        return Seat.wrap(Seat.unwrap(seat) + (1 << 46));
    }

    /// @dev One less.
    function lost(Seat seat) internal pure returns (Seat) {
        return Seat.wrap(Seat.unwrap(seat) - (1 << 46));
    }

    /// @dev A disputed item that it labelled has been ruled on.
    function ruledOn(Seat seat) internal pure returns (Seat) {
        return Seat.wrap(Seat.unwrap(seat) - (1 << 53));
    }

    function judged(Seat seat, GoldVerdict verdict) internal pure returns (Seat) {
        return Seat.wrap(Seat.unwrap(seat) & ~(uint256(3) << 60) | uint256(verdict) << 60);
    }
}
