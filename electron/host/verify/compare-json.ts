import { shown } from '../../../shared/formats/checks.ts';

export interface JsonDifference {
  /** From the top, such as `voters[0].reputationBps`. */
  readonly field: string;
  readonly reason: string;
}

/** Enough to see what was done. */
const MOST = 8;

/** Where a JSON value is another than expected, deepest fields first named. */
export function compareJson(given: unknown, expected: unknown): JsonDifference[] {
  const found: JsonDifference[] = [];
  walk(given, expected, '', found);
  return found;
}

function walk(given: unknown, expected: unknown, field: string, found: JsonDifference[]): void {
  if (found.length >= MOST || Object.is(given, expected)) return;
  if (Array.isArray(given) && Array.isArray(expected)) {
    for (let at = 0; at < Math.max(given.length, expected.length); at++) walk(given[at], expected[at], `${field}[${at}]`, found);
    return;
  }
  if (isRecord(given) && isRecord(expected)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(given)])) walk(given[name], expected[name], field === '' ? name : `${field}.${name}`, found);
    return;
  }
  const reason = expected === undefined ? `is ${shown(given)}, and should not be there` : given === undefined ? `is missing; it should be ${shown(expected)}` : `is ${shown(given)}; it should be ${shown(expected)}`;
  found.push({ field, reason });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
