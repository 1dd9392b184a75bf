import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import type { Channel } from '../../host/updates/channel.ts';
import { channelSchema } from '../../host/updates/channel.ts';
import { readJson, readText } from '../files.ts';

/** The variable that a workflow hands the key over in. It is read here alone, and never printed. */
export const KEY_VARIABLE = 'TESSERA_RELEASE_KEY';

/** A private release key and the name of its public half in the channel. Never logged, never shown. */
export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

export function makeReleaseKey(): { privatePem: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey: rawPublic(publicKey) };
}

export function readChannel(path: string): Result<Channel> {
  const json = readJson(path);
  if (!json.ok) return json;
  const parsed = channelSchema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [first] = parsed.error.issues;
  return fail('BAD_FILE', `${path} is no update channel: ${first?.path.map(String).join('.') ?? ''}: ${first?.message ?? ''}`, { field: path });
}

/** The private keys that were given, each by the name under which the app knows it. */
export function signingKeys(files: readonly string[] | undefined, channel: Channel, env: Readonly<Record<string, string | undefined>>): Result<SigningKey[]> {
  const keys: SigningKey[] = [];
  const fromVariable = env[KEY_VARIABLE];
  const sources = files === undefined || files.length === 0 ? (fromVariable === undefined || fromVariable === '' ? [] : [{ from: KEY_VARIABLE, pem: fromVariable }]) : [];
  for (const file of files ?? []) {
    const pem = readText(file);
    if (!pem.ok) return pem;
    sources.push({ from: file, pem: pem.value });
  }
  if (sources.length === 0) return fail('NO_KEY', 'There is nothing to sign with', { field: '--key-file', fix: `Name a key file, or put the key into ${KEY_VARIABLE}.` });
  for (const { from, pem } of sources) {
    const key = privateKeyOf(pem);
    if (key === null) return fail('BAD_KEY', `${from} holds no Ed25519 private key (PKCS8, PEM)`, { field: from, fix: 'Make one with: tessera release key NAME --out FILE' });
    const publicKey = rawPublic(createPublicKey(key));
    const known = channel.keys.find((each) => each.publicKey === publicKey);
    if (known === undefined) return fail('UNKNOWN_KEY', `The app does not know the key in ${from}: no installed Tessera would believe it`, { field: from, fix: 'Sign with a key whose public half is in the channel file of a version that people have.' });
    keys.push({ id: known.id, key });
  }
  return { ok: true, value: keys };
}

function privateKeyOf(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function rawPublic(key: KeyObject): string {
  return Buffer.from(z.object({ x: z.string() }).parse(key.export({ format: 'jwk' })).x, 'base64url').toString('base64');
}
