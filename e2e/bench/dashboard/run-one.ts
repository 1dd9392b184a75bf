/*
 * The figures of one project in a process of its own, as the window's worker makes them: FOLDER. Prints seconds for
 * the copy that the worker gets, for the first figures, for all figures, for a filter and a drill, and MiB at the highest of heap and process.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lines } from '../../../shared/formats/lines.ts';
import { parseProjectId } from '../../../shared/labels/ids.ts';
import { emptyIndex, extendIndex, readLogs } from '../../../shared/protocol/chain-index.ts';
import type { ChainLog } from '../../../shared/protocol/chain-index.ts';
import { parseManifest } from '../../../shared/protocol/manifest.ts';
import { DashboardEngine } from '../../../shared/quality/dashboard/engine.ts';
import { noFilter } from '../../../shared/quality/dashboard/filter.ts';
import { sourceOf } from '../../../shared/quality/dashboard/source.ts';
import { must } from '../../../shared/result.ts';
import { CHAIN_ID, COORDINATOR } from '../export/world.ts';

const [folder = ''] = process.argv.slice(2);
const manifest = must(parseManifest(JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8'))));
const logs: ChainLog[] = [];
for await (const { text } of lines(createReadStream(join(folder, 'logs.jsonl'), 'utf8') as AsyncIterable<string>)) logs.push(JSON.parse(text) as ChainLog);
const index = extendIndex(emptyIndex, readLogs(logs, COORDINATOR));
const parts = { chainId: CHAIN_ID, coordinator: COORDINATOR, blockNumber: logs.length + 100, timeOf: (block: number) => 1_900_000_000 + block, schema: manifest.schema, items: new Map(manifest.items.entries()) };
const source = sourceOf(index, parseProjectId('1'), parts);
if (source === null) throw new Error('the world has no project');

const engine = new DashboardEngine();
const seconds = (work: () => unknown): number => {
  const startMs = performance.now();
  work();
  return (performance.now() - startMs) / 1000;
};
let copy = source;
// As a worker is given it: a copy of its own. The window writes it down, the worker reads it.
const copied = seconds(() => (copy = structuredClone(source)));
const first = seconds(() => {
  engine.answer({ kind: 'load', source: copy });
  engine.answer({ kind: 'first', filter: noFilter });
});
const opened = seconds(() => engine.answer({ kind: 'report', filter: noFilter, expected: null }));
const heapMib = process.memoryUsage().heapUsed / 1024 ** 2;
const drilled = seconds(() => engine.answer({ kind: 'drill', drill: { kind: 'all' } }));
const [someone] = source.seats;
const filtered = seconds(() => engine.answer({ kind: 'report', filter: { ...noFilter, annotator: someone?.annotator ?? null }, expected: null }));
process.stdout.write(`${JSON.stringify({ copied, first, opened, drilled, filtered, heapMib, mib: process.resourceUsage().maxRSS / 1024 })}\n`);
