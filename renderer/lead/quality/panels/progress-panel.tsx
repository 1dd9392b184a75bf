import { useCallback, useMemo } from 'react';
import { line, ruleY } from '@observablehq/plot';
import type { ProgressPoint } from '../../../../shared/quality/dashboard/progress.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { absoluteTime } from '../../../app/format/when.ts';
import { chartOverTime, numberText, percentText, seriesColours, seriesDashes } from '../plots/chart.ts';
import { LineLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';
import { someOf } from '../plots/some.ts';

const SERIES = ['committed', 'revealed', 'settled'] as const;

export interface ProgressPanelProps {
  points: readonly ProgressPoint[];
  /** Of the whole project. */
  labelCount: number;
  itemCount: number;
}

/** How far the project was, and when. */
export function ProgressPanel({ points, labelCount, itemCount }: ProgressPanelProps) {
  const t = useStrings();
  const timed = useMemo(() => points.flatMap((point) => (point.seconds === null ? [] : [{ ...point, at: new Date(point.seconds * 1000) }])), [points]);
  const draw = useCallback(
    (widthPx: number) => {
      const whole = { committed: labelCount, revealed: labelCount, settled: itemCount };
      return chartOverTime({
        ...{ widthPx, heightPx: 240, marginLeftPx: 52, most: 1, valueText: percentText },
        times: timed.map(({ at }) => at.getTime()),
        marks: [...SERIES.map((name, place) => line(timed, { x: 'at', y: (point: (typeof timed)[number]) => point[name] / Math.max(1, whole[name]), curve: 'step-after', stroke: seriesColours[place] ?? 'currentColor', strokeDasharray: seriesDashes[place] ?? '', strokeWidth: 2 })), ruleY([0])],
      });
    },
    [timed, labelCount, itemCount],
  );
  const last = points.at(-1);
  return (
    <PlotFigure
      title={t('lead:quality.progress.title')}
      note={t('lead:quality.progress.note', { labels: labelCount, items: itemCount })}
      label={t('lead:quality.progress.label', { committed: last?.committed ?? 0, revealed: last?.revealed ?? 0, labels: labelCount, settled: last?.settled ?? 0, items: itemCount })}
      draw={draw}
      rows={someOf(points)}
      rowKey={({ blockNumber }) => String(blockNumber)}
      columns={[
        { id: 'at', head: t('lead:quality.column.time'), cell: ({ seconds }) => (seconds === null ? '–' : absoluteTime(seconds * 1000, locale())) },
        { id: 'block', head: t('lead:quality.column.block'), isNumber: true, cell: ({ blockNumber }) => blockNumber },
        ...SERIES.map((name) => ({ id: name, head: t(`lead:quality.progress.${name}`), isNumber: true, cell: (point: ProgressPoint) => numberText(point[name]) })),
        { id: 'ruled', head: t('lead:quality.progress.ruled'), isNumber: true, cell: ({ ruled }) => numberText(ruled) },
      ]}
    >
      <LineLegend names={SERIES.map((name) => t(`lead:quality.progress.${name}`))} />
    </PlotFigure>
  );
}
