import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { emptyIndex, extendIndex, readLogs } from '../protocol/chain-index.ts';
import { buildDataset } from '../protocol/dataset.ts';
import { must } from '../result.ts';
import { historySchema } from '../test-support/history/history.ts';
import { testManifest } from '../test-support/pack.ts';
import { QualityGatherer } from './gather.ts';
import { qualityOf } from './report.ts';

it('a report gathered item by item is that of the whole dataset', () => {
  const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
  const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
  const dataset = must(buildDataset({ chainId: 31_337, coordinator: history.coordinator, index, projectId: history.projectId, manifest: testManifest('boxes', 24) }));
  const quality = new QualityGatherer();
  for (const item of dataset.items) quality.add(item);
  const report = quality.report(dataset);
  expect(report).toEqual(qualityOf(dataset));
  expect(report.boxes?.matched).toBeGreaterThan(0);
});
