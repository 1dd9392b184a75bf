import { Plus, Trash2 } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { Button, IconButton } from '../../app/ui/button.tsx';
import { Checkbox, RadioGroup } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextArea, TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import type { ClassDraft, Draft } from './draft.ts';
import { classDraft } from './draft.ts';

export interface SchemaPanelProps {
  draft: Draft;
  /** What is wrong, by the schema's field; shown once the person has asked for the pack. */
  faults: ReadonlyMap<string, string>;
  onChange: (change: Partial<Draft>) => void;
  onKind: (kind: ProjectKind) => void;
}

/** What annotators are asked to say: name, kind, classes, instructions. */
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
        <ClassEditor kind={draft.kind} classes={draft.classes} error={classFault(faults)} onChange={(classes) => onChange({ classes })} />
        <Field label={t('lead:new.schema.instructions')} hint={t('lead:new.schema.instructionsHint')} isOptional>
          {(control) => <TextArea {...control} rows={6} value={draft.instructions} onChange={(instructions) => onChange({ instructions })} />}
        </Field>
      </div>
    </Panel>
  );
}

const KINDS: readonly ProjectKind[] = ['boxes', 'spans', 'class'];

function classFault(faults: ReadonlyMap<string, string>): string | undefined {
  const found = [...faults].find(([field]) => field.startsWith('classes') || field.startsWith('documentClasses'));
  return found?.[1];
}

interface ClassEditorProps {
  kind: ProjectKind;
  classes: readonly ClassDraft[];
  error: string | undefined;
  onChange: (classes: readonly ClassDraft[]) => void;
}

function ClassEditor({ kind, classes, error, onChange }: ClassEditorProps) {
  const t = useStrings();
  const change = (rowId: number, part: Partial<ClassDraft>) => onChange(classes.map((entry) => (entry.rowId === rowId ? { ...entry, ...part } : entry)));
  const add = () => onChange([...classes, classDraft(Math.max(-1, ...classes.map(({ rowId }) => rowId)) + 1)]);
  return (
    <fieldset className="t-field t-lead-fieldset">
      <legend className="t-field__label">{t('lead:new.schema.classes')}</legend>
      <p className="t-field__hint">{t('lead:new.schema.classesHint')}</p>
      <ul className="t-lead-classes">
        {classes.map((entry, index) => (
          <ClassRow
            key={entry.rowId}
            entry={entry}
            number={index + 1}
            hasWholeItem={kind !== 'class'}
            onChange={(part) => change(entry.rowId, part)}
            onRemove={classes.length > 1 ? () => onChange(classes.filter(({ rowId }) => rowId !== entry.rowId)) : null}
          />
        ))}
      </ul>
      <p className="t-field__error" role="alert">
        {error ?? ''}
      </p>
      <div>
        <Button size="s" icon={Plus} onClick={add}>
          {t('lead:new.schema.addClass')}
        </Button>
      </div>
    </fieldset>
  );
}

interface ClassRowProps {
  entry: ClassDraft;
  number: number;
  hasWholeItem: boolean;
  onChange: (part: Partial<ClassDraft>) => void;
  onRemove: (() => void) | null;
}

function ClassRow({ entry, number, hasWholeItem, onChange, onRemove }: ClassRowProps) {
  const t = useStrings();
  return (
    <li className="t-lead-class">
      <span className="t-mono t-lead-class__key" aria-hidden="true">
        {number <= 9 ? number : ''}
      </span>
      <input
        type="color"
        className="t-lead-colour"
        aria-label={t('lead:new.schema.classColour', { number })}
        value={entry.colour}
        onChange={(event) => onChange({ colour: event.target.value })}
      />
      <TextInput aria-label={t('lead:new.schema.className', { number })} value={entry.name} maxLength={128} onChange={(name) => onChange({ name })} />
      {hasWholeItem ? <Checkbox label={t('lead:new.schema.wholeItem')} isChecked={entry.isWholeItem} onChange={(isWholeItem) => onChange({ isWholeItem })} /> : <span />}
      {onRemove === null ? <span /> : <IconButton icon={Trash2} size="s" label={t('lead:new.schema.removeClass', { number })} onClick={onRemove} />}
    </li>
  );
}
