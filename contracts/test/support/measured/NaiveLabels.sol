// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ILabelCoordinator} from "../../../src/interfaces/ILabelCoordinator.sol";
import {Kind} from "../../../src/interfaces/LabelTypes.sol";

/// @dev What the design measures against first: one transaction a label, stored bare.
contract BareLabels {
    mapping(uint256 item => mapping(address annotator => bytes32)) public labels;

    event Labelled(uint256 indexed item, address indexed annotator, bytes32 label);

    function submit(uint256 item, bytes32 label) external {
        labels[item][msg.sender] = label;
        emit Labelled(item, msg.sender, label);
    }
}

/// @dev And second: one transaction a label that stores the regions; the last of k runs the same matching and pays
/// one by one.
contract NaiveLabels {
    struct Answer {
        address annotator;
        bytes labels;
    }

    ILabelCoordinator private immutable RULE;
    IERC20 private immutable TOKEN;
    Kind private immutable KIND;
    uint256 private immutable SEATS;
    uint256 private constant REWARD = 1e18;

    mapping(uint256 item => Answer[]) public answers;

    event Labelled(uint256 indexed item, address indexed annotator, bytes labels);
    event Settled(uint256 indexed item, bytes consensus);

    constructor(ILabelCoordinator rule, IERC20 token, Kind kind, uint256 seats) {
        (RULE, TOKEN, KIND, SEATS) = (rule, token, kind, seats);
    }

    function submit(uint256 item, bytes calldata labels) external {
        answers[item].push(Answer(msg.sender, labels));
        emit Labelled(item, msg.sender, labels);
        if (answers[item].length == SEATS) _settle(item);
    }

    function _settle(uint256 item) private {
        bytes[] memory all = new bytes[](SEATS);
        for (uint256 s; s < SEATS; ++s) {
            all[s] = answers[item][s].labels;
        }
        (, bytes memory consensus,, bool[] memory agrees,) =
            RULE.consensusOf(KIND, uint8(SEATS / 2 + 1), 5000, 6667, all);
        emit Settled(item, consensus);
        for (uint256 s; s < SEATS; ++s) {
            if (agrees[s]) require(TOKEN.transfer(answers[item][s].annotator, REWARD));
        }
    }
}
