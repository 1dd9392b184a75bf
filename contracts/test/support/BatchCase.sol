// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../../src/interfaces/LabelTypes.sol";

/// @dev One generated batch and what the reference says of it, as contracts/tools/batch-case.ts encodes it.
struct SeatCase {
    uint256 agreed;
    uint256 blank;
    int256 scoreSum;
    uint256 labelled;
    uint256 factorBps;
    uint256 chance;
    bytes32 chunksHash;
}

struct RulingCase {
    bytes truth;
    bool overturned;
    uint256 right;
}

struct BatchCase {
    Kind kind;
    uint8 quorum;
    uint8 classCount;
    uint8 items;
    uint8 split;
    uint16 thresholdBps;
    uint16 agreementBps;
    uint16 targetBps;
    bytes[] labels;
    uint256 resolved;
    bytes consensus;
    bytes32 root;
    SeatCase[] seats;
    RulingCase[] rulings;
}
