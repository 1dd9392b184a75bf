import { z } from 'zod';
import { addressSchema, projectIdSchema } from '../../labels/ids.ts';

/**
 * Logs of the real contracts on a local chain, as `chain-live.test.ts` leaves them: a class project of three batches
 * and then a box project of four, each with a forfeited seat, audits, overturned items, claims and a close.
 * The packs are `testManifest(kind, 6 x batches)`.
 */
export const historySchema = z.object({
  coordinator: addressSchema,
  /** The box project. */
  projectId: projectIdSchema,
  logs: z.array(
    z.object({
      address: z.string(),
      topics: z.array(z.string()),
      data: z.string(),
      blockNumber: z.int(),
      blockHash: z.string(),
      transactionHash: z.string(),
      logIndex: z.int(),
    }),
  ),
});
