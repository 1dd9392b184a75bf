import { packItem } from '../labels/codec-bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { consensusOf } from './consensus.ts';
import type { ConsensusRule } from './outcome.ts';
import { seededRandom } from './random.ts';

/** Work for the speed table: items by seat, all made before the clock starts. */
export interface ConsensusLoad {
  readonly name: string;
  readonly rule: ConsensusRule;
  readonly regions: number;
  readonly items: readonly (readonly Uint8Array[])[];
}

const SEATS = 3;

/** 1,000,000 class labels: 333,334 items of three seats, nine of ten right. */
export function classLoad(labelCount = 1_000_000): ConsensusLoad {
  const random = seededRandom(1);
  const items = Array.from({ length: Math.ceil(labelCount / SEATS) }, () => {
    const truth = random.int(1, 10);
    return Array.from({ length: SEATS }, () => Uint8Array.of(1, random.chance(0.9) ? truth : random.int(1, 10), random.int(50, 100)));
  });
  return { name: `${labelCount} class labels`, rule: ruleFor('class'), regions: labelCount, items };
}

/** Boxes of three seats, `perItem` a seat and item, laid out apart and drawn with small errors. */
export function boxLoad(boxCount = 100_000, perItem = 8): ConsensusLoad {
  const random = seededRandom(2);
  const items = Array.from({ length: Math.ceil(boxCount / (SEATS * perItem)) }, () => {
    const truth = Array.from({ length: perItem }, (_, index) => ({ classId: random.int(1, 5), x: 7000 * index + random.int(0, 900), y: random.int(0, 50_000) }));
    return Array.from({ length: SEATS }, () =>
      packItem('boxes', truth.map(({ classId, x, y }) => {
        const [left, top] = [x + random.int(0, 300), y + random.int(0, 300)];
        return { classId, confidence: random.int(50, 100), coordinates: [left, top, left + 5000 + random.int(0, 300), top + 9000 + random.int(0, 300)] };
      })),
    );
  });
  return { name: `${boxCount} boxes, ${perItem} an item`, rule: ruleFor('boxes'), regions: boxCount, items };
}

/** Boxes piled on each other, 32 a seat and item, three seats: what the limits allow at worst. */
export function pileLoad(boxCount = 100_000): ConsensusLoad {
  const random = seededRandom(3);
  const items = Array.from({ length: Math.ceil(boxCount / (SEATS * 32)) }, () =>
    Array.from({ length: SEATS }, () =>
      packItem('boxes', Array.from({ length: 32 }, () => {
        const [left, top] = [random.int(0, 9000), random.int(0, 9000)];
        return { classId: 1, confidence: 90, coordinates: [left, top, left + 30_000, top + 30_000] };
      })),
    ),
  );
  return { name: `${boxCount} boxes, piled 32 an item`, rule: ruleFor('boxes'), regions: boxCount, items };
}

/** Runs the reference over a load; the number of resolved items keeps the work from being optimised away. */
export function runLoad(load: ConsensusLoad): number {
  let resolved = 0;
  for (const item of load.items) if (consensusOf(load.rule, item).resolved) resolved++;
  return resolved;
}

function ruleFor(kind: ProjectKind): ConsensusRule {
  return { kind, quorum: 2, thresholdBps: kind === 'class' ? 10_000 : 5000, agreementBps: 8000 };
}

export interface BenchRow {
  readonly name: string;
  readonly regions: number;
  readonly milliseconds: number;
}

/** The rows of the speed table. @param nowMs a clock in milliseconds, such as `performance.now` */
export function benchConsensus(nowMs: () => number): BenchRow[] {
  return [classLoad, boxLoad, pileLoad].map((make) => {
    const load = make();
    const start = nowMs();
    runLoad(load);
    return { name: load.name, regions: load.regions, milliseconds: nowMs() - start };
  });
}
