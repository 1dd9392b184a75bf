import { Plus, Trash2 } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button, IconButton } from '../../app/ui/button.tsx';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Select, TextInput } from '../../app/ui/inputs.tsx';
import { assignClassKeys, classKeyIds } from '../../desk/session/class-keys.ts';
import type { ClassDraft, Draft } from './draft.ts';
import { classDraft, classesOf } from './draft.ts';
import { changedRow, nextRowId, withoutRow } from './rows.ts';

export interface ClassEditorProps {
  draft: Draft;
  error: string | undefined;
  onChange: (classes: readonly ClassDraft[]) => void;
}

/** Names, colours and keys of the classes. */
export function ClassEditor({ draft, error, onChange }: ClassEditorProps) {
  const t = useStrings();
  const { classes, kind } = draft;
  const keys = keysOf(draft);
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
            ownKey={keys.get(entry.rowId) ?? ''}
            takenKeys={withoutRow(classes, entry.rowId).map(({ key }) => key)}
            onChange={(part) => onChange(changedRow(classes, entry.rowId, part))}
            onRemove={classes.length > 1 ? () => onChange(withoutRow(classes, entry.rowId)) : null}
          />
        ))}
      </ul>
      <p className="t-field__error" role="alert">
        {error ?? ''}
      </p>
      <div>
        <Button size="s" icon={Plus} onClick={() => onChange([...classes, classDraft(nextRowId(classes))])}>
          {t('lead:new.schema.addClass')}
        </Button>
      </div>
    </fieldset>
  );
}

/** `4`, `Shift+4`: as a schema has it. */
const plainKey = (keyId: string): string => keyId.replace('Digit', '');

/** The key that each named class will have on the desk, by its row. */
function keysOf(draft: Pick<Draft, 'kind' | 'classes'>): ReadonlyMap<number, string> {
  const { regions, items } = classesOf(draft);
  const picked = regions.length > 0 ? regions : items;
  const keys = assignClassKeys(picked);
  return new Map(picked.flatMap(({ id, rowId }) => {
    const key = keys.get(id);
    return key === undefined ? [] : [[rowId, plainKey(key)] as const];
  }));
}

interface ClassRowProps {
  entry: ClassDraft;
  number: number;
  hasWholeItem: boolean;
  /** The key that it will have; empty for none. */
  ownKey: string;
  takenKeys: readonly string[];
  onChange: (part: Partial<ClassDraft>) => void;
  onRemove: (() => void) | null;
}

function ClassRow({ entry, number, hasWholeItem, ownKey, takenKeys, onChange, onRemove }: ClassRowProps) {
  const t = useStrings();
  const isAutomatic = entry.key === '';
  const first = isAutomatic && ownKey !== '' ? t('lead:new.schema.keyAuto', { key: ownKey }) : t('lead:new.schema.keyNext');
  const options = [{ value: '', label: first }, ...classKeyIds.map((keyId) => ({ value: plainKey(keyId), label: plainKey(keyId), isDisabled: takenKeys.includes(plainKey(keyId)) }))];
  return (
    <li className="t-lead-class">
      <input
        type="color"
        className="t-lead-colour"
        aria-label={t('lead:new.schema.classColour', { number })}
        value={entry.colour}
        onChange={(event) => onChange({ colour: event.target.value })}
      />
      <TextInput aria-label={t('lead:new.schema.className', { number })} value={entry.name} maxLength={128} onChange={(name) => onChange({ name })} />
      <Select className="t-lead-class__key" aria-label={t('lead:new.schema.classKey', { number })} value={entry.key} options={options} onChange={(key) => onChange({ key })} />
      {hasWholeItem ? <Checkbox label={t('lead:new.schema.wholeItem')} isChecked={entry.isWholeItem} onChange={(isWholeItem) => onChange({ isWholeItem })} /> : <span />}
      {onRemove === null ? <span /> : <IconButton icon={Trash2} size="s" label={t('lead:new.schema.removeClass', { number })} onClick={onRemove} />}
    </li>
  );
}
