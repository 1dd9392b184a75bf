/** What a person can do about an error: one thing, the best one. */
export type ErrorAction = 'retry' | 'unlock' | 'createWallet' | 'network' | 'wallet' | 'work' | 'reload';

const ACTIONS: Readonly<Record<string, ErrorAction>> = {
  WALLET_MISSING: 'createWallet',
  WALLET_LOCKED: 'unlock',
  ACCOUNT_UNKNOWN: 'wallet',
  APPROVAL_UNKNOWN: 'wallet',
  INSUFFICIENT_FUNDS: 'wallet',
  CHAIN_WRONG_ID: 'network',
  COORDINATOR_NO_CODE: 'network',
  COORDINATOR_UNKNOWN: 'network',
  CHAIN_BAD_ANSWER: 'network',
  PACK_MISSING: 'work',
  ASSET_MISSING: 'work',
  STORE_CLOSED: 'reload',
  NOT_CONNECTED: 'reload',
};

/** Errors whose cure is in what was typed: another try with the same words would end the same way. */
const TYPED = new Set(['WRONG_PASSWORD', 'PHRASE_INVALID', 'PHRASE_NOT_CONFIRMED', 'KEY_INVALID', 'KEYSTORE_INVALID', 'INVALID_ARGUMENT', 'POLICY_REFUSED', 'LOCAL_CHAIN_ONLY', 'ACCOUNT_EXISTS']);

export function actionFor(code: string): ErrorAction | null {
  return TYPED.has(code) ? null : (ACTIONS[code] ?? 'retry');
}
