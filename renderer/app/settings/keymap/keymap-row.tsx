import { Plus, RotateCcw, TriangleAlert, X } from 'lucide-react';
import type { Conflict } from '../../../commands/conflicts.ts';
import { formatKeys } from '../../../commands/keys.ts';
import { keymap, setKeymap, withKeys, defaultKeysOf } from '../../../commands/keymap.ts';
import type { CommandSpec } from '../../../commands/types.ts';
import { useStrings } from '../../strings/strings.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ConflictWords } from './conflict-words.tsx';

/** One command: its keys, each with a way to take it off, a way to add one, and the way back to the default. */
export function KeymapRow({ spec, keys, isChanged, conflicts, onAdd }: { spec: CommandSpec; keys: readonly string[]; isChanged: boolean; conflicts: readonly Conflict[]; onAdd: () => void }) {
  const t = useStrings();
  const title = t(spec.title, spec.titleValues);
  const set = (next: readonly string[]): void => setKeymap(withKeys(keymap(), spec, next));
  return (
    <li className="t-keymap__row" data-command={spec.id}>
      <span className="t-keymap__name">{title}</span>
      <span className="t-keymap__keys">
        {keys.length === 0 && <span className="t-soft">{t('app:keymap.noKey')}</span>}
        {keys.map((chord) => (
          <span key={chord} className="t-keymap__key">
            <Kbd chord={chord} />
            <button type="button" className="t-keymap__off" aria-label={t('app:keymap.remove', { keys: formatKeys(chord), name: title })} title={t('app:keymap.removeHint')} onClick={() => set(keys.filter((each) => each !== chord))}>
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
      </span>
      <span className="t-keymap__do">
        <IconButton icon={Plus} size="s" label={t('app:keymap.add', { name: title })} onClick={onAdd} />
        {isChanged && <IconButton icon={RotateCcw} size="s" label={t('app:keymap.restore', { name: title })} onClick={() => set(defaultKeysOf(spec))} />}
      </span>
      {conflicts.length > 0 && (
        <p className="t-keymap__conflict">
          <TriangleAlert size={14} aria-hidden="true" />
          <ConflictWords conflicts={conflicts} />
        </p>
      )}
    </li>
  );
}
