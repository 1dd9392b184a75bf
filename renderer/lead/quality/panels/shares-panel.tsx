import { useCallback, useMemo } from 'react';
import { axisX, axisY, barX, gridX, ruleX, text, tickX } from '@observablehq/plot';
import type { QualityReport } from '../../../../shared/quality/report.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Field } from '../../../app/ui/field.tsx';
import { NumberInput } from '../../../app/ui/inputs.tsx';
import { DrillFigure, useDrill } from '../drill-context.tsx';
import { categoryName } from '../names.ts';
import { PICK, chart, fixedText, numberText, percentText } from '../plots/chart.ts';
import { DotLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';

export interface SharesPanelProps {
  report: QualityReport;
  /** By category; empty: none are expected. */
  expected: Readonly<Record<string, number>>;
  /** Names of the project's classes, to expect something of. */
  classNames: readonly string[];
  onExpect: (expected: Record<string, number>) => void;
}

const ROW_PX = 28;
const PERCENT = 100;

/** How often each class came out, against what the lead expects. */
export function SharesPanel({ report, expected, classNames, onExpect }: SharesPanelProps) {
  const t = useStrings();
  const open = useDrill();
  const { classes, shares } = report;
  const whole = Object.values(expected).reduce((sum, share) => sum + share, 0);
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  const rows = useMemo(() => {
    const named = new Map(classes.map(({ label, count }) => [label, count]));
    const labels = [...new Set([...named.keys(), ...Object.keys(expected)])];
    return labels.map((label) => ({ label, name: categoryName(label, t), count: named.get(label) ?? 0, share: total === 0 ? 0 : (named.get(label) ?? 0) / total, wanted: whole === 0 ? null : (expected[label] ?? 0) / whole }));
  }, [classes, expected, total, whole, t]);
  const draw = useCallback(
    (widthPx: number) =>
      chart({
        width: widthPx,
        height: Math.max(1, rows.length) * ROW_PX + 34,
        marginLeft: 128,
        marginRight: 52,
        x: { label: null, domain: [0, Math.max(0.01, ...rows.flatMap(({ share, wanted }) => [share, wanted ?? 0]))] },
        y: { label: null, domain: rows.map(({ name }) => name) },
        marks: [
          gridX({ strokeOpacity: 0.15 }),
          axisX({ ticks: 4, tickFormat: (value: number) => percentText(value) }),
          axisY({ tickSize: 0, tickFormat: (name: string) => (name.length > 18 ? `${name.slice(0, 17)}…` : name) }),
          barX(rows, { x: 'share', y: 'name', fill: 'var(--accent-fill)', insetTop: 4, insetBottom: 4, className: PICK }),
          tickX(rows.filter(({ wanted }) => wanted !== null), { x: 'wanted', y: 'name', stroke: 'var(--warn)', strokeWidth: 3 }),
          text(rows, { x: (row: (typeof rows)[number]) => Math.max(row.share, row.wanted ?? 0), y: 'name', text: (row: (typeof rows)[number]) => percentText(row.share, 1), textAnchor: 'start', dx: 5, fill: 'currentColor' }),
          ruleX([0]),
        ],
      }),
    [rows],
  );
  const titleOf = (name: string) => t('lead:quality.drill.label', { label: name });
  const pick = (place: number) => {
    const row = rows[place];
    if (row !== undefined && row.count > 0) open({ drill: { kind: 'label', label: row.label }, title: titleOf(row.name) });
  };
  return (
    <PlotFigure
      title={t('lead:quality.shares.title')}
      note={t('lead:quality.shares.note')}
      label={t('lead:quality.shares.label', { parts: rows.map(({ name, share }) => `${name} ${percentText(share, 1)}`).join(', ') })}
      draw={draw}
      onPick={pick}
      rows={rows}
      rowKey={({ label }) => label}
      columns={[
        { id: 'label', head: t('lead:quality.column.category'), cell: ({ name }) => <span translate="no">{name}</span> },
        { id: 'count', head: t('lead:quality.column.items'), isNumber: true, cell: ({ label, name, count }) => <DrillFigure drill={{ kind: 'label', label }} title={titleOf(name)} count={count}>{numberText(count)}</DrillFigure> },
        { id: 'share', head: t('lead:quality.shares.share'), isNumber: true, cell: ({ share }) => percentText(share, 1) },
        { id: 'wanted', head: t('lead:quality.shares.expected'), isNumber: true, cell: ({ wanted }) => (wanted === null ? '–' : percentText(wanted, 1)) },
      ]}
    >
      {shares !== null && (
        <p>{t(shares.pValue < 0.01 ? 'lead:quality.shares.differs' : 'lead:quality.shares.fits', { g: fixedText(shares.g, 1), degrees: shares.degrees, p: pText(shares.pValue) })}</p>
      )}
      {whole > 0 && <DotLegend entries={[{ name: t('lead:quality.shares.found'), colour: 'var(--accent-fill)' }, { name: t('lead:quality.shares.expected'), colour: 'var(--warn)' }]} />}
      <details>
        <summary>{t('lead:quality.shares.expect')}</summary>
        <p className="t-soft t-quality__note">{t('lead:quality.shares.expectHint')}</p>
        <div className="t-quality__expected">
          {classNames.map((name) => (
            <Field key={name} label={<span translate="no">{name}</span>}>
              {(control) => (
                <NumberInput
                  {...control}
                  min={0}
                  max={100}
                  unit="%"
                  value={expected[name] === undefined ? null : Math.round(expected[name] * PERCENT * 100) / 100}
                  onChange={(value) => onExpect(expecting(expected, name, value === null || value < 0 ? null : value / PERCENT))}
                />
              )}
            </Field>
          ))}
        </div>
      </details>
    </PlotFigure>
  );
}

function expecting(before: Readonly<Record<string, number>>, name: string, share: number | null): Record<string, number> {
  const others = Object.entries(before).filter(([each]) => each !== name);
  return Object.fromEntries(share === null ? others : [...others, [name, share]]);
}

/** Small chances as what they are smaller than. */
export function pText(p: number): string {
  return p < 0.001 ? `< ${numberText(0.001, 3)}` : `= ${fixedText(p, 3)}`;
}
