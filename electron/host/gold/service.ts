import type { HostHandlers, Result } from '../../../shared/host-api.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import type { Bytes32 } from '../../../shared/labels/ids.ts';
import { classCountOf } from '../../../shared/labels/schema.ts';
import { chooseGold, goldNeeded, goldTree } from '../../../shared/protocol/gold/gold.ts';
import type { KnownAnswer } from '../../../shared/protocol/gold/gold.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import { merkleProof } from '../../../shared/protocol/merkle.ts';
import { fail } from '../context.ts';
import type { JournalService } from '../journal/journal.ts';
import type { PacksService } from '../packs/port.ts';
import { categoriesOf, encodeAnswer } from './encode-answer.ts';
import { GoldFiles } from './gold-files.ts';
import type { GoldPlan } from './gold-files.ts';
import { appendPlan, planInJournal } from './gold-journal.ts';
import type { StatedAnswer } from './read-answers.ts';

export interface GoldService {
  commit: HostHandlers['gold.commit'];
  batch: HostHandlers['gold.batch'];
}

export interface GoldParts {
  readonly profileDir: string;
  readonly packs: Pick<PacksService, 'manifest'>;
  readonly journal: JournalService;
  /** 32 bytes from the active account's key for this pack on this network. WALLET_LOCKED, NO_ACCOUNT. */
  readonly secretFor: (manifestRoot: Bytes32) => Result<string>;
}

/** A lead's known answers: committed to before a project opens, handed out batch by batch to be revealed. */
export function createGoldService({ profileDir, packs, journal, secretFor }: GoldParts): GoldService {
  const files = new GoldFiles(profileDir);
  const plans = new Map<Bytes32, GoldPlan>();

  const planOf = async (goldRoot: Bytes32): Promise<GoldPlan | null> => {
    const known = plans.get(goldRoot) ?? (await files.plan(goldRoot));
    if (known !== null) {
      plans.set(goldRoot, known);
      return known;
    }
    const kept = await planInJournal(journal, goldRoot);
    if (kept !== null) await files.putPlan(kept);
    return kept;
  };

  return {
    commit: async ({ root, batchSize, goldPerBatch, thresholdBps }) => {
      const manifestRoot = parseBytes32(root);
      const [raw, answers] = [await packs.manifest({ root }), await files.answers(manifestRoot)];
      if (!raw.ok) return raw;
      const manifest = parseManifestOf(manifestRoot, raw.value);
      if (!manifest.ok) return fail('PACK_BROKEN', manifest.error.message);
      if (answers === null || answers.size === 0) return noAnswers();
      const known = knownAnswers(manifest.value, answers, thresholdBps);
      if (!known.ok) return known;
      const secret = secretFor(manifestRoot);
      if (!secret.ok) return secret;
      const rules = { batchSize, goldPerBatch };
      const itemCount = manifest.value.items.length;
      const chosen = chooseGold(rules, itemCount, known.value, parseBytes32(secret.value));
      if (!chosen.ok) {
        const fix = known.value.size < goldNeeded(rules, itemCount) ? `Give ${goldNeeded(rules, itemCount)} known answers or more, or ask fewer a batch.` : 'Make the pack again: its items were spread over batches of another size.';
        return fail(chosen.error.code, `${chosen.error.message}.`, { field: 'goldPerBatch', fix });
      }
      const plan: GoldPlan = { version: 1, goldRoot: goldTree(chosen.value).root, manifestRoot, batches: chosen.value.map((batch) => ({ ...batch, items: [...batch.items], truths: [...batch.truths] })) };
      if ((await planOf(plan.goldRoot)) === null) {
        // Twice on disk before anything is signed: a root without its answers could never be revealed.
        const kept = await appendPlan(journal, plan);
        if (!kept.ok) return kept;
        await files.putPlan(plan);
      }
      return { ok: true, value: { goldRoot: plan.goldRoot } };
    },

    batch: async ({ goldRoot, index }) => {
      const plan = await planOf(parseBytes32(goldRoot));
      const batch = plan?.batches[index];
      if (plan === null || batch === undefined) return fail('GOLD_MISSING', 'The known answers of this project are not on this machine', { field: 'goldRoot', fix: 'Open Tessera with the profile that opened the project, or restore its backup.' });
      return { ok: true, value: { items: batch.items, truths: batch.truths, salt: batch.salt, proof: merkleProof(goldTree(plan.batches), index) } };
    },
  };
}

function noAnswers(): Result<never> {
  return fail('GOLD_MISSING', 'This pack was made without known answers', { field: 'root', fix: 'Give the file of known answers, and make the pack again.' });
}

/** The answers as labels, by the item's place; the first that cannot be one is named. */
function knownAnswers({ items, schema }: Manifest, answers: ReadonlyMap<string, StatedAnswer>, thresholdBps: number): Result<Map<number, KnownAnswer>> {
  const rules = { kind: schema.kind, classCount: classCountOf(schema), thresholdBps };
  const categories = categoriesOf(answers);
  const known = new Map<number, KnownAnswer>();
  for (const [place, item] of items.entries()) {
    const answer = answers.get(item.id);
    if (answer === undefined) continue;
    const labels = encodeAnswer(answer, item, rules);
    if (typeof labels !== 'string') return fail('BAD_GOLD_ANSWER', `The known answer of ${item.name} can't be one: ${labels.fault}`, { field: item.name, fix: 'Mend it in the file of known answers, and make the pack again.' });
    known.set(place, { labels, category: categories.get(item.id) ?? 0 });
  }
  return { ok: true, value: known };
}
