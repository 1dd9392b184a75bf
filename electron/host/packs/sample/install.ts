import { join } from 'node:path';
import type { Result } from '../../../../shared/host-api.ts';
import type { ProjectSchema } from '../../../../shared/labels/schema.ts';
import type { Region } from '../../../../shared/labels/types.ts';
import { fail } from '../../context.ts';
import { ingest } from '../ingest.ts';
import { PackStore } from '../pack-store.ts';
import { openSample } from './sample.ts';
import type { OpenedSamplePack } from './sample.ts';
import type { Practitioner } from './types.ts';

/** One pack of the sample, as it lies in `<home>/packs`: what a seeder needs to open its project. */
export interface InstalledSamplePack {
  /** `boxes`, `spans` or `classes`: stable over versions, where the root is not. */
  readonly key: string;
  /** The manifest's root: what goes on chain. */
  readonly root: string;
  readonly itemCount: number;
  /** Chosen so that every batch has mistakes of each practice annotator and one that both share. */
  readonly batchSize: number;
  readonly schema: ProjectSchema;
}

export interface InstalledSample {
  /** In the order in which their projects are opened. */
  readonly packs: readonly InstalledSamplePack[];
  /** What a practice annotator, or the practice expert, says of an item; null where the pack or item is no sample's. */
  practiceAnswers(packRoot: string, itemId: string, who: Practitioner): readonly Region[] | null;
}

/** Brings the built sample into this machine's packs; a second time changes nothing. SAMPLE_MISSING, SAMPLE_BROKEN. */
export async function installSample({ sampleDir, homeDir }: { sampleDir: string; homeDir: string }): Promise<Result<InstalledSample>> {
  const opened = await openSample(sampleDir);
  if (!opened.ok) return opened;
  const store = new PackStore(join(homeDir, 'packs'));
  const packs: InstalledSamplePack[] = [];
  const byRoot = new Map<string, OpenedSamplePack>();
  for (const sample of opened.value) {
    const installed = await installPack(store, sample);
    if (!installed.ok) return installed;
    packs.push(installed.value);
    byRoot.set(installed.value.root, sample);
  }
  return {
    ok: true,
    value: { packs, practiceAnswers: (packRoot, itemId, who) => byRoot.get(packRoot)?.answers(itemId, who) ?? null },
  };
}

async function installPack(store: PackStore, { pack, folder, items }: OpenedSamplePack): Promise<Result<InstalledSamplePack>> {
  const files = items.map(({ file, bytes, credit }) => ({
    path: join(folder, file),
    name: file,
    bytes,
    credit: `${credit.title}. ${credit.author}. ${credit.licence}. ${credit.source}`,
  }));
  const done = await ingest(store, { name: pack.schema.name, schema: pack.schema, files, problems: [], onProgress: () => undefined });
  if (!done.ok) return done;
  const [problem] = done.value.problems;
  if (problem !== undefined) return fail('SAMPLE_BROKEN', `${problem.file}: ${problem.reason}`, { field: problem.file, fix: 'Run `npm run build:sample` again.' });
  return { ok: true, value: { key: pack.key, root: done.value.pack.root, itemCount: items.length, batchSize: pack.batchSize, schema: pack.schema } };
}
