import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeWorld } from '../export/world.ts';
import { bundled } from '../support/bundle.ts';
import { jsonOf } from '../support/json-of.ts';
import type { Section } from '../support/row.ts';

const ANSWERS = 100_000;
/** Four labels an item, and three answers. */
const LABELS = Math.ceil(ANSWERS / 3) * 4;

const MOST_FIRST_SECONDS = 2;

const ranSchema = z.object({ copied: z.number(), first: z.number(), opened: z.number(), drilled: z.number(), filtered: z.number(), heapMib: z.number(), mib: z.number() });

/** What the lead waits for when a project's figures are opened: the worker's part, in a process of its own. */
export async function dashboardSuite(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-dashboard-'));
  try {
    await makeWorld(folder, 'boxes', LABELS);
    const { copied, first, opened, drilled, filtered, heapMib, mib } = await jsonOf(ranSchema, 'the dashboard', await bundled(join(import.meta.dirname, 'run-one.ts'), folder), folder);
    const amount = `${ANSWERS.toLocaleString('en')} answers`;
    const common = { amount, way: 'Tessera', p95: null, ratio: null, reach: '', isMet: null } as const;
    return {
      id: 'dashboard',
      title: 'The dashboard',
      how: `A project of ${ANSWERS.toLocaleString('en')} answers of four boxes each, three an item by sixty people. From the index's records to the first figures and to every figure, alone in a process, as the window's worker does it beside the window.`,
      rows: [
        { ...common, work: 'open: the first figures, the copy for the worker included', median: copied + first, unit: 's', reach: `under ${MOST_FIRST_SECONDS} s`, isMet: copied + first < MOST_FIRST_SECONDS },
        { ...common, work: 'then all figures, beside the window', median: opened, unit: 's' },
        { ...common, work: 'filter by one annotator', median: filtered, unit: 's' },
        { ...common, work: 'drill down to all items', median: drilled, unit: 's' },
        { ...common, work: 'heap when it is open', median: heapMib, unit: 'MiB' },
        { ...common, work: 'memory of the process at its highest, index and logs included', median: mib, unit: 'MiB' },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
