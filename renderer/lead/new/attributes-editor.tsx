import { Plus, Trash2 } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button, IconButton } from '../../app/ui/button.tsx';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import type { FieldControl } from '../../app/ui/field.tsx';
import { Select, TextInput } from '../../app/ui/inputs.tsx';
import { attributeDraft, attributeTypes, choicesOf, isNamedAttribute } from './attribute-draft.ts';
import type { AttributeDraft } from './attribute-draft.ts';
import { classesOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { changedRow, nextRowId, withoutRow } from './rows.ts';

export interface AttributesEditorProps {
  draft: Draft;
  /** What is wrong, by the schema's field. */
  faults: ReadonlyMap<string, string>;
  onChange: (attributes: readonly AttributeDraft[]) => void;
}

/** What is asked of each region beside its class: checks, choices, numbers, words. */
export function AttributesEditor({ draft, faults, onChange }: AttributesEditorProps) {
  const t = useStrings();
  const { attributes } = draft;
  const named = attributes.filter(isNamedAttribute);
  return (
    <fieldset className="t-field t-lead-fieldset">
      <legend className="t-field__label">{t('lead:new.attributes.legend')}</legend>
      <p className="t-field__hint">{t('lead:new.attributes.hint')}</p>
      {attributes.length > 0 && (
        <div className="t-lead-classes">
          {attributes.map((entry, index) => (
            <AttributeRow
              key={entry.rowId}
              entry={entry}
              number={index + 1}
              classes={classesOf(draft).regions}
              faultOf={(field) => faults.get(`attributes.${named.indexOf(entry)}.${field}`) ?? null}
              onChange={(part) => onChange(changedRow(attributes, entry.rowId, part))}
              onRemove={() => onChange(withoutRow(attributes, entry.rowId))}
            />
          ))}
        </div>
      )}
      <div>
        <Button size="s" icon={Plus} onClick={() => onChange([...attributes, attributeDraft(nextRowId(attributes))])}>
          {t('lead:new.attributes.add')}
        </Button>
      </div>
    </fieldset>
  );
}

interface AttributeRowProps {
  entry: AttributeDraft;
  number: number;
  classes: ReturnType<typeof classesOf>['regions'];
  faultOf: (field: 'name' | 'values' | 'default') => string | null;
  onChange: (part: Partial<AttributeDraft>) => void;
  onRemove: () => void;
}

function AttributeRow({ entry, number, classes, faultOf, onChange, onRemove }: AttributeRowProps) {
  const t = useStrings();
  const { name, type, values, classRows } = entry;
  const toggle = (rowId: number, isChosen: boolean) => onChange({ classRows: isChosen ? [...classRows, rowId] : classRows.filter((each) => each !== rowId) });
  return (
    <div className="t-entry" aria-label={t('lead:new.attributes.one', { number })} role="group">
      <div className="t-lead-attribute">
        <Field label={t('lead:new.attributes.name')} error={faultOf('name')}>
          {(control) => <TextInput {...control} value={name} maxLength={64} onChange={(next) => onChange({ name: next })} />}
        </Field>
        <Field label={t('lead:new.attributes.type')}>
          {(control) => (
            <Select {...control} value={type} options={attributeTypes.map((each) => ({ value: each, label: t(`lead:new.attributes.typeOf.${each}`) }))} onChange={(next) => onChange({ type: next, initial: '' })} />
          )}
        </Field>
        <Field label={t('lead:new.attributes.initial')} error={faultOf('default')}>
          {(control) => <InitialInput control={control} entry={entry} onChange={(initial) => onChange({ initial })} />}
        </Field>
        <IconButton icon={Trash2} size="s" label={t('lead:new.attributes.remove', { number })} onClick={onRemove} />
      </div>
      {type === 'select' && (
        <Field label={t('lead:new.attributes.values')} hint={t('lead:new.attributes.valuesHint')} error={faultOf('values')}>
          {(control) => <TextInput {...control} value={values} onChange={(next) => onChange({ values: next })} />}
        </Field>
      )}
      {classes.length > 1 && (
        <div className="t-lead-attribute__classes" role="group" aria-label={t('lead:new.attributes.appliesTo')}>
          <span className="t-soft">{t(classRows.length === 0 ? 'lead:new.attributes.allClasses' : 'lead:new.attributes.appliesTo')}</span>
          {classes.map(({ rowId, name: className }) => (
            <Checkbox key={rowId} label={<span translate="no">{className}</span>} isChecked={classRows.includes(rowId)} onChange={(isChosen) => toggle(rowId, isChosen)} />
          ))}
        </div>
      )}
    </div>
  );
}

/** What a new region starts with, in the attribute's own terms. */
function InitialInput({ control, entry: { type, values, initial }, onChange }: { control: FieldControl; entry: AttributeDraft; onChange: (initial: string) => void }) {
  const t = useStrings();
  const unset = { value: '', label: t('lead:new.attributes.unset') };
  if (type === 'checkbox') return <Select {...control} value={initial} options={[unset, { value: 'true', label: t('lead:new.attributes.ticked') }]} onChange={onChange} />;
  if (type === 'select') return <Select {...control} value={initial} options={[unset, ...choicesOf(values).map((value) => ({ value, label: value }))]} onChange={onChange} />;
  return <TextInput {...control} inputMode={type === 'number' ? 'decimal' : 'text'} value={initial} onChange={onChange} />;
}
