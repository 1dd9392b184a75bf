import { z } from 'zod';
import type { Bytes32 } from '../../../shared/labels/ids.ts';
import { bytes32Schema } from '../../../shared/labels/ids.ts';
import type { JournalService } from '../journal/journal.ts';
import type { Result } from '../../../shared/host-api.ts';
import { goldBatchSchema, isWhole } from './gold-files.ts';
import type { GoldPlan } from './gold-files.ts';

/** Entries an append: the journal takes no more at a time. */
const ENTRIES_AT_ONCE = 500;
const KIND = 'gold';
const payloadSchema = z.object({ manifestRoot: bytes32Schema, batch: goldBatchSchema });

/** The second copy: one entry a batch, in the journal that a backup has. */
export async function appendPlan(journal: JournalService, plan: GoldPlan): Promise<Result<null>> {
  for (let from = 0; from < plan.batches.length; from += ENTRIES_AT_ONCE) {
    const entries = plan.batches.slice(from, from + ENTRIES_AT_ONCE).map((batch) => ({ kind: KIND, key: plan.goldRoot, payload: { manifestRoot: plan.manifestRoot, batch } }));
    const done = await journal.append({ entries });
    if (!done.ok) return done;
  }
  return { ok: true, value: null };
}

/** The plan out of the journal, or null where it has not all of it. */
export async function planInJournal(journal: JournalService, goldRoot: Bytes32): Promise<GoldPlan | null> {
  const batches = new Map<number, GoldPlan['batches'][number]>();
  let manifestRoot: Bytes32 | null = null;
  for (let fromSeq: number | null = 0; fromSeq !== null; ) {
    const page: Awaited<ReturnType<JournalService['read']>> = await journal.read({ fromSeq, limit: 5000 });
    if (!page.ok) return null;
    for (const { kind, key, payload } of page.value.entries) {
      if (kind !== KIND || key !== goldRoot) continue;
      const entry = payloadSchema.safeParse(payload);
      if (!entry.success) continue;
      batches.set(entry.data.batch.index, entry.data.batch);
      manifestRoot = entry.data.manifestRoot;
    }
    fromSeq = page.value.nextSeq;
  }
  if (manifestRoot === null) return null;
  const sorted = [...batches.values()].sort((one, other) => one.index - other.index);
  const plan: GoldPlan = { version: 1, goldRoot, manifestRoot, batches: sorted };
  return isWhole(plan, goldRoot) ? plan : null;
}
