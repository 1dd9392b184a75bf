import { MaxUint256 } from 'ethers/constants';
import type { HostEventData, HostHandlers, HostResult, Result } from '../../../shared/host-api.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { SettingsFile } from '../settings.ts';
import { createApprovals } from './approvals.ts';
import type { Approval } from './approvals.ts';
import type { WalletBooks } from './books.ts';
import { createGuessDelay } from './guess-delay.ts';
import type { GuessDelay } from './guess-delay.ts';
import type { KeyMaterial } from './key-material.ts';
import { createRemembered, noKeychain } from './keychain.ts';
import type { Keychain } from './keychain.ts';
import { openKeystore } from './keystore.ts';
import type { Keystore } from './keystore.ts';
import { memoryHandlers } from './memory-handlers.ts';
import { moneyHandlers } from './money-handlers.ts';
import { createFreshPhrase, keyOfHex, keyOfPhrase } from './phrases.ts';
import { judgeTyped } from './policy-typed.ts';
import type { KnownPeople } from './recipient.ts';
import { goldSecret } from './gold-secret.ts';
import { signPassport } from './passport.ts';
import { seatSalt } from './seat-salt.ts';
import { secretHandlers } from './secrets.ts';
import { Sponsor } from '../sponsor/sponsor.ts';
import { createSending } from './send.ts';
import type { Sending } from './send.ts';
import { createSession } from './session.ts';
import { signerFor, walletLocked } from './signer.ts';
import { openV3 } from './v3.ts';

type WalletMethod = Extract<keyof HostHandlers, `wallet.${string}`>;
type Status = HostEventData<'wallet.changed'>;
type Account = HostResult<'wallet.create'>;

export interface WalletService {
  readonly handlers: Pick<HostHandlers, WalletMethod>;
  send: Sending['send'];
  /** Of a transaction, or of an operation that a relay was given. */
  receipt: Sending['receipt'];
  activeAccount(): string | null;
  /** The active account's secret for a pack's known answers on the network in use. WALLET_LOCKED, NO_COORDINATOR. */
  goldSecret(manifestRoot: string): Result<string>;
  /** Reads the key files again: a restored backup has added some. */
  reload(): Promise<void>;
  /** At once: the screen was locked, the machine goes to sleep. */
  lock(): void;
  close(): void;
}

export interface WalletOptions {
  readonly keystoreDir: string;
  /** Where operations given to a relay are remembered. */
  readonly profileDir: string;
  /** The address book, limits and what was spent. */
  readonly books: WalletBooks;
  readonly settings: SettingsFile;
  readonly chain: ChainService;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  readonly onChanged: (status: Status) => void;
  readonly onApprovals: (pending: Approval[]) => void;
  readonly keychain?: Keychain;
  /** scrypt's N: 2^17 unless a test wants it cheaper. */
  readonly scryptN?: number;
  readonly guessDelay?: GuessDelay;
}

const AUTO_LOCK_MINUTES = 15;

/** Keys on disk, keys in memory for a while, and what may be signed with them. */
export async function createWallet(options: WalletOptions): Promise<WalletService> {
  const { nowMs, settings, chain, log } = options;
  const keystore = await openKeystore({ dir: options.keystoreDir, cost: { N: options.scryptN ?? 2 ** 17 }, nowMs, log });
  const { contacts, spending } = options.books;
  const remembered = createRemembered(options.keystoreDir, options.keychain ?? noKeychain);
  const guess = options.guessDelay ?? createGuessDelay();
  const phrase = createFreshPhrase(nowMs);
  const approvals = createApprovals(nowMs, options.onApprovals);
  const active = (): string | null => activeAccount(keystore, settings);
  const autoLockMinutes = (): number => settings.get().autoLockMinutes ?? AUTO_LOCK_MINUTES;
  const status = (): Status => {
    const address = active();
    const isUnlocked = address !== null && session.key(address) !== null;
    return { accounts: [...keystore.accounts()], active: address, isUnlocked, locksAtMs: isUnlocked ? session.locksAtMs() : null, autoLockMinutes: autoLockMinutes() };
  };
  const changed = (): Status => {
    const now = status();
    options.onChanged(now);
    return now;
  };
  const session = createSession({ nowMs, autoLockMs: () => autoLockMinutes() * 60_000, onAutoLock: () => changed() });
  const sign = (account: string, digest: string): Result<string> => {
    const key = session.key(account);
    return key ? { ok: true, value: key.signDigest(digest) } : walletLocked();
  };
  const sponsor = new Sponsor({
    ...{ chain, nowMs, profileDir: options.profileDir },
    sign: (account, typed, call) => {
      const digest = judgeTyped(typed, { account, network: chain.network(), call });
      if (!digest.ok) return digest;
      return sign(account, digest.value);
    },
    signerFor: (call) => signerFor(session, call),
  });
  const people = (): KnownPeople => ({
    accounts: keystore.accounts(),
    contacts: contacts.list(),
    sentTo: spending.all(active() ?? '', chain.network().chainId).flatMap(({ to }) => (to === null ? [] : [to])),
  });
  const sending = createSending({ chain, session, approvals, sponsor, spending, people, activeAccount: active });
  // A request belongs to the network it was asked on; it must not be answered by habit on another.
  let networkId = chain.network().id;
  const stopWatching = chain.onStatus(({ network }) => {
    if (network.id !== networkId) approvals.clear();
    networkId = network.id;
  });

  const keep = async (key: Result<KeyMaterial>, password: string, name: string): Promise<Result<Account>> => {
    if (!key.ok) return key;
    const account = await keystore.add(key.value, password, name);
    if (!account.ok) {
      key.value.wipe();
      return account;
    }
    session.put(key.value);
    await settings.update({ activeAccount: account.value.address });
    changed();
    return account;
  };
  const unlock = async (opened: Result<KeyMaterial>): Promise<Result<Status>> => {
    if (!opened.ok) return opened;
    session.put(opened.value);
    await settings.update({ activeAccount: opened.value.address });
    return { ok: true, value: changed() };
  };

  const handlers: WalletService['handlers'] = {
    ...secretHandlers({ keystore, guess, keep }),
    ...memoryHandlers({ keystore, guess, remembered, unlock }),
    ...moneyHandlers({ chain, keystore, contacts, spending, guess, people, activeAccount: active }),
    'wallet.status': async () => ({ ok: true, value: status() }),
    'wallet.newPhrase': async () => ({ ok: true, value: phrase.make() }),
    'wallet.create': async ({ phraseId, confirmed, password, name }) => {
      const kept = await keep(phrase.confirm(phraseId, confirmed), password, name);
      if (kept.ok) phrase.forget();
      return kept;
    },
    'wallet.importPhrase': (args) => keep(keyOfPhrase(args.phrase), args.password, args.name),
    'wallet.importKey': (args) => keep(keyOfHex(args.privateKey), args.password, args.name),
    'wallet.importKeystore': async ({ json, password, name }) => keep(await guess.guard(() => openV3(json, password)), password, name),
    'wallet.unlock': async ({ password, address = active() }) => {
      if (address === null) return fail('NO_ACCOUNT', 'There is no account to unlock', { fix: 'Create a wallet or import one.' });
      return unlock(await guess.guard(() => keystore.open(address, password)));
    },
    'wallet.lock': async () => {
      session.lock();
      return { ok: true, value: changed() };
    },
    'wallet.setActive': async ({ address }) => {
      const account = keystore.accounts().find((known) => known.address.toLowerCase() === address.toLowerCase());
      if (!account) return fail('UNKNOWN_ACCOUNT', `Account ${address} is not in this wallet`, { field: 'address' });
      await settings.update({ activeAccount: account.address });
      return { ok: true, value: changed() };
    },
    'wallet.rename': async ({ address, name }) => {
      const done = await keystore.rename(address, name.trim());
      return done.ok ? { ok: true, value: changed() } : done;
    },
    'wallet.changePassword': async ({ address, oldPassword, newPassword }) => {
      const done = await guess.guard(() => keystore.changePassword(address, oldPassword, newPassword));
      if (!done.ok) return done;
      // It was asked to remember the old one; the new one is another question.
      await remembered.forget(address);
      return { ok: true, value: {} };
    },
    'wallet.setAutoLock': async ({ minutes }) => {
      await settings.update({ autoLockMinutes: minutes });
      session.touch();
      return { ok: true, value: changed() };
    },
    'wallet.touch': async () => {
      session.touch();
      return { ok: true, value: {} };
    },
    'wallet.approvals': async () => ({ ok: true, value: approvals.list() }),
    'wallet.approve': sending.approve,
    'wallet.reject': sending.reject,
    'wallet.seatSalt': async ({ seatId }) => {
      const address = active();
      const key = address === null ? null : session.key(address);
      if (!key) return walletLocked();
      const { chainId, coordinator } = chain.network();
      if (coordinator === null) return noCoordinator();
      if (BigInt(seatId) > MaxUint256) return fail('BAD_ARGUMENTS', 'This is no seat id', { field: 'seatId' });
      return { ok: true, value: { salt: seatSalt(key, { chainId, coordinator, seatId: BigInt(seatId) }) } };
    },
    'wallet.signPassport': async (args) => {
      const { chainId, coordinator } = chain.network();
      return signPassport({ account: active(), chainId, coordinator, sign }, args);
    },
  };
  return {
    handlers,
    send: sending.send,
    receipt: sending.receipt,
    activeAccount: active,
    goldSecret: (manifestRoot) => {
      const address = active();
      const key = address === null ? null : session.key(address);
      if (!key) return walletLocked();
      const { chainId, coordinator } = chain.network();
      return coordinator === null ? noCoordinator() : { ok: true, value: goldSecret(key, { chainId, coordinator, manifestRoot }) };
    },
    reload: async () => {
      await keystore.reload();
      changed();
    },
    lock: () => {
      session.lock();
      changed();
    },
    close: () => {
      stopWatching();
      session.lock();
    },
  };
}

function noCoordinator(): Result<never> {
  return fail('NO_COORDINATOR', 'This network has no coordinator', { fix: 'Choose a network in the settings.' });
}

/** The account that was chosen last, if it is still here; otherwise the first. */
function activeAccount(keystore: Keystore, settings: SettingsFile): string | null {
  const accounts = keystore.accounts();
  const chosen = accounts.find((account) => account.address === settings.get().activeAccount);
  return (chosen ?? accounts[0])?.address ?? null;
}
