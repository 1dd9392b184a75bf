import { z } from 'zod';
import channelFile from '../../release/channel.json' with { type: 'json' };
import { isInside } from '../packs/fetch/http-get.ts';

const releaseKeySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'up to 40 small letters, digits and hyphens'),
  /** Ed25519, 32 bytes as base64. */
  publicKey: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes as base64'),
});
export type ReleaseKey = z.infer<typeof releaseKeySchema>;

/** TLS everywhere but on this machine, where tests serve. */
const addressSchema = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isInside(hostname);
}, 'an https address');

export const channelSchema = z.object({
  feedUrl: addressSchema,
  /** Where the feed's own host may lead to: release files often lie on another one. */
  leadsTo: z.array(z.string().regex(/^[a-z0-9.-]+$/)).max(10),
  /** Any one of these signs. None: this build never asks. */
  keys: z.array(releaseKeySchema).max(8),
});
export type Channel = z.infer<typeof channelSchema>;

/** As it was built in. Not to be changed by an argument, a variable or a setting: who could, could sign. */
export const builtChannel = (): Channel => channelSchema.parse(channelFile);
