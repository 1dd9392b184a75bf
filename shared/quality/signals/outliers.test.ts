import { describe, expect, it } from 'vitest';
import { claimPatterns } from './claims.ts';
import { paceOutliers } from './pace.ts';

const usual = Array.from({ length: 9 }, (_, place) => ({ worker: `w${place}`, seconds: 10 + place }));

describe('pace', () => {
  it('names who is far from the crowd, with the direction, and not who has hardly begun', () => {
    const paces = [...usual, { worker: 'fast', seconds: 1 }].flatMap(({ worker, seconds }) => Array.from({ length: 12 }, () => ({ worker, activeMs: seconds * 1000 })));
    const found = paceOutliers([...paces, { worker: 'new', activeMs: 1 }, { worker: 'new', activeMs: 0 }]);
    expect(found.map(({ worker }) => worker)).toEqual(['fast']);
    expect(found[0]).toMatchObject({ medianMs: 1000, items: 12 });
    expect(found[0]?.z).toBeLessThan(-3.5);
  });
});

describe('claims', () => {
  const record = (worker: string, paid: bigint, activeMs: number) => ({ worker, labels: 100, paid, activeMs });
  const crowd = usual.map(({ worker, seconds }) => record(worker, 1000n + BigInt(seconds), seconds * 100_000));

  it('stand out by pay a label and by pay an hour, upward alone', () => {
    const found = claimPatterns([...crowd, record('rich', 9000n, 9_000_000), record('blind', 1015n, 20_000), record('poor', 20n, 1_400_000)]);
    expect(found.map(({ worker, kind }) => `${worker} ${kind}`)).toEqual(['rich pay-a-label', 'blind pay-an-hour']);
  });

  it('say nothing of who has hardly worked or was not paid', () => {
    expect(claimPatterns([...crowd, { worker: 'new', labels: 2, paid: 9000n, activeMs: 1 }, record('none', 0n, 1)])).toEqual([]);
  });
});
