/** Errors of the wallet: accounts, passwords, what it does not sign. */
export const errorsWallet = {
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
  APPROVAL_REJECTED: {
    sentence: 'The request was not approved, or its transaction did not go through.',
    safe: 'Nothing was taken. Ask for it again.',
  },
  APPROVAL_UNEXPECTED: {
    sentence: 'The wallet asked for an approval where none is due.',
    safe: 'Nothing was sent. Sending labels moves no value; look at the request in the wallet.',
  },
  REJECTED: {
    sentence: 'The request was not approved.',
    safe: 'Nothing was sent.',
  },
  TOKENS_SHORT: {
    sentence: 'The account holds fewer tokens than the stake needs.',
    safe: 'Nothing was sent. Take fewer seats, or get more tokens first.',
  },
} as const;
