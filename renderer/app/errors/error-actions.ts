/** What a person can do about an error: one thing, the best one. */
export type ErrorAction = 'retry' | 'unlock' | 'createWallet' | 'network' | 'wallet' | 'work' | 'reload';

const ACTIONS: Readonly<Record<string, ErrorAction>> = {
  NO_ACCOUNT: 'createWallet',
  WALLET_LOCKED: 'unlock',
  UNKNOWN_ACCOUNT: 'wallet',
  UNKNOWN_APPROVAL: 'wallet',
  INSUFFICIENT_FUNDS: 'wallet',
  INSUFFICIENT_TOKENS: 'wallet',
  WRONG_CHAIN: 'network',
  NO_CODE: 'network',
  CODE_DIFFERS: 'network',
  UNKNOWN_CODE: 'network',
  NOT_COORDINATOR: 'network',
  NO_COORDINATOR: 'network',
  NOT_TOKEN: 'network',
  RPC_GARBAGE: 'network',
  CHAIN_BAD_ANSWER: 'network',
  UNKNOWN_NETWORK: 'network',
  SEAT_UNKNOWN: 'work',
  SIGNED: 'work',
  PACK_MISSING: 'work',
  PACK_BROKEN: 'work',
  ASSET_MISSING: 'work',
  ASSET_ALTERED: 'work',
  STORE_CLOSED: 'reload',
  JOURNAL_CLOSED: 'reload',
  NOT_CONNECTED: 'reload',
  HOST_UNREACHABLE: 'reload',
};

/** Errors whose cure lies in what was asked for: another try with the same would end the same way. */
const NO_SECOND_TRY = new Set([
  'WRONG_PASSWORD',
  'BAD_PHRASE',
  'PHRASE_MISMATCH',
  'PHRASE_EXPIRED',
  'BAD_PRIVATE_KEY',
  'BAD_KEYSTORE',
  'KEYSTORE_TOO_COSTLY',
  'BAD_ARGUMENTS',
  'BAD_ADDRESS',
  'BAD_RPC_URL',
  'BAD_RELAY_URL',
  'UNKNOWN_TARGET',
  'UNKNOWN_CALL',
  'VALUE_NOT_ALLOWED',
  'SPENDER_NOT_ALLOWED',
  'UNLIMITED_ALLOWANCE',
  'FAUCET_FULL',
  'NOT_LOCAL',
  'PRACTICE_UNAVAILABLE',
  'ACCOUNT_EXISTS',
  'NEWER_VERSION',
  'LOCKS_MISSING',
  'NO_ITEMS',
  'SCHEMA_INVALID',
]);

export function actionFor(code: string): ErrorAction | null {
  return NO_SECOND_TRY.has(code) ? null : (ACTIONS[code] ?? 'retry');
}
