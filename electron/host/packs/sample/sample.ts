import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../../../shared/host-api.ts';
import type { Region } from '../../../../shared/labels/types.ts';
import { fail } from '../../context.ts';
import { sampleCatalogueSchema } from './catalogue.ts';
import type { SampleCatalogue } from './catalogue.ts';
import { samplePacks } from './packs.ts';
import { answersOf } from './practice.ts';
import type { SampleMedia } from './practice.ts';
import type { Practitioner, SamplePack } from './types.ts';

type CatalogueItem = SampleCatalogue['packs'][number]['items'][number];

/** A pack of the sample as it lies in `dist/sample`, with what its practice annotators answer. */
export interface OpenedSamplePack {
  readonly pack: SamplePack;
  readonly folder: string;
  /** In the order of the pack's items, and so of its batches. */
  readonly items: readonly CatalogueItem[];
  /** Null where the pack has no such item. The item's id may have its file's ending or not. */
  answers(itemId: string, who: Practitioner): readonly Region[] | null;
}

/** Reads what `npm run build:sample` has written. SAMPLE_MISSING, SAMPLE_BROKEN. */
export async function openSample(sampleDir: string): Promise<Result<readonly OpenedSamplePack[]>> {
  const path = join(sampleDir, 'sample.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('SAMPLE_MISSING', `There is no sample in ${sampleDir}`, { field: path, fix: 'Run `npm run build:sample`.' });
  const catalogue = sampleCatalogueSchema.safeParse(parseJson(text));
  if (!catalogue.success) return broken(path, catalogue.error.issues[0]?.message ?? 'it does not have the catalogue’s form');
  const opened: OpenedSamplePack[] = [];
  for (const pack of samplePacks) {
    const listed = catalogue.data.packs.find(({ key }) => key === pack.key);
    if (listed === undefined) return broken(path, `the pack ${pack.key} is not in it`);
    const folder = join(sampleDir, pack.key);
    const media = new Map<string, SampleMedia>();
    for (const item of listed.items) {
      if (item.media.kind === 'image') media.set(item.id, item.media);
      else media.set(item.id, { kind: 'text', text: await readFile(join(folder, item.file), 'utf8') });
    }
    opened.push({
      pack,
      folder,
      items: listed.items,
      answers: (itemId, who) => {
        const id = itemId.replace(/\.(jpg|txt)$/, '');
        const found = media.get(id);
        return found === undefined ? null : answersOf(pack, id, who, found);
      },
    });
  }
  return { ok: true, value: opened };
}

function broken(path: string, why: string): Result<never> {
  return fail('SAMPLE_BROKEN', `${path} can't be used: ${why}`, { field: path, fix: 'Run `npm run build:sample` again.' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
