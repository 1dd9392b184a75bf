import type { Dataset } from '../../protocol/dataset-types.ts';
import type { Dashboard } from './dashboard.ts';
import { dashboardOf } from './dashboard.ts';
import type { Drill, DrillRow } from './drill.ts';
import { drillRows } from './drill.ts';
import { filtered } from './filter.ts';
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
  | ({ readonly kind: 'report' } & ReportRequest)
  | { readonly kind: 'drill'; readonly drill: Drill };

export type EngineAnswer = { readonly kind: 'loaded' } | { readonly kind: 'report'; readonly dashboard: Dashboard } | { readonly kind: 'rows'; readonly rows: readonly DrillRow[] };

/** A project's dataset with the figures made of it; a drill is asked of the last report. One step after the other. */
export class DashboardEngine {
  #source: DashboardSource | null = null;
  #dataset: Dataset | null = null;
  #last: { readonly filter: QualityFilter; readonly dashboard: Dashboard } | null = null;

  answer(request: EngineRequest): EngineAnswer {
    switch (request.kind) {
      case 'load':
        this.#source = request.source;
        this.#dataset = datasetOfSource(request.source);
        this.#last = null;
        return { kind: 'loaded' };
      case 'report': {
        const { source, dataset } = this.#loaded();
        const dashboard = dashboardOf(source, dataset, request.filter, request.expected);
        this.#last = { filter: request.filter, dashboard };
        return { kind: 'report', dashboard };
      }
      case 'drill': {
        const { dataset } = this.#loaded();
        if (this.#last === null) throw new Error('there is no report to drill into');
        return { kind: 'rows', rows: drillRows(filtered(dataset, this.#last.filter), this.#last.dashboard.report, request.drill) };
      }
    }
  }

  #loaded(): { source: DashboardSource; dataset: Dataset } {
    if (this.#source === null || this.#dataset === null) throw new Error('no project is loaded');
    return { source: this.#source, dataset: this.#dataset };
  }
}
