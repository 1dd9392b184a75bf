import { useCallback, useMemo } from 'react';
import { axisX, axisY, dot, gridX, gridY, ruleX, ruleY } from '@observablehq/plot';
import type { AnnotatorLines } from '../../../../shared/quality/dashboard/annotators.ts';
import { formatAmount } from '../../../app/format/amount.ts';
import { shortAddress } from '../../../app/format/short.ts';
import type { TokenFormat } from '../../../app/state/token-format.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Address } from '../../../app/ui/address.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { DrillFigure, useDrill } from '../drill-context.tsx';
import { PICK, chart, numberText } from '../plots/chart.ts';
import { DotLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';

/** What was claimed against the labels that it was claimed for: pay that does not fit its work stands apart. */
export function ClaimsPanel({ annotators, token }: { annotators: AnnotatorLines; token: TokenFormat }) {
  const t = useStrings();
  const open = useDrill();
  const { decimals, symbol } = token;
  const rows = useMemo(() => annotators.lines.filter(({ paidLabels }) => paidLabels > 0).map((line) => ({ ...line, name: shortAddress(line.annotator), tokens: Number(line.paid) / 10 ** decimals })), [annotators, decimals]);
  const draw = useCallback(
    (widthPx: number) => {
      const isFar = ({ patterns }: (typeof rows)[number]) => patterns.length > 0;
      return chart({
        width: widthPx,
        height: 260,
        marginLeft: 62,
        marginRight: 24,
        marginBottom: 40,
        x: { label: null, domain: [0, 1.08 * Math.max(1, ...rows.map(({ paidLabels }) => paidLabels))] },
        y: { label: null, domain: [0, 1.08 * Math.max(1e-9, ...rows.map(({ tokens }) => tokens))] },
        marks: [
          gridX({ strokeOpacity: 0.15 }),
          gridY({ strokeOpacity: 0.15 }),
          axisX({ ticks: 5, label: t('lead:quality.claims.labels'), labelAnchor: 'right', labelArrow: 'none', tickFormat: (value: number) => (Number.isInteger(value) ? numberText(value) : '') }),
          axisY({ ticks: 4, tickFormat: (value: number) => numberText(value) }),
          dot(rows, { x: 'paidLabels', y: 'tokens', r: 6, fill: (row: (typeof rows)[number]) => (isFar(row) ? 'var(--bad-fill)' : 'var(--accent-fill)'), fillOpacity: 0.85, className: PICK }),
          ruleX([0]),
          ruleY([0]),
        ],
      });
    },
    [rows, t],
  );
  const titleOf = (name: string) => t('lead:quality.drill.annotator', { annotator: name });
  const pick = (place: number) => {
    const row = rows[place];
    if (row !== undefined) open({ drill: { kind: 'annotator', annotator: row.annotator, isWrongOnly: false }, title: titleOf(row.name) });
  };
  const money = (value: bigint) => formatAmount(value, { decimals, locale: locale() });
  return (
    <PlotFigure
      title={t('lead:quality.claims.title')}
      note={t('lead:quality.claims.note', { symbol })}
      label={t('lead:quality.claims.label', { count: rows.length, far: rows.filter(({ patterns }) => patterns.length > 0).length })}
      draw={draw}
      onPick={pick}
      rows={rows}
      rowKey={({ annotator }) => annotator}
      columns={[
        { id: 'annotator', head: t('lead:quality.column.annotator'), cell: ({ annotator }) => <Address address={annotator} /> },
        { id: 'labels', head: t('lead:quality.claims.labels'), isNumber: true, cell: ({ annotator, name, paidLabels }) => <DrillFigure drill={{ kind: 'annotator', annotator, isWrongOnly: false }} title={titleOf(name)} count={paidLabels}>{numberText(paidLabels)}</DrillFigure> },
        { id: 'paid', head: t('lead:quality.claims.paid', { symbol }), isNumber: true, cell: ({ paid }) => money(paid) },
        { id: 'each', head: t('lead:quality.claims.each', { symbol }), isNumber: true, cell: ({ paid, paidLabels }) => money(paid / BigInt(paidLabels)) },
        { id: 'verdict', head: t('lead:quality.column.verdict'), cell: ({ patterns }) => (patterns.length === 0 ? <Badge>{t('lead:quality.claims.usual')}</Badge> : patterns.map(({ kind }) => <Badge key={kind} tone="bad">{t(`lead:quality.claims.kind.${kind}`)}</Badge>)) },
      ]}
    >
      {rows.length === 0 ? <p className="t-soft">{t('lead:quality.claims.none')}</p> : <DotLegend entries={[{ name: t('lead:quality.claims.usual'), colour: 'var(--accent-fill)' }, { name: t('lead:quality.claims.far'), colour: 'var(--bad-fill)' }]} />}
    </PlotFigure>
  );
}
