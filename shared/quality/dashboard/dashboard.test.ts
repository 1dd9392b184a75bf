import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyIndex, extendIndex, readLogs } from '../../protocol/chain-index.ts';
import { buildDataset } from '../../protocol/dataset.ts';
import { must } from '../../result.ts';
import { historySchema } from '../../test-support/history/history.ts';
import { testManifest } from '../../test-support/pack.ts';
import { qualityOf } from '../report.ts';
import { DashboardEngine } from './engine.ts';
import type { Dashboard } from './dashboard.ts';
import type { Drill, DrillRow } from './drill.ts';
import { noFilter } from './filter.ts';
import type { QualityFilter } from './filter.ts';
import { datasetOfSource, isSameSource, sourceOf } from './source.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const events = readLogs(history.logs, history.coordinator);
const index = extendIndex(emptyIndex, events);
const manifest = testManifest('boxes', 24);
const parts = { chainId: 31_337, coordinator: history.coordinator, blockNumber: index.head?.blockNumber ?? 0, timeOf: (block: number) => 1_700_000_000 + block, schema: manifest.schema, items: new Map(manifest.items.map((item, at) => [at, item])) };
const source = sourceOf(index, history.projectId, parts)!;
const engine = new DashboardEngine();
engine.answer({ kind: 'load', source });

function report(filter: QualityFilter = noFilter): Dashboard {
  const answer = engine.answer({ kind: 'report', filter, expected: null });
  if (answer.kind !== 'report') throw new Error(answer.kind);
  return answer.dashboard;
}
function rows(drill: Drill): readonly DrillRow[] {
  const answer = engine.answer({ kind: 'drill', drill });
  if (answer.kind !== 'rows') throw new Error(answer.kind);
  return answer.rows;
}

describe('a dashboard out of the index', () => {
  it('says the same as the dataset with its proven pack', () => {
    const proven = must(buildDataset({ ...parts, index, projectId: history.projectId, manifest }));
    expect(datasetOfSource(source).items).toEqual(proven.items);
    expect(report().report).toEqual(qualityOf({ ...proven, blockNumber: parts.blockNumber }));
    expect(report().faults).toEqual([]);
  });

  it('opens without the pack: classes by number, the same agreement and overlap', () => {
    const bare = new DashboardEngine();
    bare.answer({ kind: 'load', source: { ...source, schema: null, items: new Map() } });
    const answer = bare.answer({ kind: 'report', filter: noFilter, expected: null });
    const found = answer.kind === 'report' ? answer.dashboard.report : null;
    expect(found?.agreement).toEqual(report().report.agreement);
    expect(found?.boxes?.meanIou).toBeCloseTo(report().report.boxes?.meanIou ?? 0, 3);
  });

  it('knows a source that no event has touched', () => {
    expect(isSameSource(source, sourceOf(index, history.projectId, { ...parts, blockNumber: 9_999_999 })!)).toBe(true);
    expect(isSameSource(source, sourceOf(extendIndex(emptyIndex, events.slice(0, -1)), history.projectId, parts)!)).toBe(false);
  });

  it('tells first what the whole says too', () => {
    const one = report().annotators.lines[0]!.annotator;
    const filters: QualityFilter[] = [
      noFilter,
      { ...noFilter, annotator: one },
      { ...noFilter, batchId: source.batches[0]!.id },
      { ...noFilter, outcome: 'resolved' },
      { ...noFilter, outcome: 'overturned', annotator: one },
    ];
    for (const filter of filters) {
      const fresh = new DashboardEngine();
      fresh.answer({ kind: 'load', source });
      const answer = fresh.answer({ kind: 'first', filter });
      const { report: whole, progress, batches, items, answers } = report(filter);
      expect(answer).toEqual({ kind: 'first', first: { outcomes: whole.outcomes, progress, batches, items, answers } });
      expect(items).toBeGreaterThan(0);
    }
    const byClass = engine.answer({ kind: 'first', filter: { ...noFilter, className: 'boat' } });
    expect(byClass).toEqual({ kind: 'first', first: null });
  });

  it('adds up to what the chain has paid and settled', () => {
    const last = report().progress.at(-1);
    expect(last?.paid).toBe(source.project.paid);
    expect(last?.fees).toBe(source.project.feesPaid);
    expect(last?.settled).toBe(source.batches.filter(({ settled }) => settled !== null).reduce((sum, { itemCount }) => sum + itemCount, 0));
    const blocks = report().progress.map(({ blockNumber }) => blockNumber);
    expect(blocks).toEqual([...blocks].sort((a, b) => a - b));
  });

  it('gives every move of reputation its cause', () => {
    const steps = report().annotators.lines.flatMap(({ reputation }) => reputation);
    const causes = new Set(steps.map(({ cause }) => cause));
    expect([...causes].sort()).toEqual(expect.arrayContaining(['overturned', 'settled']));
    const moves = source.reputations.reduce((sum, record) => sum + record.moves.length, 0);
    expect(steps).toHaveLength(moves);
  });
});

describe('what is behind a figure', () => {
  it('is as many items as the figure says', () => {
    const { report: whole, split } = report();
    for (const outcome of ['resolved', 'ruled', 'overturned', 'disputed', 'open', 'void'] as const) expect(rows({ kind: 'outcome', outcomes: [outcome] })).toHaveLength(whole.outcomes[outcome]);
    for (const { label, count } of whole.classes) expect(rows({ kind: 'label', label })).toHaveLength(count);
    expect(rows({ kind: 'split' })).toHaveLength(split);
    expect(rows({ kind: 'audit', isOverturnedOnly: false })).toHaveLength(whole.audit.looked);
    expect(rows({ kind: 'audit', isOverturnedOnly: true })).toHaveLength(whole.audit.overturned);
    expect(rows({ kind: 'second-opinion' }).map(({ index: at }) => at)).toEqual(whole.secondOpinion.map(({ itemIndex }) => itemIndex));
  });

  it('holds the cell of the confusion that was pressed', () => {
    const { confusion } = report().report;
    for (const [row, truth] of confusion.labels.entries()) {
      for (const [column, given] of confusion.labels.entries()) {
        const count = confusion.counts[row]?.[column] ?? 0;
        const found = rows({ kind: 'confusion', truth, given });
        const answers = found.reduce((sum, item) => sum + item.given.filter(({ label }) => label === given).length, 0);
        expect({ truth, given, answers }).toEqual({ truth, given, answers: count });
      }
    }
  });

  it('follows the filter', () => {
    const annotator = report().annotators.lines[0]!.annotator;
    const one = report({ ...noFilter, annotator, batchId: source.batches[0]!.id });
    expect(one.items).toBeLessThanOrEqual(source.batches[0]!.itemCount);
    expect(rows({ kind: 'all' })).toHaveLength(one.items);
    expect(one.report.confusion.total).toBeLessThanOrEqual(one.items);
    expect(one.annotators.lines.map((line) => line.annotator)).toEqual([annotator]);
    // The gate is held against the whole project all the same.
    const answer = engine.answer({ kind: 'report', filter: { ...noFilter, annotator }, expected: null });
    expect(answer.kind === 'report' ? answer.whole : null).toEqual(report().report);
    const boats = report({ ...noFilter, className: 'boat' });
    expect(rows({ kind: 'all' }).every((row) => [row.label, ...row.given.map(({ label }) => label)].some((label) => label?.includes('boat')))).toBe(true);
    expect(boats.items).toBeGreaterThan(0);
  });
});
