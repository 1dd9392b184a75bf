import { useCallback, useMemo } from 'react';
import { dot, link, text } from '@observablehq/plot';
import type { PairAgreement } from '../../../../shared/quality/signals/alike.ts';
import { shortAddress } from '../../../app/format/short.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Address } from '../../../app/ui/address.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { DrillFigure, useDrill } from '../drill-context.tsx';
import { PICK, chart, fixedText, numberText } from '../plots/chart.ts';
import { DotLegend } from '../plots/legend.tsx';
import { PlotFigure } from '../plots/plot-figure.tsx';
import { pText } from './shares-panel.tsx';

/** Beyond that the graph is a knot: the pairs that agree most beyond chance are drawn, the table names more. */
const MOST_NODES = 30;
const MOST_ROWS = 60;

/** Who answers like whom more than chance would have it: people on a circle, a line a pair, thick where it was found. */
export function CollusionPanel({ pairs }: { pairs: readonly PairAgreement[] }) {
  const t = useStrings();
  const open = useDrill();
  const ordered = useMemo(() => pairs.toSorted((a, b) => a.pValue - b.pValue), [pairs]);
  const nodes = useMemo(() => circle([...new Set(ordered.flatMap(({ workers }) => workers))].slice(0, MOST_NODES)), [ordered]);
  const edges = useMemo(
    () =>
      ordered.flatMap((pair) => {
        const [a, b] = pair.workers.map((worker) => nodes.get(worker));
        return a === undefined || b === undefined ? [] : [{ ...pair, x1: a.x, y1: a.y, x2: b.x, y2: b.y }];
      }),
    [ordered, nodes],
  );
  const draw = useCallback(
    (widthPx: number) => {
      const sidePx = Math.min(widthPx, 380);
      const points = [...nodes.values()];
      const width = ({ isFind, z }: (typeof edges)[number]) => (isFind ? Math.min(7, 2 + z / 2) : 1);
      return chart({
        width: sidePx,
        height: sidePx,
        margin: 52,
        x: { axis: null, domain: [-1, 1] },
        y: { axis: null, domain: [-1, 1] },
        marks: [
          link(edges, { x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2', stroke: ({ isFind }: (typeof edges)[number]) => (isFind ? 'var(--bad-fill)' : 'var(--line-control)'), strokeWidth: width, strokeOpacity: ({ isFind }: (typeof edges)[number]) => (isFind ? 1 : 0.45), className: PICK }),
          dot(points, { x: 'x', y: 'y', r: 6, fill: 'var(--accent-fill)' }),
          // Above those of the upper half, below those of the lower: never on the dot.
          text(points.filter(({ y }) => y >= 0), { x: 'x', y: 'y', dy: -15, text: 'name', fill: 'currentColor', fontSize: 11 }),
          text(points.filter(({ y }) => y < 0), { x: 'x', y: 'y', dy: 15, text: 'name', fill: 'currentColor', fontSize: 11 }),
        ],
      });
    },
    [edges, nodes],
  );
  const titleOf = (pair: PairAgreement) => t('lead:quality.drill.together', { annotators: pair.workers.map(shortAddress).join(', ') });
  const pick = (place: number) => {
    const pair = edges[place];
    if (pair !== undefined) open({ drill: { kind: 'together', annotators: pair.workers, isSameOnly: true }, title: titleOf(pair) });
  };
  const found = pairs.filter(({ isFind }) => isFind).length;
  return (
    <PlotFigure
      title={t('lead:quality.collusion.title')}
      note={t('lead:quality.collusion.note')}
      label={t('lead:quality.collusion.label', { pairs: pairs.length, found })}
      draw={draw}
      onPick={pick}
      rows={ordered.slice(0, MOST_ROWS)}
      rowKey={({ workers }) => workers.join(' ')}
      columns={[
        { id: 'pair', head: t('lead:quality.collusion.pair'), cell: ({ workers }) => <span className="t-stack">{workers.map((worker) => <Address key={worker} address={worker} canCopy={false} />)}</span> },
        {
          id: 'same',
          head: t('lead:quality.collusion.same'),
          isNumber: true,
          cell: (pair) => (
            <DrillFigure drill={{ kind: 'together', annotators: pair.workers, isSameOnly: true }} title={titleOf(pair)} count={pair.same}>
              {t('lead:quality.collusion.sameOf', { same: numberText(pair.same), shared: numberText(pair.shared) })}
            </DrillFigure>
          ),
        },
        { id: 'expected', head: t('lead:quality.collusion.expected'), isNumber: true, cell: ({ expected }) => fixedText(expected, 1) },
        { id: 'z', head: t('lead:quality.collusion.z'), isNumber: true, cell: ({ z }) => fixedText(z, 1) },
        { id: 'p', head: t('lead:quality.collusion.p'), isNumber: true, cell: ({ pValue }) => pText(pValue) },
        { id: 'verdict', head: t('lead:quality.column.verdict'), cell: ({ isFind }) => <Badge tone={isFind ? 'bad' : 'neutral'}>{t(isFind ? 'lead:quality.collusion.find' : 'lead:quality.collusion.chance')}</Badge> },
      ]}
    >
      <p>{pairs.length === 0 ? t('lead:quality.collusion.none') : t('lead:quality.collusion.count', { pairs: numberText(pairs.length), found: numberText(found) })}</p>
      {pairs.length > 0 && <DotLegend entries={[{ name: t('lead:quality.collusion.find'), colour: 'var(--bad-fill)' }, { name: t('lead:quality.collusion.chance'), colour: 'var(--line-control)' }]} />}
    </PlotFigure>
  );
}

interface Node {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

function circle(workers: readonly string[]): ReadonlyMap<string, Node> {
  return new Map(
    workers.map((worker, place) => {
      const angle = (2 * Math.PI * place) / Math.max(1, workers.length) - Math.PI / 2;
      return [worker, { name: shortAddress(worker), x: Math.cos(angle), y: Math.sin(angle) }];
    }),
  );
}
