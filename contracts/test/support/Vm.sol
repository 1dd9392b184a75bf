// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The cheatcodes these tests use, declared by hand.
interface Vm {
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function snapshotState() external returns (uint256 id);
    function revertToStateAndDelete(uint256 id) external returns (bool isDone);
    function load(address target, bytes32 slot) external view returns (bytes32 word);
    function deployCode(string calldata artefact, bytes calldata arguments) external returns (address deployed);
    function getDeployedCode(string calldata artefact) external view returns (bytes memory code);
    function lastCallGas() external view returns (Gas memory gas);
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function warp(uint256 timestamp) external;
    function roll(uint256 blockNumber) external;
    function chainId(uint256 id) external;
    function prevrandao(bytes32 value) external;
    function setBlockhash(uint256 blockNumber, bytes32 hash) external;
    function etch(address target, bytes calldata code) external;
    function store(address target, bytes32 slot, bytes32 value) external;
    function expectRevert(bytes calldata revertData) external;
    function expectRevert(bytes4 selector) external;
    function expectPartialRevert(bytes4 selector) external;
    function expectRevert() external;
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function addr(uint256 privateKey) external pure returns (address);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function readFileBinary(string calldata path) external view returns (bytes memory);
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;
    function label(address account, string calldata name) external;
    function assume(bool condition) external pure;
    function skip(bool shouldSkip) external;
    function envOr(string calldata name, uint256 fallbackValue) external view returns (uint256);
    function toString(uint256 value) external pure returns (string memory);
}
