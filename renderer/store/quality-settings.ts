import { z } from 'zod';
import { usualLimits } from '../../shared/quality/gate.ts';
import type { TesseraDatabase } from './database.ts';
import type { ProjectKey } from './keys.ts';

/*
 * What a lead wants of a project before it is handed on. It is this machine's: the chain knows nothing of it.
 */

const limit = z.number().nullable();
const schema = z.object({
  limits: z
    .object({ leastAlpha: limit, mostAuditError: limit, mostUnsettled: limit, leastSharesP: limit, mostSuspicions: limit, mostMiscalibration: limit })
    .default(usualLimits),
  /** Shares of categories that the lead expects; empty: none are expected. They need not sum to 1. */
  expected: z.record(z.string(), z.number().min(0)).default({}),
});
export type QualitySettings = z.infer<typeof schema>;

const keyOf = (project: ProjectKey): string => `quality:${project}`;

/** One that cannot be read counts as never set: nothing of value is in it. */
export async function readQualitySettings(db: TesseraDatabase, project: ProjectKey): Promise<QualitySettings> {
  const stored = schema.safeParse((await db.settings.get(keyOf(project)))?.value ?? {});
  return stored.success ? stored.data : schema.parse({});
}

export async function writeQualitySettings(db: TesseraDatabase, project: ProjectKey, settings: QualitySettings): Promise<void> {
  await db.settings.put({ key: keyOf(project), value: settings });
}
