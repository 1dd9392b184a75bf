import type { Dataset } from '../../protocol/dataset-types.ts';
import type { QualityReport } from '../report.ts';
import type { Dashboard } from './dashboard.ts';
import { dashboardOf } from './dashboard.ts';
import type { Drill, DrillRow } from './drill.ts';
import { drillRows } from './drill.ts';
import type { FirstFigures } from './first.ts';
import { firstFigures } from './first.ts';
import { filtered, isNoFilter, noFilter } from './filter.ts';
import type { QualityFilter } from './filter.ts';
import type { DashboardSource } from './source.ts';
import { datasetOfSource } from './source.ts';

export interface ReportRequest {
  readonly filter: QualityFilter;
  /** Shares of categories; null where the lead expects none. */
  readonly expected: ReadonlyMap<string, number> | null;
}

/** What is asked of the engine, wherever it runs. */
export type EngineRequest =
  | { readonly kind: 'load'; readonly source: DashboardSource }
  | { readonly kind: 'first'; readonly filter: QualityFilter }
  | ({ readonly kind: 'report' } & ReportRequest)
  | { readonly kind: 'drill'; readonly drill: Drill };

export type EngineAnswer =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'first'; readonly first: FirstFigures | null }
  | { readonly kind: 'report'; readonly dashboard: Dashboard; readonly whole: QualityReport }
  | { readonly kind: 'rows'; readonly rows: readonly DrillRow[] };

/**
 * A project's dataset with the figures made of it; a drill is asked of the last report. One step after the other. Labels are
 * read when a report is asked for: what can be told without them is told at once.
 */
export class DashboardEngine {
  #source: DashboardSource | null = null;
  /** Null until a report is asked for. */
  #dataset: Dataset | null = null;
  /** Of the whole project, by what is expected of it: the gate is held against it whatever the filter. */
  #whole: { readonly expected: string; readonly report: QualityReport } | null = null;
  #last: { readonly filter: QualityFilter; readonly dashboard: Dashboard } | null = null;

  answer(request: EngineRequest): EngineAnswer {
    switch (request.kind) {
      case 'load':
        this.#source = request.source;
        this.#dataset = null;
        this.#last = null;
        this.#whole = null;
        return { kind: 'loaded' };
      case 'first':
        return { kind: 'first', first: firstFigures(this.#sourceOf(), request.filter) };
      case 'report': {
        const { source, dataset } = this.#loaded();
        const dashboard = dashboardOf(source, dataset, request.filter, request.expected);
        this.#last = { filter: request.filter, dashboard };
        return { kind: 'report', dashboard, whole: this.#wholeReport(request, dashboard.report) };
      }
      case 'drill': {
        const { dataset } = this.#loaded();
        if (this.#last === null) throw new Error('there is no report to drill into');
        return { kind: 'rows', rows: drillRows(filtered(dataset, this.#last.filter), this.#last.dashboard.report, request.drill) };
      }
    }
  }

  #wholeReport({ filter, expected }: ReportRequest, report: QualityReport): QualityReport {
    const { source, dataset } = this.#loaded();
    const key = JSON.stringify([...(expected ?? [])]);
    if (isNoFilter(filter)) this.#whole = { expected: key, report };
    else if (this.#whole?.expected !== key) this.#whole = { expected: key, report: dashboardOf(source, dataset, noFilter, expected).report };
    return this.#whole.report;
  }

  #sourceOf(): DashboardSource {
    if (this.#source === null) throw new Error('no project is loaded');
    return this.#source;
  }

  #loaded(): { source: DashboardSource; dataset: Dataset } {
    const source = this.#sourceOf();
    this.#dataset ??= datasetOfSource(source);
    return { source, dataset: this.#dataset };
  }
}
