import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { historySchema } from '../test-support/history/history.ts';
import { emptyIndex, extendIndex, readLogs } from './chain-index.ts';
import { mayBeAbout, moneyOfEvents, moneyOfTransfers } from './money-history.ts';
import type { MoneyKind, MoneyRow } from './money-history.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const events = readLogs(history.logs, history.coordinator);
const index = extendIndex(emptyIndex, events);
const timeOf = (block: number) => 1_000 + block;
const annotators = [...new Set([...index.seats.values()].map(({ annotator }) => annotator))];
const leads = [...new Set([...index.projects.values()].map(({ lead }) => lead))];
const sum = (rows: readonly MoneyRow[], kind: MoneyKind) => rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.amount, 0n);
const of = (account: string) => moneyOfEvents(events, { account, index, timeOf });

describe('money out of real events', () => {
  it('is what the index says was claimed, lost and put in', () => {
    expect(annotators.length).toBeGreaterThan(2);
    let lost = 0n;
    for (const account of annotators) {
      const rows = of(account.toLowerCase());
      const seats = [...index.seats.values()].filter(({ annotator }) => annotator === account);
      expect(sum(rows, 'paid')).toBe(seats.reduce((total, { claim }) => total + (claim?.amount ?? 0n), 0n));
      expect(sum(rows, 'forfeited') + sum(rows, 'slashed')).toBe(seats.reduce((total, { stakeLost }) => total + stakeLost, 0n));
      expect(sum(rows, 'staked')).toBeGreaterThan(0n);
      lost += sum(rows, 'forfeited');
    }
    expect(lost).toBeGreaterThan(0n);
    for (const lead of leads) {
      const projects = [...index.projects.values()].filter((project) => project.lead === lead);
      expect(sum(of(lead), 'funded')).toBe(projects.reduce((total, { budget }) => total + budget, 0n));
      expect(sum(of(lead), 'refunded')).toBe(projects.reduce((total, { refunded }) => total + refunded, 0n));
    }
  });

  it('loses nothing where only the logs that may be about an account are read', () => {
    for (const account of [...annotators, ...leads]) {
      const few = history.logs.filter(({ topics }) => mayBeAbout(topics, account));
      expect(few.length).toBeLessThan(history.logs.length);
      expect(moneyOfEvents(readLogs(few, history.coordinator), { account, index, timeOf })).toEqual(of(account));
    }
  });

  it('has the block’s time, a token, and a direction', () => {
    for (const row of of(annotators[0] ?? '')) {
      expect(row.atMs).toBe((1_000 + (row.blockNumber ?? 0)) * 1_000);
      expect(row.asset).toMatch(/^0x[0-9a-f]{40}$/);
      expect(row.effect).toBe({ staked: 'out', unstaked: 'in', paid: 'in' }[row.kind as string] ?? 'none');
    }
  });
});

describe('transfers', () => {
  const ann = `0x${'a'.repeat(40)}`;
  const bob = `0x${'b'.repeat(40)}`;
  const transfer = (from: string, to: string, amount = '5') => ({ from, to, amount, transactionHash: `0x${'1'.repeat(64)}`, blockNumber: 1, timestampSeconds: 7 });

  it('are sent or received; those with the coordinator are told by its events', () => {
    const rows = moneyOfTransfers([transfer(ann, bob), transfer(bob, ann), transfer(ann, history.coordinator.toLowerCase()), transfer(`0x${'0'.repeat(40)}`, ann), transfer(bob, ann, '0')], ann.toUpperCase().replace('0X', '0x'), bob, history.coordinator);
    expect(rows.map(({ kind, effect, other }) => [kind, effect, other])).toEqual([
      ['sent', 'out', bob],
      ['received', 'in', bob],
      ['received', 'in', null],
    ]);
  });
});
