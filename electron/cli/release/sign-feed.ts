import { sign } from 'node:crypto';
import type { Feed } from '../../host/updates/feed.ts';
import { signedBytes } from '../../host/updates/signature.ts';
import type { Envelope } from '../../host/updates/signature.ts';
import type { SigningKey } from './keys.ts';

/** The file to be served: the feed's text, and over exactly that text the signature of each key. */
export function signFeed(content: Feed, keys: readonly SigningKey[]): string {
  const feed = JSON.stringify(content);
  const envelope: Envelope = { feed, signatures: keys.map(({ id, key }) => ({ key: id, signature: sign(null, signedBytes(feed), key).toString('base64') })) };
  return `${JSON.stringify(envelope)}\n`;
}
