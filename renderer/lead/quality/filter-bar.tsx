import type { ItemOutcome } from '../../../shared/protocol/dataset-types.ts';
import { NOTHING } from '../../../shared/quality/answers.ts';
import type { Dashboard } from '../../../shared/quality/dashboard/dashboard.ts';
import { noFilter } from '../../../shared/quality/dashboard/filter.ts';
import type { QualityFilter } from '../../../shared/quality/dashboard/filter.ts';
import { shortAddress } from '../../app/format/short.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { Select } from '../../app/ui/inputs.tsx';
import type { SelectOption } from '../../app/ui/inputs.tsx';
import { DrillFigure } from './drill-context.tsx';
import { numberText } from './plots/chart.ts';

const OUTCOMES: readonly ItemOutcome[] = ['resolved', 'ruled', 'overturned', 'disputed', 'open', 'void'];
const ALL = '';

export interface FilterBarProps {
  filter: QualityFilter;
  onFilter: (filter: QualityFilter) => void;
  dashboard: Pick<Dashboard, 'batches' | 'items' | 'answers'>;
  classNames: readonly string[];
  annotators: readonly string[];
  isBusy: boolean;
}

/** What of the project the figures below are of, and how much that is. */
export function FilterBar({ filter, onFilter, dashboard, classNames, annotators, isBusy }: FilterBarProps) {
  const t = useStrings();
  const all = { value: ALL, label: t('lead:quality.filter.all') };
  const choose = (field: keyof QualityFilter) => (value: string) => onFilter({ ...filter, [field]: value === ALL ? null : value });
  const select = (field: keyof QualityFilter, label: string, options: readonly SelectOption<string>[]) => (
    <Field label={label}>{(control) => <Select {...control} value={filter[field] ?? ALL} options={[all, ...options]} onChange={choose(field)} />}</Field>
  );
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return (
    <section className="t-quality__filter" aria-label={t('lead:quality.filter.title')}>
      {select('className', t('lead:quality.filter.class'), [...classNames.map((name) => ({ value: name, label: name })), { value: NOTHING, label: t('lead:quality.nothing') }])}
      {select('annotator', t('lead:quality.filter.annotator'), annotators.map((annotator) => ({ value: annotator, label: shortAddress(annotator) })))}
      {select('batchId', t('lead:quality.filter.batch'), dashboard.batches.map(({ batchId, index }) => ({ value: batchId, label: t('lead:quality.filter.batchOf', { number: index + 1 }) })))}
      {select('outcome', t('lead:quality.filter.outcome'), OUTCOMES.map((outcome) => ({ value: outcome, label: t(`lead:quality.outcomeOf.${outcome}`) })))}
      <Button size="s" tone="quiet" disabled={!isFiltered} onClick={() => onFilter(noFilter)}>
        {t('lead:quality.filter.clear')}
      </Button>
      <p className="t-quality__shown" role="status" aria-busy={isBusy || undefined}>
        <DrillFigure drill={{ kind: 'all' }} title={t('lead:quality.drill.all')} count={dashboard.items}>
          {t('lead:quality.filter.items', { count: dashboard.items })}
        </DrillFigure>{' '}
        <span className="t-soft">{t('lead:quality.filter.answers', { count: numberText(dashboard.answers) })}</span>
      </p>
    </section>
  );
}
