import { z } from 'zod';
import { formatNames } from '../../../shared/formats/names.ts';
import { addressSchema, projectIdSchema } from '../../../shared/labels/ids.ts';

/** What an export says of itself, as far as it takes to write it again. Everything else in it is held against that. */
export const claimsSchema = z.object({
  kind: z.literal('tessera-export'),
  writer: z.int(),
  format: z.enum(formatNames),
  labels: z.enum(['consensus', 'annotators', 'both']),
  chainId: z.int().min(1),
  coordinator: addressSchema,
  block: z.object({ number: z.int().min(0), hash: z.string().regex(/^0x[0-9a-f]{64}$/), timestampSeconds: z.int().min(0) }),
  project: z.object({ id: projectIdSchema }),
  proof: z.discriminatedUnion('reach', [z.object({ reach: z.enum(['whole', 'blocks']) }), z.object({ reach: z.literal('none'), why: z.string().max(1000) })]),
  missing: z.array(z.string().max(1000)),
});
export type Claims = z.output<typeof claimsSchema>;
