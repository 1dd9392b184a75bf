import { decryptKeystoreJson, encryptKeystoreJson, HDNodeWallet, Mnemonic } from 'ethers/wallet';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { KeyMaterial } from './key-material.ts';
import type { PhraseSource } from './key-material.ts';
import { useNodeScrypt } from './scrypt.ts';

/** A hostile file may ask for terabytes or for days: what is beyond these is refused before it is tried. */
const MAX_SCRYPT_BYTES = 1024 * 1024 * 1024;
const MAX_SCRYPT_WORK = 1024 * 1024 * 1024 * 4;
const MAX_PBKDF2_ROUNDS = 2_000_000;

const kdf = z.union([
  z.object({
    kdf: z.string().regex(/^scrypt$/i),
    kdfparams: z.object({ n: z.number().int().positive(), r: z.number().int().positive(), p: z.number().int().positive() }),
  }),
  z.object({ kdf: z.string().regex(/^pbkdf2$/i), kdfparams: z.object({ c: z.number().int().positive() }) }),
]);
const v3 = z.union([z.object({ version: z.literal(3), crypto: kdf }), z.object({ version: z.literal(3), Crypto: kdf })]);

export interface ScryptCost {
  readonly N: number;
}

/** Encrypts a key (and its phrase) as Web3 Secret Storage V3 JSON. */
export async function sealV3(key: KeyMaterial, password: string, cost: ScryptCost): Promise<string> {
  useNodeScrypt();
  const account = { address: key.address, privateKey: key.exposeForKeystore() };
  const mnemonic = key.phrase;
  return await encryptKeystoreJson(mnemonic ? { ...account, mnemonic } : account, password, {
    scrypt: { N: cost.N, r: 8, p: 1 },
  });
}

/** Opens a V3 file. WRONG_PASSWORD, BAD_KEYSTORE (with what is wrong in it), KEYSTORE_TOO_COSTLY. */
export async function openV3(json: string, password: string): Promise<Result<KeyMaterial>> {
  useNodeScrypt();
  const given = jsonOrNull(json);
  const doubled = doubledKey(given);
  if (doubled !== null) return badKeystore(`it names "${doubled}" twice`);
  const parsed = v3.safeParse(given);
  if (!parsed.success) return badKeystore('it is not a Web3 Secret Storage file of version 3');
  const { kdfparams } = 'crypto' in parsed.data ? parsed.data.crypto : parsed.data.Crypto;
  if (isTooCostly(kdfparams)) {
    return fail('KEYSTORE_TOO_COSTLY', 'The keystore file asks for more memory or time than any wallet uses', {
      field: 'crypto.kdfparams',
      fix: 'Export the key again from the wallet that wrote the file.',
    });
  }
  try {
    const { address, privateKey, mnemonic } = await decryptKeystoreJson(json, password);
    const phrase = mnemonic
      ? { entropy: mnemonic.entropy, path: mnemonic.path ?? '', locale: mnemonic.locale ?? 'en' }
      : null;
    return { ok: true, value: new KeyMaterial(privateKey, phrase && leadsTo(phrase, address) ? phrase : null) };
  } catch (error) {
    const reason = error instanceof Error && 'shortMessage' in error ? String(error.shortMessage) : '';
    if (reason === 'incorrect password') return fail('WRONG_PASSWORD', 'This password does not open the wallet', { field: 'password' });
    return badKeystore(reason || 'its contents are damaged');
  }
}

/** The file's password check does not cover the phrase: one that leads to another key was tampered with, and is dropped. */
function leadsTo(phrase: PhraseSource, address: string): boolean {
  try {
    return HDNodeWallet.fromMnemonic(Mnemonic.fromEntropy(phrase.entropy), phrase.path).address === address;
  } catch {
    return false;
  }
}

/**
 * ethers takes the first key that fits in small or capital letters: a file with `N` before `n` would be measured by the one
 * and opened by the other.
 */
function doubledKey(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const seen = new Set<string>();
  for (const [key, inner] of Object.entries(value)) {
    const name = key.toLowerCase();
    if (seen.has(name)) return name.slice(0, 40);
    seen.add(name);
    const within = name === 'crypto' || name === 'kdfparams' ? doubledKey(inner) : null;
    if (within !== null) return within;
  }
  return null;
}

function isTooCostly(params: { n: number; r: number; p: number } | { c: number }): boolean {
  if ('c' in params) return params.c > MAX_PBKDF2_ROUNDS;
  const bytes = 128 * params.n * params.r;
  return bytes > MAX_SCRYPT_BYTES || bytes * params.p > MAX_SCRYPT_WORK;
}

function badKeystore(reason: string): Result<never> {
  return fail('BAD_KEYSTORE', `The keystore file can't be used: ${reason}`, {
    field: 'json',
    fix: 'Choose the JSON file that another wallet exported.',
  });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
