import { useState } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import { attributesOf } from '../../../shared/labels/schema.ts';
import type { AttributeDef, ProjectSchema } from '../../../shared/labels/schema.ts';
import type { AttributeValue, Region } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { Select, TextInput } from '../../app/ui/inputs.tsx';
import { focusSurface } from '../focus.ts';
import type { RegionActions } from '../session/region-actions.ts';

/** The attributes that the schema gives the class, set on all selected regions. */
export function AttributeFields({ actions, schema, regions, isFixed }: { actions: RegionActions; schema: ProjectSchema; regions: readonly Region[]; isFixed: boolean }) {
  const t = useStrings();
  const [first] = regions;
  if (first === undefined) return null;
  const attributes = attributesOf(schema, first.classId);
  if (attributes.length === 0) return null;
  return (
    <div className="desk-attributes" data-desk-attributes="" role="group" aria-label={t('desk:details.attributes')}>
      {attributes.map((attribute) => (
        <AttributeField
          key={attribute.name}
          attribute={attribute}
          value={first.attributes[attribute.name]}
          isFixed={isFixed}
          onChange={(value) => actions.attribute(attribute.name, value)}
        />
      ))}
    </div>
  );
}

interface AttributeFieldProps {
  attribute: AttributeDef;
  value: AttributeValue | undefined;
  isFixed: boolean;
  onChange: (value: AttributeValue | undefined) => void;
}

function AttributeField({ attribute, value, isFixed, onChange }: AttributeFieldProps) {
  const t = useStrings();
  const { name, type, values = [] } = attribute;
  switch (type) {
    case 'checkbox':
      return <Checkbox label={name} isChecked={value === true} isDisabled={isFixed} onChange={onChange} />;
    case 'select':
      return (
        <Field label={name}>
          {(control) => (
            <Select
              {...control}
              value={typeof value === 'string' ? value : ''}
              disabled={isFixed}
              options={[{ value: '', label: t('desk:details.notSet') }, ...values.map((each) => ({ value: each, label: each }))]}
              onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
            />
          )}
        </Field>
      );
    case 'number':
    case 'text':
      return <TypedField attribute={attribute} value={value} isFixed={isFixed} onChange={onChange} />;
    default:
      return assertNever(type);
  }
}

/** Kept when the field is left or Enter is pressed, so that a word is one undo step and not one a letter. */
function TypedField({ attribute: { name, type }, value, isFixed, onChange }: AttributeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    if (typed === null) return;
    setTyped(null);
    const text = typed.trim();
    if (text === '') onChange(undefined);
    else if (type === 'text') onChange(text);
    else if (Number.isFinite(Number(text))) onChange(Number(text));
  };
  return (
    <Field label={name}>
      {(control) => (
        <TextInput
          {...control}
          type={type}
          step="any"
          disabled={isFixed}
          value={typed ?? (value === undefined ? '' : String(value))}
          onChange={setTyped}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            if (event.key === 'Enter') commit();
            else setTyped(null);
            focusSurface();
          }}
        />
      )}
    </Field>
  );
}
