import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { historySchema } from '../test-support/history/history.ts';
import { emptyIndex, extendIndex, readLogs } from './chain-index.ts';
import { auditQueue, batchesOfProject, pendingPay, projectProgress, reputationOf, seatsOf } from './chain-queries.ts';
import type { ChainIndex } from './chain-records.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const events = readLogs(history.logs, history.coordinator);
const whole = extendIndex(emptyIndex, events);
const upTo = (count: number): ChainIndex => extendIndex(emptyIndex, events.slice(0, count));

describe('chain index', () => {
  it('is the same in whatever pieces the events come, and where ranges overlap', () => {
    for (const step of [1, 7, 50]) {
      let index = emptyIndex;
      for (let at = 0; at < events.length; at += step) index = extendIndex(index, events.slice(Math.max(0, at - 3), at + step));
      expect(index).toEqual(whole);
    }
    expect(extendIndex(whole, events)).toBe(whole);
  });

  it('reads logs in the chain\'s order and leaves out those of others', () => {
    expect(readLogs([...history.logs].reverse(), history.coordinator)).toEqual(events);
    const foreign = history.logs.map((log) => ({ ...log, address: '0x0000000000000000000000000000000000000001' }));
    expect(readLogs(foreign, history.coordinator)).toEqual([]);
  });

  it('leaves an older index alone, so that it can be rolled back to', () => {
    for (let count = 0; count < events.length; count += 11) {
      const before = upTo(count);
      const copy = structuredClone(before);
      extendIndex(before, events.slice(count, count + 40));
      expect(before).toEqual(copy);
      expect(extendIndex(before, events.slice(count))).toEqual(whole);
    }
  });

  it('keeps what did not change as the same object', () => {
    const before = upTo(events.length - 1);
    const [first] = before.projects.values();
    const after = extendIndex(before, events.slice(-1));
    expect(after).not.toBe(before);
    expect(after.projects.get(first!.id)).toBe(first);
  });

  it('tells a project\'s progress and what is left to rule', () => {
    const drawn = events.findIndex(({ event }) => event.name === 'AuditDrawn' && event.args.batchId >> 32n === BigInt(history.projectId));
    const index = upTo(drawn + 1);
    const queue = auditQueue(index, history.projectId, 0);
    const open = batchesOfProject(index, history.projectId).find((batch) => batch.drawn !== null)!;
    expect(open.drawn!.mask).toBeGreaterThan(0n);
    expect(queue.map((entry) => entry.batch)).toContain(open);
    expect(auditQueue(index, history.projectId, Number.MAX_SAFE_INTEGER)).toEqual([]);
    const progress = projectProgress(index, history.projectId);
    expect(progress).toMatchObject({ items: 24, settledItems: 24, seats: 12, revealedSeats: 11, overturnedItems: 0, voidItems: 0 });
    expect(progress.resolvedItems + progress.disputedItems).toBe(24);
    expect(progress.itemsToRule).toBe(queue.reduce((sum, entry) => sum + entry.items.length, 0));
    const after = projectProgress(whole, history.projectId);
    expect(after.overturnedItems).toBeGreaterThan(0);
    expect(after.resolvedItems).toBeGreaterThan(progress.resolvedItems);
  });

  it('knows pay before the claim, and nothing after it', () => {
    const claim = events.findIndex(({ event }) => event.name === 'Claimed' && (event.args.batchIds[0] ?? 0n) >> 32n === BigInt(history.projectId));
    const { event } = events[claim]!;
    if (event.name !== 'Claimed') throw new Error('no claim');
    const index = upTo(claim);
    const seat = [...index.seats.values()].find((candidate) => candidate.batchId === String(event.args.batchIds[0]) && candidate.annotator === event.args.annotator)!;
    expect(pendingPay(index, seat.id)?.total).toBe(event.args.amounts[0]);
    expect(pendingPay(whole, seat.id)).toBeNull();
    expect(whole.seats.get(seat.id)).toMatchObject({ state: 'paid', claim: { amount: event.args.amounts[0] } });
  });

  it('gives every move of reputation its cause', () => {
    const [seat] = seatsOf(whole, [...whole.seats.values()][0]!.annotator);
    const project = whole.projects.get(seat!.projectId)!;
    const reputation = reputationOf(whole, project.scope, seat!.annotator);
    expect(reputation.moves.length).toBeGreaterThan(0);
    expect(reputation.moves.at(-1)).toMatchObject({ scoreBps: reputation.scoreBps, items: reputation.items });
    expect(reputationOf(whole, project.token, seat!.annotator)).toMatchObject({ scoreBps: 5000, items: 0, moves: [] });
  });
});
