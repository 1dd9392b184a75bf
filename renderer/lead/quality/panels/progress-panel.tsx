import { useCallback, useMemo } from 'react';
import { axisX, axisY, gridY, line, ruleY } from '@observablehq/plot';
import type { ProgressPoint } from '../../../../shared/quality/dashboard/progress.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { absoluteTime } from '../../../app/format/when.ts';
import { chart, numberText, percentText, seriesColours, seriesDashes, timeText } from '../plots/chart.ts';
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
      const [first, last] = [timed[0]?.at ?? new Date(0), timed.at(-1)?.at ?? new Date(1)];
      const whole = { committed: labelCount, revealed: labelCount, settled: itemCount };
      return chart({
        width: widthPx,
        height: 240,
        marginLeft: 52,
        marginRight: 18,
        x: { type: 'time', label: null },
        y: { label: null, domain: [0, 1] },
        marks: [
          gridY({ strokeOpacity: 0.15 }),
          axisX({ ticks: 5, tickFormat: timeText(first.getTime(), last.getTime()) }),
          axisY({ ticks: 4, tickFormat: (value: number) => percentText(value) }),
          ...SERIES.map((name, place) => line(timed, { x: 'at', y: (point: (typeof timed)[number]) => point[name] / Math.max(1, whole[name]), curve: 'step-after', stroke: seriesColours[place] ?? 'currentColor', strokeDasharray: seriesDashes[place] ?? '', strokeWidth: 2 })),
          ruleY([0]),
        ],
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
