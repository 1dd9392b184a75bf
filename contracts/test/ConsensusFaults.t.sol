// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../src/libraries/BatchTally.sol";
import {BatchCase} from "./support/BatchCase.sol";
import {Consensus} from "./support/Consensus.sol";
import {PlainLabels} from "./support/PlainLabels.sol";
import {Release} from "./support/Release.sol";

/// @dev Spoilt labels: the library names the fault that a plain reading of the rule names, alone and in the one step.
contract ConsensusFaultsTest is Release {
    uint256 private constant SPOILS = 8;

    function setUp() external {
        placeLibraries();
    }

    function test_spoiltLabels() external view {
        (uint256 files,) = abi.decode(vm.readFileBinary("contracts/test/fixtures/batches.bin"), (uint256, uint256));
        uint256 bad;
        for (uint256 file; file < files && file < 12; ++file) {
            bad += this.checkFile(file);
        }
        yes(bad > 1000, "most spoilt labels are bad");
    }

    function checkFile(uint256 file) external view returns (uint256 bad) {
        string memory path = string.concat("contracts/test/fixtures/batches-", vm.toString(file), ".bin");
        BatchCase[] memory cases = abi.decode(vm.readFileBinary(path), (BatchCase[]));
        for (uint256 i; i < cases.length; ++i) {
            for (uint256 spoil; spoil < SPOILS; ++spoil) {
                uint256 random = uint256(keccak256(abi.encode(file, i, spoil)));
                if (this.checkSpoilt(cases[i], random, string.concat(vm.toString(file), "/", vm.toString(i)))) ++bad;
            }
        }
    }

    function checkSpoilt(BatchCase memory c, uint256 random, string calldata name) external view returns (bool) {
        uint256 seat = random % c.labels.length;
        if (c.labels[seat].length == 0) return false;
        uint8 classCount = random >> 250 == 0 ? c.classCount / 2 : c.classCount;
        bytes memory labels = _spoil(c.kind, c.labels[seat], random >> 8);
        c.labels[seat] = labels;
        bytes memory wanted;
        try this.plain(c.kind, classCount, c.thresholdBps, c.items, labels) {}
        catch (bytes memory reason) {
            wanted = reason;
        }
        bytes memory found;
        try this.library_(c.kind, classCount, c.thresholdBps, c.items, labels) {}
        catch (bytes memory reason) {
            found = reason;
        }
        eqBytes(found, wanted, string.concat("fault in ", name));
        // Fewer classes may make others' labels bad as well, and no labels are no seat.
        if (classCount != c.classCount || labels.length == 0) return wanted.length != 0;
        found = "";
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount) = (c.kind, c.quorum, classCount);
        (spec.thresholdBps, spec.agreementBps) = (c.thresholdBps, c.agreementBps);
        try this.oneStep(spec, c.items, c.labels) {}
        catch (bytes memory reason) {
            found = reason;
        }
        eqBytes(found, wanted, string.concat("one step's fault in ", name));
        return wanted.length != 0;
    }

    function plain(Kind kind, uint8 classCount, uint16 thresholdBps, uint8 items, bytes calldata labels) external pure {
        PlainLabels.check(PlainLabels.Rules(kind, classCount, thresholdBps), items, labels);
    }

    function library_(Kind kind, uint8 classCount, uint16 thresholdBps, uint8 items, bytes calldata labels)
        external
        pure
    {
        Consensus.check(kind, classCount, thresholdBps, items, labels);
    }

    function oneStep(BatchTally.Spec calldata spec, uint8 items, bytes[] calldata labels) external pure {
        Consensus.checkAndSettle(spec, items, labels, 0);
    }

    /// @dev A region at a border of what is taken: a side of no length, or without a class.
    function _bordered(Kind kind, bytes memory labels, uint256 random) private pure returns (bytes memory) {
        uint256 width = kind == Kind.Class ? 2 : 10;
        uint256 skipped = random % 8;
        for (uint256 place; place < labels.length;) {
            uint256 count = uint8(labels[place++]);
            if (count == 0xff) continue;
            if (count <= skipped) {
                skipped -= count;
                place += count * width;
                continue;
            }
            place += skipped * width;
            if (kind == Kind.Class) {
                labels[place] = 0;
                return labels;
            }
            (uint256 from, uint256 size) = (place + 2, kind == Kind.Spans ? 4 : 2);
            if (kind == Kind.Boxes && random >> 8 & 1 != 0) from += 2;
            for (uint256 i; i < size; ++i) {
                labels[from + 4 + i] = labels[from + i];
            }
            return labels;
        }
        return labels;
    }

    /// @dev A byte changed, by little or anyhow; the end cut off or made longer; a region moved, or said twice.
    function _spoil(Kind kind, bytes memory labels, uint256 random) private pure returns (bytes memory spoilt) {
        uint256 place = (random >> 8) % labels.length;
        uint256 how = random % 8;
        spoilt = bytes.concat(labels);
        if (how == 0) {
            // Short by a little: what is left may look whole.
            if (random >> 40 & 1 != 0 && labels.length > 3) place = labels.length - 1 - (random >> 48) % 3;
            assembly ("memory-safe") {
                mstore(spoilt, place)
            }
            return spoilt;
        }
        if (how == 1) return bytes.concat(labels, bytes1(uint8(random >> 16)));
        if (how == 2) {
            // The next region's bytes over this one's.
            uint256 width = kind == Kind.Class ? 2 : 10;
            for (uint256 i; i < width && place + width + i < spoilt.length; ++i) {
                spoilt[place + i] = spoilt[place + width + i];
            }
            return spoilt;
        }
        if (how == 3) return _bordered(kind, spoilt, random >> 16);
        uint8 old = uint8(spoilt[place]);
        uint8[6] memory changed = [uint8(random >> 24), old ^ 1, old ^ 0x80, 101, 0, uint8((uint256(old) + 1) & 0xff)];
        spoilt[place] = bytes1(changed[(random >> 32) % 6]);
    }
}
