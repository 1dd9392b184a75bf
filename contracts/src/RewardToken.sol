// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title The local chain's token: minted by its faucet, paid and staked like any other ERC-20.
contract RewardToken is ERC20, ERC20Permit {
    /// @notice The only account that mints; fixed at deployment.
    address public immutable minter;

    /// @notice Somebody other than the minter tried to mint.
    error NotMinter(address caller);

    constructor(address minter_) ERC20("Tessera", "TSR") ERC20Permit("Tessera") {
        minter = minter_;
    }

    /// @notice Creates `amount` (18 decimals) for `to`.
    function mint(address to, uint256 amount) external {
        if (msg.sender != minter) revert NotMinter(msg.sender);
        _mint(to, amount);
    }
}
