import { CANNOT_TELL, packItem } from '../labels/codec-bytes.ts';
import type { RawRegion } from '../labels/codec-bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import { isSame } from '../labels/similarity.ts';
import type { ConsensusRule } from './outcome.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';

/** What the seats of a generated item are like. */
export const generatorModes = [
  'honest', // the truth with small errors
  'noisy', // large errors, regions missed and made up
  'pile', // many regions on nearly one place, up to 32 a seat
  'colluders', // a majority hands in the same wrong labels
  'ties', // shapes that are equal or equally similar
  'empty', // nothing there, for some or all
  'cannot-tell',
  'one-pixel', // regions of the least size
  'border', // regions at the ends of the coordinates
  'whole-item', // classes of the whole item beside places
] as const;
export type GeneratorMode = (typeof generatorModes)[number];

/** A case of the differential test: the rule, and every seat's encoded labels of every item. */
export interface GeneratedBatch {
  readonly mode: GeneratorMode;
  readonly rule: ConsensusRule;
  readonly classCount: number;
  /** By seat, then by item. */
  readonly labels: readonly (readonly Uint8Array[])[];
}

const THRESHOLDS_BPS = [1, 3000, 5000, 6667, 7500, 9000, 10_000];
const AGREEMENTS_BPS = [1, 5000, 6667, 8000, 10_000];

/**
 * A batch like `mode`, the same for the same arguments. All labels in it are valid (see `checkItem`).
 * @param seed any whole number from 0 to 2^32 - 1
 */
export function generateBatch(seed: number, kind: ProjectKind, mode: GeneratorMode, itemCount = 4): GeneratedBatch {
  const random = seededRandom(seed);
  const seats = random.int(2, 7);
  const rule: ConsensusRule = {
    kind,
    quorum: random.int(Math.floor(seats / 2) + 1, seats),
    thresholdBps: kind === 'class' ? 10_000 : random.pick(THRESHOLDS_BPS),
    agreementBps: random.pick(AGREEMENTS_BPS),
  };
  const classCount = random.int(1, 5);
  const maker = { random, kind, mode, classCount, thresholdBps: rule.thresholdBps };
  const items = Array.from({ length: itemCount }, () => generateItem(maker, seats));
  return { mode, rule, classCount, labels: Array.from({ length: seats }, (_, seat) => items.map((item) => item[seat] ?? Uint8Array.of(0))) };
}

interface Maker {
  readonly random: Random;
  readonly kind: ProjectKind;
  readonly mode: GeneratorMode;
  readonly classCount: number;
  readonly thresholdBps: number;
}

function generateItem(maker: Maker, seats: number): Uint8Array[] {
  const { random, mode } = maker;
  const wanted = mode === 'pile' ? 32 : mode === 'empty' ? random.int(0, 1) : random.int(1, 6);
  const truth = Array.from({ length: wanted }, () => randomRegion(maker));
  const lie = Array.from({ length: wanted }, () => randomRegion(maker));
  const colluding = random.int(Math.floor(seats / 2), seats);
  return Array.from({ length: seats }, (_, seat) => {
    if (mode === 'cannot-tell' && random.chance(0.4)) return Uint8Array.of(CANNOT_TELL);
    if (mode === 'empty' && random.chance(0.5)) return Uint8Array.of(0);
    return encodeValid(maker, mode === 'colluders' && seat < colluding ? lie : seen(maker, truth));
  });
}

/** What one seat makes of the truth. */
function seen(maker: Maker, truth: readonly RawRegion[]): RawRegion[] {
  const { random, mode } = maker;
  const missing = mode === 'noisy' ? 0.25 : mode === 'pile' ? 0 : 0.03;
  const kept = truth.filter(() => !random.chance(missing)).map((region) => disturbed(maker, region));
  const madeUp = mode === 'noisy' ? random.int(0, 3) : 0;
  return [...kept, ...Array.from({ length: madeUp }, () => randomRegion(maker))];
}

function disturbed(maker: Maker, region: RawRegion): RawRegion {
  const { random, mode, kind, classCount } = maker;
  const classId = random.chance(mode === 'noisy' ? 0.2 : 0.02) ? random.int(1, classCount) : region.classId;
  const confidence = mode === 'ties' ? region.confidence : random.pick([0, 50, 60, 90, 100]);
  if (region.coordinates.every((value) => value === 0)) return { ...region, classId, confidence };
  const reach = { ties: random.pick([0, 1]), 'one-pixel': 1, border: 2, noisy: 6000, pile: 900 }[mode as string] ?? 700;
  return { classId, confidence, coordinates: tidy(kind, region.coordinates.map((value) => value + random.int(-reach, reach))) };
}

function randomRegion(maker: Maker): RawRegion {
  const { random, kind, mode, classCount } = maker;
  const head = { classId: mode === 'pile' ? 1 : random.int(1, classCount), confidence: random.pick([0, 50, 60, 90, 100]) };
  if (kind === 'class') return { classId: random.int(1, classCount), confidence: head.confidence, coordinates: [] };
  if (mode === 'whole-item' && random.chance(0.5)) return { ...head, coordinates: kind === 'boxes' ? [0, 0, 0, 0] : [0, 0] };
  const max = kind === 'boxes' ? 65_535 : 0xffff_ffff;
  const [a, b] = interval(maker, max);
  if (kind === 'spans') return { ...head, coordinates: tidy(kind, [a, b]) };
  const [c, d] = interval(maker, max);
  return { ...head, coordinates: tidy(kind, [a, c, b, d]) };
}

function interval({ random, mode, kind }: Maker, max: number): [number, number] {
  const usual = kind === 'boxes' ? max : 50_000;
  switch (mode) {
    case 'one-pixel': {
      const at = random.int(0, usual - 1);
      return [at, at + 1];
    }
    case 'border':
      return random.pick([[0, max], [0, 1], [max - 1, max], [1, max], [0, max - 1]] as [number, number][]);
    case 'pile':
      return [20_000 + random.int(0, 1500), 40_000 + random.int(0, 1500)];
    case 'ties': {
      const size = random.pick([10, 20, 40]);
      const at = random.int(0, 3) * 10;
      return [at, at + size];
    }
    default: {
      const at = random.int(0, usual - 5000);
      return [at, at + random.int(500, 4500)];
    }
  }
}

/** Back inside the coordinates, with at least one unit of size. */
function tidy(kind: ProjectKind, coordinates: readonly number[]): number[] {
  const max = kind === 'boxes' ? 65_535 : 0xffff_ffff;
  const axes = coordinates.length / 2;
  const result = coordinates.map((value) => Math.min(Math.max(value, 0), max));
  for (let axis = 0; axis < axes; axis++) {
    const low = Math.min(result[axis] ?? 0, max - 1);
    result[axis] = low;
    result[axis + axes] = Math.max(result[axis + axes] ?? 0, low + 1);
  }
  return result;
}

/** Leaves out what the contract would refuse: regions said twice, and those past the 32nd. */
function encodeValid({ kind, thresholdBps }: Maker, regions: readonly RawRegion[]): Uint8Array {
  const kept: RawRegion[] = [];
  for (const region of regions) {
    if (kept.length < 32 && !kept.some((other) => isSame(kind, other, region, thresholdBps))) kept.push(region);
  }
  return packItem(kind, kept);
}
