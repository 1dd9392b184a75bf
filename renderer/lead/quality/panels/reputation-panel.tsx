import { useCallback, useMemo } from 'react';
import { dot, line } from '@observablehq/plot';
import type { AnnotatorLines, MoveCause, ReputationStep } from '../../../../shared/quality/dashboard/annotators.ts';
import { batchIndexOf } from '../../../../shared/labels/ids.ts';
import { absoluteTime } from '../../../app/format/when.ts';
import { shortAddress } from '../../../app/format/short.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { classLook } from '../../../app/theme/class-palette.ts';
import { Address, Hash } from '../../../app/ui/address.tsx';
import { useDrill, DrillFigure } from '../drill-context.tsx';
import { PICK, chartOverTime, fixedText, percentText } from '../plots/chart.ts';
import { DotLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';

/** More lines are a knot: those who answered most are drawn, the table has the rest. */
const MOST_DRAWN = 8;
const MOST_ROWS = 60;
const BPS = 10_000;
const SYMBOLS: Readonly<Record<MoveCause, string>> = { settled: 'circle', ruled: 'triangle', overturned: 'times', gold: 'star', elsewhere: 'square' };

type Row = ReputationStep & { readonly annotator: string; readonly name: string; readonly at: Date };

/** Standing over time, each move with what caused it. */
export function ReputationPanel({ annotators }: { annotators: AnnotatorLines }) {
  const t = useStrings();
  const open = useDrill();
  const lines = useMemo(() => annotators.lines.filter(({ reputation }) => reputation.length > 0), [annotators]);
  const drawnLines = useMemo(() => lines.slice(0, MOST_DRAWN), [lines]);
  const rows = useMemo(
    () => lines.flatMap(({ annotator, reputation }) => reputation.flatMap((step): Row[] => (step.seconds === null ? [] : [{ ...step, annotator, name: shortAddress(annotator), at: new Date(step.seconds * 1000) }]))),
    [lines],
  );
  const drawn = useMemo(() => rows.filter(({ annotator }) => drawnLines.some((each) => each.annotator === annotator)), [rows, drawnLines]);
  const colourOf = useCallback((annotator: string) => classLook(Math.max(0, drawnLines.findIndex((each) => each.annotator === annotator))).colour, [drawnLines]);
  const draw = useCallback(
    (widthPx: number) =>
      chartOverTime({
        ...{ widthPx, heightPx: 280, marginLeftPx: 52, most: 1, valueText: percentText },
        times: drawn.map(({ at }) => at.getTime()).sort((one, other) => one - other),
        marks: [
          line(drawn, { x: 'at', y: ({ scoreBps }: Row) => scoreBps / BPS, z: 'annotator', stroke: ({ annotator }: Row) => colourOf(annotator), strokeWidth: 2, curve: 'step-after' }),
          dot(drawn, { x: 'at', y: ({ scoreBps }: Row) => scoreBps / BPS, r: 4, fill: 'var(--surface)', stroke: ({ annotator }: Row) => colourOf(annotator), symbol: ({ cause }: Row) => SYMBOLS[cause] as never, className: PICK }),
        ],
      }),
    [drawn, colourOf],
  );
  const titleOf = (batch: number) => t('lead:quality.drill.batch', { number: batch + 1 });
  const pick = (place: number) => {
    const row = drawn[place];
    if (row !== undefined && row.cause !== 'elsewhere') open({ drill: { kind: 'batch', batchId: row.batchId }, title: titleOf(batchIndexOf(row.batchId)) });
  };
  return (
    <PlotFigure
      title={t('lead:quality.reputation.title')}
      note={t('lead:quality.reputation.note')}
      label={t('lead:quality.reputation.label', { parts: lines.map(({ annotator, reputation }) => `${shortAddress(annotator)} ${percentText((reputation.at(-1)?.scoreBps ?? 0) / BPS, 1)}`).join(', ') })}
      draw={draw}
      onPick={pick}
      isWide
      rows={rows.toSorted((a, b) => b.blockNumber - a.blockNumber).slice(0, MOST_ROWS)}
      rowKey={({ annotator, transactionHash, batchId, blockNumber }) => `${annotator} ${transactionHash} ${batchId} ${blockNumber}`}
      columns={[
        { id: 'at', head: t('lead:quality.column.time'), cell: ({ at }) => absoluteTime(at.getTime(), locale()) },
        { id: 'annotator', head: t('lead:quality.column.annotator'), cell: ({ annotator }) => <Address address={annotator} /> },
        { id: 'score', head: t('lead:quality.reputation.score'), isNumber: true, cell: ({ scoreBps, items }) => t('lead:quality.reputation.scoreOf', { score: percentText(scoreBps / BPS, 1), count: items }) },
        { id: 'moved', head: t('lead:quality.reputation.moved'), isNumber: true, cell: ({ delta, weight }) => `${delta > 0n ? '+' : ''}${fixedText(Number(delta) / BPS)} / ${weight}` },
        { id: 'cause', head: t('lead:quality.reputation.cause'), cell: ({ cause }) => t(`lead:quality.reputation.causeOf.${cause}`) },
        {
          id: 'batch',
          head: t('lead:quality.column.batch'),
          isNumber: true,
          cell: ({ batchId, cause }) =>
            cause === 'elsewhere' ? '–' : <DrillFigure drill={{ kind: 'batch', batchId }} title={titleOf(batchIndexOf(batchId))} count={1}>{batchIndexOf(batchId) + 1}</DrillFigure>,
        },
        { id: 'transaction', head: t('lead:quality.column.transaction'), cell: ({ transactionHash }) => <Hash hash={transactionHash} /> },
      ]}
    >
      {rows.length === 0 ? <p className="t-soft">{t('lead:quality.nothingSettled')}</p> : <DotLegend entries={drawnLines.map(({ annotator }) => ({ name: shortAddress(annotator), colour: colourOf(annotator), isHollow: true }))} />}
      {lines.length > MOST_DRAWN && <p className="t-soft">{t('lead:quality.reputation.rest', { count: lines.length - MOST_DRAWN })}</p>}
    </PlotFigure>
  );
}
