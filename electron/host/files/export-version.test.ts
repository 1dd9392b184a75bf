import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatsOfKind } from '../../../shared/formats/names.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import { streamDataset } from '../../../shared/protocol/dataset-stream.ts';
import { must } from '../../../shared/result.ts';
import { historySchema } from '../../../shared/test-support/history/history.ts';
import { testManifest } from '../../../shared/test-support/pack.ts';
import { ExportFolder } from './export-folder.ts';
import { EXPORT_VERSION, exportFacts, writeParts } from './write-export.ts';

const GOLDEN = new URL('export-version.json', import.meta.url);

/** Of every file of an export but the items' own, in one hash. */
async function hashOf(format: FormatName): Promise<string> {
  const history = historySchema.parse(JSON.parse(await readFile(new URL('../../../shared/test-support/history/two-projects.json', import.meta.url), 'utf8')));
  const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
  const dataset = must(streamDataset({ chainId: 31_337, coordinator: history.coordinator, index, projectId: history.projectId, manifest: testManifest('boxes', 24) }));
  const dir = await mkdtemp(join(tmpdir(), 'tessera-version-'));
  try {
    const folder = await ExportFolder.begin(dir, 'e');
    const block = { number: 1000, hash: `0x${'77'.repeat(32)}`, timestampSeconds: 1_900_000_000 };
    const spec = { format, labels: 'both', block, details: new Map() } as const;
    const parts = await writeParts(folder, dataset, spec, { textOf: async () => null, bring: async () => false });
    const files = await folder.writeManifest(exportFacts(dataset, spec, parts, { reach: 'none', why: 'a test' }));
    return createHash('sha256').update(files.map(({ name, sha256 }) => `${name} ${sha256}`).sort().join('\n')).digest('hex');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

it('counts the version up when an export of the same dataset has other bytes', async () => {
  const hashes: Record<string, string> = {};
  for (const format of formatsOfKind.boxes) hashes[format] = await hashOf(format);
  if (process.env['TESSERA_RECORD'] === '1') await writeFile(GOLDEN, `${JSON.stringify({ version: EXPORT_VERSION, hashes }, null, 2)}\n`);
  // Where this fails on purpose: count EXPORT_VERSION up, and record with TESSERA_RECORD=1.
  expect({ version: EXPORT_VERSION, hashes }).toEqual(JSON.parse(await readFile(GOLDEN, 'utf8')));
});
