import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyIndex, extendIndex, readLogs } from '../protocol/chain-index.ts';
import { buildDataset } from '../protocol/dataset.ts';
import type { Dataset, DatasetItem } from '../protocol/dataset-types.ts';
import { must } from '../result.ts';
import { historySchema } from '../test-support/history/history.ts';
import { testManifest } from '../test-support/pack.ts';
import { categoryOf } from './answers.ts';
import { gateOf, usualLimits } from './gate.ts';
import { qualityOf } from './report.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
const dataset = must(buildDataset({ chainId: 31_337, coordinator: history.coordinator, index, projectId: history.projectId, manifest: testManifest('boxes', 24) }));

/** The dataset with its items changed, one by one. */
const withItems = (change: (item: DatasetItem) => Partial<DatasetItem>): Dataset => ({ ...dataset, items: dataset.items.map((item) => ({ ...item, ...change(item) })) });

describe('the report on a dataset', () => {
  const report = qualityOf(dataset);

  it('counts every item once, and every category of those that have labels', () => {
    expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(24);
    const labelled = report.outcomes.resolved + report.outcomes.ruled + report.outcomes.overturned;
    expect(report.classes.reduce((sum, { count }) => sum + count, 0)).toBe(labelled);
    expect(report.blockNumber).toBe(dataset.blockNumber);
    expect(report.boxes?.boxes).toBeGreaterThan(0);
    expect(report.agreement.interval?.low).toBeLessThanOrEqual(report.agreement.alpha ?? 1);
  });

  it('holds annotators against the labels that stand, and an expert against the consensus', () => {
    const told = dataset.items.filter(({ outcome }) => ['resolved', 'ruled', 'overturned'].includes(outcome)).flatMap(({ annotations }) => annotations.filter(({ cannotTell }) => !cannotTell));
    expect(report.confusion.total).toBe(told.length);
    expect(report.audit.overturned).toBe(report.outcomes.overturned);
    expect(report.audit.looked).toBeGreaterThanOrEqual(report.audit.overturned);
    expect(report.audit.interval.high).toBeGreaterThan(report.audit.overturned / Math.max(1, report.audit.looked));
    expect(report.calibration?.bins.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(told.length);
  });

  it('names the item whose label the answers do not bear', () => {
    const item = dataset.items.find(({ outcome, regions }) => outcome === 'resolved' && regions.length > 0);
    if (item === undefined) throw new Error('No item is resolved');
    const changed = qualityOf(withItems(({ index: place, regions }) => (place === item.index ? { regions: regions.map((region) => ({ ...region, className: 'Other' })) } : {})));
    expect(changed.secondOpinion).toContainEqual(expect.objectContaining({ itemIndex: item.index, label: 'Other', other: categoryOf(item.regions) }));
    expect(report.secondOpinion.map(({ itemIndex }) => itemIndex)).not.toContain(item.index);
  });

  it('tests the classes against what is expected, where something is', () => {
    expect(report.shares).toBeNull();
    const asFound = qualityOf(dataset, new Map(report.classes.map(({ label, count }) => [label, count])));
    expect(asFound.shares?.pValue).toBeCloseTo(1, 6);
    expect(qualityOf(dataset, new Map([['Something else', 1]])).shares?.pValue).toBe(0);
  });
});

describe('the gate', () => {
  const report = qualityOf(dataset);

  it('passes what is good, and names what is not and by how much', () => {
    const good = { ...report, agreement: { ...report.agreement, alpha: 0.8 }, suspicions: [], audit: { looked: 100, overturned: 0, interval: { low: 0, high: 0.04 } }, outcomes: { ...report.outcomes, open: 0, disputed: 0, void: 0 }, calibration: null };
    expect(gateOf(good, { ...usualLimits, mostMiscalibration: null })).toMatchObject({ hasPassed: true });
    const bad = gateOf({ ...good, agreement: { ...good.agreement, alpha: 0.5 } }, { ...usualLimits, mostMiscalibration: null });
    expect(bad.hasPassed).toBe(false);
    expect(bad.checks.filter(({ hasPassed }) => !hasPassed)).toEqual([{ name: 'alpha', value: 0.5, limit: 0.667, hasPassed: false }]);
  });

  it('does not take for good what could not be measured', () => {
    const blind = { ...report, audit: { looked: 0, overturned: 0, interval: { low: 0, high: 1 } }, calibration: null };
    const failed = gateOf(blind).checks.filter(({ hasPassed }) => !hasPassed);
    expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(['audit-error', 'calibration']));
    expect(failed.find(({ name }) => name === 'audit-error')?.value).toBeNull();
  });
});
