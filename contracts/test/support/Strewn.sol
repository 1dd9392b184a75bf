// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../../src/interfaces/LabelTypes.sol";

/// @title Labels to measure with: honest ones strewn over an item, and items built to cost as much as can be.
library Strewn {
    uint256 internal constant ITEMS = 64;

    /// @dev Regions strewn over the image, each seen by every seat with a small error of its own; one class item of
    /// sixteen is of another class for the third seat.
    function honest(Kind kind, uint256 regions, uint256 seat) internal pure returns (bytes memory out) {
        for (uint256 i; i < ITEMS; ++i) {
            out = bytes.concat(out, _item(kind, regions, seat, i));
        }
    }

    function _item(Kind kind, uint256 regions, uint256 seat, uint256 i) private pure returns (bytes memory out) {
        if (kind == Kind.Class) {
            uint256 class = 1 + _hash(i, 0, 0) % 3;
            if (seat == 2 && i % 16 == 0) class = 4;
            return bytes.concat(hex"01", bytes1(uint8(class)), bytes1(uint8(70 + seat)));
        }
        out = bytes.concat(bytes1(uint8(regions)));
        for (uint256 r; r < regions; ++r) {
            uint256 place = _hash(i, r, 99);
            uint256 noise = _hash(i, r, seat) % 300;
            // A row of the image a region, so that a seat's own never meet; bytes ascend with the confidence.
            uint256 x = place % 40_000 + noise;
            uint256 y = r * (64_000 / regions) + noise;
            uint256 right = x + 9000 + place % 7000;
            bytes memory place8 = kind == Kind.Boxes
                ? abi.encodePacked(uint16(x), uint16(y), uint16(right), uint16(y + 52_000 / regions))
                : abi.encodePacked(uint32(y * 10), uint32(y * 10 + 520_000 / regions));
            out = bytes.concat(out, bytes2(uint16(0x0100 + 50 + r)), place8);
        }
    }

    /// @dev Horizontal strips for four seats against vertical ones for three: every strip meets all that cross it.
    /// Thickness varies, so that no two pairs are equally alike and everybody likes the same strips best.
    function strips(uint256 seat, uint256 count) internal pure returns (bytes memory out) {
        out = bytes.concat(bytes1(uint8(count)));
        uint256 next = seat * 40;
        for (uint256 r; r < count; ++r) {
            uint256 size = 1000 + r * 55 + seat * 9;
            (uint256 from, uint256 to) = (next, next + size);
            next = to;
            uint256 end = 65_535 - seat * 31 - r * 7;
            bytes memory place = seat & 1 == 0
                ? abi.encodePacked(uint16(seat + r), uint16(from), uint16(end), uint16(to))
                : abi.encodePacked(uint16(from), uint16(seat + r), uint16(to), uint16(end));
            out = bytes.concat(out, bytes2(uint16(0x0100 + r)), place);
        }
    }

    /// @dev The same by blocks of two by four, five strips in each: as many as still meet at a threshold of 10 %.
    function blocks(uint256 seat) internal pure returns (bytes memory out) {
        out = hex"20";
        for (uint256 r; r < 32; ++r) {
            (uint256 wide, uint256 high) = (16_383, 32_767);
            (uint256 left, uint256 top) = (r / 5 % 4 * wide, r / 20 * high);
            (uint256 i, uint256 length) = (r % 5, seat & 1 == 0 ? high : wide);
            uint256 from = i * (length / 5 + seat * 3) - 10 * i * (i - (i == 0 ? 0 : 1));
            uint256 to = from + length / 5 + seat * 3 - 20 * i;
            if (to > length) to = length;
            bytes memory place = seat & 1 == 0
                ? abi.encodePacked(
                    uint16(left + seat), uint16(top + from), uint16(left + wide - seat * 2), uint16(top + to)
                )
                : abi.encodePacked(
                    uint16(left + from), uint16(top + seat), uint16(left + to), uint16(top + high - seat * 2)
                );
            out = bytes.concat(out, bytes2(uint16(0x0100 + r)), place);
        }
    }

    /// @dev 32 boxes of a seat, each only just not another's like at 99 %, every seat's a little beside the others': all
    /// 24,976 pairs meet and are measured.
    function meeting(uint256 seat) internal pure returns (bytes memory out) {
        out = hex"20";
        for (uint256 r; r < 32; ++r) {
            uint256 x = 20_000 + r % 6 * 120 + seat * 6;
            uint256 y = 20_000 + r / 6 * 120 + seat * 4;
            bytes memory place = abi.encodePacked(uint16(x), uint16(y), uint16(x + 20_000), uint16(y + 20_000));
            out = bytes.concat(out, bytes2(uint16(0x0100 + r)), place);
        }
    }

    /// @dev 32 boxes of a grid; seats in the same places (`shift` 0) or each in places of its own.
    function grid(uint256 seat, uint256 shift) internal pure returns (bytes memory out) {
        out = hex"20";
        for (uint256 r; r < 32; ++r) {
            uint256 x = (r % 8) * 8000 + seat * shift;
            uint256 y = (r / 8) * 16_000;
            uint256 noise = shift == 0 ? seat * 3 : 0;
            uint256 width = shift == 0 ? 7000 : shift - 1;
            out = bytes.concat(
                out,
                bytes2(uint16(0x0100 + r)),
                abi.encodePacked(uint16(x + noise), uint16(y), uint16(x + noise + width), uint16(y + 15_000))
            );
        }
    }

    /// @dev As many boxes as the duplicate rule lets through of many drawn around one place, every pair near the
    /// threshold; `reach` says how far around.
    function pile(uint256 seat, uint256 reach, uint256 thresholdBps) internal pure returns (bytes memory out) {
        uint256[4][] memory kept = new uint256[4][](32);
        uint256 count;
        for (uint256 draw; draw < 2000 && count < 32; ++draw) {
            uint256 random = _hash(seat, draw, reach);
            uint256[4] memory box = [
                20_000 + (random & 0xffff) % reach,
                20_000 + (random >> 16 & 0xffff) % reach,
                40_000 + (random >> 32 & 0xffff) % reach,
                40_000 + (random >> 48 & 0xffff) % reach
            ];
            bool isApart = true;
            for (uint256 i; i < count; ++i) {
                isApart = isApart && !_isNear(kept[i], box, thresholdBps);
            }
            if (isApart) kept[count++] = box;
        }
        out = bytes.concat(bytes1(uint8(count)));
        for (uint256 i; i < count; ++i) {
            uint256[4] memory b = kept[i];
            out = bytes.concat(
                out,
                bytes2(uint16(0x0100 + i)),
                abi.encodePacked(uint16(b[0]), uint16(b[1]), uint16(b[2]), uint16(b[3]))
            );
        }
    }

    function _isNear(uint256[4] memory a, uint256[4] memory b, uint256 thresholdBps) private pure returns (bool) {
        (uint256 x0, uint256 y0) = (a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1]);
        (uint256 x1, uint256 y1) = (a[2] < b[2] ? a[2] : b[2], a[3] < b[3] ? a[3] : b[3]);
        if (x0 >= x1 || y0 >= y1) return false;
        uint256 inter = (x1 - x0) * (y1 - y0);
        uint256 union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter;
        return inter * 10_000 >= thresholdBps * union;
    }

    /// @dev 32 classes of the whole item.
    function whole() internal pure returns (bytes memory out) {
        out = hex"20";
        for (uint256 r; r < 32; ++r) {
            out = bytes.concat(out, bytes2(uint16(0x0100 + 0x0100 * r + 50)), bytes8(0));
        }
    }

    function _hash(uint256 a, uint256 b, uint256 c) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(a, b, c)));
    }
}
