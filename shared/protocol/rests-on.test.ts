import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { must } from '../result.ts';
import { historySchema } from '../test-support/history/history.ts';
import { testManifest } from '../test-support/pack.ts';
import { emptyIndex, extendIndex, readLogs } from './chain-index.ts';
import { buildDataset } from './dataset.ts';
import { streamDataset } from './dataset-stream.ts';
import { EventsOfProjects, restsOn } from './rests-on.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const events = readLogs(history.logs, history.coordinator);
const index = extendIndex(emptyIndex, events);
const source = { chainId: 31_337, coordinator: history.coordinator, projectId: history.projectId, manifest: testManifest('boxes', 24), blockNumber: 999 };
const whole = must(buildDataset({ ...source, index }));

it('a dataset of the events that it rests on is that of all events', () => {
  const own = restsOn(events, index, history.projectId);
  // Stakes, pools and admissions are left out.
  expect(own.length).toBeLessThan(events.length);
  expect(must(buildDataset({ ...source, index: extendIndex(emptyIndex, own) }))).toEqual(whole);
  const told = new EventsOfProjects();
  told.add(events.slice(0, 40));
  told.add(events.slice(40));
  expect([...told.blocksFor(index, history.projectId)].sort()).toEqual([...new Set(own.map(({ place }) => place.blockNumber))].sort());
});

it('reputations of the scope\'s other projects are among them', () => {
  const projects = new Set(restsOn(events, index, history.projectId).flatMap(({ event }) => ('projectId' in event.args ? [event.args.projectId] : [])));
  expect(projects.size).toBe(2);
});

it('a dataset made item by item is the same, faults too', () => {
  const stream = must(streamDataset({ ...source, index, detailsOf: () => Uint8Array.of(1) }));
  const built = must(buildDataset({ ...source, index, detailsOf: () => Uint8Array.of(1) }));
  expect([...stream.items]).toEqual(built.items);
  expect(stream.faults).toEqual(built.faults);
  expect(stream.faults.length).toBeGreaterThan(0);
  expect(streamDataset({ ...source, index, manifest: testManifest('boxes', 23) })).toMatchObject({ ok: false, error: { code: 'MANIFEST_ROOT' } });
});
