// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { toHex } from '../../shared/bytes.ts';
import { settleBatch } from '../../shared/consensus/batch.ts';
import { batchIdFrom, parseAddress, parseProjectId, seatIdFrom } from '../../shared/labels/ids.ts';
import type { ProjectSchema } from '../../shared/labels/schema.ts';
import { coordinatorInterface } from '../../shared/protocol/abi.ts';
import { emptyIndex, extendIndex, readLogs } from '../../shared/protocol/chain-index.ts';
import type { ChainLog } from '../../shared/protocol/chain-index.ts';
import { defaultParams, toAbiParams } from '../../shared/protocol/params.ts';
import { must } from '../../shared/result.ts';
import { leadProjects } from './lead-projects.ts';
import { totalsOf } from './model.ts';

const account = (byte: string) => parseAddress(`0x${byte.repeat(20)}`);
const [coordinator, lead, expert, token] = ['c0', '1e', 'e1', '70'].map(account) as [string, string, string, ReturnType<typeof account>];
const annotators = ['a1', 'b2', 'c3'].map(account);
const root = `0x${'ab'.repeat(32)}`;
const classes = [{ id: 1, name: 'Cat', colour: '#2f7ed8' }, { id: 2, name: 'Dog', colour: '#d6336c' }];
const schema: ProjectSchema = { name: 'Pets', kind: 'class', classes, documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
const params = { ...defaultParams(schema, token), batchSize: 4 };
const projectId = parseProjectId('3');

/** One class at 90 % each item. */
const labels = (...items: number[]) => Uint8Array.from(items.flatMap((classId) => [1, classId, 90]));
const sent = [labels(1, 1, 2, 1), labels(1, 2, 2, 2), labels(1, 2, 2, 0xff).slice(0, -3)];

function history() {
  const logs: ChainLog[] = [];
  const log = (name: string, values: readonly unknown[]) => {
    const event = coordinatorInterface.getEvent(name);
    if (event === null) throw new Error(name);
    const blockNumber = logs.length + 1;
    const hash = `0x${blockNumber.toString(16).padStart(64, '0')}`;
    logs.push({ address: coordinator, ...coordinatorInterface.encodeEventLog(event, values), blockNumber, blockHash: hash, transactionHash: hash, logIndex: 0 });
  };
  return { logs, log };
}

/** Two batches: the first settled with an audit, the second with one seat taken. */
function played() {
  const { logs, log } = history();
  const first = BigInt(batchIdFrom(projectId, 0));
  const seats = annotators.map((_, seat) => BigInt(seatIdFrom(batchIdFrom(projectId, 0), seat)));
  const third = Uint8Array.of(...(sent[2] ?? []), 0xff);
  const all = [sent[0] ?? labels(), sent[1] ?? labels(), third];
  log('ProjectOpened', [3n, lead, token, root, `0x${'00'.repeat(32)}`, 7, 500n, toAbiParams(params), '']);
  log('ExpertSet', [3n, expert, true]);
  for (const [seat, id] of seats.entries()) log('SeatsTaken', [3n, annotators[seat], 0, 900n, [id]]);
  for (const [seat, id] of seats.entries()) log('Committed', [annotators[seat], [id], [root]]);
  for (const [seat, id] of seats.entries()) log('Revealed', [id, annotators[seat], root, root, toHex(all[seat] ?? labels()), '0x']);
  const outcome = must(settleBatch(params, params.targetBps, 4, all));
  log('ItemsSettled', [first, 0, 4, outcome.resolvedMask, outcome.seats.map(({ agreedMask }) => agreedMask), toHex(outcome.consensus)]);
  log('BatchSettled', [first, outcome.resolvedMask, outcome.seats.map(() => 10_000n), 1000n, 30n, outcome.root]);
  log('AuditDrawn', [first, 0b0010n, root]);
  log('ItemAudited', [first, 1, expert, true, 0b001n, toHex(labels(1))]);
  log('SeatsTaken', [3n, annotators[0], 0, 900n, [BigInt(seatIdFrom(batchIdFrom(projectId, 1), 0))]]);
  log('Claimed', [annotators[1], [first], [25n]]);
  return extendIndex(emptyIndex, readLogs(logs, coordinator));
}

const packs = new Map([[root, { name: 'Pets', schema }]]);
const seen = (nowSeconds: number) => {
  const [project] = leadProjects({ index: played(), packs, timeOf: (block) => block * 10, nowSeconds });
  if (project === undefined) throw new Error('no project');
  return project;
};

describe('a project out of its events', () => {
  it('has a mosaic that says what became of each item', () => {
    const { batches } = seen(500);
    expect(batches.map(({ tiles }) => tiles)).toEqual([
      ['agreed', 'overturned', 'agreed', 'disputed'],
      ['started', 'started', 'started'],
    ]);
    expect(batches[0]).toMatchObject({ stage: 'auditing', taken: 3, committed: 3, revealed: 3, drawn: 1, audited: 1, overturned: 1, toRule: 1, disputed: 1, auditEndSeconds: 1000 });
    expect(batches[1]).toMatchObject({ stage: 'open', taken: 1, committed: 0 });
    expect(seen(1000).batches[0]?.stage).toBe('done');
  });

  it('has its annotators with what they agreed on after the ruling, and what they took', () => {
    const { annotators: people, claimedWei, experts } = seen(500);
    expect(people.map(({ address, seats, scored, agreed, claimedWei: claimed }) => [address, seats, scored, agreed, claimed])).toEqual([
      // Item 1 was overturned in favour of the first; the fourth item is disputed and scores nobody.
      [annotators[0], 2, 3, 3, 0n],
      [annotators[1], 1, 3, 2, 25n],
      [annotators[2], 1, 3, 2, 0n],
    ]);
    expect(claimedWei).toBe(25n);
    expect(experts).toEqual([expert]);
  });

  it('counts classes as they stand after the ruling, disputed items left out', () => {
    expect(seen(500).classes.map(({ name, count }) => [name, count])).toEqual([['Cat', 2], ['Dog', 1]]);
  });

  it('tells agreement beyond chance from what was revealed, "cannot tell" left out', () => {
    // By hand: coincidences Cat-Cat 3, Cat-Dog 4 (both ways), Dog-Dog 4 of 11 answers; alpha = 1 - 10 * 4 / (2 * 5 * 6).
    expect(seen(500).alpha).toBeCloseTo(1 - (10 * 4) / (2 * 5 * 6), 6);
  });

  it('sums up, and is still there without its pack', () => {
    expect(totalsOf(seen(500))).toMatchObject({ settledItems: 4, resolvedItems: 3, disputedItems: 1, audited: 1, overturned: 1, toRule: 1, seatsTaken: 4, seatsAll: 6 });
    const [bare] = leadProjects({ index: played(), packs: new Map(), timeOf: () => 0, nowSeconds: 0 });
    expect(bare).toMatchObject({ id: '3', name: '', schema: null, classes: [], itemCount: 7, openedAtSeconds: 0 });
  });
});
