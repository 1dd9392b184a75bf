import type { HostHandlers, HostResult, Result } from '../../../shared/host-api.ts';
import type { ChainService, Network } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { Contacts } from './contacts.ts';
import type { GuessDelay } from './guess-delay.ts';
import type { Keystore } from './keystore.ts';
import { lookAtRecipient } from './recipient.ts';
import type { KnownPeople } from './recipient.ts';
import { NATIVE, assetOf } from './spend-of.ts';
import type { Asset, Spending } from './spending.ts';

interface MoneyParts {
  readonly chain: ChainService;
  readonly keystore: Keystore;
  readonly contacts: Contacts;
  readonly spending: Spending;
  readonly guess: GuessDelay;
  readonly activeAccount: () => string | null;
  /** Of the active account. */
  readonly people: () => KnownPeople;
}

type MoneyMethod = 'wallet.limits' | 'wallet.setLimit' | 'wallet.contacts' | 'wallet.putContact' | 'wallet.removeContact' | 'wallet.recipient' | 'wallet.spent';

/** Limits, the address book, and what the account has sent. */
export function moneyHandlers(parts: MoneyParts): Pick<HostHandlers, MoneyMethod> {
  const { chain, keystore, contacts, spending, guess, activeAccount, people } = parts;
  const listed = (): Result<HostResult<'wallet.contacts'>> => ({ ok: true, value: [...contacts.list()] });
  const limits = (account: string, network: Network): HostResult<'wallet.limits'> => {
    const of = (asset: Asset) => ({ limit: spending.limit(account, network.chainId, asset)?.toString() ?? null, spent: spending.spent(account, network.chainId, asset).toString() });
    return { token: network.token === null ? null : of(assetOf(network.token)), native: of(NATIVE) };
  };
  return {
    'wallet.limits': async () => {
      const account = activeAccount();
      return account === null ? noAccount() : { ok: true, value: limits(account, chain.network()) };
    },
    'wallet.setLimit': async ({ what, amount, password }) => {
      const account = activeAccount();
      if (account === null) return noAccount();
      const network = chain.network();
      if (what === 'token' && network.token === null) return fail('NO_TOKEN', 'This network has no token yet', { fix: 'Choose a network in the settings.' });
      const asset = what === 'native' ? NATIVE : assetOf(network.token ?? '');
      const [now, next] = [spending.limit(account, network.chainId, asset), amount === null ? null : BigInt(amount)];
      // Whoever sits at an unlocked wallet may spend less than before, never more.
      if (next === null ? now !== null : now !== null && next > now) {
        if (password === undefined) return fail('PASSWORD_NEEDED', 'A limit is raised with the password of the account', { field: 'password', fix: 'Type it.' });
        const opened = await guess.guard(() => keystore.open(account, password));
        if (!opened.ok) return opened;
        opened.value.wipe();
      }
      await spending.setLimit(account, network.chainId, asset, next);
      return { ok: true, value: limits(account, network) };
    },
    'wallet.contacts': async () => listed(),
    'wallet.putContact': async ({ address, name }) => {
      const looked = lookAtRecipient(address, people(), { coordinator: null, token: null });
      if (!looked.ok) return looked;
      const put = await contacts.put(looked.value.address, name.trim());
      return put.ok ? listed() : put;
    },
    'wallet.removeContact': async ({ address }) => {
      await contacts.remove(address);
      return listed();
    },
    'wallet.recipient': async ({ address }) => lookAtRecipient(address, people(), chain.network()),
    'wallet.spent': async () => {
      const account = activeAccount();
      if (account === null) return noAccount();
      const all = spending.all(account, chain.network().chainId);
      return { ok: true, value: all.map(({ kind, asset, amount, to, atMs, transactionHash }) => ({ kind, asset, amount: amount.toString(), to, atMs, transactionHash })) };
    },
  };
}

function noAccount(): ReturnType<typeof fail> {
  return fail('NO_ACCOUNT', 'There is no account yet', { fix: 'Create a wallet or import one.' });
}
