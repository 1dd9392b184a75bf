/**
 * What went wrong, by the host's code: a sentence, and what is safe. The action is chosen in
 * errors/error-actions.ts; the host's own words on the field and the fix stand below.
 */
export const errors = {
  title: 'This did not work',
  detail: 'What was reported',
  code: 'Code {{code}}',
  field: 'In {{field}}',
  action: {
    retry: 'Try again',
    unlock: 'Unlock the wallet',
    createWallet: 'Create a wallet',
    network: 'Network settings',
    wallet: 'Open the wallet',
    work: 'Back to work',
    reload: 'Reload the window',
  },
  unknown: {
    sentence: 'Something happened that was not foreseen.',
    safe: 'Labels that are shown as saved are on this disk. Nothing was sent twice.',
  },
  NODE_SILENT: {
    sentence: 'Nothing answers at this address.',
    safe: 'The network was not added. Check the address, and whether the node runs.',
  },
  GOLD_SHORT: {
    sentence: 'A batch has too few known answers.',
    safe: 'Nothing was signed and nothing was sent.',
  },
  GOLD_MISSING: {
    sentence: 'The known answers are not on this machine.',
    safe: 'Nothing was sent. They are kept by the profile that made the pack.',
  },
  BAD_GOLD_ANSWER: {
    sentence: 'A known answer cannot be one.',
    safe: 'Nothing was signed and nothing was sent.',
  },
  NO_ACCOUNT: {
    sentence: 'There is no wallet yet.',
    safe: 'Browsing and labelling need none; seats and pay do.',
  },
  WALLET_LOCKED: {
    sentence: 'The wallet is locked.',
    safe: 'Your labels are saved. Nothing was signed and nothing was sent.',
  },
  WRONG_PASSWORD: {
    sentence: 'That is not the password of this account.',
    safe: 'Nothing was changed. Check Caps Lock and the keyboard layout. If the password is lost, import the recovery phrase and choose a new one.',
  },
  BUSY: {
    sentence: 'Another password is still being checked.',
    safe: 'Nothing was changed. Wait a moment.',
  },
  BAD_PHRASE: {
    sentence: 'These words are not a recovery phrase.',
    safe: 'Nothing was stored. Check the order and the spelling: each word is from the BIP-39 list, and the last one checks the others.',
  },
  PHRASE_MISMATCH: {
    sentence: 'The words do not match the phrase.',
    safe: 'No wallet was created. Look at your paper, or at the phrase again.',
  },
  PHRASE_EXPIRED: {
    sentence: 'This phrase is no longer held.',
    safe: 'No wallet was created from it. Begin again with a new phrase.',
  },
  BAD_PRIVATE_KEY: {
    sentence: 'This is not a private key.',
    safe: 'Nothing was stored. A key is 64 hexadecimal digits, with or without 0x before them.',
  },
  BAD_KEYSTORE: {
    sentence: 'This file is not a V3 keystore.',
    safe: 'Nothing was stored. A keystore is the JSON file that a wallet exports under a password.',
  },
  KEYSTORE_TOO_COSTLY: {
    sentence: 'This keystore asks for more work than any wallet uses.',
    safe: 'Nothing was stored: the file may be made to freeze the machine.',
  },
  ACCOUNT_EXISTS: {
    sentence: 'This account is already here.',
    safe: 'Nothing was changed. Unlock it with its password.',
  },
  UNKNOWN_ACCOUNT: {
    sentence: 'There is no such account on this machine.',
    safe: 'Nothing was changed.',
  },
  UNKNOWN_APPROVAL: {
    sentence: 'This request is no longer waiting.',
    safe: 'It was answered or has run out. Nothing was signed now.',
  },
  POLICY_CHANGED: {
    sentence: 'The request is no longer the one that was shown.',
    safe: 'Nothing was signed. Ask for it again.',
  },
  UNKNOWN_TARGET: {
    sentence: 'The wallet only signs calls to the coordinator and the token.',
    safe: 'Nothing was signed.',
  },
  UNKNOWN_CALL: {
    sentence: 'The wallet does not sign this kind of call.',
    safe: 'Nothing was signed.',
  },
  VALUE_NOT_ALLOWED: {
    sentence: 'Money sent along with this call would be lost.',
    safe: 'Nothing was signed.',
  },
  SPENDER_NOT_ALLOWED: {
    sentence: 'Only the coordinator may be allowed to take tokens.',
    safe: 'Nothing was signed.',
  },
  UNLIMITED_ALLOWANCE: {
    sentence: 'An allowance without a limit is never signed.',
    safe: 'Nothing was signed.',
  },
  INSUFFICIENT_FUNDS: {
    sentence: 'The account does not have enough to pay the fee.',
    safe: 'Nothing was sent. Add fee money; on the local chain the wallet has a button for it.',
  },
  INSUFFICIENT_TOKENS: {
    sentence: 'The account does not have enough tokens.',
    safe: 'Nothing was sent.',
  },
  FEE_TOO_HIGH: {
    sentence: 'The network asks for an unusually high fee.',
    safe: 'Nothing was sent. It waits until the fee is down again.',
  },
  FAUCET_FULL: {
    sentence: 'This account has had enough practice money.',
    safe: 'Nothing was sent.',
  },
  NOT_LOCAL: {
    sentence: 'This is only there on the local chain.',
    safe: 'Nothing was sent.',
  },
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
  RPC_UNREACHABLE: {
    sentence: 'The network does not answer.',
    safe: 'Nothing was changed. Check the address and that the machine is online.',
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
  DISK_FULL: {
    sentence: 'The disk is full.',
    safe: 'What is shown as saved is saved. Free some space before you go on: the next change may not fit.',
  },
  STORAGE_FULL: {
    sentence: 'The window’s storage is full.',
    safe: 'What is shown as saved is saved. Free some disk space before you go on.',
  },
  STORAGE_FAILED: {
    sentence: 'The last change could not be written to the window’s storage.',
    safe: 'It is still on the screen. Everything before it is saved, here and in the journal.',
  },
  NOT_SAVED: {
    sentence: 'The last change could not be saved.',
    safe: 'It is still on the screen. Everything before it is saved.',
  },
  STORE_CLOSED: {
    sentence: 'The window’s storage was closed.',
    safe: 'Everything that was saved is there. Another window may have taken over; reload this one.',
  },
  LOCKS_MISSING: {
    sentence: 'This browser cannot keep two windows from overwriting each other.',
    safe: 'Nothing was opened. Use a current Chromium, Chrome, Edge or the desktop app.',
  },
  NEWER_VERSION: {
    sentence: 'This data was written by a newer Tessera.',
    safe: 'Nothing was changed. Update Tessera to open it.',
  },
  JOURNAL_WRITE_FAILED: {
    sentence: 'The journal could not be written.',
    safe: 'The change is in the window’s storage. Check that the disk has space and can be written to.',
  },
  JOURNAL_BROKEN: {
    sentence: 'The disk did not confirm the last write to the journal.',
    safe: 'The change is in the window’s storage. Start Tessera again before you seal more.',
  },
  JOURNAL_CLOSED: {
    sentence: 'Tessera is closing.',
    safe: 'What is shown as saved is saved.',
  },
  JOURNAL_DAMAGED: {
    sentence: 'The journal was changed from outside or is damaged.',
    safe: 'The labels in the window’s storage are untouched. Keep a copy of the journal folder before you go on.',
  },
  SEAT_UNKNOWN: {
    sentence: 'This seat is not known on this machine.',
    safe: 'Nothing was changed. It may belong to another account or network.',
  },
  SIGNED: {
    sentence: 'This batch is signed and cannot be changed any more.',
    safe: 'Its labels are kept as they were signed.',
  },
  LABELS_CHANGED: {
    sentence: 'The stored labels are not the ones that were sealed.',
    safe: 'Nothing was sent. Open the item, check it and seal it again.',
  },
  LABELS_DAMAGED: {
    sentence: 'The stored labels of this item cannot be read.',
    safe: 'The other items are untouched. The journal can restore this one.',
  },
  PACK_MISSING: {
    sentence: 'The images and texts of this project are not on this disk.',
    safe: 'Your seats are kept. The pack can be fetched again.',
  },
  PACK_BROKEN: {
    sentence: 'The project’s files do not match what the project named.',
    safe: 'They were not used. Your labels are kept; the pack can be fetched again.',
  },
  PACK_NOT_KEPT: {
    sentence: 'The pack could not be written.',
    safe: 'The files that you chose are untouched. Check that the disk has space.',
  },
  ASSET_MISSING: {
    sentence: 'This item’s file is not on this disk.',
    safe: 'Your labels are kept. Go on with the other items.',
  },
  ASSET_UNAVAILABLE: {
    sentence: 'This item’s file cannot be had now.',
    safe: 'Your labels are kept. Go on with the other items.',
  },
  ASSET_ALTERED: {
    sentence: 'This item’s file is not the one that the project named.',
    safe: 'It was not shown. Your labels are kept; fetch the pack again.',
  },
  IMAGE_UNREADABLE: {
    sentence: 'This file is no image that can be read.',
    safe: 'The other files were taken.',
  },
  TEXT_UNREADABLE: {
    sentence: 'This file is no text that can be read.',
    safe: 'The other files were taken.',
  },
  NO_ITEMS: {
    sentence: 'None of these files can be used.',
    safe: 'They are untouched. Below is what is wrong with them.',
  },
  SCHEMA_INVALID: {
    sentence: 'The project’s schema cannot be used.',
    safe: 'Nothing was opened. Below is what to change.',
  },
  FILE_TOO_LARGE: {
    sentence: 'This file is too large.',
    safe: 'It was not taken. The other files were.',
  },
  HOST_UNREACHABLE: {
    sentence: 'The window has lost its host.',
    safe: 'What is shown as saved is saved. If Tessera was stopped in its terminal, start it again.',
  },
  NOT_CONNECTED: {
    sentence: 'The window has lost its host.',
    safe: 'What is shown as saved is saved. If Tessera was stopped in its terminal, start it again.',
  },
  TOO_MANY_REQUESTS: {
    sentence: 'Too many requests wait already.',
    safe: 'Nothing was added. Answer those in the wallet first.',
  },
  SERVICE_UNAVAILABLE: {
    sentence: 'A part of the host did not start.',
    safe: 'Labels that are shown as saved are on this disk.',
  },
  PROFILE_IN_USE: {
    sentence: 'This profile is open in another Tessera.',
    safe: 'Nothing was changed. Use the other window, or start with another profile.',
  },
  BAD_ARGUMENTS: {
    sentence: 'A value was not understood.',
    safe: 'Nothing was changed.',
  },
  BAD_ADDRESS: {
    sentence: 'This is not an address.',
    safe: 'Nothing was sent. An address is 0x and 40 hexadecimal digits.',
  },
  INTERNAL: {
    sentence: 'The host stumbled over a fault of its own.',
    safe: 'Labels that are shown as saved are on this disk.',
  },
  VIEW_FAULT: {
    sentence: 'This view stumbled over a fault of its own.',
    safe: 'The rest of the window works, and what is shown as saved is saved.',
  },
} as const;
