// @vitest-environment node
import { expect, test } from 'vitest';
import { toHex } from '../../../shared/bytes.ts';
import { joinItems, packItem } from '../../../shared/labels/codec-bytes.ts';
import { batchIdFrom, parseAddress, parseBytes32, parseProjectId, seatIdFrom } from '../../../shared/labels/ids.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import { emptyIndex } from '../../../shared/protocol/chain-index.ts';
import { reputationKey } from '../../../shared/protocol/chain-records.ts';
import type { BatchRecord, ChainIndex, EventPlace, ProjectRecord, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import { defaultParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { earningsOf, itemsOf, tileOf, totalsOf } from './earnings.ts';

const me = parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
const lead = parseAddress('0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359');
const token = parseAddress(`0x${'88'.repeat(20)}`);
const zero = parseBytes32(`0x${'00'.repeat(32)}`);
const place: EventPlace = { blockNumber: 9, blockHash: zero, transactionHash: zero, logIndex: 0 };
const schema = must(parseProjectSchema({ name: 'x', kind: 'class', classes: [1, 2].map((id) => ({ id, name: `c${id}`, colour: '#3366cc' })) }));
const item = (classId: number) => packItem('class', [{ classId, confidence: 90, coordinates: [] }]);

const projectId = parseProjectId('1');
const batchId = batchIdFrom(projectId, 0);
const project: ProjectRecord = {
  ...{ id: projectId, lead, scope: lead, token, manifestRoot: zero, goldRoot: zero, itemCount: 5, batchCount: 1, budget: 0n, packUri: '', experts: [] },
  ...{ opened: place, isClosed: false, refunded: 0n, paid: 0n, feesPaid: 0n },
  params: { ...defaultParams(schema, token), rewardPerLabel: 100n, batchSize: 5 },
};
// Items: agreed, not agreed, could not tell, disputed, overturned against us.
const batch: BatchRecord = {
  ...{ id: batchId, projectId, index: 0, firstItem: 0, itemCount: 5, phase: 'settled', revealStartSeconds: 1, revealEndSeconds: 2, settledItems: 5, history: [], consensusRoot: zero },
  ...{ consensusMask: 0b10111n, resolvedMask: 0b10111n, settled: place, assertion: null, auditEndSeconds: 1_000, anchorBlock: 1, auditedMask: 0b10000n, overturnedMask: 0b10000n },
  consensus: [item(1), item(2), item(1), Uint8Array.of(0), item(1)].map(toHex),
  assertion: null,
  drawn: { mask: 0b10010n, extendedMask: 0n, seed: zero, place },
  rulings: [{ item: 4, source: 'expert', by: lead, overturned: true, rightSeats: 0n, labels: toHex(item(2)), place }],
};
const seat: SeatRecord = {
  ...{ id: seatIdFrom(batchId, 0), batchId, projectId, index: 0, annotator: me, state: 'revealed', tier: 0, multiplierBps: 10_000, leaseEndSeconds: 1, taken: place },
  ...{ commitment: null, standing: { scoreBps: 5000, items: 0 }, consensusMask: 0b10001n, agreedMask: 0b00001n, blankMask: 0b00100n, unsettledItems: 1 },
  ...{ payFactorBps: 5_000, bonus: 0n, gold: 'none', stakeLost: 0n, claim: null },
  reveal: { salt: zero, detailsHash: zero, labels: toHex(joinItems([item(1), item(1), Uint8Array.of(0xff), item(2), item(1)])), details: '0x', place },
};
const move = { batchId, delta: -1n, weight: 1n, scoreBps: 4_800, items: 4, place };

function indexOf(change: Partial<SeatRecord> = {}): ChainIndex {
  return {
    ...emptyIndex,
    projects: new Map([[project.id, project]]),
    batches: new Map([[batch.id, batch]]),
    seats: new Map([[seat.id, { ...seat, ...change }]]),
    reputations: new Map([[reputationKey(lead, me), { scope: lead, account: me, scoreBps: 4_800, items: 4, moves: [move, { ...move, batchId: batchIdFrom(projectId, 3) }] }]]),
  };
}
const mine = (nowSeconds: number, change: Partial<SeatRecord> = {}) => earningsOf(indexOf(change), me.toLowerCase(), nowSeconds);

test('each item has its verdict, and a wrong one its reason against what stands', () => {
  const items = itemsOf(mine(10)[0]!);
  expect(items.map((each) => each.verdict)).toEqual(['agreed', 'disagreed', 'blank', 'disputed', 'overturned-against']);
  expect(items.map(tileOf)).toEqual(['agreed', 'disagreed', 'cannot-tell', 'disputed', 'overturned']);
  expect(items.map((each) => each.differences)).toEqual([
    [],
    [{ kind: 'class', yours: 1, theirs: 2 }],
    [],
    [{ kind: 'extra', classId: 2 }],
    [{ kind: 'class', yours: 1, theirs: 2 }],
  ]);
  expect(items.map((each) => each.isDrawn)).toEqual([false, true, false, false, true]);
});

test('pay is the contract\'s: agreed items by reward, multiplier and f, half for what nobody ruled on', () => {
  const [earning] = mine(10);
  expect(earning).toMatchObject({ stage: 'pending', pay: { agreedItems: 1, forAgreed: 50n, forUnsettled: 50n, total: 100n } });
  expect(earning?.moves).toEqual([move]);
  expect(totalsOf(mine(10), token)).toEqual({ pending: 100n, claimable: 0n, claimed: 0n });
  expect(totalsOf(mine(1_000), token)).toEqual({ pending: 0n, claimable: 100n, claimed: 0n });
  expect(totalsOf(mine(1_000, { state: 'paid', claim: { amount: 100n, place } }), token)).toEqual({ pending: 0n, claimable: 0n, claimed: 100n });
  expect(totalsOf(mine(10), lead)).toEqual({ pending: 0n, claimable: 0n, claimed: 0n });
});

test('seats of others and seats without a reveal are none of the account\'s earnings', () => {
  expect(mine(10, { reveal: null })).toEqual([]);
  expect(earningsOf(indexOf(), lead.toLowerCase(), 10)).toEqual([]);
});
