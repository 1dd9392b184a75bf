import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { ReleaseKey } from './channel.ts';
import { feedSchema } from './feed.ts';
import type { Feed } from './feed.ts';

/** In front of what is signed: a signature of a release key on anything else is none on a feed. */
const DOMAIN = 'tessera update feed 1\n';

/** The file as it is served. `feed` is the very text that was signed, so that nothing has to be written anew to check it. */
export const envelopeSchema = z.object({
  feed: z.string().max(32_768),
  signatures: z.array(z.object({ key: z.string().max(40), signature: z.base64().max(100) })).min(1).max(8),
});
export type Envelope = z.infer<typeof envelopeSchema>;

export const signedBytes = (feed: string): Buffer => Buffer.from(DOMAIN + feed, 'utf8');

export function publicKeyOf({ publicKey }: ReleaseKey): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') }, format: 'jwk' });
}

/**
 * A served feed, believed only under the signature of a known key; several may have signed, one that is known is enough.
 * The signature is looked at before anything inside is read. UPDATE_FEED_BROKEN, UPDATE_NOT_SIGNED.
 */
export function openFeed(text: string, keys: readonly ReleaseKey[]): Result<Feed> {
  const envelope = envelopeSchema.safeParse(jsonOrNull(text));
  if (!envelope.success) return broken(envelope.error, '');
  const { feed, signatures } = envelope.data;
  const isSigned = signatures.some(({ key, signature }) => {
    const known = keys.find(({ id }) => id === key);
    return known !== undefined && verify(null, signedBytes(feed), publicKeyOf(known), Buffer.from(signature, 'base64'));
  });
  if (!isSigned) return fail('UPDATE_NOT_SIGNED', `The list of versions is signed by none of the ${keys.length} keys that this app knows`, { field: 'signatures', fix: 'Nothing of it was used. If this goes on, get the next version from the project’s own page.' });
  const parsed = feedSchema.safeParse(jsonOrNull(feed));
  return parsed.success ? { ok: true, value: parsed.data } : broken(parsed.error, 'feed.');
}

function broken(error: z.ZodError, before: string): Result<never> {
  const [first] = error.issues;
  const field = `${before}${first?.path.map(String).join('.') ?? ''}`;
  return fail('UPDATE_FEED_BROKEN', `What the update server sent is no list of versions (${field || 'file'}: ${(first?.message ?? 'not as expected').slice(0, 200)})`, { field, fix: 'Try again later.' });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
