import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes.ts';
import { packItem } from '../labels/codec-bytes.ts';
import type { RawRegion } from '../labels/codec-bytes.ts';
import { alikeness, regionsOf } from './alikeness.ts';
import { pairwiseAgreement } from './expert-agreement.ts';
import { reasonTable, reasonsFor, reviewVerdicts } from './reasons.ts';
import { parseReviewFile, reviewFile, reviewRecordSchema } from './record.ts';
import type { ReviewRecord } from './record.ts';

const box = (classId: number, x0: number, x1: number): RawRegion => ({ classId, confidence: 90, coordinates: [x0, 0, x1, 1000] });
const boxes = (...regions: RawRegion[]) => toHex(packItem('boxes', regions));
const rule = { kind: 'boxes', quorum: 2, thresholdBps: 5000, agreementBps: 6667 } as const;

describe('how alike two answers are', () => {
  it('pairs regions of one class by their overlap, each once, and counts those without a partner as nothing', () => {
    expect(alikeness('boxes', [box(1, 0, 100)], [box(1, 0, 100)])).toEqual({ matched: 1, meanIou: 1, all: 1 });
    expect(alikeness('boxes', [box(1, 0, 100)], [box(1, 50, 150)])).toMatchObject({ matched: 1, meanIou: 1 / 3 });
    expect(alikeness('boxes', [box(1, 0, 100), box(1, 0, 90)], [box(1, 0, 100)])).toEqual({ matched: 1, meanIou: 1, all: 0.5 });
    expect(alikeness('boxes', [box(1, 0, 100)], [box(2, 0, 100)])).toEqual({ matched: 0, meanIou: null, all: 0 });
    expect(alikeness('boxes', [], []).all).toBe(1);
  });

  it('reads nothing out of "cannot tell", and of bytes that are no item', () => {
    expect(regionsOf('boxes', '0xff')).toBeNull();
    expect(regionsOf('boxes', '0x01')).toBeNull();
    expect(regionsOf('boxes', undefined)).toBeNull();
    expect(regionsOf('boxes', '0x00')).toEqual([]);
  });

  it('tells how far two experts agree, by the contract’s rule, beyond chance, and by place', () => {
    const pairs = [
      { task: 'a', first: boxes(box(1, 0, 100)), second: boxes(box(1, 0, 100)) },
      { task: 'b', first: boxes(box(2, 0, 100)), second: boxes(box(2, 60, 160)) },
      { task: 'c', first: boxes(box(1, 0, 100)), second: boxes() },
      { task: 'd', first: '0xff', second: '0xff' },
    ];
    const found = pairwiseAgreement(rule, pairs);
    expect(found).toMatchObject({ items: 4, alike: 1 });
    expect(found.meanIou).toBeCloseTo((1 + 40 / 160 + 0 + 1) / 4, 10);
    // Observed 3 of 4; by chance (2 x 1 + 1 x 1 + 0 + 1 x 1) / 16.
    expect(found.kappa).toBeCloseTo((0.75 - 0.25) / 0.75, 10);
    expect(pairwiseAgreement(rule, [])).toEqual({ items: 0, alike: 0, kappa: null, meanIou: null });
  });
});

describe('reasons', () => {
  it('have codes and numbers of their own, and every verdict but acceptance has some in every kind of project', () => {
    expect(new Set(reasonTable.map(({ code }) => code)).size).toBe(reasonTable.length);
    expect(reasonTable.map(({ number }) => number)).toEqual(reasonTable.map((_, at) => at + 1));
    for (const kind of ['class', 'boxes', 'spans'] as const) {
      for (const verdict of reviewVerdicts) expect({ kind, verdict, some: reasonsFor(verdict, kind).length > 0 }).toEqual({ kind, verdict, some: verdict !== 'accept' });
      // One key each.
      for (const verdict of reviewVerdicts) expect(reasonsFor(verdict, kind).length).toBeLessThanOrEqual(9);
    }
    expect(reasonsFor('fix', 'class')).not.toContain('loose');
  });
});

describe('a file of reviews', () => {
  const record: ReviewRecord = { v: 1, expert: `0x${'e1'.repeat(20)}`, projectId: '1', batchId: '4294967296', item: 3, blind: '0x00', blindAtMs: 5, verdict: 'fix', of: null, reasons: ['missing'], note: 'a boat', truth: '0x00', atMs: 6, sent: null };
  const file = reviewFile({ chainId: 7357, coordinator: `0x${'c0'.repeat(20)}`, blockNumber: 9, exportedAt: '2026-01-01T00:00:00.000Z', reviews: [record] });

  it('is read as it was written, with the table of its codes', () => {
    const read = parseReviewFile(JSON.stringify(file));
    expect(read).toEqual({ ok: true, value: file });
    expect(file.reasons).toContainEqual({ code: 'missing', number: 1 });
  });

  it.each([
    ['no JSON', 'x', '(file)'],
    ['another kind', JSON.stringify({ ...file, kind: 'other' }), 'kind'],
    ['a reason that nobody knows', JSON.stringify({ ...file, reviews: [{ ...record, reasons: ['whim'] }] }), 'reviews.0.reasons.0'],
    ['an item past 64', JSON.stringify({ ...file, reviews: [{ ...record, item: 64 }] }), 'reviews.0.item'],
  ])('says of %s where it is none', (_, text, field) => {
    expect(parseReviewFile(text)).toMatchObject({ ok: false, error: { code: 'REVIEW_FILE_INVALID', field } });
  });

  it('keeps a note to its length', () => {
    expect(reviewRecordSchema.safeParse({ ...record, note: 'x'.repeat(1001) }).success).toBe(false);
  });
});
