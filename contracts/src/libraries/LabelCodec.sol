// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {Kind, LabelFault} from "../interfaces/LabelTypes.sol";
import {Similarity} from "./Similarity.sol";
import {Words} from "./Words.sol";

/// @title Checks labels against DESIGN section 5: one set of labels has one encoding, and only that is taken.
library LabelCodec {
    using Words for uint256;

    uint256 internal constant CANNOT_TELL = 0xff;
    uint256 internal constant MAX_REGIONS = 32;

    struct Rules {
        Kind kind;
        uint256 classCount;
        uint256 thresholdBps;
    }

    /// @dev Reverts with BadLabels unless `labels` is exactly `itemCount` well-formed items.
    function check(Rules memory rules, uint256 itemCount, bytes memory labels) internal pure {
        uint256 pointer;
        uint256 end;
        assembly ("memory-safe") {
            pointer := add(labels, 32)
            end := add(pointer, mload(labels))
        }
        uint256 width = Similarity.width(rules.kind);
        uint256 regions = Words.alloc(MAX_REGIONS);
        unchecked {
            for (uint256 item; item < itemCount; ++item) {
                if (pointer >= end) _fail(item, LabelFault.Truncated);
                uint256 count = pointer.load() >> 248;
                ++pointer;
                if (count == CANNOT_TELL) continue;
                if (count > MAX_REGIONS) _fail(item, LabelFault.TooManyRegions);
                if (pointer + count * width > end) _fail(item, LabelFault.Truncated);
                _checkItem(rules, item, pointer, count, regions);
                pointer += count * width;
            }
        }
        if (pointer != end) _fail(itemCount == 0 ? 0 : itemCount - 1, LabelFault.TrailingBytes);
    }

    function _checkItem(Rules memory rules, uint256 item, uint256 pointer, uint256 count, uint256 regions)
        private
        pure
    {
        unchecked {
            Kind kind = rules.kind;
            uint256 shift = kind == Kind.Class ? 240 : 176;
            uint256 previous;
            for (uint256 i; i < count; ++i) {
                uint256 region = pointer.load() >> shift;
                pointer += kind == Kind.Class ? 2 : 10;
                if (region <= previous) _fail(item, i == 0 ? LabelFault.ClassOutOfRange : LabelFault.NotAscending);
                uint256 class = Similarity.classOf(kind, region);
                if (class == 0 || class > rules.classCount) _fail(item, LabelFault.ClassOutOfRange);
                if (Similarity.confidenceOf(kind, region) > 100) _fail(item, LabelFault.ConfidenceOutOfRange);
                if (kind == Kind.Class) {
                    if (i != 0 && previous >> 8 == class) _fail(item, LabelFault.Duplicate);
                } else {
                    if (!Similarity.isWholeItem(region) && _isEmpty(kind, region)) _fail(item, LabelFault.EmptyRegion);
                    _checkApart(rules, item, region, regions, i);
                    regions.put(i, region);
                }
                previous = region;
            }
        }
    }

    /// @dev No earlier region of the class may reach the threshold with this one. Regions come sorted by class, so
    /// the look back ends at the first other class.
    function _checkApart(Rules memory rules, uint256 item, uint256 region, uint256 regions, uint256 count)
        private
        pure
    {
        unchecked {
            uint256 class = region >> 72;
            for (uint256 j = count; j != 0; --j) {
                uint256 other = regions.get(j - 1);
                if (other >> 72 != class) return;
                if (Similarity.reaches(rules.kind, region, other, rules.thresholdBps)) {
                    _fail(item, LabelFault.Duplicate);
                }
            }
        }
    }

    function _isEmpty(Kind kind, uint256 region) private pure returns (bool) {
        if (kind == Kind.Spans) return (region >> 32) & 0xffffffff >= region & 0xffffffff;
        return (region >> 48) & 0xffff >= (region >> 16) & 0xffff || (region >> 32) & 0xffff >= region & 0xffff;
    }

    function _fail(uint256 item, LabelFault fault) private pure {
        // An item's index is under 64, or the call asked for at most 255 items.
        // forge-lint: disable-next-line(unsafe-typecast)
        revert ILabelErrors.BadLabels(uint8(item), fault);
    }
}
