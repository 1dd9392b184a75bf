import { useCallback, useMemo } from 'react';
import { axisX, axisY, dot, gridX, link, ruleX, text } from '@observablehq/plot';
import type { Dashboard } from '../../../../shared/quality/dashboard/dashboard.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { DrillFigure } from '../drill-context.tsx';
import { chart, fixedText } from '../plots/chart.ts';
import { PlotFigure } from '../plots/plot-figure.tsx';

/** From here on K. Krippendorff draws tentative conclusions, and from there firm ones ("Content Analysis", 2004). */
const TENTATIVE = 0.667;
const FIRM = 0.8;

interface Measure {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How far annotators agree, by every measure that fits. */
export function AgreementPanel({ dashboard }: { dashboard: Dashboard }) {
  const t = useStrings();
  const { agreement, boxes } = dashboard.report;
  const rows = useMemo<Measure[]>(() => {
    const plain = (id: string, name: string, value: number | null): Measure => ({ id, name, value, low: null, high: null });
    return [
      { id: 'alpha', name: t('lead:quality.agreement.alpha'), value: agreement.alpha, low: agreement.interval?.low ?? null, high: agreement.interval?.high ?? null },
      plain('kappa', t('lead:quality.agreement.kappa'), agreement.fleissKappa),
      plain('percent', t('lead:quality.agreement.percent'), agreement.percent),
      ...(boxes === null ? [] : [plain('iou', t('lead:quality.agreement.iou'), boxes.meanIou), plain('iouAll', t('lead:quality.agreement.iouAll'), boxes.meanIouOfAll), plain('f1', t('lead:quality.agreement.f1'), boxes.f1)]),
    ];
  }, [agreement, boxes, t]);
  const draw = useCallback(
    (widthPx: number) => {
      const known = rows.filter((row) => row.value !== null);
      const least = Math.min(0, ...rows.flatMap(({ value, low }) => [value ?? 0, low ?? 0]));
      return chart({
        width: widthPx,
        height: rows.length * 32 + 48,
        marginLeft: 168,
        marginRight: 46,
        marginTop: 22,
        x: { label: null, domain: [Math.floor(least * 10) / 10, 1] },
        y: { label: null, domain: rows.map(({ name }) => name) },
        marks: [
          gridX({ strokeOpacity: 0.15 }),
          axisX({ ticks: 6, tickFormat: (value: number) => fixedText(value, 1) }),
          axisY({ tickSize: 0 }),
          ruleX([TENTATIVE, FIRM], { stroke: 'var(--warn)', strokeDasharray: '3 3' }),
          text([TENTATIVE, FIRM], { x: (value: number) => value, frameAnchor: 'top', dy: -12, text: (value: number) => fixedText(value, 2), fill: 'var(--warn)' }),
          link(rows.filter(({ low, high }) => low !== null && high !== null), { x1: 'low', x2: 'high', y1: 'name', y2: 'name', stroke: 'var(--accent)', strokeWidth: 3, strokeOpacity: 0.45 }),
          dot(known, { x: 'value', y: 'name', r: 5, fill: 'var(--accent)' }),
          text(known, { x: (row: Measure) => Math.max(row.value ?? 0, row.high ?? 0), y: 'name', text: (row: Measure) => fixedText(row.value ?? 0), textAnchor: 'start', dx: 9, fill: 'currentColor' }),
          ruleX([0]),
        ],
      });
    },
    [rows],
  );
  const said = (value: number | null) => (value === null ? t('lead:quality.untold') : fixedText(value));
  return (
    <PlotFigure
      title={t('lead:quality.agreement.title')}
      note={t('lead:quality.agreement.note')}
      label={t('lead:quality.agreement.label', { parts: rows.map(({ name, value }) => `${name} ${said(value)}`).join(', ') })}
      draw={draw}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { id: 'measure', head: t('lead:quality.agreement.measure'), cell: ({ name }) => name },
        { id: 'value', head: t('lead:quality.agreement.value'), isNumber: true, cell: ({ value }) => said(value) },
        { id: 'interval', head: t('lead:quality.agreement.interval'), isNumber: true, cell: ({ low, high }) => (low === null || high === null ? '–' : `${fixedText(low)} – ${fixedText(high)}`) },
      ]}
    >
      <p>
        {t('lead:quality.agreement.split')}{' '}
        <DrillFigure drill={{ kind: 'split' }} title={t('lead:quality.drill.split')} count={dashboard.split}>
          {dashboard.split}
        </DrillFigure>
      </p>
    </PlotFigure>
  );
}
