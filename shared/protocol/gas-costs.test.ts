import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { networkPresets } from './addresses.ts';
import { networkPrices, pricesOf } from './gas-costs-prices.ts';
import { parseGasSnapshot } from './gas-costs-rows.ts';
import type { GasRow } from './gas-costs-rows.ts';
import type { GasQuestion } from './gas-costs.ts';
import { gasALabel, gasCostTable, gasPriceTable, labelCost, usdText } from './gas-costs.ts';
import { gasTable } from './generated/gas-a-label.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
const row = (change: Partial<GasRow>): GasRow => ({ kind: 'boxes', regions: 2, seats: 3, batchSize: 64, settlement: 'computed', gas: 1000, ...change });
const ask = (change: Partial<GasQuestion> = {}): GasQuestion => ({ kind: 'boxes', regions: 2, seats: 3, batchSize: 64, settlement: 'computed', ...change });

describe('the snapshot of gas a label', () => {
  it('is read whatever the order and punctuation of its names', () => {
    const table = parseGasSnapshot({ 'class k=3 batch=64': '6735', '4 boxes k=5 batch=16 asserted': 12, 'computed, spans=8, seats 3, batch of 64': '9', 'boxes_16_k3_batch64_asserted': '7', bare: '45501', 'naive 2 boxes k=3': '100000', '2 boxes': '5' });
    expect(table.rows).toEqual([
      { kind: 'class', regions: 1, seats: 3, batchSize: 64, settlement: 'computed', gas: 6735 },
      { kind: 'boxes', regions: 16, seats: 3, batchSize: 64, settlement: 'asserted', gas: 7 },
      { kind: 'boxes', regions: 4, seats: 5, batchSize: 16, settlement: 'asserted', gas: 12 },
      { kind: 'spans', regions: 8, seats: 3, batchSize: 64, settlement: 'computed', gas: 9 },
    ]);
    expect(table.baselines).toEqual({ bare: 45_501, 'naive 2 boxes k=3': 100_000 });
    expect(table.unread).toEqual(['2 boxes']);
    expect(() => parseGasSnapshot({ bare: 'much' })).toThrow();
  });

  it('is what the app and the document compute with (else: npx tsx contracts/tools/gas-table.ts)', () => {
    const table = parseGasSnapshot(JSON.parse(read('contracts/snapshots/gas-a-label.json')));
    expect(gasTable).toEqual(table);
    expect(table.rows.length).toBeGreaterThan(0);
    expect(table.unread).toEqual([]);
    const document = read('docs/economics.md');
    expect(document).toContain(gasCostTable());
    expect(document).toContain(gasPriceTable());
  });
});

describe('gas of a label', () => {
  const rows = [row({}), row({ regions: 4, gas: 2000 }), row({ batchSize: 16, gas: 1600 }), row({ batchSize: 16, regions: 4, gas: 2600 })];

  it('is the measured row where there is one, and on the line between two elsewhere', () => {
    expect(gasALabel(ask(), rows)).toEqual({ gas: 1000, basis: 'measured' });
    expect(gasALabel(ask({ regions: 3 }), rows)).toEqual({ gas: 1500, basis: 'interpolated' });
    // A batch of 32 lies a third of the way from 64 to 16 over 1/n.
    expect(gasALabel(ask({ batchSize: 32 }), rows)).toEqual({ gas: 1200, basis: 'interpolated' });
  });

  it('says where it goes beyond what was measured', () => {
    expect(gasALabel(ask({ regions: 8 }), rows)).toEqual({ gas: 4000, basis: 'extrapolated' });
    expect(gasALabel(ask({ kind: 'spans', settlement: 'asserted' }), rows)).toEqual({ gas: 1000, basis: 'extrapolated' });
    expect(gasALabel(ask({ seats: 5 }), rows)).toEqual({ gas: 1000, basis: 'extrapolated' });
    expect(gasALabel(ask({ batchSize: 32 }), [row({})]).gas).toBe(1000 + 48_000 / 64);
    expect(() => gasALabel(ask(), [])).toThrow(RangeError);
  });

  it('grows with the regions and shrinks with the batch, in the committed figures too', () => {
    const figures = [1, 2, 3, 4, 6, 8, 12].map((regions) => gasALabel(ask({ regions })).gas);
    expect(figures).toEqual([...figures].sort((one, other) => one - other));
    expect(gasALabel(ask({ kind: 'class', batchSize: 8 })).gas).toBeGreaterThan(gasALabel(ask({ kind: 'class' })).gas);
  });
});

describe('money', () => {
  it('is gas times price times the coin, and none where the coin has no price', () => {
    const cost = labelCost(ask(), { gasPriceGwei: 2, coinPriceUsd: 3000 }, [row({ gas: 5000 })]);
    expect([cost.gas, cost.basis]).toEqual([5000, 'measured']);
    expect(cost.coins).toBeCloseTo(1e-5, 15);
    expect(cost.usd).toBeCloseTo(0.03, 12);
    expect(labelCost(ask(), { gasPriceGwei: 2, coinPriceUsd: null }, [row({})]).usd).toBeNull();
    expect([0, 12.345, 0.1234, 0.000_012_34].map(usdText)).toEqual(['0', '12.35', '0.12', '0.000012']);
  });

  it('has dated prices with a source for every preset', () => {
    expect(networkPrices.map(({ id }) => id)).toEqual(networkPresets.map(({ id }) => id));
    for (const { asOf, source, gasPriceGwei } of networkPrices) {
      expect(asOf).toMatch(/^20\d\d-\d\d$/);
      expect(source.length).toBeGreaterThan(10);
      expect(gasPriceGwei).toBeGreaterThan(0);
    }
    expect(pricesOf(8453).coinPriceUsd).toBeGreaterThan(0);
    expect(pricesOf(1)).toMatchObject({ id: '', coinPriceUsd: null });
  });
});
