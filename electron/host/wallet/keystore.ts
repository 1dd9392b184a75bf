import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getAddress } from 'ethers/address';
import { z } from 'zod';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { fail } from '../context.ts';
import type { KeyMaterial } from './key-material.ts';
import { openV3, sealV3 } from './v3.ts';
import type { ScryptCost } from './v3.ts';

type Account = HostResult<'wallet.create'>;

/** Ours beside the standard's fields; other wallets pass over it. */
const fileSchema = z.looseObject({
  version: z.literal(3),
  address: z.string().regex(/^[0-9a-fA-F]{40}$/),
  'x-tessera': z.object({ name: z.string(), createdAtMs: z.number() }).optional(),
  /** Where ethers keeps the phrase. */
  'x-ethers': z.looseObject({ mnemonicCiphertext: z.string().optional() }).optional(),
});

/** Encrypted keys on disk, one file an account, each under its own password. */
export interface Keystore {
  /** In order of creation. Only what is not secret. */
  accounts(): readonly Account[];
  /** Durable when it resolves. ACCOUNT_EXISTS: the file that is there may have another password, and stays. */
  add(key: KeyMaterial, password: string, name: string): Promise<Result<Account>>;
  open(address: string, password: string): Promise<Result<KeyMaterial>>;
  /** The old file or the new one, whole, whatever happens in between. */
  changePassword(address: string, oldPassword: string, newPassword: string): Promise<Result<null>>;
  /** Another name; the encrypted part stays as it is. */
  rename(address: string, name: string): Promise<Result<null>>;
  /** The file as it is on the disk. */
  text(address: string): Promise<Result<string>>;
  /** Looks at the folder again. */
  reload(): Promise<void>;
}

interface KeystoreOptions {
  readonly dir: string;
  readonly cost: ScryptCost;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
}

/** Reads the folder; a file that is no keystore is named in the log and left alone. */
export async function openKeystore(options: KeystoreOptions): Promise<Keystore> {
  const { dir, cost, nowMs } = options;
  let accounts = await readAccounts(dir, options.log);
  const pathOf = (address: string) => join(dir, `${getAddress(address)}.json`);
  const known = (address: string) => accounts.find((account) => account.address === getAddress(address));

  const write = async (key: KeyMaterial, password: string, account: Account): Promise<void> => {
    const sealed: unknown = JSON.parse(await sealV3(key, password, cost));
    const file = { ...z.looseObject({}).parse(sealed), 'x-tessera': { name: account.name, createdAtMs: account.createdAtMs } };
    await writeFileAtomic(pathOf(key.address), `${JSON.stringify(file, null, 2)}\n`);
  };
  const text = async (address: string): Promise<Result<string>> => {
    if (!known(address)) return unknownAccount(address);
    const content = await readFile(pathOf(address), 'utf8').catch(() => null);
    return content === null ? fail('BAD_KEYSTORE', `The file of account ${address} is missing in ${dir}`) : { ok: true, value: content };
  };
  const open = async (address: string, password: string): Promise<Result<KeyMaterial>> => {
    const content = await text(address);
    return content.ok ? await openV3(content.value, password) : content;
  };

  // Changes take turns: two at once could both find an account missing, or lose a new password.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const mine = turn.then(change);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const add: Keystore['add'] = async (key, password, name) => {
    if (known(key.address)) {
      return fail('ACCOUNT_EXISTS', `Account ${key.address} is in this wallet already`, { fix: 'Unlock it with its password.' });
    }
    const account = { address: key.address, name, createdAtMs: nowMs(), hasPhrase: key.phrase !== null };
    await write(key, password, account);
    accounts.push(account);
    return { ok: true, value: account };
  };
  const changePassword: Keystore['changePassword'] = async (address, oldPassword, newPassword) => {
    const opened = await open(address, oldPassword);
    if (!opened.ok) return opened;
    const account = known(address);
    if (!account) return unknownAccount(address);
    try {
      await write(opened.value, newPassword, account);
    } finally {
      opened.value.wipe();
    }
    return { ok: true, value: null };
  };

  const rename: Keystore['rename'] = async (address, name) => {
    const account = known(address);
    const content = await text(address);
    if (!content.ok || !account) return content.ok ? unknownAccount(address) : content;
    const file = { ...z.looseObject({}).parse(JSON.parse(content.value)), 'x-tessera': { name, createdAtMs: account.createdAtMs } };
    await writeFileAtomic(pathOf(address), `${JSON.stringify(file, null, 2)}\n`);
    accounts = accounts.map((each) => (each === account ? { ...account, name } : each));
    return { ok: true, value: null };
  };

  return {
    accounts: () => accounts,
    add: (key, password, name) => inTurn(() => add(key, password, name)),
    open,
    text,
    rename: (address, name) => inTurn(() => rename(address, name)),
    reload: () =>
      inTurn(async () => {
        accounts = await readAccounts(dir, options.log);
      }),
    changePassword: (address, oldPassword, newPassword) => inTurn(() => changePassword(address, oldPassword, newPassword)),
  };
}

async function readAccounts(dir: string, log: (line: string) => void): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const name of await readdir(dir)) {
    if (!name.endsWith('.json')) continue;
    try {
      const file = fileSchema.parse(JSON.parse(await readFile(join(dir, name), 'utf8')));
      const address = getAddress(`0x${file.address}`);
      if (name !== `${address}.json`) throw new Error('its name is not its address');
      accounts.push({ address, name: file['x-tessera']?.name ?? address, createdAtMs: file['x-tessera']?.createdAtMs ?? 0, hasPhrase: file['x-ethers']?.mnemonicCiphertext !== undefined });
    } catch {
      log(`Keystore: ${name} in ${dir} is no key file of this wallet and was passed over`);
    }
  }
  return accounts.sort((a, b) => a.createdAtMs - b.createdAtMs);
}

function unknownAccount(address: string): Result<never> {
  return fail('UNKNOWN_ACCOUNT', `Account ${address} is not in this wallet`, { field: 'address' });
}
