import { useCallback, useMemo } from 'react';
import { axisX, axisY, dot, gridX, gridY, line, link } from '@observablehq/plot';
import type { Calibration } from '../../../../shared/quality/calibration.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { DrillFigure, useDrill } from '../drill-context.tsx';
import { PICK, chart, fixedText, numberText, percentText } from '../plots/chart.ts';
import { PlotFigure } from '../plots/plot-figure.tsx';

type Bin = Calibration['bins'][number];
const NO_BINS: readonly Bin[] = [];

/** How often stated confidences were right: on the diagonal both are the same. */
export function CalibrationPanel({ calibration }: { calibration: Calibration | null }) {
  const t = useStrings();
  const open = useDrill();
  const bins = calibration?.bins ?? NO_BINS;
  const most = useMemo(() => Math.max(1, ...bins.map(({ count }) => count)), [bins]);
  const draw = useCallback(
    (widthPx: number) => {
      const sidePx = Math.min(widthPx, 340);
      return chart({
        width: sidePx,
        height: sidePx - 30,
        marginLeft: 52,
        marginBottom: 34,
        x: { label: null, domain: [0, 1] },
        y: { label: null, domain: [0, 1] },
        marks: [
          gridX({ strokeOpacity: 0.15 }),
          gridY({ strokeOpacity: 0.15 }),
          axisX({ ticks: 5, tickFormat: (value: number) => percentText(value) }),
          axisY({ ticks: 5, tickFormat: (value: number) => percentText(value) }),
          link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: 'var(--text-soft)', strokeDasharray: '4 4' }),
          line(bins, { x: 'meanConfidence', y: 'shareRight', stroke: 'var(--accent)', strokeWidth: 1.5 }),
          dot(bins, { x: 'meanConfidence', y: 'shareRight', r: ({ count }: Bin) => 4 + 8 * Math.sqrt(count / most), fill: 'var(--accent-fill)', fillOpacity: 0.85, className: PICK }),
        ],
        r: { type: 'identity' },
      });
    },
    [bins, most],
  );
  const binText = ({ from, to }: Bin) => `${percentText(from)} – ${percentText(to)}`;
  const titleOf = (bin: Bin) => t('lead:quality.drill.confidence', { bin: binText(bin) });
  const pick = (place: number) => {
    const bin = bins[place];
    if (bin !== undefined) open({ drill: { kind: 'confidence', from: bin.from, to: bin.to }, title: titleOf(bin) });
  };
  return (
    <PlotFigure
      title={t('lead:quality.calibration.title')}
      note={t('lead:quality.calibration.note')}
      label={t('lead:quality.calibration.label', { parts: bins.map((bin) => `${binText(bin)}: ${percentText(bin.shareRight)}`).join(', ') })}
      draw={draw}
      onPick={pick}
      rows={bins}
      rowKey={({ from }) => String(from)}
      columns={[
        { id: 'bin', head: t('lead:quality.calibration.stated'), isNumber: true, cell: binText },
        { id: 'mean', head: t('lead:quality.calibration.mean'), isNumber: true, cell: ({ meanConfidence }) => percentText(meanConfidence, 1) },
        { id: 'right', head: t('lead:quality.calibration.right'), isNumber: true, cell: ({ shareRight }) => percentText(shareRight, 1) },
        { id: 'count', head: t('lead:quality.calibration.answers'), isNumber: true, cell: (bin) => <DrillFigure drill={{ kind: 'confidence', from: bin.from, to: bin.to }} title={titleOf(bin)} count={bin.count}>{numberText(bin.count)}</DrillFigure> },
      ]}
    >
      <p>
        {calibration === null
          ? t('lead:quality.nothingSettled')
          : t('lead:quality.calibration.sum', { error: percentText(calibration.expectedError, 1), brier: fixedText(calibration.brier, 3), variance: fixedText(calibration.confidenceVariance, 3) })}
      </p>
    </PlotFigure>
  );
}
