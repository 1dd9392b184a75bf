// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Case} from "./support/Case.sol";
import {Consensus} from "./support/Consensus.sol";
import {Release} from "./support/Release.sol";

/// @dev The shared vectors, every byte.
contract VectorsTest is Release {
    function setUp() external {
        placeLibraries();
    }

    function test_sharedVectors() external view {
        Case[] memory cases = abi.decode(vm.readFileBinary("contracts/test/fixtures/vectors.bin"), (Case[]));
        yes(cases.length >= 600, "all vectors are there");
        for (uint256 i; i < cases.length; ++i) {
            this.checkCase(cases[i], i);
        }
    }

    function checkCase(Case calldata c, uint256 index) external pure {
        string memory name = vm.toString(index);
        (bool resolved, bytes memory consensus, uint16[] memory scores, bool[] memory agrees, uint8 accepted) =
            Consensus.consensusOf(c.kind, c.quorum, c.thresholdBps, c.agreementBps, c.labels);
        eqBytes(consensus, c.consensus, string.concat("consensus of case ", name));
        eq(accepted, c.accepted, string.concat("accepted of case ", name));
        yes(resolved == c.resolved, string.concat("resolved of case ", name));
        eqBytes(abi.encode(scores), abi.encode(c.scoresBps), string.concat("scores of case ", name));
        eqBytes(abi.encode(agrees), abi.encode(c.agrees), string.concat("agreement of case ", name));
    }
}
