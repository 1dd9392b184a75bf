import { z } from 'zod';
import type { ProjectKind } from '../labels/schema.ts';
import type { SettlementWay } from './abi.ts';


/** What one label of a project costs, all calls of everybody counted. */
export interface GasRow {
  readonly kind: ProjectKind;
  /** Regions an item; 1 in class projects. */
  readonly regions: number;
  /** k */
  readonly seats: number;
  readonly batchSize: number;
  readonly settlement: SettlementWay;
  readonly gas: number;
}

export interface GasTable {
  readonly rows: readonly GasRow[];
  /** Other contracts to compare with, by their name in the snapshot. */
  readonly baselines: Readonly<Record<string, number>>;
  /** Names in the snapshot that say too little. */
  readonly unread: readonly string[];
}

const snapshotSchema = z.record(z.string(), z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]));

const KINDS: readonly [RegExp, ProjectKind][] = [
  [/\bclass(es)?\b/i, 'class'],
  [/\bbox(es)?\b/i, 'boxes'],
  [/\bspans?\b/i, 'spans'],
];

/**
 * Forge's snapshot of gas a label. A row's name says, in any order and punctuation, the kind, the regions (`4 boxes`,
 * `boxes=4`, `regions 4`), the seats (`k=3`, `3 seats`), the batch (`batch=64`, `batch of 64`, `n=64`) and `asserted`
 * where it is; names with `bare` or `naive`, or without a kind, are baselines. Throws on JSON that is no snapshot.
 */
export function parseGasSnapshot(json: unknown): GasTable {
  const rows: GasRow[] = [];
  const baselines: Record<string, number> = {};
  const unread: string[] = [];
  for (const [name, gas] of Object.entries(snapshotSchema.parse(json))) {
    const kind = KINDS.find(([pattern]) => pattern.test(name.replaceAll('_', ' ')))?.[1];
    if (/bare|naive/i.test(name) || kind === undefined) {
      baselines[name] = gas;
      continue;
    }
    const row = rowOf(name.replaceAll('_', ' '), kind, gas);
    if (row === null) unread.push(name);
    else rows.push(row);
  }
  return { rows: rows.sort(byPlace), baselines, unread };
}

function rowOf(name: string, kind: ProjectKind, gas: number): GasRow | null {
  const seats = numberIn(name, [/\bk\s*[=:]?\s*(\d+)/i, /(\d+)\s*seats?\b/i, /\bseats?\s*[=:]?\s*(\d+)/i]);
  const batchSize = numberIn(name, [/\bbatch(?:es)?(?:\s*size)?\s*(?:of\b|[=:])?\s*(\d+)/i, /\b[nm]\s*[=:]\s*(\d+)/i, /(\d+)\s*items?\b/i]);
  const regions = kind === 'class' ? 1 : numberIn(name, [/(\d+)\s*(?:boxes|box|spans?|regions?)\b/i, /\b(?:boxes|box|spans?|regions?|r)\s*[=:]?\s*(\d+)/i]);
  if (seats === null || batchSize === null || regions === null) return null;
  return { kind, regions, seats, batchSize, settlement: /assert/i.test(name) ? 'asserted' : 'computed', gas };
}

function numberIn(name: string, patterns: readonly RegExp[]): number | null {
  for (const pattern of patterns) {
    const digits = pattern.exec(name)?.[1];
    if (digits !== undefined) return Number(digits);
  }
  return null;
}

function byPlace(one: GasRow, other: GasRow): number {
  const key = (row: GasRow) => KINDS.findIndex(([, kind]) => kind === row.kind) * 2 + (row.settlement === 'asserted' ? 1 : 0);
  return key(one) - key(other) || one.seats - other.seats || one.batchSize - other.batchSize || one.regions - other.regions;
}
