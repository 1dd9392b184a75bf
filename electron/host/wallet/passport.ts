import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import { contentFaults } from '../../../shared/passport/check.ts';
import { digestsOf, passportHash } from '../../../shared/passport/hashes.ts';
import { fail } from '../context.ts';

export interface PassportSigner {
  /** The active account, and the network in use. */
  readonly account: string | null;
  readonly chainId: number;
  readonly coordinator: string | null;
  /** Signs a digest of our own making with the account's key. WALLET_LOCKED. */
  readonly sign: (account: string, digest: string) => Result<string>;
}

/**
 * Signs a reputation passport: the one typed data beside calls that this wallet signs, under a domain of its own. Only of
 * the active account and the network in use, and only where every score follows from its events: WRONG_ACCOUNT,
 * WRONG_CHAIN, PASSPORT_INVALID, WALLET_LOCKED. It moves nothing, so that no approval is asked for.
 */
export function signPassport({ account, chainId, coordinator, sign }: PassportSigner, { passport }: HostArguments<'wallet.signPassport'>): Result<HostResult<'wallet.signPassport'>> {
  if (account === null || passport.account.toLowerCase() !== account.toLowerCase()) {
    return fail('WRONG_ACCOUNT', `The passport is ${passport.account}'s, and the active account is ${account ?? 'none'}`, { field: 'passport.account', fix: 'Choose the account in the wallet.' });
  }
  if (coordinator === null || passport.chainId !== chainId || passport.coordinator.toLowerCase() !== coordinator.toLowerCase()) {
    return fail('WRONG_CHAIN', `The passport is of chain ${passport.chainId}, and the network in use is ${chainId}`, { field: 'passport.chainId', fix: 'Choose the network in the settings.' });
  }
  const [fault] = contentFaults(passport);
  if (fault !== undefined) return fail('PASSPORT_INVALID', fault.message, { field: `passport.${fault.field}`, fix: 'Let the window read the chain again, then try again.' });
  const signature = sign(account, passportHash(passport));
  return signature.ok ? { ok: true, value: { digests: digestsOf(passport), signature: signature.value } } : signature;
}
