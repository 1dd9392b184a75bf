import { useState } from 'react';
import { useStrings } from '../strings/strings.ts';
import { goTo } from '../routes/paths.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CommandGroups } from '../ui/command-groups.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { SearchInput } from '../ui/search-input.tsx';
import { isFound } from '../../commands/find-commands.ts';
import { commandTable } from '../../commands/table.ts';
import { keysOf } from '../../commands/keymap.ts';
import { useKeymap } from '../../commands/use-keymap.ts';
import type { CommandSpec } from '../../commands/types.ts';
import { startTour } from '../../practice/tour/tour.ts';
import { closeOverlay } from '../state/overlays.ts';
import './help-sheet.css';

/** Every command with its keys, from the one table. */
export function HelpSheet() {
  const t = useStrings();
  const [query, setQuery] = useState('');
  const map = useKeymap();
  const found = commandTable.filter((spec) => keysOf(spec, map).length > 0 && isFound(spec, query, map, t));
  return (
    <Dialog title={t('app:help.title')} onClose={closeOverlay} size="l" isDismissable>
      <div className="t-help__head">
        <SearchInput label={t('app:help.search')} value={query} onChange={setQuery} data-autofocus="" />
        <div className="t-row">
          <Button onClick={() => leaveFor('/guide')}>{t('app:command.goGuide')}</Button>
          <Button
            onClick={() => {
              startTour();
              leaveFor('/practice');
            }}
          >
            {t('practice:tour.start')}
          </Button>
          <Button onClick={() => leaveFor('/settings')}>{t('app:help.change')}</Button>
        </div>
      </div>
      <div className="t-help">
        <CommandGroups commands={found} className="t-help__group">
          {(spec) => <HelpLine key={spec.id} spec={spec} />}
        </CommandGroups>
        {found.length === 0 && <p className="t-soft">{t('app:help.empty')}</p>}
      </div>
    </Dialog>
  );
}

function leaveFor(path: '/guide' | '/practice' | '/settings'): void {
  closeOverlay();
  goTo(path);
}

function HelpLine({ spec }: { spec: CommandSpec }) {
  const t = useStrings();
  return (
    <li className="t-help__line">
      <span>{t(spec.title, spec.titleValues)}</span>
      <span className="t-row t-help__keys">
        {keysOf(spec).map((chord) => (
          <Kbd key={chord} chord={chord} />
        ))}
      </span>
    </li>
  );
}
