// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Reputation} from "../libraries/Reputation.sol";
import {Store} from "./Store.sol";

/// @title Reputation as storage keeps it, and the ladder of a project.
library Standing {
    uint256 private constant TOP_TIER = 3;

    /// @dev The highest rung whose two conditions hold; 0 where none does.
    function tierOf(uint256 ladder, uint256 word) internal pure returns (uint256 tier) {
        uint256 score = Reputation.scoreBps(word);
        uint256 items = Reputation.itemsOf(word);
        for (tier = TOP_TIER; tier != 0; --tier) {
            uint256 rung = ladder >> (64 * (tier - 1));
            // A rung is minScore16 | minItems32 | multiplier16, low bits first: the fields are cut out.
            // forge-lint: disable-next-line(unsafe-typecast)
            if (score >= uint16(rung) && items >= uint32(rung >> 16)) break;
        }
    }

    function multiplierBps(uint256 ladder, uint256 tier) internal pure returns (uint256) {
        // The uppermost 16 bits of a rung: see above.
        // forge-lint: disable-next-line(unsafe-typecast)
        return tier == 0 ? 10_000 : uint16(ladder >> (64 * (tier - 1) + 48));
    }

    /// @dev Enters a delta (basis points) over `weight` observations, `items` of them new; returns the account's word.
    function enter(Store.State storage s, address scope, address account, int256 delta, uint256 weight, uint256 items)
        internal
        returns (uint256 word)
    {
        word = s.reputations[scope][account];
        if (delta == 0 && weight == 0) return word;
        word = Reputation.moved(word, delta, weight, items);
        s.reputations[scope][account] = word;
    }

    /// @dev The same, told in an event of its own.
    function move(
        Store.State storage s,
        address scope,
        address account,
        uint256 batchId,
        int256 delta,
        uint256 weight,
        uint256 items
    ) internal {
        if (delta == 0 && weight == 0) return;
        uint256 word = enter(s, scope, account, delta, weight, items);
        // Score and count are held in 16 and 32 bits' worth.
        emit ILabelEvents.ReputationMoved(
            scope, account, batchId, delta, weight, uint16(Reputation.scoreBps(word)), uint32(Reputation.itemsOf(word))
        );
    }
}
