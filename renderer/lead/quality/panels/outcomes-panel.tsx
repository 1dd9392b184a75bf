import { useCallback, useMemo } from 'react';
import { axisX, axisY, barX, gridX, ruleX, text } from '@observablehq/plot';
import type { FirstFigures } from '../../../../shared/quality/dashboard/first.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { DrillFigure, useDrill } from '../drill-context.tsx';
import { PICK, chart, numberText } from '../plots/chart.ts';
import { PlotFigure } from '../plots/plot-figure.tsx';

const OUTCOMES = ['resolved', 'ruled', 'overturned', 'disputed', 'open', 'void'] as const;
const COLOURS: Readonly<Record<(typeof OUTCOMES)[number], string>> = {
  resolved: 'var(--tile-agreed)',
  ruled: 'var(--accent-fill)',
  overturned: 'var(--tile-overturned)',
  disputed: 'var(--tile-disputed)',
  open: 'var(--line-control)',
  void: 'var(--tile-cannot-tell)',
};
const ROW_PX = 28;

/** How the items came out. */
export function OutcomesPanel({ outcomes }: Pick<FirstFigures, 'outcomes'>) {
  const t = useStrings();
  const open = useDrill();
  const rows = useMemo(() => OUTCOMES.map((outcome) => ({ outcome, name: t(`lead:quality.outcomeOf.${outcome}`), count: outcomes[outcome] })), [outcomes, t]);
  const draw = useCallback(
    (widthPx: number) =>
      chart({
        width: widthPx,
        height: rows.length * ROW_PX + 34,
        marginLeft: 128,
        marginRight: 42,
        x: { label: null, domain: [0, Math.max(1, ...rows.map(({ count }) => count))] },
        y: { label: null, domain: rows.map(({ name }) => name) },
        marks: [
          gridX({ strokeOpacity: 0.15 }),
          axisX({ ticks: 4, tickFormat: (value: number) => (Number.isInteger(value) ? numberText(value) : '') }),
          axisY({ tickSize: 0 }),
          barX(rows, { x: 'count', y: 'name', fill: ({ outcome }: (typeof rows)[number]) => COLOURS[outcome], insetTop: 4, insetBottom: 4, className: PICK }),
          text(rows, { x: 'count', y: 'name', text: ({ count }: (typeof rows)[number]) => numberText(count), textAnchor: 'start', dx: 5, fill: 'currentColor' }),
          ruleX([0]),
        ],
      }),
    [rows],
  );
  const pick = (place: number) => {
    const row = rows[place];
    if (row !== undefined) open({ drill: { kind: 'outcome', outcomes: [row.outcome] }, title: t('lead:quality.drill.outcome', { outcome: row.name }) });
  };
  return (
    <PlotFigure
      title={t('lead:quality.outcomes.title')}
      note={t('lead:quality.outcomes.note')}
      label={t('lead:quality.outcomes.label', { parts: rows.map(({ name, count }) => `${name} ${count}`).join(', ') })}
      draw={draw}
      onPick={pick}
      rows={rows}
      rowKey={({ outcome }) => outcome}
      columns={[
        { id: 'outcome', head: t('lead:quality.outcomes.outcome'), cell: ({ name }) => name },
        {
          id: 'count',
          head: t('lead:quality.outcomes.items'),
          isNumber: true,
          cell: ({ outcome, name, count }) => (
            <DrillFigure drill={{ kind: 'outcome', outcomes: [outcome] }} title={t('lead:quality.drill.outcome', { outcome: name })} count={count}>
              {numberText(count)}
            </DrillFigure>
          ),
        },
      ]}
    />
  );
}
