import { useMemo } from 'react';
import type { Confusion } from '../../../../shared/quality/confusion.ts';
import { precisionAndRecall } from '../../../../shared/quality/confusion.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Panel } from '../../../app/ui/layout.tsx';
import { DrillFigure } from '../drill-context.tsx';
import { categoryName } from '../names.ts';
import { numberText, percentText } from '../plots/chart.ts';

/** More classes are no table any more: the commonest are shown, and what is left out is said. */
const MOST = 16;
const STEPS = 6;

/** What annotators say where which labels stand: a table that is a picture too, each cell as dark as its share of the row. */
export function ConfusionPanel({ confusion }: { confusion: Confusion }) {
  const t = useStrings();
  const shown = useMemo(() => commonest(confusion), [confusion]);
  if (confusion.total === 0) return <Panel title={t('lead:quality.confusion.title')}><p className="t-soft">{t('lead:quality.nothingSettled')}</p></Panel>;
  const rest = confusion.labels.length - shown.length;
  const share = (value: number | null) => (value === null ? '–' : percentText(value));
  return (
    <Panel title={t('lead:quality.confusion.title')} className="t-quality__wide">
      <div className="t-stack">
        <p className="t-soft t-quality__note">{t('lead:quality.confusion.note')}</p>
        <div className="t-quality__matrix-frame" tabIndex={0} role="region" aria-label={t('lead:quality.confusion.title')}>
          <table className="t-quality__matrix">
            <caption className="t-hidden">{t('lead:quality.confusion.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('lead:quality.confusion.corner')}</th>
                {shown.map((place) => (
                  <th key={place} scope="col" title={categoryName(confusion.labels[place] ?? '', t)}>
                    <span translate="no">{categoryName(confusion.labels[place] ?? '', t)}</span>
                  </th>
                ))}
                <th scope="col">{t('lead:quality.confusion.recall')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Row key={row} confusion={confusion} row={row} shown={shown} />
              ))}
              <tr>
                <th scope="row">{t('lead:quality.confusion.precision')}</th>
                {shown.map((place) => (
                  <td key={place} className="t-number">
                    {share(precisionAndRecall(confusion, confusion.labels[place] ?? '').precision)}
                  </td>
                ))}
                <td />
              </tr>
            </tbody>
          </table>
        </div>
        {rest > 0 && <p className="t-soft">{t('lead:quality.confusion.rest', { count: rest })}</p>}
      </div>
    </Panel>
  );
}

function Row({ confusion, row, shown }: { confusion: Confusion; row: number; shown: readonly number[] }) {
  const t = useStrings();
  const counts = confusion.counts[row] ?? [];
  const sum = counts.reduce((total, count) => total + count, 0);
  const truth = confusion.labels[row] ?? '';
  const { recall } = precisionAndRecall(confusion, truth);
  return (
    <tr>
      <th scope="row" title={categoryName(truth, t)}>
        <span translate="no">{categoryName(truth, t)}</span>
      </th>
      {shown.map((column) => {
        const count = counts[column] ?? 0;
        const given = confusion.labels[column] ?? '';
        const step = count === 0 || sum === 0 ? 0 : Math.max(1, Math.round((count / sum) * STEPS));
        return (
          <td key={column} data-step={step} data-right={row === column || undefined}>
            <DrillFigure drill={{ kind: 'confusion', truth, given }} title={t('lead:quality.drill.confusion', { truth: categoryName(truth, t), given: categoryName(given, t) })} count={count}>
              {numberText(count)}
            </DrillFigure>
          </td>
        );
      })}
      <td className="t-number">{recall === null ? '–' : percentText(recall)}</td>
    </tr>
  );
}

/** Places of the categories that are shown, in the order of the labels. */
function commonest({ labels, counts }: Confusion): number[] {
  const sizeOf = (place: number) => counts.reduce((sum, row, at) => sum + (row[place] ?? 0) + (at === place ? row.reduce((total, count) => total + count, 0) : 0), 0);
  return labels
    .map((_, place) => place)
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, MOST)
    .sort((a, b) => a - b);
}
