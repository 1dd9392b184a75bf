import type { ProjectKind } from '../labels/schema.ts';
import type { SettlementWay } from './abi.ts';
import type { NetworkPrices } from './gas-costs-prices.ts';
import { networkPrices } from './gas-costs-prices.ts';
import type { GasRow } from './gas-costs-rows.ts';
import { gasTable } from './generated/gas-a-label.ts';

/** Which label is asked about. */
export interface GasQuestion {
  readonly kind: ProjectKind;
  /** Regions an item; ignored in class projects. */
  readonly regions: number;
  readonly seats: number;
  readonly batchSize: number;
  readonly settlement: SettlementWay;
}

export interface GasFigure {
  /** A label, all calls of everybody counted. */
  readonly gas: number;
  /** How the figure was come by: a measured row, between rows, or beyond them (another kind's included). */
  readonly basis: 'measured' | 'interpolated' | 'extrapolated';
}

/** What gas costs: both can be edited by the user. */
export interface Prices {
  /** In 10^-9 of the network's coin. */
  readonly gasPriceGwei: number;
  /** Of the network's coin; null where it has no price (a local chain, a testnet). */
  readonly coinPriceUsd: number | null;
}

export interface LabelCost extends GasFigure {
  /** In the network's coin. */
  readonly coins: number;
  readonly usd: number | null;
}

/** What a label costs: the one function behind the app's form and the document's table. */
export function labelCost(question: GasQuestion, prices: Prices, rows: readonly GasRow[] = gasTable.rows): LabelCost {
  const figure = gasALabel(question, rows);
  const coins = figure.gas * prices.gasPriceGwei * 1e-9;
  return { ...figure, coins, usd: prices.coinPriceUsd === null ? null : coins * prices.coinPriceUsd };
}

/**
 * Gas that a seat costs in a batch whatever its size, used where only one batch size was measured: the slope over 1/n
 * of class batches of 16, 32 and 64 on a probe of the same calls.
 */
const FIXED_GAS_A_SEAT = 48_000;

/** From the measured rows: straight lines between them, over 1/n for the size of the batch. Throws without any rows. */
export function gasALabel(question: GasQuestion, rows: readonly GasRow[] = gasTable.rows): GasFigure {
  const wanted = { ...question, regions: question.kind === 'class' ? 1 : question.regions };
  const { chosen, isOwn } = rowsFor(wanted, rows);
  const found = along(chosen, wanted, ['seats', 'batchSize', 'regions']);
  return { gas: Math.max(0, Math.round(found.gas)), basis: isOwn ? found.basis : 'extrapolated' };
}

/** The rows of its kind and way to settle; of the most similar ones where there are none. */
function rowsFor({ kind, settlement }: GasQuestion, rows: readonly GasRow[]): { chosen: readonly GasRow[]; isOwn: boolean } {
  const kinds: readonly ProjectKind[] = kind === 'spans' ? ['spans', 'boxes', 'class'] : kind === 'boxes' ? ['boxes', 'spans', 'class'] : ['class', 'boxes', 'spans'];
  const ways: readonly SettlementWay[] = settlement === 'asserted' ? ['asserted', 'computed'] : ['computed', 'asserted'];
  for (const nearKind of kinds) {
    for (const way of ways) {
      const chosen = rows.filter((row) => row.kind === nearKind && row.settlement === way);
      if (chosen.length > 0) return { chosen, isOwn: nearKind === kind && way === settlement };
    }
  }
  throw new RangeError('No gas was measured');
}

type Axis = 'seats' | 'batchSize' | 'regions';

/** Goes along one axis after the other; on each the value itself, or a line through the two nearest. */
function along(rows: readonly GasRow[], wanted: GasQuestion, axes: readonly Axis[]): GasFigure {
  const [axis, ...rest] = axes;
  if (axis === undefined) return { gas: rows.reduce((sum, row) => sum + row.gas, 0) / rows.length, basis: 'measured' };
  const values = [...new Set(rows.map((row) => row[axis]))].sort((one, other) => one - other);
  const at = (value: number) => along(rows.filter((row) => row[axis] === value), wanted, rest);
  const target = wanted[axis];
  const [first = target] = values;
  if (values.includes(target)) return at(target);
  if (values.length === 1) {
    const only = at(first);
    return { gas: only.gas + (axis === 'batchSize' ? FIXED_GAS_A_SEAT * (1 / target - 1 / first) : 0), basis: 'extrapolated' };
  }
  const above = values.findIndex((value) => value > target);
  const isOutside = above <= 0;
  const [low = first, high = first] = above === -1 ? values.slice(-2) : above === 0 ? values.slice(0, 2) : [values[above - 1], values[above]];
  const place = (value: number) => (axis === 'batchSize' ? 1 / value : value);
  const [from, to] = [at(low), at(high)];
  const gas = from.gas + ((to.gas - from.gas) * (place(target) - place(low))) / (place(high) - place(low));
  const isBeyond = isOutside || from.basis === 'extrapolated' || to.basis === 'extrapolated';
  return { gas, basis: isBeyond ? 'extrapolated' : 'interpolated' };
}

/** Money of any smallness, two digits that say something. */
export function usdText(usd: number): string {
  if (usd === 0) return '0';
  const digits = Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(Math.abs(usd)))));
  return usd.toFixed(digits);
}

const ASKED: readonly Omit<GasQuestion, 'settlement'>[] = [
  { kind: 'class', regions: 1, seats: 3, batchSize: 64 },
  { kind: 'class', regions: 1, seats: 5, batchSize: 64 },
  { kind: 'boxes', regions: 2, seats: 3, batchSize: 64 },
  { kind: 'boxes', regions: 4, seats: 3, batchSize: 64 },
  { kind: 'boxes', regions: 8, seats: 3, batchSize: 64 },
  { kind: 'spans', regions: 4, seats: 3, batchSize: 64 },
];

const BASIS_MARK = { measured: '', interpolated: ' ~', extrapolated: ' ~~' };

/** The document's table: US dollars a thousand labels, a row a kind of label, a column a network. */
export function gasCostTable(rows: readonly GasRow[] = gasTable.rows, networks: readonly NetworkPrices[] = networkPrices): string {
  const priced = networks.filter(({ coinPriceUsd }) => coinPriceUsd !== null);
  const ways = [...new Set(rows.map(({ settlement }) => settlement))];
  // Classes are settled by computing alone.
  const questions = ways.flatMap((settlement) => ASKED.filter(({ kind }) => settlement === 'computed' || kind !== 'class').map((asked) => ({ ...asked, settlement })));
  const head = ['label', 'gas', ...priced.map(({ name }) => name)];
  const lines = questions.map((question) => {
    const figure = gasALabel(question, rows);
    const what = question.kind === 'class' ? 'a class' : `${question.regions} ${question.kind}`;
    const money = priced.map((prices) => usdText((labelCost(question, prices, rows).usd ?? 0) * 1000));
    return [`${what}, k = ${question.seats}, batch of ${question.batchSize}, ${question.settlement}`, `${figure.gas.toLocaleString('en')}${BASIS_MARK[figure.basis]}`, ...money];
  });
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...lines.map(row)].join('\n');
}

/** The document's second table: which prices the first was computed with, and where they are from. */
export function gasPriceTable(networks: readonly NetworkPrices[] = networkPrices): string {
  const lines = networks.map(({ name, currency, gasPriceGwei, coinPriceUsd, source, asOf }) => `| ${name} | ${gasPriceGwei} | ${coinPriceUsd === null ? 'none' : `${currency} ${coinPriceUsd}`} | ${asOf} | ${source} |`);
  return ['| network | gas price, 10^-9 coins | coin in US dollars | as of | from |', '| --- | ---: | --- | --- | --- |', ...lines].join('\n');
}
