import { join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { encodeItem } from '../../../shared/labels/codec.ts';
import { joinItems } from '../../../shared/labels/codec-bytes.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import { parseItemId } from '../../../shared/labels/ids.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { must } from '../../../shared/result.ts';
import { manifestRoot } from '../../../shared/protocol/manifest.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { PackStore } from '../packs/pack-store.ts';
import { type KeptSample, keepSamplePack } from '../packs/sample/keep-sample.ts';
import { type OpenedSamplePack, openSample } from '../packs/sample/sample.ts';
import type { Practitioner } from '../packs/sample/types.ts';

/** A sample pack as it is offered to annotators, with what practice answers. */
export interface PracticePack {
  readonly key: string;
  /** The manifest's Merkle root: what a project on chain is known by. */
  readonly root: string;
  readonly schema: ProjectSchema;
  readonly batchSize: number;
  readonly itemCount: number;
  /** One item's labels, encoded. @param index of the item in the manifest */
  encode(index: number, who: Practitioner, params: ProjectParams): Uint8Array;
}

/** A batch's labels, encoded. @param first index of its first item */
export function encodeBatchOf(pack: PracticePack, first: number, count: number, who: Practitioner, params: ProjectParams): Uint8Array {
  return joinItems(Array.from({ length: count }, (_, offset) => pack.encode(first + offset, who, params)));
}

function practicePackOf(opened: OpenedSamplePack, { manifest, geometries }: KeptSample): PracticePack {
  const { pack } = opened;
  return {
    key: pack.key,
    root: manifestRoot(manifest),
    schema: pack.schema,
    batchSize: pack.batchSize,
    itemCount: manifest.items.length,
    encode(index, who, params) {
      const item = manifest.items[index];
      const geometry = geometries[index];
      const regions = item === undefined ? null : opened.answers(item.id, who);
      if (item === undefined || geometry === undefined || regions === null) throw new Error(`the sample ${pack.key} has no answers for item ${index}`);
      const labels = { ...emptyItemLabels(parseItemId(item.id)), regions };
      return must(encodeItem(labels, params, geometry));
    },
  };
}

/** Brings the sample's packs into the home and learns what practice answers. SAMPLE_MISSING, SAMPLE_BROKEN. */
export async function loadPracticePacks(sampleDir: string, homeDir: string): Promise<Result<PracticePack[]>> {
  const sample = await openSample(sampleDir);
  if (!sample.ok) return sample;
  const store = new PackStore(join(homeDir, 'packs'));
  const packs: PracticePack[] = [];
  for (const opened of sample.value) packs.push(practicePackOf(opened, await keepSamplePack(store, opened)));
  return { ok: true, value: packs };
}
