import { useCallback, useEffect, useRef, useState } from 'react';
import type { HostError } from '../../../../shared/host-api.ts';
import type { Dashboard } from '../../../../shared/quality/dashboard/dashboard.ts';
import type { Drill, DrillRow } from '../../../../shared/quality/dashboard/drill.ts';
import type { FirstFigures } from '../../../../shared/quality/dashboard/first.ts';
import type { QualityFilter } from '../../../../shared/quality/dashboard/filter.ts';
import type { QualityReport } from '../../../../shared/quality/report.ts';
import type { DashboardSource } from '../../../../shared/quality/dashboard/source.ts';
import { QualityClient } from './quality-client.ts';
import type { Source } from './use-source.ts';

export interface Quality {
  /** Of the records alone, there before the first dashboard is; null where the filter needs labels. */
  readonly first: FirstFigures | null;
  /** Of the last question that was answered; null before the first. */
  readonly dashboard: Dashboard | null;
  /** Of the whole project, whatever the filter. */
  readonly whole: QualityReport | null;
  /** Another answer is on its way. */
  readonly isBusy: boolean;
  readonly error: HostError | null;
  /** The items behind a figure of the dashboard that is shown. */
  readonly drill: (drill: Drill) => Promise<readonly DrillRow[]>;
}

interface State {
  readonly first: FirstFigures | null;
  readonly dashboard: Dashboard | null;
  readonly whole: QualityReport | null;
  readonly error: HostError | null;
  /** The question that all of it answers. */
  readonly answered: unknown;
}

/** A project's figures, made in a worker, anew whenever the source, the filter or the expectation changes; all of them once the source is whole. */
export function useQuality({ source, isWhole }: Source, filter: QualityFilter, expected: ReadonlyMap<string, number> | null): Quality {
  const client = useRef<QualityClient | null>(null);
  const loaded = useRef<DashboardSource | null>(null);
  const [state, setState] = useState<State>({ first: null, dashboard: null, whole: null, error: null, answered: null });
  const [question, setQuestion] = useState({ source, isWhole, filter, expected });
  const isNew = question.source !== source || question.isWhole !== isWhole || question.filter !== filter || question.expected !== expected;
  if (isNew) setQuestion({ source, isWhole, filter, expected });
  useEffect(() => {
    client.current = new QualityClient();
    loaded.current = null;
    return () => {
      client.current?.close();
      client.current = null;
    };
  }, []);
  useEffect(() => {
    const worker = client.current;
    const { source: asked } = question;
    if (asked === null || worker === null) return undefined;
    const gone = new AbortController();
    const isGone = () => gone.signal.aborted;
    const run = async () => {
      if (loaded.current !== asked) {
        loaded.current = asked;
        const done = await worker.ask({ kind: 'load', source: asked });
        if (!done.ok) {
          loaded.current = null;
          if (!isGone()) setState((before) => ({ ...before, error: done.error, answered: question }));
          return;
        }
      }
      if (isGone()) return;
      // Both at once: the worker goes on with the second while the first is drawn.
      const [early, late] = [worker.ask({ kind: 'first', filter: question.filter }), question.isWhole ? worker.ask({ kind: 'report', filter: question.filter, expected: question.expected }) : null];
      const first = await early;
      if (isGone()) return;
      if (first.ok && first.value.kind === 'first') {
        const told = first.value.first;
        setState((before) => ({ ...before, first: told }));
      }
      const answer = await late;
      if (isGone() || answer === null) return;
      if (!answer.ok) setState((before) => ({ ...before, error: answer.error, answered: question }));
      else if (answer.value.kind === 'report') setState({ first: null, dashboard: answer.value.dashboard, whole: answer.value.whole, error: null, answered: question });
    };
    void run();
    return () => gone.abort();
  }, [question]);
  const drill = useCallback(async (asked: Drill) => {
    const answer = await client.current?.ask({ kind: 'drill', drill: asked });
    if (answer?.ok === true && answer.value.kind === 'rows') return answer.value.rows;
    if (answer?.ok === false) setState((before) => ({ ...before, error: answer.error }));
    return [];
  }, []);
  return { first: state.first, dashboard: state.dashboard, whole: state.whole, error: state.error, isBusy: source !== null && state.answered !== question, drill };
}
