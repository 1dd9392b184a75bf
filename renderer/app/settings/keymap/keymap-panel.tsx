import { useMemo, useRef, useState } from 'react';
import { allConflicts } from '../../../commands/conflicts.ts';
import { isFound } from '../../../commands/find-commands.ts';
import type { Keymap } from '../../../commands/keymap.ts';
import { defaultKeymap, isChanged, keysOf, setKeymap } from '../../../commands/keymap.ts';
import { presetNames } from '../../../commands/presets.ts';
import { commandTable } from '../../../commands/table.ts';
import type { CommandSpec } from '../../../commands/types.ts';
import { useKeymap } from '../../../commands/use-keymap.ts';
import { notify } from '../../notices/notices.ts';
import { useIsKeymapKept } from '../../state/keymap-kept.ts';
import type { Say } from '../../strings/strings.ts';
import { useStrings } from '../../strings/strings.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/checkbox.tsx';
import { CommandGroups } from '../../ui/command-groups.tsx';
import { Field } from '../../ui/field.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { Panel } from '../../ui/layout.tsx';
import { KeymapFileButtons } from './keymap-file-buttons.tsx';
import { KeymapRow } from './keymap-row.tsx';
import { RecordKey } from './record-key.tsx';
import './keymap.css';

const shows = ['all', 'changed', 'conflicts'] as const;

/** Every command with its keys, each of which can be changed. */
export function KeymapPanel() {
  const t = useStrings();
  const map = useKeymap();
  const isKept = useIsKeymapKept();
  const [query, setQuery] = useState('');
  const [show, setShow] = useState<(typeof shows)[number]>('all');
  const [recording, setRecording] = useState<CommandSpec | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const conflicts = useMemo(() => allConflicts(map, commandTable), [map]);
  const found = commandTable.filter((spec) => {
    if (show === 'changed' && !isChanged(map, spec)) return false;
    if (show === 'conflicts' && !conflicts.has(spec.id)) return false;
    return isFound(spec, query, map, t);
  });
  return (
    <Panel title={t('app:settings.keys')} actions={<KeymapFileButtons />}>
      <p className="t-soft t-keymap__hint">{t('app:keymap.hint')}</p>
      {!isKept && <p className="t-keymap__unkept">{t('app:keymap.unkept')}</p>}
      <div className="t-keymap__tools">
        <Field label={t('app:keymap.preset')} className="t-keymap__preset">
          {(control) => (
            <Select
              {...control}
              value={map.preset}
              options={presetNames.map((value) => ({ value, label: t(`app:keymap.presetOf.${value}`) }))}
              onChange={(preset) => setKeymap({ ...map, preset })}
            />
          )}
        </Field>
        <Field label={t('app:keymap.search')} className="t-keymap__search">
          {(control) => <TextInput {...control} type="search" value={query} onChange={setQuery} placeholder={t('app:keymap.searchHint')} />}
        </Field>
        <RadioGroup legend={t('app:keymap.show')} isSegmented value={show} onChange={setShow} options={shows.map((value) => ({ value, label: value === 'conflicts' ? t('app:keymap.conflicts', { number: conflicts.size }) : t(`app:keymap.showOf.${value}`) }))} />
      </div>
      <div ref={list} className="t-keymap__list" tabIndex={0} role="group" aria-label={t('app:keymap.list')}>
        <CommandGroups commands={found} className="t-keymap__group">
          {(spec) => <KeymapRow key={spec.id} spec={spec} keys={keysOf(spec, map)} isChanged={isChanged(map, spec)} conflicts={conflicts.get(spec.id) ?? []} onAdd={() => setRecording(spec)} />}
        </CommandGroups>
        {found.length === 0 && <p className="t-soft t-keymap__empty">{t('app:keymap.none')}</p>}
      </div>
      <div className="t-row t-keymap__foot">
        <Button tone="quiet" disabled={Object.keys(map.own).length === 0 && map.preset === 'tessera'} onClick={() => restoreAll(map, t)}>
          {t('app:keymap.restoreAll')}
        </Button>
        <span className="t-soft">{t('app:keymap.changed', { count: Object.keys(map.own).length })}</span>
      </div>
      {recording !== null && <RecordKey spec={recording} onClose={() => setRecording(null)} />}
    </Panel>
  );
}

/** Taken back with one press: a whole keymap is work too. */
function restoreAll(before: Keymap, t: Say): void {
  setKeymap(defaultKeymap);
  notify({ text: t('app:keymap.restored'), action: { label: t('app:keymap.takeBack'), run: () => setKeymap(before) } });
}
