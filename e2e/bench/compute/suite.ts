import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { realCrowd } from '../../../shared/test-support/real-crowd.ts';
import { runTessera } from '../../support/processes.ts';
import { bundled } from '../support/bundle.ts';
import { jsonOf } from '../support/json-of.ts';
import type { Row, Section } from '../support/row.ts';
import { likeCrowd } from './crowd.ts';

const timed = z.object({ ours: z.number(), baseline: z.number(), ratio: z.number() });
const ranSchema = z.object({ classes: timed, boxes: timed, dawidSkene: timed, accuracy: z.number(), majority: z.number() });

/** What this crowd is known for: Dawid and Skene's model tells 93 % of its items and more, the majority 89.66 %. */
const LEAST_ACCURACY = 0.93;

/** The reference of the contract's rule, and the model that the dashboards lean on. */
export async function computeSuite(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-compute-'));
  try {
    const real = realCrowd();
    const { answers, gold } = real ?? likeCrowd();
    const isReal = real !== null;
    const file = join(folder, 'crowd.json');
    await writeFile(file, JSON.stringify({ answers, gold: [...gold] }));
    const { classes, boxes, dawidSkene, accuracy, majority } = await jsonOf(ranSchema, 'the computation', await bundled(join(import.meta.dirname, 'run-one.ts'), folder), file);
    const row = (work: string, amount: string, took: z.infer<typeof timed>, most: number, baseline: string): Row[] => [
      { work, amount, way: `${baseline} (baseline)`, median: took.baseline, p95: null, unit: 'ms', ratio: 1, reach: '', isMet: null },
      { work, amount, way: 'Tessera', median: took.ours, p95: null, unit: 'ms', ratio: took.ratio, reach: `under ${most} ms`, isMet: took.ours < most },
    ];
    const crowd = `${answers.length.toLocaleString('en')} answers${isReal ? '' : ', made'}`;
    return {
      id: 'compute',
      title: 'Consensus and truth inference',
      how: 'Alone in a process, bundled as the host is; the median of five rounds in turns with the baseline.',
      rows: [
        ...row('consensus, the reference', '1,000,000 class labels', classes, 2000, 'every byte read once'),
        ...row('consensus, the reference', '100,000 boxes, eight an item', boxes, 2000, 'every byte read once'),
        ...row('Dawid-Skene', crowd, dawidSkene, 500, 'majority'),
        { work: 'Dawid-Skene, of items right', amount: crowd, way: `Tessera; majority ${(100 * majority).toFixed(2)} %`, median: 100 * accuracy, p95: null, unit: '%', ratio: null, reach: isReal ? 'as published: 93 % or better' : '', isMet: isReal ? accuracy >= LEAST_ACCURACY : null },
        await sameBytes('reference'),
        await sameBytes('contract'),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const vectors = fileURLToPath(new URL('../../../shared/consensus/vectors/consensus.json', import.meta.url));

/** The vectors of an independent implementation, through either engine: the contract's on a chain of its own. */
async function sameBytes(engine: 'reference' | 'contract'): Promise<Row> {
  const { cases, mismatches } = z.looseObject({ cases: z.number(), mismatches: z.number() }).parse(await runTessera(['consensus', vectors, '--engine', engine]));
  return { work: 'consensus, items that differ from the vectors', amount: `${cases} cases`, way: `Tessera, ${engine}`, median: mismatches, p95: null, unit: '', ratio: null, reach: 'the same bytes, always', isMet: mismatches === 0 };
}
