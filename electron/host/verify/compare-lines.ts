import { createReadStream } from 'node:fs';
import { hash53 } from '../../../shared/formats/hash.ts';
import { parseJson } from '../../../shared/formats/json-stream.ts';
import { lines } from '../../../shared/formats/lines.ts';
import { asRecord } from '../../../shared/formats/records.ts';
import type { Fields } from '../../../shared/formats/records.ts';
import { compareJson } from './compare-json.ts';

export interface LineDifference {
  readonly item: string | null;
  readonly field: string;
  readonly reason: string;
}

const MOST = 20;

/** What a line is about: the same in both files, and once in each. */
function keyOf(row: Fields | null, number: number): string {
  if (row === null) return `line ${number}`;
  return ['label', 'itemId', 'seatId', 'region'].map((name) => { const part = row[name]; return typeof part === 'string' || typeof part === 'number' ? String(part) : ''; }).join(' ');
}

/** Where two files of JSON lines differ, by what each line is about and not by its place. @param given, expected paths on this disk */
export async function compareLines(given: string, expected: string): Promise<LineDifference[]> {
  const [has, should] = [await hashes(given), await hashes(expected)];
  const differing = [...new Set([...should.keys(), ...has.keys()])].filter((key) => has.get(key) !== should.get(key));
  const some = new Set(differing.slice(0, MOST));
  const [own, right] = [await pick(given, some), await pick(expected, some)];
  return [...some].flatMap((key): LineDifference[] => {
    const [one, other] = [own.get(key), right.get(key)];
    const row = one ?? other;
    const item = typeof row?.['itemId'] === 'string' ? row['itemId'] : null;
    const about = aboutOf(row);
    if (row === null || row === undefined) return [{ item, field: key, reason: 'is no line of JSON' }];
    if (other === undefined || other === null) return [{ item, field: about, reason: 'the chain gives no such line' }];
    if (one === undefined || one === null) return [{ item, field: about, reason: 'the line is missing' }];
    return compareJson(one, other).map(({ field, reason }) => ({ item, field: `${about}: ${field}`, reason }));
  });
}

function aboutOf(row: Fields | null | undefined): string {
  const part = (name: string) => (typeof row?.[name] === 'string' || typeof row?.[name] === 'number' ? String(row[name]) : null);
  const seat = part('seatId');
  const region = part('region');
  return [part('label') ?? 'line', ...(region === null ? [] : [`region ${region}`]), ...(seat === null ? [] : [`seat ${seat}`])].join(' of ');
}

async function hashes(path: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { key, text } of keyed(path)) found.set(found.has(key) ? `${key} again` : key, hash53(text));
  return found;
}

async function pick(path: string, keys: ReadonlySet<string>): Promise<Map<string, Fields | null>> {
  const found = new Map<string, Fields | null>();
  for await (const { key, row } of keyed(path)) {
    const name = found.has(key) ? `${key} again` : key;
    if (keys.has(name)) found.set(name, row);
  }
  return found;
}

async function* keyed(path: string): AsyncGenerator<{ readonly key: string; readonly text: string; readonly row: Fields | null }> {
  for await (const { number, text } of lines(createReadStream(path, 'utf8') as AsyncIterable<string>)) {
    const row = asRecord(parseJson(text));
    yield { key: keyOf(row, number), text, row };
  }
}
