// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {ILabelEvents} from "../interfaces/ILabelEvents.sol";
import {Store} from "./Store.sol";

/// @title Every movement of tokens and of stake.
/// @dev Held in each token: sum of escrow + free and locked stake + audit pools. All entries are made before a token
/// is called, and the coordinator's guard keeps a token from calling back.
library Money {
    using SafeERC20 for IERC20;

    /// @dev Takes `amount` from `from`; a token that delivers another amount is refused.
    function pull(address token, address from, uint256 amount) internal {
        if (amount == 0) return;
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(from, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        if (received != amount) revert ILabelErrors.TokenShort(amount, received);
    }

    function push(address token, address to, uint256 amount) internal {
        if (amount != 0) IERC20(token).safeTransfer(to, amount);
    }

    function deposit(Store.State storage s, address account, address token, uint256 amount) internal {
        if (amount == 0 || amount > type(uint96).max) revert ILabelErrors.BadParameter("amount");
        pull(token, account, amount);
        // Every deposit is under 2^96, so 2^32 of them fit; the token's own supply is the nearer limit.
        // forge-lint: disable-next-line(unsafe-typecast)
        s.stakes[token][account].free += uint128(amount);
        emit ILabelEvents.StakeDeposited(token, account, amount);
    }

    function withdraw(Store.State storage s, address account, address token, uint256 amount) internal {
        Store.Stake storage stake = s.stakes[token][account];
        if (amount > stake.free) revert ILabelErrors.StakeTooLow(stake.free, amount);
        // Not more than stake.free, which is a uint128.
        // forge-lint: disable-next-line(unsafe-typecast)
        stake.free -= uint128(amount);
        push(token, account, amount);
        emit ILabelEvents.StakeWithdrawn(token, account, amount);
    }

    function lock(Store.State storage s, address token, address account, uint256 amount) internal {
        if (amount == 0) return;
        Store.Stake storage stake = s.stakes[token][account];
        if (stake.free < amount) revert ILabelErrors.StakeTooLow(stake.free, amount);
        // forge-lint: disable-next-line(unsafe-typecast)
        (stake.free, stake.locked) = (stake.free - uint128(amount), stake.locked + uint128(amount));
    }

    function unlock(Store.State storage s, address token, address account, uint256 amount) internal {
        if (amount == 0) return;
        Store.Stake storage stake = s.stakes[token][account];
        // forge-lint: disable-next-line(unsafe-typecast)
        (stake.free, stake.locked) = (stake.free + uint128(amount), stake.locked - uint128(amount));
    }

    /// @dev Takes `amount` of an account's locked stake away; the caller credits it elsewhere.
    function seize(Store.State storage s, address token, address account, uint256 amount) internal {
        // forge-lint: disable-next-line(unsafe-typecast)
        s.stakes[token][account].locked -= uint128(amount);
    }

    function credit(Store.State storage s, address token, address account, uint256 amount) internal {
        // forge-lint: disable-next-line(unsafe-typecast)
        s.stakes[token][account].free += uint128(amount);
    }

    function fundPool(Store.State storage s, address scope, address token, uint256 amount) internal {
        if (amount == 0) return;
        s.pools[scope][token] += amount;
        emit ILabelEvents.PoolFunded(scope, token, amount);
    }
}
