import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getAddress } from 'ethers/address';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { fail } from '../context.ts';

/** The operating system's keychain, where a shell has one. It seals; what is sealed lies beside the keys. */
export interface Keychain {
  /** `plain-text`: the system would only scramble it with a key that everybody has. `none`: there is no keychain. */
  state(): Promise<{ readonly kind: 'ready' | 'plain-text' | 'none'; readonly name: string }>;
  seal(text: string): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<string>;
}

/** A browser tab has none: whoever reads its files reads them. */
export const noKeychain: Keychain = {
  state: () => Promise.resolve({ kind: 'none', name: '' }),
  seal: () => Promise.reject(new Error('no keychain')),
  open: () => Promise.reject(new Error('no keychain')),
};

type State = HostResult<'wallet.keychain'>;

/** Passwords that the person asked to be remembered, one sealed file an account. NEVER LOGGED, NEVER SENT TO THE WINDOW. */
export interface Remembered {
  state(): Promise<State>;
  /** KEYCHAIN_REFUSED where the system's keychain is none, or plain text. */
  put(address: string, password: string): Promise<Result<null>>;
  /** NOT_REMEMBERED, KEYCHAIN_REFUSED */
  get(address: string): Promise<Result<string>>;
  forget(address: string): Promise<void>;
}

const SUFFIX = '.remembered';

export function createRemembered(dir: string, keychain: Keychain): Remembered {
  const pathOf = (address: string): string => join(dir, `${getAddress(address)}${SUFFIX}`);
  const state = async (): Promise<State> => {
    const { kind, name } = await keychain.state();
    const names = kind === 'ready' ? await readdir(dir) : [];
    return { kind, name, remembered: names.filter((each) => each.endsWith(SUFFIX)).map((each) => each.slice(0, -SUFFIX.length)) };
  };
  return {
    state,
    put: async (address, password) => {
      const { kind } = await state();
      if (kind !== 'ready') return refused(kind);
      try {
        await writeFileAtomic(pathOf(address), await keychain.seal(password));
        return { ok: true, value: null };
      } catch {
        return refused('broken');
      }
    },
    get: async (address) => {
      const { kind } = await state();
      if (kind !== 'ready') return refused(kind);
      const sealed = await readFile(pathOf(address)).catch(() => null);
      if (sealed === null) return fail('NOT_REMEMBERED', 'The password of this account is not remembered', { fix: 'Type it.' });
      try {
        return { ok: true, value: await keychain.open(sealed) };
      } catch {
        return refused('broken');
      }
    },
    forget: (address) => rm(pathOf(address), { force: true }),
  };
}

function refused(why: 'plain-text' | 'none' | 'broken'): Result<never> {
  const reasons = {
    'plain-text': 'This system has no keychain that keeps a secret: what it stores could be read by anybody who reads the file',
    none: 'There is no keychain here',
    broken: 'The keychain of this system did not do what it was asked',
  };
  return fail('KEYCHAIN_REFUSED', reasons[why], { fix: why === 'plain-text' ? 'Start GNOME Keyring or KWallet, then start Tessera again.' : 'Type the password.' });
}
