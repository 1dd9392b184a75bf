import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostResult, Result } from '../../../../shared/host-api.ts';
import type { ItemGeometry } from '../../../../shared/labels/codec.ts';
import { manifestSchema } from '../../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../../shared/protocol/manifest.ts';
import type { PackStore } from '../pack-store.ts';
import { openSample } from './sample.ts';
import type { OpenedSamplePack } from './sample.ts';

export interface KeptSample {
  readonly manifest: Manifest;
  readonly geometries: readonly ItemGeometry[];
}

/** Puts a sample pack into the store in the order of its description: so that each batch has its planned mistakes. */
export async function keepSamplePack(store: PackStore, opened: OpenedSamplePack): Promise<KeptSample> {
  const geometries: ItemGeometry[] = [];
  const items: unknown[] = [];
  for (const item of opened.items) {
    const bytes = await readFile(join(opened.folder, item.file));
    await store.putAsset(item.sha256, bytes);
    const { title, author, source, licence } = item.credit;
    const common = { id: item.id, name: item.file, sha256: item.sha256, bytes: item.bytes, credit: `${title}. ${author}. ${source}. ${licence}` };
    if (item.media.kind === 'image') {
      const { widthPx, heightPx } = item.media;
      geometries.push({ kind: 'image', widthPx, heightPx });
      items.push({ ...common, mediaType: 'image/jpeg', width: widthPx, height: heightPx });
    } else {
      geometries.push({ kind: 'text', text: bytes.toString('utf8') });
      items.push({ ...common, mediaType: 'text/plain', codePoints: item.media.codePoints });
    }
  }
  const { pack } = opened;
  const manifest = manifestSchema.parse({ version: 1, name: pack.schema.name, kind: pack.kind, schema: pack.schema, items });
  await store.putManifest(manifest);
  return { manifest, geometries };
}

/** Brings the sample's packs to this disk, for practice without a chain. SAMPLE_MISSING, SAMPLE_BROKEN. */
export async function keepSample(store: PackStore, sampleDir: string): Promise<Result<HostResult<'packs.sample'>>> {
  const sample = await openSample(sampleDir);
  if (!sample.ok) return sample;
  const packs: HostResult<'packs.sample'> = [];
  for (const opened of sample.value) {
    const { manifest } = await keepSamplePack(store, opened);
    packs.push({ key: opened.pack.key, root: (await store.putManifest(manifest)).root });
  }
  return { ok: true, value: packs };
}
