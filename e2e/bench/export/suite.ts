import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { formatsOfKind } from '../../../shared/formats/names.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { bundled } from '../support/bundle.ts';
import { jsonOf } from '../support/json-of.ts';
import type { Row, Section } from '../support/row.ts';
import { makeWorld } from './world.ts';

const LABELS = 100_000;
const MOST_SECONDS = 10;
const MOST_MIB = 300;

const ranSchema = z.object({ seconds: z.number(), cpuSeconds: z.number(), mib: z.number(), bytes: z.number() });
type Ran = z.infer<typeof ranSchema>;

/** From the chain's events to a folder with labels, provenance, report and manifest, in every format. */
export async function exportSuite(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-export-'));
  try {
    const rows: Row[] = [];
    const script = await bundled(join(import.meta.dirname, 'run-one.ts'), folder);
    const texts = formatsOfKind.spans.filter((format) => !formatsOfKind.boxes.includes(format));
    for (const [kind, formats] of [['boxes', formatsOfKind.boxes], ['spans', texts]] as const) {
      const world = join(folder, kind);
      await makeWorld(world, kind, LABELS);
      for (const format of formats) {
        const ran = await jsonOf(ranSchema, `the export as ${format}`, script, world, format);
        rows.push(...rowsOf(kind, format, ran, await writtenBare(join(folder, 'bare'), ran.bytes)));
      }
    }
    return {
      id: 'export',
      title: 'Export',
      how: `${LABELS.toLocaleString('en')} labels of the consensus, four an item, each by three of sixty people, in ${(LABELS / 4).toLocaleString('en')} items; with provenance, quality report and manifest, without pictures (that they are not there costs nothing here) and light proof. A process a format, bundled as the host is; its memory is the highest that the system has counted. The baseline writes as many bytes and hands them to the disk.`,
      rows,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf(kind: string, format: FormatName, { seconds, cpuSeconds, mib, bytes }: Ran, baseline: number): Row[] {
  const common = { amount: `${LABELS.toLocaleString('en')} ${kind}`, p95: null } as const;
  return [
    { ...common, work: `export as ${format}`, way: `Tessera: ${Math.round(bytes / 1024 ** 2)} MiB`, median: seconds, unit: 's', ratio: seconds / baseline, reach: `under ${MOST_SECONDS} s`, isMet: seconds < MOST_SECONDS, note: `${cpuSeconds.toFixed(1)} s of the processor` },
    { ...common, work: `memory of it`, way: 'Tessera', median: mib, unit: 'MiB', ratio: null, reach: `under ${MOST_MIB} MiB`, isMet: mib < MOST_MIB },
  ];
}

/** Seconds for as many bytes as they come, to the disk. */
async function writtenBare(path: string, bytes: number): Promise<number> {
  const piece = Buffer.alloc(1024 * 1024, '{"label":"boat"}\n');
  const startMs = performance.now();
  const file = await open(path, 'w');
  try {
    for (let left = bytes; left > 0; left -= piece.length) await file.write(piece, 0, Math.min(left, piece.length));
    await file.sync();
  } finally {
    await file.close();
  }
  return (performance.now() - startMs) / 1000;
}
