import { HDNodeWallet, Mnemonic } from 'ethers/wallet';
import type { HostHandlers, HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { GuessDelay } from './guess-delay.ts';
import { KeyMaterial } from './key-material.ts';
import type { Keystore } from './keystore.ts';

/** What was shown is taken off the screen after this. */
const SHOWN_MS = 60_000;
/** BIP-44, as other wallets of this kind of chain derive. */
const ACCOUNTS_PATH = `m/44'/60'/0'/0`;
/** Accounts that are derived from one phrase. */
const MAX_DERIVED = 100;

interface SecretParts {
  readonly keystore: Keystore;
  readonly guess: GuessDelay;
  /** Takes a new account in, under its password. */
  readonly keep: (key: Result<KeyMaterial>, password: string, name: string) => Promise<Result<HostResult<'wallet.create'>>>;
}

type SecretMethod = 'wallet.reveal' | 'wallet.exportKeystore' | 'wallet.deriveAccount';

/** What shows a secret or makes one from another: each opens the file with its password, however unlocked the wallet is. */
export function secretHandlers({ keystore, guess, keep }: SecretParts): Pick<HostHandlers, SecretMethod> {
  const opened = async <T>(address: string, password: string, use: (key: KeyMaterial) => Result<T> | Promise<Result<T>>): Promise<Result<T>> => {
    const key = await guess.guard(() => keystore.open(address, password));
    if (!key.ok) return key;
    try {
      return await use(key.value);
    } finally {
      key.value.wipe();
    }
  };
  return {
    'wallet.reveal': ({ address, password, what }) =>
      opened(address, password, (key): Result<HostResult<'wallet.reveal'>> => {
        if (what === 'key') return { ok: true, value: { words: [], key: key.exposeToPerson(), shownForMs: SHOWN_MS } };
        if (key.phrase === null) return noPhrase();
        return { ok: true, value: { words: Mnemonic.fromEntropy(key.phrase.entropy).phrase.split(' '), key: null, shownForMs: SHOWN_MS } };
      }),
    'wallet.exportKeystore': ({ address, password }) =>
      opened(address, password, async (key) => {
        const json = await keystore.text(key.address);
        return json.ok ? { ok: true, value: { name: `tessera-${key.address}.json`, json: json.value } } : json;
      }),
    'wallet.deriveAccount': ({ address, password, name }) =>
      opened(address, password, async (key) => {
        if (key.phrase === null) return noPhrase();
        return keep(nextOf(key, new Set(keystore.accounts().map((account) => account.address))), password, name);
      }),
  };
}

/** The first account of the phrase (m/44'/60'/0'/0/n) that is not here yet. */
function nextOf({ phrase }: KeyMaterial, here: ReadonlySet<string>): Result<KeyMaterial> {
  if (phrase === null) return noPhrase();
  const parent = HDNodeWallet.fromMnemonic(Mnemonic.fromEntropy(phrase.entropy), ACCOUNTS_PATH);
  for (let index = 0; index < MAX_DERIVED; index += 1) {
    const wallet = parent.deriveChild(index);
    if (!here.has(wallet.address)) return { ok: true, value: new KeyMaterial(wallet.privateKey, { ...phrase, path: `${ACCOUNTS_PATH}/${String(index)}` }) };
  }
  return fail('TOO_MANY_ACCOUNTS', `This phrase has ${String(MAX_DERIVED)} accounts here already`, { fix: 'Create a wallet with a phrase of its own.' });
}

function noPhrase(): Result<never> {
  return fail('NO_PHRASE', 'This account came from a key, not from a phrase', { fix: 'Show its key, or export it as a file.' });
}
