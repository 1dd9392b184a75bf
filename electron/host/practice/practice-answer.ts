import { z } from 'zod';

/** What the chain's owner answers to `tessera_practiceStatus` and `tessera_practiceSet`. */
export const practiceAnswerSchema = z.object({ isAvailable: z.boolean(), isEnabled: z.boolean(), note: z.string() });
