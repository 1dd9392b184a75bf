import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manifestRoot, parseManifest } from '../../../../shared/protocol/manifest.ts';
import { must } from '../../../../shared/result.ts';
import { PackStore } from '../pack-store.ts';
import { runJob } from './fetch-job.ts';

it('a source that gave a wrong file is forgotten once nobody reads from it: else the wrong one would be brought again', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tessera-job-'));
  const files = Array.from({ length: 12 }, () => randomBytes(64));
  const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const items = files.map((bytes, index) => ({ id: `i${index}`, name: `photo-${index}.jpg`, sha256: hashOf(bytes), bytes: bytes.length, mediaType: 'image/jpeg', width: 10, height: 10 }));
  const manifest = must(parseManifest({ version: 1, name: 'Harbour', kind: 'boxes', schema: { name: 'Harbour', kind: 'boxes', classes: [{ id: 1, name: 'Boat', colour: '#0077bb' }] }, items }));
  const told: string[] = [];
  const source = {
    manifest: () => Promise.resolve(Buffer.from(JSON.stringify(manifest))),
    asset: async (sha256: string, _bytes: number, path: string) => {
      told.push('asked');
      const at = items.findIndex((item) => item.sha256 === sha256);
      // The wrong one comes first; the others are under way.
      await pause(at === 0 ? 1 : 20);
      await writeFile(path, at === 0 ? randomBytes(64) : (files[at] ?? ''));
    },
    forget: async () => {
      told.push('forgotten');
      await pause(100);
    },
    close: () => Promise.resolve(),
  };
  const job = runJob({
    root: manifestRoot(manifest),
    dir: join(dir, 'job'),
    store: new PackStore(join(dir, 'packs')),
    source,
    signal: new AbortController().signal,
    checkRoom: () => Promise.resolve(),
    onManifest: () => undefined,
    onBytes: () => undefined,
    onItem: () => undefined,
  });
  await expect(job).rejects.toMatchObject({ code: 'PACK_ALTERED', message: expect.stringContaining('photo-0.jpg') as string });
  expect(told.at(-1)).toBe('forgotten');
  expect(told.filter((each) => each === 'forgotten')).toHaveLength(1);
  await rm(dir, { recursive: true, force: true });
});
