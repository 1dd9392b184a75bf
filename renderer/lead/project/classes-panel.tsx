import { useEffect, useRef } from 'react';
import { axisX, barX, gridX, ruleX, text } from '@observablehq/plot';
import { useStrings } from '../../app/strings/strings.ts';
import { Panel } from '../../app/ui/layout.tsx';
import type { ClassShare } from '../model.ts';
import { chart } from '../quality/plots/chart.ts';

/** How often each class stands in the consensus: a plot, and the same as words for who can't see it. */
export function ClassesPanel({ classes }: { classes: readonly ClassShare[] }) {
  const t = useStrings();
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  const parts = classes.map(({ name, count }) => `${name} ${count}`).join(', ');
  return (
    <Panel title={t('lead:project.classes.title')}>
      {total === 0 ? <p className="t-soft">{t('lead:project.classes.empty')}</p> : <ClassPlot classes={classes} label={t('lead:project.classes.chart', { parts })} />}
    </Panel>
  );
}

const ROW_PX = 26;

function ClassPlot({ classes, label }: { classes: readonly ClassShare[]; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const drawn = chart({
      width: 520,
      height: classes.length * ROW_PX + 36, marginTop: 8,
      marginLeft: 120,
      marginRight: 36,
      x: { label: null, nice: true },
      y: { label: null, domain: classes.map(({ name }) => name) },
      marks: [
        gridX({ strokeOpacity: 0.15 }),
        axisX({ ticks: 5, tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : '') }),
        barX(classes, { x: 'count', y: 'name', fill: (entry: ClassShare) => entry.colour, insetTop: 3, insetBottom: 3 }),
        text(classes, { x: 'count', y: 'name', text: (entry: ClassShare) => String(entry.count), textAnchor: 'start', dx: 5, fill: 'currentColor' }),
        ruleX([0]),
      ],
    });
    frame.current?.replaceChildren(drawn);
    return () => drawn.remove();
  }, [classes]);
  return <div ref={frame} className="t-lead-plot" role="img" aria-label={label} />;
}
