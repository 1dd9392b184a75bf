import { useCallback, useMemo } from 'react';
import { areaY, line, ruleY } from '@observablehq/plot';
import type { ProgressPoint } from '../../../../shared/quality/dashboard/progress.ts';
import { absoluteTime } from '../../../app/format/when.ts';
import { formatAmount } from '../../../app/format/amount.ts';
import type { TokenFormat } from '../../../app/state/token-format.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { chartOverTime, numberText, seriesColours, seriesDashes } from '../plots/chart.ts';
import { LineLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';
import { someOf } from '../plots/some.ts';

/** What has left the escrow, for labels and for rulings, against the budget. */
export function SpendPanel({ points, budget, token }: { points: readonly ProgressPoint[]; budget: bigint; token: TokenFormat }) {
  const t = useStrings();
  const { decimals, symbol } = token;
  const timed = useMemo(
    () =>
      points.flatMap(({ seconds, paid, fees }) =>
        seconds === null ? [] : [{ at: new Date(seconds * 1000), paid: Number(paid) / 10 ** decimals, both: Number(paid + fees) / 10 ** decimals }],
      ),
    [points, decimals],
  );
  const draw = useCallback(
    (widthPx: number) => {
      const most = Math.max(timed.at(-1)?.both ?? 0, Number(budget) / 10 ** decimals);
      return chartOverTime({
        ...{ widthPx, heightPx: 240, marginLeftPx: 62, most: most === 0 ? 1 : most * 1.05, valueText: numberText },
        times: timed.map(({ at }) => at.getTime()),
        marks: [
          areaY(timed, { x: 'at', y: 'both', curve: 'step-after', fill: 'var(--accent-soft)' }),
          line(timed, { x: 'at', y: 'both', curve: 'step-after', stroke: seriesColours[0], strokeWidth: 2 }),
          line(timed, { x: 'at', y: 'paid', curve: 'step-after', stroke: seriesColours[1], strokeDasharray: seriesDashes[1], strokeWidth: 2 }),
          ruleY([Number(budget) / 10 ** decimals], { stroke: seriesColours[2], strokeDasharray: seriesDashes[2], strokeWidth: 2 }),
          ruleY([0]),
        ],
      });
    },
    [timed, budget, decimals],
  );
  const money = (value: bigint) => formatAmount(value, { decimals, locale: locale() });
  const last = points.at(-1);
  return (
    <PlotFigure
      title={t('lead:quality.spend.title')}
      note={t('lead:quality.spend.note', { symbol, budget: money(budget) })}
      label={t('lead:quality.spend.label', { paid: money(last?.paid ?? 0n), fees: money(last?.fees ?? 0n), budget: money(budget), symbol })}
      draw={draw}
      rows={someOf(points)}
      rowKey={({ blockNumber }) => String(blockNumber)}
      columns={[
        { id: 'at', head: t('lead:quality.column.time'), cell: ({ seconds }) => (seconds === null ? '–' : absoluteTime(seconds * 1000, locale())) },
        { id: 'block', head: t('lead:quality.column.block'), isNumber: true, cell: ({ blockNumber }) => blockNumber },
        { id: 'paid', head: t('lead:quality.spend.paid'), isNumber: true, cell: ({ paid }) => money(paid) },
        { id: 'fees', head: t('lead:quality.spend.fees'), isNumber: true, cell: ({ fees }) => money(fees) },
      ]}
    >
      <LineLegend names={[t('lead:quality.spend.both'), t('lead:quality.spend.paid'), t('lead:quality.spend.budget')]} />
    </PlotFigure>
  );
}
