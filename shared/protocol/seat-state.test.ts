import { describe, expect, it } from 'vitest';
import { parseAddress } from '../labels/ids.ts';
import { seatStatus, itemVerdict } from './seat-state.ts';
import type { SeatChainView, SeatLocalFacts, SeatState, SeatStep } from './seat-state.ts';

const me = parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
const other = parseAddress('0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359');
const zero = `0x${'00'.repeat(32)}`;
const LEASED = 1;
const COMMITTED = 2;
const REVEALED = 3;

const batch: SeatChainView['batch'] = {
  phase: 0,
  itemCount: 4,
  taken: 3,
  commits: 0,
  reveals: 0,
  settledItems: 0,
  commitEnd: 0n,
  revealStart: 0n,
  revealEnd: 0n,
  settledAt: 0n,
  auditEnd: 0n,
  anchorBlock: 0n,
  challengeEnd: 0n,
  drawnRuns: 0,
  confirmedRuns: 0,
  drawnMask: 0n,
  resolvedMask: 0n,
  auditedMask: 0n,
  overturnedMask: 0n,
  drawn: false,
  record: zero,
};
const seat: SeatChainView['seat'] = {
  state: LEASED,
  tier: 0,
  annotator: me,
  leaseEnd: 1000n,
  agreedItems: 0,
  unsettledItems: 0,
  multiplierBps: 10_000,
  payFactorBps: 0,
  bonus: 0n,
  slashed: 0n,
  chunksHash: zero,
};
const facts: SeatLocalFacts = { annotator: me, touchedItems: 0, sealedItems: 0, isSigned: false, hasOpening: true };
const scheduled = { commits: 2, commitEnd: 500n, revealStart: 500n, revealEnd: 700n };
const asserted = { ...scheduled, phase: 4, reveals: 2, challengeEnd: 900n };
const settled = { phase: 2, reveals: 3, commits: 3, settledItems: 4, settledAt: 800n, auditEnd: 900n, resolvedMask: 0b1011n };

interface Case {
  readonly name: string;
  readonly batch?: Partial<SeatChainView['batch']>;
  readonly seat?: Partial<SeatChainView['seat']>;
  readonly facts?: Partial<SeatLocalFacts>;
  readonly now: number;
  readonly is: readonly [SeatState, SeatStep, string, (number | null)?];
}

const cases: readonly Case[] = [
  { name: 'fresh', now: 1, is: ['leased', 'label', 'seat-new', 1000] },
  { name: 'begun', facts: { touchedItems: 1 }, now: 1, is: ['labelling', 'label', 'items-open', 1000] },
  { name: 'one item short', facts: { touchedItems: 4, sealedItems: 3, isSigned: true }, now: 1, is: ['labelling', 'label', 'items-open', 1000] },
  { name: 'all sealed', facts: { sealedItems: 4 }, now: 1000, is: ['sealed', 'sign', 'all-sealed', 1000] },
  { name: 'signed', facts: { sealedItems: 4, isSigned: true }, now: 1, is: ['signed', 'commit', 'commitment-unsent', 1000] },
  { name: 'the others are ahead', batch: scheduled, facts: { touchedItems: 1 }, now: 499, is: ['labelling', 'label', 'items-open', 500] },
  { name: 'too late for the batch', batch: scheduled, facts: { sealedItems: 4, isSigned: true }, now: 500, is: ['expired', 'none', 'commit-closed'] },
  { name: 'too late for the lease', facts: { sealedItems: 4, isSigned: true }, now: 1001, is: ['expired', 'none', 'lease-over'] },
  { name: 'somebody else sits here', seat: { annotator: other }, now: 1, is: ['expired', 'none', 'seat-freed'] },
  { name: 'freed', seat: { state: 0 }, now: 1, is: ['expired', 'none', 'seat-freed'] },
  { name: 'leased in a void batch', batch: { phase: 3 }, now: 1, is: ['expired', 'none', 'batch-void'] },
  { name: 'committed, alone', seat: { state: COMMITTED }, batch: { commits: 1, commitEnd: 500n }, now: 600, is: ['committed', 'wait', 'waiting-for-seats'] },
  { name: 'committed, window runs', seat: { state: COMMITTED }, batch: scheduled, now: 499, is: ['committed', 'wait', 'waiting-for-commit-window', 500] },
  { name: 'revealable', seat: { state: COMMITTED }, batch: scheduled, now: 500, is: ['revealable', 'reveal', 'reveal-open', 700] },
  { name: 'revealable without labels', seat: { state: COMMITTED }, batch: scheduled, facts: { hasOpening: false }, now: 500, is: ['revealable', 'wait', 'opening-missing', 700] },
  { name: 'reveal missed', seat: { state: COMMITTED }, batch: scheduled, now: 700, is: ['forfeited', 'none', 'not-revealed'] },
  { name: 'committed in a void batch', seat: { state: COMMITTED }, batch: { ...scheduled, phase: 3 }, now: 700, is: ['expired', 'none', 'batch-void'] },
  { name: 'forfeited', seat: { state: 4 }, batch: settled, now: 850, is: ['forfeited', 'none', 'not-revealed'] },
  { name: 'revealed, others missing', seat: { state: REVEALED }, batch: { ...scheduled, reveals: 1 }, now: 600, is: ['revealed', 'wait', 'waiting-for-reveals', 700] },
  { name: 'revealed, all', seat: { state: REVEALED }, batch: { ...scheduled, reveals: 2 }, now: 600, is: ['revealed', 'settle', 'ready-to-settle'] },
  { name: 'revealed, the rest did not come', seat: { state: REVEALED }, batch: { ...scheduled, commits: 3, reveals: 2 }, now: 700, is: ['revealed', 'settle', 'ready-to-settle'] },
  { name: 'revealed, too few', seat: { state: REVEALED }, batch: { ...scheduled, reveals: 1 }, now: 700, is: ['revealed', 'void', 'too-few-revealed'] },
  { name: 'asserted', seat: { state: REVEALED }, batch: asserted, now: 600, is: ['revealed', 'settle', 'assertion-undrawn', 900] },
  { name: 'asserted and drawn', seat: { state: REVEALED }, batch: { ...asserted, drawnRuns: 4 }, now: 899, is: ['revealed', 'wait', 'assertion-stands', 900] },
  { name: 'asserted, the window over', seat: { state: REVEALED }, batch: { ...asserted, drawnRuns: 4 }, now: 900, is: ['revealed', 'settle', 'assertion-due'] },
  { name: 'closed in an asserted batch', seat: { state: COMMITTED }, batch: asserted, now: 701, is: ['forfeited', 'none', 'not-revealed'] },
  { name: 'half settled', seat: { state: REVEALED }, batch: { ...scheduled, phase: 1, reveals: 2, settledItems: 2 }, now: 600, is: ['revealed', 'settle', 'settling'] },
  { name: 'revealed in a void batch', seat: { state: REVEALED }, batch: { phase: 3 }, now: 800, is: ['expired', 'none', 'batch-void'] },
  { name: 'settled', seat: { state: REVEALED }, batch: settled, now: 850, is: ['settled', 'draw', 'audit-not-drawn', 900] },
  { name: 'drawn', seat: { state: REVEALED }, batch: { ...settled, drawn: true, drawnMask: 1n }, now: 850, is: ['settled', 'wait', 'audit-running', 900] },
  { name: 'drawn items ruled, the disputed one not', seat: { state: REVEALED }, batch: { ...settled, drawn: true, drawnMask: 1n, auditedMask: 1n }, now: 850, is: ['settled', 'wait', 'audit-running', 900] },
  { name: 'all ruled', seat: { state: REVEALED }, batch: { ...settled, drawn: true, drawnMask: 1n, auditedMask: 0b101n }, now: 850, is: ['audited', 'wait', 'audit-done', 900] },
  { name: 'claimable', seat: { state: REVEALED }, batch: settled, now: 900, is: ['claimable', 'claim', 'pay-ready'] },
  { name: 'paid', seat: { state: 5 }, batch: settled, now: 901, is: ['paid', 'none', 'pay-taken'] },
];

describe('seatStatus', () => {
  it.each(cases)('$name', (example) => {
    const view = { batch: { ...batch, ...example.batch }, seat: { ...seat, ...example.seat }, quorum: 2 };
    const [state, step, reason, deadlineSeconds = null] = example.is;
    expect(seatStatus(view, { ...facts, ...example.facts }, example.now)).toEqual({ state, step, reason, deadlineSeconds });
  });
});

describe('itemVerdict', () => {
  const masks = { resolvedBefore: 0b011n, audited: 0n, overturned: 0n, agreedBefore: 0b001n, right: 0n, blank: 0n };
  it.each([
    ['agreed', 0, {}],
    ['disagreed', 1, {}],
    ['disputed', 2, {}],
    ['blank', 0, { blank: 1n }],
    ['overturned-against', 0, { audited: 1n, overturned: 1n }],
    ['overturned-for', 1, { audited: 2n, overturned: 2n, right: 2n }],
    ['agreed', 0, { audited: 1n, overturned: 1n, right: 1n }],
    ['ruled-for', 2, { audited: 4n, right: 4n }],
    ['ruled-against', 2, { audited: 4n }],
  ] as const)('is %s', (verdict, item, change) => {
    expect(itemVerdict(item, { ...masks, ...change })).toBe(verdict);
  });
});
