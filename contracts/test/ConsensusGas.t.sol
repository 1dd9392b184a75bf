// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../src/interfaces/LabelTypes.sol";
import {BatchTally} from "../src/libraries/BatchTally.sol";
import {LabelConsensus} from "../src/libraries/LabelConsensus.sol";
import {Check} from "./support/Check.sol";
import {Strewn} from "./support/Strewn.sol";

/// @dev Calls the library as the coordinator does, labels from calldata.
contract Caller {
    function settle(BatchTally.Spec calldata spec, bytes[] calldata labels) external view returns (uint256 used) {
        uint256 before = gasleft();
        for (uint256 s; s < labels.length; ++s) {
            LabelConsensus.check(spec.kind, spec.classCount, spec.thresholdBps, spec.toItem, labels[s]);
        }
        LabelConsensus.settleItems(spec, labels);
        return before - gasleft();
    }

    function oneStep(BatchTally.Spec calldata spec, bytes[] calldata labels) external view returns (uint256 used) {
        uint256 before = gasleft();
        LabelConsensus.checkAndSettle(spec, spec.toItem, labels, 0);
        return before - gasleft();
    }
}

/// @dev Gas of the pure part: checking every seat's labels, settling, and the library call's own copying.
contract ConsensusGasTest is Check {
    Caller private immutable CALLER = new Caller();

    function _batch(Kind kind, uint256 regions, uint256 seats, string memory name) private {
        bytes[] memory labels = new bytes[](seats);
        for (uint256 s; s < seats; ++s) {
            labels[s] = Strewn.honest(kind, regions, s);
        }
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount, spec.toItem) = (kind, uint8(seats / 2 + 1), 4, 64);
        (spec.thresholdBps, spec.agreementBps) = (5000, 8000);
        uint256 used = CALLER.oneStep(spec, labels) / (64 * seats);
        vm.snapshotValue("consensus-a-label", name, used);
        used = CALLER.settle(spec, labels) / (64 * seats);
        vm.snapshotValue("consensus-a-label", string.concat(name, ", checked before"), used);
    }

    function _item(bytes[] memory labels, uint16 thresholdBps, string memory name) private {
        BatchTally.Spec memory spec;
        (spec.kind, spec.quorum, spec.classCount, spec.toItem) = (Kind.Boxes, 4, 32, 1);
        (spec.thresholdBps, spec.agreementBps) = (thresholdBps, 8000);
        uint256 used = CALLER.oneStep(spec, labels);
        vm.snapshotValue("consensus-worst-item", name, used);
    }

    function test_class() external {
        _batch(Kind.Class, 1, 3, "class k=3");
        _batch(Kind.Class, 1, 5, "class k=5");
    }

    function test_boxes() external {
        _batch(Kind.Boxes, 2, 3, "2 boxes k=3");
        _batch(Kind.Boxes, 4, 3, "4 boxes k=3");
        _batch(Kind.Boxes, 8, 3, "8 boxes k=3");
        _batch(Kind.Boxes, 16, 3, "16 boxes k=3");
        _batch(Kind.Boxes, 8, 5, "8 boxes k=5");
    }

    function test_spans() external {
        _batch(Kind.Spans, 2, 3, "2 spans k=3");
        _batch(Kind.Spans, 4, 3, "4 spans k=3");
        _batch(Kind.Spans, 8, 3, "8 spans k=3");
        _batch(Kind.Spans, 16, 3, "16 spans k=3");
    }

    function test_worstStrips() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.strips(s);
        }
        _item(labels, 1, "strips across strips");
    }

    function test_worstGrids() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.grid(s, 0);
        }
        _item(labels, 5000, "seven equal grids");
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.grid(s, 1100);
        }
        _item(labels, 5000, "all disjoint");
    }

    function test_worstPiles() external {
        bytes[] memory labels = new bytes[](7);
        uint16[6] memory thresholds = [uint16(9000), 8000, 7000, 5000, 3000, 1000];
        uint16[6] memory reaches = [uint16(2000), 4500, 7000, 12_000, 16_000, 19_000];
        for (uint256 t; t < 6; ++t) {
            for (uint256 s; s < 7; ++s) {
                labels[s] = Strewn.pile(s, reaches[t], thresholds[t]);
            }
            _item(labels, thresholds[t], string.concat("pile at ", vm.toString(thresholds[t])));
        }
    }

    function test_worstWhole() external {
        bytes[] memory labels = new bytes[](7);
        for (uint256 s; s < 7; ++s) {
            labels[s] = Strewn.whole();
        }
        _item(labels, 5000, "whole-item classes");
    }
}
