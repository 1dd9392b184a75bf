import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasBit } from '../consensus/masks.ts';
import { parseAddress } from '../labels/ids.ts';
import { historySchema } from '../test-support/history/history.ts';
import { emptyIndex, extendIndex, readLogs } from './chain-index.ts';
import type { ChainIndex } from './chain-records.ts';
import { leadRecord } from './lead-record.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const whole = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
const [project] = whole.projects.values();
const { lead, token } = project!;
const LATE = 2_000_000_000;
const asked = { lead, token, nowSeconds: LATE, timeOf: () => null };

/** Every item of a settled batch, one by one: a second way to the same numbers. */
function itemsOf(index: ChainIndex) {
  return [...index.batches.values()].flatMap((batch) =>
    batch.phase === 'settled'
      ? Array.from({ length: batch.itemCount }, (_, item) => ({
          wasAgreed: hasBit(batch.consensusMask, item),
          ruled: batch.rulings.some((ruling) => ruling.item === item),
          overturned: batch.rulings.some((ruling) => ruling.item === item && ruling.overturned) && hasBit(batch.consensusMask, item),
        }))
      : [],
  );
}

describe("a lead's record", () => {
  it('counts what was audited, overturned and left, over all of the lead’s projects', () => {
    const record = leadRecord(whole, asked);
    const items = itemsOf(whole);
    expect(items.some(({ overturned }) => overturned) && items.some(({ wasAgreed, ruled }) => !wasAgreed && !ruled)).toBe(true);
    expect(record).toMatchObject({
      projects: 2,
      settledItems: items.length,
      auditedItems: items.filter(({ ruled }) => ruled).length,
      agreedAuditedItems: items.filter(({ wasAgreed, ruled }) => wasAgreed && ruled).length,
      overturnedItems: items.filter(({ overturned }) => overturned).length,
      disputesLeft: items.filter(({ wasAgreed, ruled }) => !wasAgreed && !ruled).length,
      disputesEnded: items.filter(({ wasAgreed }) => !wasAgreed).length,
    });
    expect(record.overturnedItems).toBeLessThanOrEqual(record.agreedAuditedItems);
  });

  it('holds no dispute against a lead before its window is over', () => {
    const before = leadRecord(whole, { ...asked, nowSeconds: 0 });
    expect(before.disputesLeft).toBe(0);
    expect(before.disputesEnded).toBe(itemsOf(whole).filter(({ wasAgreed, ruled }) => !wasAgreed && ruled).length);
  });

  it('takes the time from settlement to a batch’s last ruling, and knows none where block times are unknown', () => {
    expect(leadRecord(whole, asked).auditSeconds).toBeNull();
    const settledAt = new Map([...whole.batches.values()].map((batch) => [batch.id, batch.auditEndSeconds - whole.projects.get(batch.projectId)!.params.auditSeconds]));
    // Every ruling half an hour after its batch was settled, but for one batch that took three hours.
    const ruled = [...whole.batches.values()].filter((batch) => batch.rulings.length > 0);
    expect(ruled.length).toBeGreaterThan(2);
    const times = new Map<number, number>();
    for (const [at, batch] of ruled.entries()) for (const { place } of batch.rulings) times.set(place.blockNumber, settledAt.get(batch.id)! + (at === 0 ? 10_800 : 1_800));
    expect(leadRecord(whole, { ...asked, timeOf: (block) => times.get(block) ?? null }).auditSeconds).toBe(1_800);
  });

  it('adds up money of one token alone', () => {
    const record = leadRecord(whole, asked);
    expect(record.refunded).toBe([...whole.projects.values()].reduce((total, each) => total + each.refunded, 0n));
    expect(record.refunded).toBeGreaterThan(0n);
    expect(record.budget).toBeGreaterThan(record.refunded);
    expect(leadRecord(whole, { ...asked, token: parseAddress(`0x${'77'.repeat(20)}`) })).toMatchObject({ budget: 0n, refunded: 0n, projects: 2 });
  });

  it('is empty for somebody who has led nothing', () => {
    const nobody = leadRecord(whole, { ...asked, lead: parseAddress(`0x${'77'.repeat(20)}`) });
    expect(nobody).toEqual({ projects: 0, settledItems: 0, auditedItems: 0, agreedAuditedItems: 0, overturnedItems: 0, disputesLeft: 0, disputesEnded: 0, auditSeconds: null, goldMissed: 0, budget: 0n, refunded: 0n });
  });
});
