import { ListChecks } from 'lucide-react';
import { formatNames, formatTitles } from '../../../shared/formats/names.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { labelUses } from '../../../shared/formats/label-uses.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { Select } from '../../app/ui/inputs.tsx';
import type { DatasetChoice, DatasetForm } from './use-dataset.ts';

const AS_THEY_ARE = 'files';

/** Whether the files are a dataset, what becomes of its labels, and its classes at one press. */
export function DatasetFields({ choice, onChoice, described, isLooking, error, onLook }: DatasetForm) {
  const t = useStrings();
  const change = (part: Partial<DatasetChoice>) => onChoice({ ...choice, ...part });
  return (
    <div className="t-stack">
      <div className="t-lead-fields">
        <Field label={t('lead:new.dataset.format')} hint={t('lead:new.dataset.formatHint')}>
          {(control) => (
            <Select<FormatName | typeof AS_THEY_ARE>
              {...control}
              value={choice.format ?? AS_THEY_ARE}
              options={[{ value: AS_THEY_ARE, label: t('lead:new.dataset.asTheyAre') }, ...formatNames.map((value) => ({ value, label: formatTitles[value] }))]}
              onChange={(value) => change({ format: value === AS_THEY_ARE ? null : value })}
            />
          )}
        </Field>
        {choice.format !== null && (
          <Field label={t('lead:new.dataset.labels')} hint={t(`lead:new.dataset.useHint.${choice.labels}`)}>
            {(control) => <Select {...control} value={choice.labels} options={labelUses.map((value) => ({ value, label: t(`lead:new.dataset.use.${value}`) }))} onChange={(labels) => change({ labels })} />}
          </Field>
        )}
      </div>
      {choice.format !== null && (
        <div className="t-row">
          <Button icon={ListChecks} isBusy={isLooking} onClick={onLook}>
            {t('lead:new.dataset.look')}
          </Button>
          {described !== null && <span role="status">{t('lead:new.dataset.found', { items: described.items, labels: described.labels, classes: described.classes.length })}</span>}
        </div>
      )}
      {error !== null && <ErrorPanel error={error} onRetry={onLook} />}
    </div>
  );
}
