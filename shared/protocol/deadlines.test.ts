import { describe, expect, it } from 'vitest';
import { parseAddress } from '../labels/ids.ts';
import { deadlineOf, leadOf, needsPerson } from './deadlines.ts';
import type { DeadlineKind } from './deadlines.ts';
import type { SeatChainView, SeatLocalFacts } from './seat-state.ts';

const me = parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
const zero = `0x${'00'.repeat(32)}`;
const batch: SeatChainView['batch'] = {
  ...{ phase: 0, itemCount: 4, taken: 3, commits: 0, reveals: 0, settledItems: 0, commitEnd: 0n, revealStart: 0n, revealEnd: 0n, settledAt: 0n, auditEnd: 0n },
  ...{ anchorBlock: 0n, challengeEnd: 0n, drawnRuns: 0, confirmedRuns: 0, drawnMask: 0n, resolvedMask: 0n, auditedMask: 0n, overturnedMask: 0n, drawn: false, record: zero },
};
const seat: SeatChainView['seat'] = { state: 1, tier: 0, annotator: me, leaseEnd: 10_000n, agreedItems: 0, unsettledItems: 0, multiplierBps: 10_000, payFactorBps: 0, bonus: 0n, slashed: 0n, chunksHash: zero };
const begun: SeatLocalFacts = { annotator: me, touchedItems: 1, sealedItems: 1, isSigned: false, hasOpening: true };
const whole = { ...begun, sealedItems: 4, isSigned: true };
const COMMITTED = 2;
const REVEALED = 3;
const window = { commits: 2, revealStart: 6_000n, revealEnd: 9_000n };

const at = (change: Partial<SeatChainView['seat']>, ofBatch: Partial<SeatChainView['batch']>, facts: SeatLocalFacts, now: number) =>
  deadlineOf({ batch: { ...batch, ...ofBatch }, seat: { ...seat, ...change }, quorum: 2 }, facts, 3_000, now, 500);

describe('what runs out for a seat', () => {
  it.each([
    ['items are open', at({}, {}, begun, 1), { kind: 'label', atSeconds: 10_000 }],
    ['all is sealed and not committed', at({}, {}, whole, 1), { kind: 'commit', atSeconds: 10_000 }],
    ['reveal opens later', at({ state: COMMITTED }, window, whole, 1), { kind: 'reveal', atSeconds: 9_000 }],
    ['reveal is open', at({ state: COMMITTED }, window, whole, 7_000), { kind: 'reveal', atSeconds: 9_000 }],
    ['reveal is open and the labels are elsewhere', at({ state: COMMITTED }, window, { ...whole, hasOpening: false }, 7_000), { kind: 'reveal', atSeconds: 9_000 }],
    ['the others have not committed as far as was seen', at({ state: COMMITTED }, { commits: 1 }, whole, 1_000), { kind: 'may-reveal', atSeconds: 3_500 }],
    ['it was too late', at({ state: COMMITTED }, window, whole, 9_000), null],
    ['it is revealed', at({ state: REVEALED }, { ...window, reveals: 1 }, whole, 7_000), null],
  ])('%s', (_, found, wanted) => expect(found).toEqual(wanted));

  it('is told six hours, one hour and ten minutes before, and not afterwards', () => {
    const lead = (leftSeconds: number) => leadOf({ kind: 'reveal', atSeconds: 100_000 }, 100_000 - leftSeconds, 0);
    expect([21_601, 21_600, 3_601, 3_600, 601, 600, 1, 0].map(lead)).toEqual([null, 21_600, 21_600, 3_600, 3_600, 600, 600, null]);
  });

  it('of a short time is told in its second half alone', () => {
    const lead = (leftSeconds: number) => leadOf({ kind: 'label', atSeconds: 100_000 }, 100_000 - leftSeconds, 98_000);
    expect([2_000, 1_001, 1_000, 600].map(lead)).toEqual([null, null, 3_600, 600]);
  });

  it('is told where a person has to do something', () => {
    const told = (isOnline: boolean, areFree: boolean) => (['label', 'commit', 'reveal', 'may-reveal'] as DeadlineKind[]).filter((kind) => needsPerson(kind, { isOnline, areFree }));
    expect(told(true, true)).toEqual(['label']);
    expect(told(true, false)).toEqual(['label', 'commit', 'reveal']);
    expect(told(false, false)).toEqual(['label', 'commit', 'reveal', 'may-reveal']);
  });
});
