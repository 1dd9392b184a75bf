// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../../src/interfaces/ILabelErrors.sol";
import {Kind, LabelFault} from "../../src/interfaces/LabelTypes.sol";

/// @title DESIGN section 5 as plainly as it can be written, to hold the library's reading against.
library PlainLabels {
    struct Rules {
        Kind kind;
        uint256 classCount;
        uint256 thresholdBps;
    }

    struct Region {
        uint256 class;
        uint256 confidence;
        uint256[4] place; // x0, y0, x1, y1; a span's start and end are x's, its y's 0 and 1
        bytes raw;
        bool isWhole;
    }

    /// @dev Reverts with BadLabels unless `labels` is exactly `itemCount` well-formed items.
    function check(Rules memory rules, uint256 itemCount, bytes memory labels) internal pure {
        uint256 offset;
        uint256 width = rules.kind == Kind.Class ? 2 : 10;
        for (uint256 item; item < itemCount; ++item) {
            if (offset >= labels.length) _fail(item, LabelFault.Truncated);
            uint256 count = uint8(labels[offset++]);
            if (count == 0xff) continue;
            if (count > 32) _fail(item, LabelFault.TooManyRegions);
            if (offset + count * width > labels.length) _fail(item, LabelFault.Truncated);
            Region[] memory regions = new Region[](count);
            for (uint256 i; i < count; ++i) {
                regions[i] = _region(rules.kind, labels, offset);
                offset += width;
                _checkRegion(rules, item, regions, i);
            }
        }
        if (offset != labels.length) _fail(itemCount == 0 ? 0 : itemCount - 1, LabelFault.TrailingBytes);
    }

    function _checkRegion(Rules memory rules, uint256 item, Region[] memory regions, uint256 i) private pure {
        Region memory own = regions[i];
        if (i != 0 && !_isLess(regions[i - 1].raw, own.raw)) _fail(item, LabelFault.NotAscending);
        if (own.class == 0 || own.class > rules.classCount) _fail(item, LabelFault.ClassOutOfRange);
        if (own.confidence > 100) _fail(item, LabelFault.ConfidenceOutOfRange);
        if (!own.isWhole && (own.place[0] >= own.place[2] || own.place[1] >= own.place[3])) {
            _fail(item, LabelFault.EmptyRegion);
        }
        for (uint256 j; j < i; ++j) {
            if (_isSame(regions[j], own, rules.thresholdBps)) _fail(item, LabelFault.Duplicate);
        }
    }

    function _region(Kind kind, bytes memory labels, uint256 offset) private pure returns (Region memory region) {
        region.class = _number(labels, offset, 1);
        region.confidence = _number(labels, offset + 1, 1);
        region.raw = new bytes(kind == Kind.Class ? 2 : 10);
        for (uint256 i; i < region.raw.length; ++i) {
            region.raw[i] = labels[offset + i];
        }
        if (kind == Kind.Boxes) {
            for (uint256 i; i < 4; ++i) {
                region.place[i] = _number(labels, offset + 2 + 2 * i, 2);
            }
        } else if (kind == Kind.Spans) {
            region.place = [_number(labels, offset + 2, 4), 0, _number(labels, offset + 6, 4), 1];
        }
        region.isWhole = region.place[0] == 0 && region.place[2] == 0
            && (kind != Kind.Boxes || region.place[1] + region.place[3] == 0);
    }

    function _number(bytes memory data, uint256 offset, uint256 size) private pure returns (uint256 result) {
        for (uint256 i; i < size; ++i) {
            result = result << 8 | uint8(data[offset + i]);
        }
    }

    function _isLess(bytes memory a, bytes memory b) private pure returns (bool) {
        for (uint256 i; i < a.length; ++i) {
            if (a[i] != b[i]) return a[i] < b[i];
        }
        return false;
    }

    function _isSame(Region memory a, Region memory b, uint256 thresholdBps) private pure returns (bool) {
        if (a.class != b.class) return false;
        if (a.isWhole || b.isWhole) return a.isWhole && b.isWhole;
        uint256 wide = _common(a.place[0], a.place[2], b.place[0], b.place[2]);
        uint256 high = _common(a.place[1], a.place[3], b.place[1], b.place[3]);
        uint256 both = (a.place[2] - a.place[0]) * (a.place[3] - a.place[1]) + (b.place[2] - b.place[0])
            * (b.place[3] - b.place[1]);
        return wide * high * 10_000 >= thresholdBps * (both - wide * high);
    }

    function _common(uint256 fromA, uint256 toA, uint256 fromB, uint256 toB) private pure returns (uint256) {
        uint256 from = fromA > fromB ? fromA : fromB;
        uint256 to = toA < toB ? toA : toB;
        return from < to ? to - from : 0;
    }

    function _fail(uint256 item, LabelFault fault) private pure {
        revert ILabelErrors.BadLabels(uint8(item), fault);
    }
}
