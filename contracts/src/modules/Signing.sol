// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {ILabelCoordinator} from "../interfaces/ILabelCoordinator.sol";
import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {SignedCall} from "../interfaces/LabelTypes.sol";
import {Store} from "./Store.sol";

/// @title Signed calls: EIP-712, a bitmap of nonces, a deadline; contracts sign by ERC-1271.
library Signing {
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant CALL_TYPEHASH = keccak256("Call(address signer,uint256 nonce,uint64 deadline,bytes data)");

    /// @dev Computed anew each time: a fork that changes its chain id gets its own domain.
    function domainSeparator() internal view returns (bytes32) {
        return
            keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("Tessera"), keccak256("1"), block.chainid, address(this)));
    }

    /// @dev Verifies a call and uses its nonce up; false where the nonce has been used.
    function use(Store.State storage s, SignedCall calldata call) internal returns (bool) {
        uint256 bit = 1 << (call.nonce & 0xff);
        uint256 used = s.nonces[call.signer][call.nonce >> 8];
        if (used & bit != 0) return false;
        if (block.timestamp > call.deadline) revert ILabelErrors.DeadlinePassed(call.deadline);
        s.nonces[call.signer][call.nonce >> 8] = used | bit;
        bytes32 structHash =
            keccak256(abi.encode(CALL_TYPEHASH, call.signer, call.nonce, call.deadline, keccak256(call.data)));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domainSeparator(), structHash));
        if (!SignatureChecker.isValidSignatureNow(call.signer, digest, call.signature)) {
            revert ILabelErrors.BadSignature(call.signer);
        }
        return true;
    }

    /// @dev Arguments `(address, uint256)` of one of the two stake calls; any other selector is refused.
    function tokenAndAmount(bytes4 selector, bytes calldata args)
        internal
        pure
        returns (address token, uint256 amount)
    {
        bool isAllowed = selector == ILabelCoordinator.depositStake.selector
            || selector == ILabelCoordinator.withdrawStake.selector;
        if (!isAllowed) revert ILabelErrors.CallNotAllowed(selector);
        return abi.decode(args, (address, uint256));
    }

    /// @dev The ABI-encoded `(uint256[])`, left in calldata.
    function oneList(bytes calldata args) internal pure returns (uint256[] calldata list) {
        (uint256 offset, uint256 length) = _listAt(args, 0);
        assembly ("memory-safe") {
            list.offset := offset
            list.length := length
        }
    }

    /// @dev The ABI-encoded `(uint256[], bytes32[])`, left in calldata.
    function twoLists(bytes calldata args) internal pure returns (uint256[] calldata first, bytes32[] calldata second) {
        (uint256 firstOffset, uint256 firstLength) = _listAt(args, 0);
        (uint256 secondOffset, uint256 secondLength) = _listAt(args, 32);
        assembly ("memory-safe") {
            first.offset := firstOffset
            first.length := firstLength
            second.offset := secondOffset
            second.length := secondLength
        }
    }

    /// @dev Where in calldata the words of a list lie whose head is at byte `head` of `args`; all inside `args`.
    function _listAt(bytes calldata args, uint256 head) private pure returns (uint256 offset, uint256 length) {
        uint256 start = uint256(bytes32(args[head:head + 32]));
        if (start > args.length) revert ILabelErrors.LengthMismatch();
        length = uint256(bytes32(args[start:start + 32]));
        if (length > args.length / 32 || start + 32 + length * 32 > args.length) revert ILabelErrors.LengthMismatch();
        assembly ("memory-safe") {
            offset := add(args.offset, add(start, 32))
        }
    }
}
