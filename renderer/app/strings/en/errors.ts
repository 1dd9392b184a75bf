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
  WALLET_MISSING: {
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
  PHRASE_INVALID: {
    sentence: 'These words are not a recovery phrase.',
    safe: 'Nothing was stored. Check the order and the spelling: each word comes from the BIP-39 list, and the last one checks the others.',
  },
  PHRASE_NOT_CONFIRMED: {
    sentence: 'The words do not match the phrase.',
    safe: 'No wallet was created. Look at the phrase again.',
  },
  PHRASE_EXPIRED: {
    sentence: 'This phrase is no longer held.',
    safe: 'No wallet was created from it. Begin again with a new phrase.',
  },
  KEY_INVALID: {
    sentence: 'This is not a private key.',
    safe: 'Nothing was stored. A key is 64 hexadecimal digits, with or without 0x before them.',
  },
  KEYSTORE_INVALID: {
    sentence: 'This file is not a V3 keystore.',
    safe: 'Nothing was stored. A keystore is the JSON file that a wallet exports under a password.',
  },
  ACCOUNT_EXISTS: {
    sentence: 'This account is already here.',
    safe: 'Nothing was changed.',
  },
  ACCOUNT_UNKNOWN: {
    sentence: 'There is no such account on this machine.',
    safe: 'Nothing was changed.',
  },
  APPROVAL_UNKNOWN: {
    sentence: 'This request is no longer waiting.',
    safe: 'It was answered or has expired. Nothing was signed now.',
  },
  POLICY_REFUSED: {
    sentence: 'The wallet does not sign this kind of request.',
    safe: 'Nothing was signed. Only calls to the known coordinator and token are.',
  },
  CHAIN_OFFLINE: {
    sentence: 'The network does not answer.',
    safe: 'Keep working: labels are saved here and wait in the queue. They are sent when the network is back.',
  },
  CHAIN_BAD_ANSWER: {
    sentence: 'The network answered with something that makes no sense.',
    safe: 'Nothing was taken from that answer. Your labels are saved.',
  },
  CHAIN_WRONG_ID: {
    sentence: 'The address answers for another chain.',
    safe: 'The network was not added. Compare the chain id with the provider’s page.',
  },
  COORDINATOR_NO_CODE: {
    sentence: 'There is no contract at the coordinator’s address.',
    safe: 'Nothing was sent there. Check the address and the network.',
  },
  COORDINATOR_UNKNOWN: {
    sentence: 'This network has no coordinator set.',
    safe: 'Nothing was sent. Choose a network with a coordinator in settings.',
  },
  REVERTED: {
    sentence: 'The contract refused this.',
    safe: 'Nothing changed on the chain but, at most, a small fee.',
  },
  INSUFFICIENT_FUNDS: {
    sentence: 'The account does not have enough to pay for this.',
    safe: 'Nothing was sent.',
  },
  RANGE_TOO_WIDE: {
    sentence: 'The network gives fewer blocks at once.',
    safe: 'The reading goes on in smaller steps.',
  },
  LOCAL_CHAIN_ONLY: {
    sentence: 'This is only there on the local chain.',
    safe: 'Nothing was sent.',
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
  STORE_CLOSED: {
    sentence: 'The window’s storage was closed.',
    safe: 'Everything that was saved is there. Another window may be upgrading it; reload this one.',
  },
  JOURNAL_WRITE_FAILED: {
    sentence: 'The journal could not be written.',
    safe: 'The change is in the window’s storage. Check that the disk has space and can be written to.',
  },
  JOURNAL_DAMAGED: {
    sentence: 'The journal was changed from outside or is damaged.',
    safe: 'The labels in the window’s storage are untouched. Keep a copy of the journal folder before you go on.',
  },
  PACK_MISSING: {
    sentence: 'The images and texts of this project are not on this disk.',
    safe: 'Your seats are kept. The pack can be fetched again.',
  },
  ASSET_MISSING: {
    sentence: 'This item’s file is not on this disk.',
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
  NOT_CONNECTED: {
    sentence: 'The window has lost its host.',
    safe: 'What is shown as saved is saved. Start Tessera again in its terminal, then reload.',
  },
  INVALID_ARGUMENT: {
    sentence: 'A value was not understood.',
    safe: 'Nothing was changed.',
  },
  INTERNAL: {
    sentence: 'The host stumbled over a fault of its own.',
    safe: 'Labels that are shown as saved are on this disk.',
  },
} as const;
