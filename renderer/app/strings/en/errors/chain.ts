/** Errors of the network, its contracts and the local chain. */
export const errorsChain = {
  CHAIN_OFFLINE: {
    sentence: 'The network does not answer.',
    safe: 'Keep working: labels are saved here and wait in the queue. They are sent when the network is back.',
  },
  RPC_GARBAGE: {
    sentence: 'The network answered with something that makes no sense.',
    safe: 'Nothing was taken from that answer. Your labels are saved.',
  },
  CHAIN_BAD_ANSWER: {
    sentence: 'The network answered with something that makes no sense.',
    safe: 'Nothing was taken from that answer. Your labels are saved.',
  },
  RPC_REFUSED: {
    sentence: 'The network refused the request.',
    safe: 'Nothing was changed. Your labels are saved.',
  },
  RPC_BUSY: {
    sentence: 'The network asks for patience: too many calls.',
    safe: 'It goes on by itself. Labels are saved here and wait in the queue.',
  },
  CLAIM_HELD: {
    sentence: 'The claim waits until it is worth its gas.',
    safe: 'The pay is yours and stays on the chain. “Sync now” claims it at once.',
  },
  TOO_MUCH_GAS: {
    sentence: 'This does not fit into one transaction.',
    safe: 'Nothing was sent. It is tried again in smaller parts.',
  },
  RPC_UNREACHABLE: {
    sentence: 'The network does not answer.',
    safe: 'Nothing was changed. Check the address and that the machine is online.',
  },
  RELAY_UNREACHABLE: {
    sentence: 'The relay that pays the fees does not answer.',
    safe: 'Nothing is lost. It goes out when the relay is back, or once the account can pay the fee itself.',
  },
  RELAY_BAD_ANSWER: {
    sentence: 'What the relay answers makes no sense.',
    safe: 'Nothing was taken from that answer: the chain decides. Your labels are saved.',
  },
  RELAY_BUSY: {
    sentence: 'The relay does not pay for more just now.',
    safe: 'Nothing is lost. It is tried again by itself, or goes out once the account can pay the fee itself.',
  },
  RELAY_REFUSED: {
    sentence: 'The relay does not send this.',
    safe: 'Nothing was sent. With some of the network’s currency the account sends it itself.',
  },
  RELAY_SILENT: {
    sentence: 'The relay took this and has not sent it.',
    safe: 'Nothing is lost and nothing is done twice. It is signed anew when its time is over, or goes out once the account can pay.',
  },
  BAD_RELAY_URL: {
    sentence: 'This is not an address of a relay.',
    safe: 'Nothing was changed. It begins with https://, or http:// on this machine, and carries no password.',
  },
  BAD_RPC_URL: {
    sentence: 'This is not an address of a network.',
    safe: 'The network was not added. It begins with https://, or http:// on this machine.',
  },
  WRONG_CHAIN: {
    sentence: 'The address answers for another chain.',
    safe: 'Nothing was sent. Compare the chain id with the provider’s page.',
  },
  NO_CODE: {
    sentence: 'There is no contract at the coordinator’s address.',
    safe: 'Nothing was sent there. Check the address and the network.',
  },
  CODE_DIFFERS: {
    sentence: 'The coordinator’s code is not the known one.',
    safe: 'Nothing is sent there. The network’s address may be lying, or the address book is of another chain.',
  },
  UNKNOWN_CODE: {
    sentence: 'Nobody here knows this coordinator’s code.',
    safe: 'The network was not added and nothing was sent.',
  },
  BAD_BOOK: {
    sentence: 'The address book cannot be read.',
    safe: 'Nothing in it was changed.',
  },
  NOT_COORDINATOR: {
    sentence: 'The contract at this address is not a Tessera coordinator.',
    safe: 'Nothing was sent there. Check the address.',
  },
  NO_COORDINATOR: {
    sentence: 'This network has no coordinator.',
    safe: 'Nothing was sent. Choose a network with a coordinator in settings.',
  },
  NOT_TOKEN: {
    sentence: 'The coordinator’s token does not answer like a token.',
    safe: 'Nothing was sent. Check the network and the coordinator’s address.',
  },
  UNKNOWN_NETWORK: {
    sentence: 'There is no such network in the list.',
    safe: 'Nothing was changed.',
  },
  REVERTED: {
    sentence: 'The contract refused this.',
    safe: 'Nothing changed on the chain but, at most, a small fee.',
  },
  NO_SEAT_FOUND: {
    sentence: 'No seat was found for this account.',
    safe: 'Nothing was taken and nothing is lost. Either the project is full, or few of its batches are without you: each search looks into 64 of them, from another place with each block. Try again later.',
  },
  NOT_MINED: {
    sentence: 'The transaction has not been included yet.',
    safe: 'It may still be. It is never sent twice: the chain is asked first.',
  },
  NONCE_USED: {
    sentence: 'The network has already had a transaction with this number.',
    safe: 'Nothing was sent twice. It is tried again with the next number.',
  },
  RANGE_TOO_WIDE: {
    sentence: 'The network gives fewer blocks at once.',
    safe: 'The reading goes on in smaller steps.',
  },
  CHAIN_NOT_STARTED: {
    sentence: 'The local chain did not start.',
    safe: 'Labels on this disk are untouched and can be worked on. The chain’s own state is kept.',
  },
  CHAIN_NOT_RUNNING: {
    sentence: 'The local chain is not running.',
    safe: 'Keep working: labels are saved here and wait in the queue.',
  },
  CHAIN_OWNED: {
    sentence: 'Another Tessera runs the local chain.',
    safe: 'Nothing was changed. Close the other one, or use it.',
  },
  CHAIN_OUTDATED: {
    sentence: 'The local chain was made by an older version.',
    safe: 'Nothing was deleted. It can be put aside and a new one begun.',
  },
  NO_ANVIL: {
    sentence: 'The local chain’s program is not installed.',
    safe: 'Labels can be worked on. Run npm install again to bring it.',
  },
  PRACTICE_UNAVAILABLE: {
    sentence: 'Practice annotators are only there on the local chain.',
    safe: 'Nothing was changed.',
  },
  BLOCK_GONE: {
    sentence: 'The network no longer has the state of that block.',
    safe: 'Nothing was changed. The latest block is asked instead.',
  },
  CANCELLED: {
    sentence: 'This was stopped.',
    safe: 'What was approved stays approved; nothing else was done.',
  },
  CHAIN_NOT_STOPPED: {
    sentence: 'The local chain did not stop.',
    safe: 'Its state is kept.',
  },
  CHAIN_UNSETTLED: {
    sentence: 'The chain changed while it was read.',
    safe: 'Nothing was taken from it. It is read again.',
  },
  HISTORY_UNREAD: {
    sentence: 'The commitments of this batch have not been read from the chain yet.',
    safe: 'Nothing was sent. It goes on when they have been read.',
  },
  NOT_OPENED: {
    sentence: 'The transaction is in a block, but it opened no project.',
    safe: 'What is in escrow can be seen on the project’s page.',
  },
  NOT_A_TOKEN: {
    sentence: 'The contract at this address does not answer like a token.',
    safe: 'Nothing was sent.',
  },
  NOT_SETTLED: {
    sentence: 'This batch is not settled yet.',
    safe: 'Nothing was sent. It goes on once the batch is settled.',
  },
  OFFLINE: {
    sentence: 'There is no network.',
    safe: 'Your labels are saved.',
  },
  PARAMS_INVALID: {
    sentence: 'The contract would refuse these rules.',
    safe: 'Nothing was opened. Each field says what to change.',
  },
  PROJECT_UNKNOWN: {
    sentence: 'The chain has no such project.',
    safe: 'Nothing was changed. Check the number and the network.',
  },
  REVEALS_UNREAD: {
    sentence: 'The revealed labels of this batch have not been read from the chain yet.',
    safe: 'Nothing was sent. It goes on when they have been read.',
  },
  TX_LOST: {
    sentence: 'The network does not know the transaction.',
    safe: 'Nothing was taken. Try again.',
  },
  NODE_SILENT: {
    sentence: 'Nothing answers at this address.',
    safe: 'The network was not added. Check the address, and whether the node runs.',
  },
  WRONG_CODE: {
    sentence: 'A contract of this deployment has other code than it should.',
    safe: 'Nothing more was sent.',
  },
  BAD_PROJECT: {
    sentence: 'The contract does not take a project with these rules.',
    safe: 'Nothing was sent. Change the rules and try again.',
  },
  ALREADY_KNOWN: {
    sentence: 'The network has this transaction already.',
    safe: 'It is not sent twice.',
  },
  CREATE2_REFUSED: {
    sentence: 'The proxy that puts contracts at known addresses cannot be had on this chain.',
    safe: 'Nothing was deployed.',
  },
  NOT_OWNER: {
    sentence: 'Another Tessera looks after the local chain.',
    safe: 'Nothing was changed. Close the other one, or use its window.',
  },
  BLOCK_UNKNOWN: {
    sentence: 'The network does not have this block.',
    safe: 'Nothing was changed. It may be another network, or a node that is behind.',
  },
  NO_EXPORT: {
    sentence: 'This folder is no export.',
    safe: 'Nothing was changed.',
  },
  NO_PROOF: {
    sentence: 'The export has no light proof.',
    safe: 'Nothing was changed. It can be verified against the chain.',
  },
  PROOF_UNAVAILABLE: {
    sentence: 'The node cannot give what a light proof is made of.',
    safe: 'The export is whole without it. Another node may have it.',
  },
  WRITER_UNKNOWN: {
    sentence: 'The export was written by another version.',
    safe: 'Nothing was changed. Verify it with the version that wrote it, or export again.',
  },
} as const;
