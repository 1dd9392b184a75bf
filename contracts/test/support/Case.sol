// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind} from "../../src/interfaces/LabelTypes.sol";

/// @dev One item and what an independent implementation made of it; contracts/tools/fixtures.ts writes these.
struct Case {
    Kind kind;
    uint8 quorum;
    uint16 thresholdBps;
    uint16 agreementBps;
    bytes[] labels;
    bool resolved;
    bytes consensus;
    uint16[] scoresBps;
    bool[] agrees;
    uint8 accepted;
}
