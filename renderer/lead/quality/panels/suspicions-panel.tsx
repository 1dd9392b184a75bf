import type { QualityReport } from '../../../../shared/quality/report.ts';
import { shortAddress } from '../../../app/format/short.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Address } from '../../../app/ui/address.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { Panel } from '../../../app/ui/layout.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { DrillFigure } from '../drill-context.tsx';
import { fixedText, numberText } from '../plots/chart.ts';
import { pText } from './shares-panel.tsx';

/** Patterns that are a reason to look, never a verdict. */
export function SuspicionsPanel({ suspicions }: { suspicions: QualityReport['suspicions'] }) {
  const t = useStrings();
  return (
    <Panel title={t('lead:quality.suspicions.title')} className="t-quality__wide">
      <div className="t-stack">
        <p className="t-soft t-quality__note">{t('lead:quality.suspicions.note')}</p>
        <Table
          caption={t('lead:quality.suspicions.title')}
          rows={suspicions}
          rowKey={({ kind, workers }) => `${kind} ${workers.join(' ')}`}
          empty={t('lead:quality.suspicions.none')}
          columns={[
            { id: 'kind', head: t('lead:quality.suspicions.kind'), cell: ({ kind }) => <Badge tone="warn">{t(`lead:quality.suspicions.kindOf.${kind}`)}</Badge> },
            { id: 'who', head: t('lead:quality.suspicions.who'), cell: ({ workers }) => <span className="t-row">{workers.map((worker) => <Address key={worker} address={worker} canCopy={false} />)}</span> },
            { id: 'statistic', head: t('lead:quality.suspicions.statistic'), isNumber: true, cell: ({ statistic }) => fixedText(statistic) },
            { id: 'p', head: t('lead:quality.collusion.p'), isNumber: true, cell: ({ pValue }) => pText(pValue) },
            {
              id: 'answers',
              head: t('lead:quality.suspicions.answers'),
              isNumber: true,
              cell: ({ workers, answers }) => {
                const [only] = workers;
                const drill = workers.length === 1 && only !== undefined ? ({ kind: 'annotator', annotator: only, isWrongOnly: false } as const) : ({ kind: 'together', annotators: workers, isSameOnly: false } as const);
                return <DrillFigure drill={drill} title={t('lead:quality.drill.annotator', { annotator: workers.map(shortAddress).join(', ') })} count={answers}>{numberText(answers)}</DrillFigure>;
              },
            },
          ]}
        />
      </div>
    </Panel>
  );
}
