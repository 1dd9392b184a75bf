// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../shared/bytes.ts';
import { ruleItem } from '../../../shared/consensus/truth.ts';
import { hasBit } from '../../../shared/consensus/masks.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import type { ReviewRecord } from '../../../shared/review/record.ts';
import { historySchema } from '../../../shared/test-support/history/history.ts';
import { seatAnswer } from '../compare/answers.ts';
import { taskOf } from '../tasks.ts';
import type { ReviewTask } from '../tasks.ts';
import { answerAsTruth, truthOf } from './truth.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../../../shared/test-support/history/two-projects.json', import.meta.url), 'utf8')));
const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
const tasks = [...index.batches.values()].filter(({ phase }) => phase === 'settled').map((batch) => taskOf(index, batch)!);
const record = (item: number, change: Partial<ReviewRecord>): ReviewRecord => ({ v: 1, expert: `0x${'e1'.repeat(20)}`, projectId: '1', batchId: '1', item, blind: '0x00', blindAtMs: 1, verdict: null, of: null, reasons: [], note: '', truth: null, atMs: 1, sent: null, ...change });
const labelsOf = (task: ReviewTask, item: number) => task.seats.map(({ index: place }) => fromHex(seatAnswer(task, place, item) ?? '0xff'));

describe('the labels that a verdict sends', () => {
  it('are the consensus where it is accepted, and then nothing is overturned', () => {
    let accepted = 0;
    for (const task of tasks) {
      for (let item = 0; item < task.batch.itemCount; item++) {
        const truth = truthOf(task, record(item, { verdict: 'accept', of: 'consensus' }), '0x00');
        if (truth === null || !hasBit(task.batch.consensusMask, item)) continue;
        expect(truth).toBe(task.batch.consensus[item]);
        expect(ruleItem(task.project.params, labelsOf(task, item), fromHex(truth)).overturned).toBe(false);
        accepted += 1;
      }
    }
    expect(accepted).toBeGreaterThan(10);
  });

  it('are a seat’s own where that is taken, and the seat is right', () => {
    let taken = 0;
    for (const task of tasks) {
      for (let item = 0; item < task.batch.itemCount; item++) {
        for (const [at, { index: seat }] of task.seats.entries()) {
          const answer = answerAsTruth(task, item, String(seat));
          if (!answer.ok) continue;
          expect(truthOf(task, record(item, { verdict: 'accept', of: seat }), '0x00')).toBe(answer.labels);
          expect(ruleItem(task.project.params, labelsOf(task, item), fromHex(answer.labels)).right[at]).toBe(true);
          taken += 1;
        }
      }
    }
    expect(taken).toBeGreaterThan(10);
  });

  it('are the expert’s own where he fixes or rejects, and none where he cannot tell or sets aside', () => {
    const [task] = tasks;
    const own = toHex(Uint8Array.of(0));
    for (const verdict of ['fix', 'reject'] as const) {
      expect(truthOf(task!, record(0, { verdict }), own)).toBe(own);
      expect(truthOf(task!, record(0, { verdict }), '0xff')).toBeNull();
    }
    expect(truthOf(task!, record(0, { verdict: 'set-aside' }), own)).toBeNull();
    expect(truthOf(task!, record(0, {}), own)).toBeNull();
  });

  it('are none of who has not revealed or could not tell', () => {
    const [task] = tasks;
    expect(answerAsTruth(task!, 0, '6')).toEqual({ ok: false, why: 'unrevealed' });
    const blank = tasks.flatMap((each) => each.seats.flatMap((seat) => Array.from({ length: each.batch.itemCount }, (_, item) => ({ each, seat, item })))).find(({ seat, item }) => hasBit(seat.blankMask, item));
    expect(answerAsTruth(blank!.each, blank!.item, String(blank!.seat.index))).toEqual({ ok: false, why: 'cannot-tell' });
  });
});

describe('the draw', () => {
  it('comes out the same from its seed, whoever makes it', () => {
    const drawn = tasks.filter(({ batch }) => batch.drawn !== null);
    expect(drawn.length).toBeGreaterThan(2);
    for (const task of drawn) expect(task.isDrawRight).toBe(true);
    const [one] = drawn;
    const moved = taskOf(index, { ...one!.batch, drawn: { ...one!.batch.drawn!, mask: one!.batch.drawn!.mask << 1n } });
    expect(moved?.isDrawRight).toBe(false);
  });
});
