// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../src/libraries/BatchTally.sol";
import {Release} from "./support/Release.sol";
import {Strewn} from "./support/Strewn.sol";
import {Caller} from "./support/measured/Caller.sol";

/// @dev Gas of the pure part: checking every seat's labels, settling, and the library call's own copying.
contract ConsensusGasTest is Release {
    Caller private caller;

    function setUp() external {
        placeLibraries();
        caller = Caller(deployMeasured("Caller.sol", "Caller", ""));
    }

    function _batch(Kind kind, uint256 regions, uint256 seats, string memory name, uint256 most) private {
        bytes[] memory labels = new bytes[](seats);
        for (uint256 s; s < seats; ++s) {
            labels[s] = Strewn.honest(kind, regions, s);
        }
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount, spec.toItem) = (kind, uint8(seats / 2 + 1), 4, 64);
        (spec.thresholdBps, spec.agreementBps) = (5000, 8000);
        uint256 used = caller.oneStep(spec, labels) / (64 * seats);
        vm.snapshotValue("consensus-a-label", name, used);
        yes(used <= most, string.concat("gas a label of ", name));
        used = caller.settle(spec, labels) / (64 * seats);
        vm.snapshotValue("consensus-a-label", string.concat(name, ", checked before"), used);
    }

    function _item(bytes[] memory labels, uint16 thresholdBps, string memory name, uint256 most) private {
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount, spec.toItem) = (Kind.Boxes, uint8(labels.length / 2 + 1), 32, 1);
        (spec.thresholdBps, spec.agreementBps) = (thresholdBps, 8000);
        uint256 used = caller.oneStep(spec, labels);
        vm.snapshotValue("consensus-worst-item", name, used);
        yes(used <= most, string.concat("gas of ", name));
    }

    function test_class() external {
        _batch(Kind.Class, 1, 3, "class k=3", 700);
        _batch(Kind.Class, 1, 5, "class k=5", 600);
    }

    function test_boxes() external {
        _batch(Kind.Boxes, 2, 3, "2 boxes k=3", 3200);
        _batch(Kind.Boxes, 4, 3, "4 boxes k=3", 4900);
        _batch(Kind.Boxes, 8, 3, "8 boxes k=3", 6800);
        _batch(Kind.Boxes, 16, 3, "16 boxes k=3", 12_600);
        _batch(Kind.Boxes, 8, 5, "8 boxes k=5", 6300);
    }

    function test_spans() external {
        _batch(Kind.Spans, 2, 3, "2 spans k=3", 3200);
        _batch(Kind.Spans, 4, 3, "4 spans k=3", 4900);
        _batch(Kind.Spans, 8, 3, "8 spans k=3", 6800);
        _batch(Kind.Spans, 16, 3, "16 spans k=3", 12_600);
    }

    /// @dev At the least threshold that a project can have.
    function test_worstBlocks() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.blocks(s);
        }
        _item(labels, 1000, "blocks of crossing strips at 1000", 10_000_000);
    }

    /// @dev All pairs meet, so that all are measured.
    function test_worstMeeting() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.meeting(s);
        }
        _item(labels, 9900, "boxes that all meet", 12_500_000);
    }

    /// @dev At a threshold that no project can have 7 seats of 32 are more than 15 million; 7 of 24 or 5 of 32 fit.
    function test_worstStrips() external {
        _strips(7, 32, 24_000_000);
        _strips(7, 24, 14_000_000);
        _strips(5, 32, 14_000_000);
        _strips(3, 32, 7_000_000);
    }

    function _strips(uint256 seats, uint256 count, uint256 most) private {
        bytes[] memory labels = new bytes[](seats);
        for (uint256 s; s < seats; ++s) {
            labels[s] = Strewn.strips(s, count);
        }
        string memory name = string.concat(vm.toString(count), " strips across strips, k=", vm.toString(seats));
        _item(labels, 1, name, most);
    }

    function test_worstGrids() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.grid(s, 0);
        }
        _item(labels, 5000, "seven equal grids", 10_000_000);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.grid(s, 1100);
        }
        _item(labels, 5000, "all disjoint", 10_000_000);
    }

    function test_worstPiles() external {
        bytes[] memory labels = new bytes[](7);
        uint16[6] memory thresholds = [uint16(9000), 8000, 7000, 5000, 3000, 1000];
        uint16[6] memory reaches = [uint16(2000), 4500, 7000, 12_000, 16_000, 19_000];
        for (uint256 t; t < 6; ++t) {
            for (uint256 s; s < 7; ++s) {
                labels[s] = Strewn.pile(s, reaches[t], thresholds[t]);
            }
            _item(labels, thresholds[t], string.concat("pile at ", vm.toString(thresholds[t])), 10_000_000);
        }
    }

    function test_worstWhole() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.whole();
        }
        _item(labels, 5000, "whole-item classes", 10_000_000);
    }
}
