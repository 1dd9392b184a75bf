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
  OVER_DAILY_LIMIT: {
    sentence: 'This goes beyond the account’s daily limit.',
    safe: 'Nothing was signed. Wait until tomorrow, or raise the limit in the wallet with the password.',
  },
  PASSWORD_NEEDED: {
    sentence: 'A limit is only raised with the password.',
    safe: 'The limit is as it was.',
  },
  NO_PHRASE: {
    sentence: 'This account has no recovery phrase: it came from a key.',
    safe: 'Nothing was shown. Its key can be shown, or exported as a file.',
  },
  TOO_MANY_ACCOUNTS: {
    sentence: 'This phrase has a hundred accounts here already.',
    safe: 'Nothing was added. Create a wallet with a phrase of its own.',
  },
  KEYCHAIN_REFUSED: {
    sentence: 'This system’s keychain cannot be trusted with the password.',
    safe: 'Nothing was stored. Type the password when it is asked for.',
  },
  NOT_REMEMBERED: {
    sentence: 'The password of this account is not remembered.',
    safe: 'Nothing was changed. Type it.',
  },
  BAD_CHECKSUM: {
    sentence: 'This address has a wrong digit.',
    safe: 'Nothing was sent: its capitals do not fit. Copy it again from where you have it.',
  },
  RECIPIENT_KEEPS: {
    sentence: 'What is sent to this address can never be had back.',
    safe: 'Nothing was sent. It is a contract of this network or nobody’s address: give that of an account.',
  },
  TOO_MANY_CONTACTS: {
    sentence: 'The address book is full.',
    safe: 'Nothing was added. Remove an entry that is no longer used.',
  },
  NO_TOKEN: {
    sentence: 'This network has no token yet.',
    safe: 'Nothing was sent.',
  },
  UNKNOWN_TYPE: {
    sentence: 'The wallet does not sign this kind of typed data.',
    safe: 'Nothing was signed.',
  },
  WRONG_DOMAIN: {
    sentence: 'This was to be signed for another contract or network.',
    safe: 'Nothing was signed.',
  },
  FAUCET_FULL: {
    sentence: 'This account has had enough practice money.',
    safe: 'Nothing was sent.',
  },
  NOT_LOCAL: {
    sentence: 'This is only there on the local chain.',
    safe: 'Nothing was sent.',
  },
  APPROVAL_OPEN: {
    sentence: 'Another request is being asked about.',
    safe: 'Nothing was signed. Answer that one first; its box may lie behind the window.',
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
