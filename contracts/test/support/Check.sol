// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title Assertions that name both sides.
abstract contract Check {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error NotEqual(string what, uint256 left, uint256 right);
    error NotEqualInt(string what, int256 left, int256 right);
    error NotEqualWord(string what, bytes32 left, bytes32 right);
    error NotEqualBytes(string what, bytes left, bytes right);
    error NotEqualAddress(string what, address left, address right);
    error NotTrue(string what);

    function eq(uint256 left, uint256 right, string memory what) internal pure {
        if (left != right) revert NotEqual(what, left, right);
    }

    function eqInt(int256 left, int256 right, string memory what) internal pure {
        if (left != right) revert NotEqualInt(what, left, right);
    }

    function eqWord(bytes32 left, bytes32 right, string memory what) internal pure {
        if (left != right) revert NotEqualWord(what, left, right);
    }

    function eqBytes(bytes memory left, bytes memory right, string memory what) internal pure {
        if (keccak256(left) != keccak256(right)) revert NotEqualBytes(what, left, right);
    }

    function eqAddress(address left, address right, string memory what) internal pure {
        if (left != right) revert NotEqualAddress(what, left, right);
    }

    function yes(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }
}
