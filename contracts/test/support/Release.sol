// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Check} from "./Check.sol";
import {Consensus} from "./Consensus.sol";

/// @title Deploys what ships. Under contracts/tools/forge.mjs that is the release's bytecode, which the fixtures hold, so
/// that no test compiles the contracts again; under forge alone it is what forge compiled.
abstract contract Release is Check {
    struct Library {
        address place;
        bytes code; // for creation
    }

    function _isRelease() private view returns (bool) {
        return vm.envOr("TESSERA_RELEASE", uint256(0)) == 1;
    }

    /// @dev Every library where the coordinator's code is linked to it, and the first of them, LabelConsensus, where the
    /// tests' own calls are.
    function placeLibraries() internal {
        if (!_isRelease()) {
            vm.etch(address(Consensus), vm.getDeployedCode("contracts/src/libraries/LabelConsensus.sol:LabelConsensus"));
            return;
        }
        Library[] memory list = abi.decode(vm.readFileBinary("contracts/test/fixtures/libraries.bin"), (Library[]));
        for (uint256 i; i < list.length; ++i) {
            vm.etch(list[i].place, _create(list[i].code).code);
        }
        vm.etch(address(Consensus), list[0].place.code);
    }

    function deployRelease(string memory name, bytes memory arguments) internal returns (address) {
        if (!_isRelease()) return vm.deployCode(string.concat(name, ".sol"), arguments);
        string memory path = string.concat("contracts/test/fixtures/", name, ".bin");
        return _create(bytes.concat(vm.readFileBinary(path), arguments));
    }

    /// @dev What gas is compared with, compiled as the contracts are.
    function deployMeasured(string memory file, string memory name, bytes memory arguments) internal returns (address) {
        if (!_isRelease()) return vm.deployCode(string.concat(file, ":", name), arguments);
        return vm.deployCode(string.concat("contracts/out/measured/", file, "/", name, ".json"), arguments);
    }

    function _create(bytes memory code) private returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        yes(created != address(0), "the release deploys");
    }
}
