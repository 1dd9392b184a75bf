import { useStrings } from '../../app/strings/strings.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { RadioGroup } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { NumberInput, TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { AttributesEditor } from './attributes-editor.tsx';
import { ClassEditor } from './class-editor.tsx';
import type { Draft } from './draft.ts';
import { InstructionsEditor } from './instructions-editor.tsx';

export interface SchemaPanelProps {
  draft: Draft;
  /** What is wrong, by the schema's field; shown once the person has asked for the pack. */
  faults: ReadonlyMap<string, string>;
  onChange: (change: Partial<Draft>) => void;
  onKind: (kind: ProjectKind) => void;
}

/** What annotators are asked to say: name, kind, classes, attributes, instructions. */
export function SchemaPanel({ draft, faults, onChange, onKind }: SchemaPanelProps) {
  const t = useStrings();
  return (
    <Panel title={t('lead:new.schema.title')}>
      <div className="t-stack">
        <Field label={t('lead:new.schema.name')} hint={t('lead:new.schema.nameHint')} error={faults.get('name')}>
          {(control) => <TextInput {...control} value={draft.name} maxLength={120} onChange={(name) => onChange({ name })} />}
        </Field>
        <div className="t-lead-kinds">
          <RadioGroup
            legend={t('lead:new.schema.kind')}
            value={draft.kind}
            options={KINDS.map((kind) => ({ value: kind, label: t(`lead:new.schema.kindOf.${kind}`), hint: t(`lead:new.schema.kindHint.${kind}`) }))}
            onChange={onKind}
          />
        </div>
        <ClassEditor draft={draft} error={classFault(faults)} onChange={(classes) => onChange({ classes })} />
        {draft.kind !== 'class' && <AttributesEditor draft={draft} faults={faults} onChange={(attributes) => onChange({ attributes })} />}
        <InstructionsEditor draft={draft} error={faults.get('instructions')} onChange={onChange} />
        <div className="t-lead-fields">
          <Field label={t('lead:new.schema.confidence')} hint={t('lead:new.schema.confidenceHint')} error={faults.get('confidenceDefault')}>
            {(control) => <NumberInput {...control} min={0} max={100} step={1} unit="%" value={draft.confidencePercent} onChange={(confidencePercent) => onChange({ confidencePercent })} />}
          </Field>
          {draft.kind !== 'boxes' && (
            <Field label={t('lead:new.schema.languages')} hint={t('lead:new.schema.languagesHint')} error={languageFault(faults)} isOptional>
              {(control) => <TextInput {...control} value={draft.languages} maxLength={200} onChange={(languages) => onChange({ languages })} />}
            </Field>
          )}
        </div>
      </div>
    </Panel>
  );
}

const KINDS: readonly ProjectKind[] = ['boxes', 'spans', 'class'];

function classFault(faults: ReadonlyMap<string, string>): string | undefined {
  const found = [...faults].find(([field]) => field.startsWith('classes') || field.startsWith('documentClasses'));
  return found?.[1];
}

function languageFault(faults: ReadonlyMap<string, string>): string | undefined {
  return [...faults].find(([field]) => field.startsWith('languages'))?.[1];
}
