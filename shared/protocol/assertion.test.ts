import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes.ts';
import { type Course, courseOf } from '../consensus/progress.ts';
import { bitsOf } from '../consensus/masks.ts';
import { joinItems, packItem } from '../labels/codec-bytes.ts';
import { must } from '../result.ts';
import { decodeCoordinatorCall, phaseNames } from './abi.ts';
import { type Assertion, claimOf, drawnRuns, firstWrongRun, rerunOf } from './assertion.ts';
import { type AssertedBatch, assertionStep, challengeOf } from './assertion-step.ts';
import { assertedSettlement, checkParams, defaultParams } from './params.ts';
import type { ProjectSchema } from '../labels/schema.ts';
import { ZERO_ADDRESS } from './params.ts';

const schema: ProjectSchema = { name: 'x', kind: 'spans', classes: [{ id: 1, name: 'a', colour: '#000000' }], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
const base = { ...defaultParams(schema, ZERO_ADDRESS), batchSize: 24 };
const params = { ...base, ...assertedSettlement(base) };
const ITEMS = 24;
const item = (at: number, seat: number) => packItem('spans', (at + seat) % 5 === 0 ? [] : [{ classId: 1, confidence: 80, coordinates: [at * 10, at * 10 + 8 + (seat === 2 && at % 3 === 0 ? 40 : 0)] }]);
const labels = [0, 1, 2].map((seat) => joinItems(Array.from({ length: ITEMS }, (_, at) => item(at, seat))));
const hexes = labels.map((each) => toHex(each));
const course: Course = must(courseOf(params, ITEMS, labels));
const zero = `0x${'00'.repeat(32)}`;
const assertion = (claim: Assertion['claim']): Assertion => ({ asserter: ZERO_ADDRESS, kept: 0, history: zero, labels: [zero, zero, zero], claim });
const batch = (standing: Assertion | null, own: readonly string[] = hexes): AssertedBatch => ({
  ...{ batchId: 7n << 32n, params, itemCount: ITEMS, assertion: standing },
  history: [2, 0, 1].map((seat) => ({ seat, word: `0x${String(seat).repeat(64)}` as never })),
  seats: own.map((each) => (each === '0x' ? undefined : { salt: zero, detailsHash: zero, labels: each })),
});
const view = (more: object) => ({ phase: phaseNames.indexOf('asserted'), drawnRuns: 0, confirmedRuns: 0, challengeEnd: 500n, ...more }) as Parameters<typeof assertionStep>[1];
const named = (step: ReturnType<typeof assertionStep>) => [step.step, step.step === 'wait' ? step.untilSeconds : decodeCoordinatorCall(step.data)?.name];

describe('an assertion', () => {
  it('is right only where every mark and every field of the result is', () => {
    const honest = claimOf(course);
    expect(honest.marks).toHaveLength(11);
    expect(firstWrongRun(assertion(honest), course)).toBeNull();
    for (const run of honest.marks.keys()) {
      const marks = honest.marks.map((mark, at) => (at === run ? (zero as typeof mark) : mark));
      expect(firstWrongRun(assertion({ ...honest, marks }), course)).toBe(run);
    }
    const { result } = honest;
    const wrong = [{ ...result, resolvedMask: result.resolvedMask ^ 1n }, { ...result, consensusRoot: zero as typeof result.consensusRoot }, { ...result, sums: result.sums.slice(1) }, { ...result, sums: [0n, ...result.sums.slice(1)] }];
    for (const one of wrong) expect(firstWrongRun(assertion({ ...honest, result: one }), course)).toBe(11);
  });

  it('hands a run in with its beginning and the chunks that hold it', () => {
    const rerun = rerunOf('spans', course, [hexes[0]!, '0x', hexes[2]!], 4);
    expect([rerun.fromItem, rerun.toItem, rerun.before]).toEqual([8, 10, course.at[8]]);
    expect(rerun.pages.map(({ chunkHashes }) => chunkHashes.length)).toEqual([3, 0, 3]);
    expect(rerun.pages[0]?.labels).toBe(toHex(joinItems(Array.from({ length: 8 }, (_, at) => item(8 + at, 0)))));
  });

  it('draws as many runs as are asked for', () => {
    const hash = `0x${'ab'.repeat(32)}`;
    expect(bitsOf(drawnRuns(hash, 1n, 64, 1))).toHaveLength(1);
    expect(bitsOf(drawnRuns(hash, 1n, 64, 3))).toHaveLength(3);
    expect(drawnRuns(hash, 1n, 64, 3) & drawnRuns(hash, 1n, 64, 1)).toBe(drawnRuns(hash, 1n, 64, 1));
  });
});

describe('what is next for an asserted batch', () => {
  const right = assertion(claimOf(course));
  const wrong = assertion({ ...claimOf(course), marks: claimOf(course).marks.map(() => zero as never) });

  it('goes from assertion to draw, to waiting, to the end', () => {
    expect(named(assertionStep(batch(null), view({ phase: 0 }), 1))).toEqual(['assert', 'assertBatch']);
    expect(named(assertionStep(batch(right), view({}), 1))).toEqual(['draw', 'drawAssertion']);
    expect(named(assertionStep(batch(right), view({ drawnRuns: 4 }), 499))).toEqual(['wait', 500]);
    expect(named(assertionStep(batch(right), view({ drawnRuns: 4 }), 500))).toEqual(['finalise', 'finaliseAssertion']);
    expect(named(assertionStep(batch(right), view({ drawnRuns: 5, confirmedRuns: 0 }), 500))).toEqual(['confirm', 'recompute']);
    expect(named(assertionStep(batch(right), view({ drawnRuns: 5, confirmedRuns: 5 }), 500))).toEqual(['finalise', 'finaliseAssertion']);
    expect(named(assertionStep(batch(null), view({}), 500))).toEqual(['wait', null]);
  });

  it('challenges what is wrong before anything else', () => {
    for (const now of [1, 600]) expect(named(assertionStep(batch(wrong), view({ drawnRuns: 4 }), now))).toEqual(['challenge', 'recompute']);
    expect(challengeOf(batch(right))).toBeNull();
  });

  it('rejects labels that the contract would not take, by seat and chunk', () => {
    const bad = labels[1]!.slice();
    const at = joinItems(Array.from({ length: 17 }, (_, each) => item(each, 1))).length;
    bad[at + 1] = 9;
    const data = challengeOf(batch(right, [hexes[0]!, toHex(bad), hexes[2]!]));
    expect(decodeCoordinatorCall(data!)).toMatchObject({ name: 'rejectLabels', args: { seat_: 1, chunk: 2 } });
  });
});

describe('parameters of asserted settlement', () => {
  it('hold what the contract holds', () => {
    const faults = (change: object) => {
      const checked = checkParams({ ...params, ...change }, 10);
      return checked.ok ? [] : checked.error.faults.map(({ field }) => field);
    };
    expect(faults({})).toEqual([]);
    expect(faults({ challengeSeconds: 599 })).toEqual(['challengeSeconds']);
    expect(faults({ assertBond: params.rewardPerLabel * 24n - 1n })).toEqual(['assertBond']);
    expect(faults({ kind: 'class' })).toEqual(['settlement']);
    expect(faults({ settlement: 'computed' })).toEqual(['challengeSeconds', 'assertBond']);
  });
});
