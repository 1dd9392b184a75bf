// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Bytes of an array of a word for each seat, of which a batch has at most 7. Such arrays lie one behind the other
/// (ItemConsensus.Frame), so that a seat's word in the next one is this far from its word in one.
uint256 constant SEAT_ARRAY = 0xe0;
