// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind, LabelFault} from "../interfaces/LabelTypes.sol";
import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title Says what is wrong with labels that reading has found bad: the rule of DESIGN section 5, plainly.
library LabelFaults {
    using Words for uint256;

    struct Rules {
        Kind kind;
        uint256 classCount;
        uint256 thresholdBps;
    }

    /// @dev Reverts with BadLabels at the first fault of `itemCount` items in memory from `pointer` to `end`; returns
    /// where they end if there is none.
    function explain(Rules memory rules, uint256 firstItem, uint256 itemCount, uint256 pointer, uint256 end)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 width = Regions.width(rules.kind);
            for (uint256 item = firstItem; item < firstItem + itemCount; ++item) {
                if (pointer >= end) fail(item, LabelFault.Truncated);
                uint256 count = pointer.load() >> 248;
                ++pointer;
                if (count == Regions.CANNOT_TELL) continue;
                if (count > Regions.MAX_REGIONS) fail(item, LabelFault.TooManyRegions);
                if (pointer + count * width > end) fail(item, LabelFault.Truncated);
                _explainItem(rules, item, pointer, count);
                pointer += count * width;
            }
            return pointer;
        }
    }

    function _explainItem(Rules memory rules, uint256 item, uint256 pointer, uint256 count) private pure {
        unchecked {
            uint256 previous;
            for (uint256 i; i < count; ++i) {
                uint256 region = _regionAt(rules.kind, pointer, i);
                if (region <= previous) fail(item, i == 0 ? LabelFault.ClassOutOfRange : LabelFault.NotAscending);
                uint256 class = region >> 72;
                if (class == 0 || class > rules.classCount) fail(item, LabelFault.ClassOutOfRange);
                if (region >> 64 & 0xff > 100) fail(item, LabelFault.ConfidenceOutOfRange);
                if (_isEmpty(rules.kind, region)) fail(item, LabelFault.EmptyRegion);
                for (uint256 j; j < i; ++j) {
                    uint256 other = _regionAt(rules.kind, pointer, j);
                    if (_isSame(rules, other, region)) fail(item, LabelFault.Duplicate);
                }
                previous = region;
            }
        }
    }

    function fail(uint256 item, LabelFault fault) internal pure {
        // A call asks for at most 255 items.
        // forge-lint: disable-next-line(unsafe-typecast)
        revert ILabelErrors.BadLabels(uint8(item), fault);
    }

    function _regionAt(Kind kind, uint256 pointer, uint256 index) private pure returns (uint256) {
        unchecked {
            if (kind == Kind.Class) return (pointer + 2 * index).load() >> 240 << 64;
            return (pointer + 10 * index).load() >> 176;
        }
    }

    /// @dev Regions of a class project have no place and, like a class of the whole item, are never empty.
    function _isEmpty(Kind kind, uint256 region) private pure returns (bool) {
        if (uint64(region) == 0) return false;
        if (kind == Kind.Spans) return (region >> 32) & 0xffffffff >= region & 0xffffffff;
        return (region >> 48) & 0xffff >= (region >> 16) & 0xffff || (region >> 32) & 0xffff >= region & 0xffff;
    }

    /// @dev Are two regions of one class, and do they reach the threshold?
    function _isSame(Rules memory rules, uint256 a, uint256 b) private pure returns (bool) {
        unchecked {
            if (a >> 72 != b >> 72) return false;
            if (uint64(a) == 0 || uint64(b) == 0) return uint64(a) == uint64(b);
            uint256 common;
            uint256 sizes;
            if (rules.kind == Kind.Spans) {
                common = _common(a >> 32, a, b >> 32, b, 0xffffffff);
                sizes = uint32(a) - uint32(a >> 32) + (uint32(b) - uint32(b >> 32));
            } else {
                common = _common(a >> 48, a >> 16, b >> 48, b >> 16, 0xffff) * _common(a >> 32, a, b >> 32, b, 0xffff);
                sizes = _area(a) + _area(b);
            }
            return common != 0 && common * 10_000 >= rules.thresholdBps * (sizes - common);
        }
    }

    function _common(uint256 fromA, uint256 toA, uint256 fromB, uint256 toB, uint256 mask)
        private
        pure
        returns (uint256)
    {
        unchecked {
            (fromA, toA, fromB, toB) = (fromA & mask, toA & mask, fromB & mask, toB & mask);
            uint256 from = fromA > fromB ? fromA : fromB;
            uint256 to = toA < toB ? toA : toB;
            return from < to ? to - from : 0;
        }
    }

    function _area(uint256 box) private pure returns (uint256) {
        unchecked {
            return uint256(uint16(box >> 16) - uint16(box >> 48)) * (uint16(box) - uint16(box >> 32));
        }
    }
}
