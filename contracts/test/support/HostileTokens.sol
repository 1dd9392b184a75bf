// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Keeps one per cent of every transfer.
contract FeeToken is ERC20("Fee", "FEE") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        super._update(from, address(0xfee), value / 100);
        super._update(from, to, value - value / 100);
    }
}

/// @dev Says "true" to every transfer and moves nothing while `lies` is set.
contract LyingToken is ERC20("Lie", "LIE") {
    bool public lies;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function set(bool lies_) external {
        lies = lies_;
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return lies || super.transferFrom(from, to, value);
    }
}

/// @dev Answers nothing, as USDT does, and can be paused or refuse one account.
contract OddToken is ERC20("Odd", "ODD") {
    bool public paused;
    address public banned;

    error Refused();

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function set(bool paused_, address banned_) external {
        (paused, banned) = (paused_, banned_);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (paused || (banned != address(0) && (from == banned || to == banned))) revert Refused();
        super._update(from, to, value);
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        super.transfer(to, value);
        assembly ("memory-safe") {
            return(0, 0)
        }
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        super.transferFrom(from, to, value);
        assembly ("memory-safe") {
            return(0, 0)
        }
    }
}

/// @dev Calls back into the coordinator during every transfer, as an ERC-777 hook would.
contract HookToken is ERC20("Hook", "HOOK") {
    address public target;
    bytes public payload;
    uint256 public refused;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function set(address target_, bytes calldata payload_) external {
        (target, payload) = (target_, payload_);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (target == address(0)) return;
        (bool isDone, bytes memory answer) = target.call(payload);
        if (!isDone && bytes4(answer) == bytes4(keccak256("Reentered()"))) ++refused;
    }
}

/// @dev A contract account: it signs by ERC-1271 what `allowed` says.
contract Wallet {
    bytes32 public allowed;

    function allow(bytes32 digest) external {
        allowed = digest;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == allowed ? bytes4(0x1626ba7e) : bytes4(0);
    }

    function approve(ERC20 token, address spender) external {
        token.approve(spender, type(uint256).max);
    }
}
