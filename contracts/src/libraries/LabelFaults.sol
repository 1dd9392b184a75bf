// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILabelErrors} from "../interfaces/ILabelErrors.sol";
import {LabelFault} from "../interfaces/LabelTypes.sol";
import {Regions} from "./Regions.sol";
import {Words} from "./Words.sol";

/// @title Says what is wrong with labels that reading has found bad: DESIGN section 5, one fault after another.
library LabelFaults {
    using Words for uint256;

    /// @dev Reverts with BadLabels at the first fault of `itemCount` items in memory from `pointer` to `end`, the first
    /// of them item `firstItem`. There is one, or reading and naming are at odds, which is a bug.
    function explain(Regions.Pool memory pool, uint256 firstItem, uint256 itemCount, uint256 pointer, uint256 end)
        internal
        pure
    {
        unchecked {
            for (uint256 item = firstItem; item < firstItem + itemCount; ++item) {
                (LabelFault fault, bool isGood) = _check(pool, pointer, end);
                if (!isGood) fail(item, fault);
                uint256 count = pointer.load() >> 248;
                pointer += count == Regions.CANNOT_TELL ? 1 : 1 + count * pool.width;
            }
        }
    }

    function _check(Regions.Pool memory pool, uint256 pointer, uint256 end) private pure returns (LabelFault, bool) {
        unchecked {
            if (pointer >= end) return (LabelFault.Truncated, false);
            uint256 count = pointer.load() >> 248;
            if (count == Regions.CANNOT_TELL) return (LabelFault.Truncated, true);
            if (count > Regions.MAX_REGIONS) return (LabelFault.TooManyRegions, false);
            ++pointer;
            if (pointer + count * pool.width > end) return (LabelFault.Truncated, false);
            uint256 previous;
            for (uint256 i; i < count; ++i) {
                uint256 region = (pointer + i * pool.width).load() >> 176 & pool.keep;
                uint256 class = region >> 72;
                if (region <= previous && i != 0) return (LabelFault.NotAscending, false);
                if (class == 0 || class > pool.classCount) return (LabelFault.ClassOutOfRange, false);
                if (region >> 64 & 0xff > 100) return (LabelFault.ConfidenceOutOfRange, false);
                // The low 64 bits are the coordinates.
                // forge-lint: disable-next-line(unsafe-typecast)
                if (uint64(region) != 0 && _isEmpty(pool.isSpans, region)) return (LabelFault.EmptyRegion, false);
                // The regions up to this one have no other fault.
                Regions.clear(pool);
                (bool isGood,) = Regions.read(pool, pointer, i + 1);
                if (!isGood) return (LabelFault.Duplicate, false);
                previous = region;
            }
            return (LabelFault.Truncated, true);
        }
    }

    function _isEmpty(bool isSpans, uint256 region) private pure returns (bool) {
        if (isSpans) return (region >> 32) & 0xffffffff >= region & 0xffffffff;
        return (region >> 48) & 0xffff >= (region >> 16) & 0xffff || (region >> 32) & 0xffff >= region & 0xffff;
    }

    function fail(uint256 item, LabelFault fault) internal pure {
        // A call asks for at most 255 items.
        // forge-lint: disable-next-line(unsafe-typecast)
        revert ILabelErrors.BadLabels(uint8(item), fault);
    }
}
