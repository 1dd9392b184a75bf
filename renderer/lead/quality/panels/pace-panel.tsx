import { useCallback, useMemo } from 'react';
import { axisX, axisY, dot, gridX, ruleX } from '@observablehq/plot';
import type { AnnotatorLines } from '../../../../shared/quality/dashboard/annotators.ts';
import { median } from '../../../../shared/quality/robust.ts';
import { duration } from '../../../app/format/when.ts';
import { shortAddress } from '../../../app/format/short.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Address } from '../../../app/ui/address.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { DrillFigure, useDrill } from '../drill-context.tsx';
import { PICK, chart, fixedText, numberText } from '../plots/chart.ts';
import { DotLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';

/** Beyond this a pace is far from the crowd (B. Iglewicz and D. Hoaglin, 1993). */
const FAR = 3.5;
const ROW_PX = 22;
/** Of a long list those are drawn that are farthest out; the table has all. */
const MOST_DRAWN = 40;

/** How fast each annotator is beside the others. */
export function PacePanel({ annotators }: { annotators: AnnotatorLines }) {
  const t = useStrings();
  const open = useDrill();
  const rows = useMemo(
    () => annotators.lines.flatMap(({ annotator, pace }) => (pace === null ? [] : [{ annotator, name: shortAddress(annotator), ...pace, seconds: pace.medianMs / 1000 }])).sort((a, b) => a.medianMs - b.medianMs),
    [annotators],
  );
  const drawn = useMemo(() => (rows.length <= MOST_DRAWN ? rows : rows.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z)).slice(0, MOST_DRAWN).sort((a, b) => a.medianMs - b.medianMs)), [rows]);
  const middle = rows.length === 0 ? null : median(rows.map(({ seconds }) => seconds));
  const draw = useCallback(
    (widthPx: number) =>
      chart({
        width: widthPx,
        height: Math.max(2, drawn.length) * ROW_PX + 40,
        marginLeft: 108,
        marginRight: 24,
        x: { type: 'log', label: null, domain: domainOf(drawn.map(({ seconds }) => seconds)) },
        y: { label: null, domain: drawn.map(({ name }) => name) },
        marks: [
          gridX({ strokeOpacity: 0.15 }),
          axisX({ ticks: 3, tickFormat: (value: number) => duration(value * 1000, locale()) }),
          axisY({ tickSize: 0 }),
          ...(middle === null ? [] : [ruleX([middle], { stroke: 'var(--text-soft)', strokeDasharray: '3 3' })]),
          dot(drawn, { x: 'seconds', y: 'name', r: 5, fill: (row: (typeof drawn)[number]) => (Math.abs(row.z) > FAR ? 'var(--bad-fill)' : 'var(--accent-fill)'), symbol: (row: (typeof drawn)[number]) => (Math.abs(row.z) > FAR ? 'diamond' : 'circle'), className: PICK }),
        ],
        symbol: { range: ['circle', 'diamond'] },
      }),
    [drawn, middle],
  );
  const titleOf = (name: string) => t('lead:quality.drill.annotator', { annotator: name });
  const pick = (place: number) => {
    const row = drawn[place];
    if (row !== undefined) open({ drill: { kind: 'annotator', annotator: row.annotator, isWrongOnly: false }, title: titleOf(row.name) });
  };
  return (
    <PlotFigure
      title={t('lead:quality.pace.title')}
      note={t(`lead:quality.pace.note.${annotators.paceBy}`)}
      label={t('lead:quality.pace.label', { count: rows.length, far: rows.filter(({ z }) => Math.abs(z) > FAR).length })}
      draw={draw}
      onPick={pick}
      rows={rows}
      rowKey={({ annotator }) => annotator}
      columns={[
        { id: 'annotator', head: t('lead:quality.column.annotator'), cell: ({ annotator }) => <Address address={annotator} /> },
        { id: 'time', head: t('lead:quality.pace.median'), isNumber: true, cell: ({ medianMs }) => duration(medianMs, locale()) },
        { id: 'items', head: t('lead:quality.column.items'), isNumber: true, cell: ({ annotator, name, items }) => <DrillFigure drill={{ kind: 'annotator', annotator, isWrongOnly: false }} title={titleOf(name)} count={items}>{numberText(items)}</DrillFigure> },
        { id: 'z', head: t('lead:quality.pace.z'), isNumber: true, cell: ({ z }) => fixedText(z, 1) },
        { id: 'verdict', head: t('lead:quality.column.verdict'), cell: ({ z }) => <Badge tone={Math.abs(z) > FAR ? 'bad' : 'neutral'}>{t(Math.abs(z) > FAR ? (z < 0 ? 'lead:quality.pace.fast' : 'lead:quality.pace.slow') : 'lead:quality.pace.usual')}</Badge> },
      ]}
    >
      <DotLegend entries={[{ name: t('lead:quality.pace.usual'), colour: 'var(--accent-fill)' }, { name: t('lead:quality.pace.far'), colour: 'var(--bad-fill)' }]} />
    </PlotFigure>
  );
}

/** With some room on both sides of the values, on an axis of logarithms. */
function domainOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [1, 100];
  return [Math.max(0.01, Math.min(...values) / 1.6), Math.max(0.1, Math.max(...values) * 1.6)];
}
