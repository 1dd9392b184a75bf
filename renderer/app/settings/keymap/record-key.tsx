import { useState } from 'react';
import type { Conflict } from '../../../commands/conflicts.ts';
import { conflictsOf } from '../../../commands/conflicts.ts';
import { chordOf, keySteps } from '../../../commands/keys.ts';
import { keymap, keysOf, setKeymap, withKeys } from '../../../commands/keymap.ts';
import { commandTable } from '../../../commands/table.ts';
import type { CommandSpec } from '../../../commands/types.ts';
import { useStrings } from '../../strings/strings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ConflictWords } from './conflict-words.tsx';

/** Takes down the next key that is pressed, and says who else answers to it before it is given. */
export function RecordKey({ spec, onClose }: { spec: CommandSpec; onClose: () => void }) {
  const t = useStrings();
  const [chord, setChord] = useState<string | null>(null);
  const conflicts = chord === null ? [] : conflictsOf(spec, chord, keymap(), commandTable);
  const clashing = conflicts.filter(({ kind }) => kind === 'same');
  const keyed = (event: React.KeyboardEvent): void => {
    // Tab and Escape leave the field, as everywhere.
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isPlain && (event.key === 'Tab' || event.key === 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = chordOf(event);
    if (pressed !== null) setChord(chord === null || keySteps(chord).length > 1 ? pressed : `${chord} ${pressed}`);
  };
  const give = (): void => {
    if (chord === null) return;
    setKeymap(withKeys(takenFrom(clashing), spec, [...keysOf(spec), chord]));
    onClose();
  };
  return (
    <Dialog
      title={t('app:keymap.recordTitle', { name: t(spec.title, spec.titleValues) })}
      onClose={onClose}
      size="s"
      footer={
        <>
          <Button onClick={onClose}>{t('app:action.cancel')}</Button>
          <Button tone="primary" disabled={chord === null} onClick={give}>
            {clashing.length === 0 ? t('app:keymap.use') : t('app:keymap.take')}
          </Button>
        </>
      }
    >
      <div className="t-record" tabIndex={0} role="group" aria-label={t('app:keymap.record')} data-autofocus="" onKeyDown={keyed}>
        {chord === null ? <span className="t-soft">{t('app:keymap.record')}</span> : <Kbd chord={chord} />}
      </div>
      <p className="t-soft t-record__hint">{t('app:keymap.recordHint')}</p>
      <div role="status">{conflicts.length > 0 && <p className="t-keymap__conflict"><ConflictWords conflicts={conflicts} /></p>}</div>
    </Dialog>
  );
}

/** The keymap after the key was taken off those that could not be reached beside the new one. */
function takenFrom(conflicts: readonly Conflict[]) {
  return conflicts.reduce((map, { spec, chord }) => withKeys(map, spec, keysOf(spec, map).filter((key) => !isSame(key, chord))), keymap());
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
