import type { QualityReport } from '../../../../shared/quality/report.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Panel } from '../../../app/ui/layout.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { DrillFigure } from '../drill-context.tsx';
import { categoryName } from '../names.ts';
import { numberText, percentText } from '../plots/chart.ts';

const MOST_ROWS = 12;

/** Items that Dawid and Skene would label otherwise, the surest first. */
export function SecondOpinionPanel({ opinions }: { opinions: QualityReport['secondOpinion'] }) {
  const t = useStrings();
  const rows = opinions.toSorted((a, b) => b.probability - a.probability).slice(0, MOST_ROWS);
  return (
    <Panel title={t('lead:quality.second.title')}>
      <div className="t-stack">
        <p className="t-soft t-quality__note">{t('lead:quality.second.note')}</p>
        <p>
          {t('lead:quality.second.count')}{' '}
          <DrillFigure drill={{ kind: 'second-opinion' }} title={t('lead:quality.drill.second')} count={opinions.length}>
            {numberText(opinions.length)}
          </DrillFigure>
        </p>
        {rows.length > 0 && (
          <Table
            caption={t('lead:quality.second.title')}
            rows={rows}
            rowKey={({ itemIndex }) => String(itemIndex)}
            columns={[
              { id: 'item', head: t('lead:quality.column.item'), isNumber: true, cell: ({ itemIndex }) => numberText(itemIndex + 1) },
              { id: 'label', head: t('lead:quality.second.stands'), cell: ({ label }) => <span translate="no">{categoryName(label, t)}</span> },
              { id: 'other', head: t('lead:quality.second.other'), cell: ({ other }) => <span translate="no">{categoryName(other, t)}</span> },
              { id: 'probability', head: t('lead:quality.second.probability'), isNumber: true, cell: ({ probability }) => percentText(probability, 1) },
            ]}
          />
        )}
      </div>
    </Panel>
  );
}
