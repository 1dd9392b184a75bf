// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../../src/interfaces/LabelTypes.sol";
import {GasRow} from "./GasRow.sol";

/// @title The rows that both ways to settle are measured at: boxes and spans, 2 to 16 an item, k = 3 and 5, batches of 16
/// and 64.
abstract contract GasGrid is GasRow {
    function _row(Kind kind, uint256 regions, uint256 seats, uint256 items) internal virtual;

    function test_boxes2k3n64() external {
        _row(Kind.Boxes, 2, 3, 64);
    }

    function test_boxes2k3n16() external {
        _row(Kind.Boxes, 2, 3, 16);
    }

    function test_boxes2k5n64() external {
        _row(Kind.Boxes, 2, 5, 64);
    }

    function test_boxes2k5n16() external {
        _row(Kind.Boxes, 2, 5, 16);
    }

    function test_boxes4k3n64() external {
        _row(Kind.Boxes, 4, 3, 64);
    }

    function test_boxes4k3n16() external {
        _row(Kind.Boxes, 4, 3, 16);
    }

    function test_boxes4k5n64() external {
        _row(Kind.Boxes, 4, 5, 64);
    }

    function test_boxes4k5n16() external {
        _row(Kind.Boxes, 4, 5, 16);
    }

    function test_boxes8k3n64() external {
        _row(Kind.Boxes, 8, 3, 64);
    }

    function test_boxes8k3n16() external {
        _row(Kind.Boxes, 8, 3, 16);
    }

    function test_boxes8k5n64() external {
        _row(Kind.Boxes, 8, 5, 64);
    }

    function test_boxes8k5n16() external {
        _row(Kind.Boxes, 8, 5, 16);
    }

    function test_boxes16k3n64() external {
        _row(Kind.Boxes, 16, 3, 64);
    }

    function test_boxes16k3n16() external {
        _row(Kind.Boxes, 16, 3, 16);
    }

    function test_boxes16k5n64() external {
        _row(Kind.Boxes, 16, 5, 64);
    }

    function test_boxes16k5n16() external {
        _row(Kind.Boxes, 16, 5, 16);
    }

    function test_spans2k3n64() external {
        _row(Kind.Spans, 2, 3, 64);
    }

    function test_spans2k3n16() external {
        _row(Kind.Spans, 2, 3, 16);
    }

    function test_spans2k5n64() external {
        _row(Kind.Spans, 2, 5, 64);
    }

    function test_spans2k5n16() external {
        _row(Kind.Spans, 2, 5, 16);
    }

    function test_spans4k3n64() external {
        _row(Kind.Spans, 4, 3, 64);
    }

    function test_spans4k3n16() external {
        _row(Kind.Spans, 4, 3, 16);
    }

    function test_spans4k5n64() external {
        _row(Kind.Spans, 4, 5, 64);
    }

    function test_spans4k5n16() external {
        _row(Kind.Spans, 4, 5, 16);
    }

    function test_spans8k3n64() external {
        _row(Kind.Spans, 8, 3, 64);
    }

    function test_spans8k3n16() external {
        _row(Kind.Spans, 8, 3, 16);
    }

    function test_spans8k5n64() external {
        _row(Kind.Spans, 8, 5, 64);
    }

    function test_spans8k5n16() external {
        _row(Kind.Spans, 8, 5, 16);
    }

    function test_spans16k3n64() external {
        _row(Kind.Spans, 16, 3, 64);
    }

    function test_spans16k3n16() external {
        _row(Kind.Spans, 16, 3, 16);
    }

    function test_spans16k5n64() external {
        _row(Kind.Spans, 16, 5, 64);
    }

    function test_spans16k5n16() external {
        _row(Kind.Spans, 16, 5, 16);
    }
}
