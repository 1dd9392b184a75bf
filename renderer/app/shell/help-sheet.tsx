import { useState } from 'react';
import { useStrings } from '../strings/strings.ts';
import { goTo } from '../routes/paths.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { TextInput } from '../ui/inputs.tsx';
import { commandTable } from '../../commands/table.ts';
import { keysOf } from '../../commands/keymap.ts';
import type { CommandSpec } from '../../commands/types.ts';
import { commandGroups } from '../../commands/types.ts';
import { closeOverlay } from '../state/overlays.ts';
import './help-sheet.css';

/** Every command with its keys, from the one table. */
export function HelpSheet() {
  const t = useStrings();
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = commandTable.filter((spec) => keysOf(spec).length > 0 && t(spec.title, spec.titleValues).toLowerCase().includes(wanted));
  return (
    <Dialog title={t('app:help.title')} onClose={closeOverlay} size="l" isDismissable>
      <div className="t-help__head">
        <TextInput value={query} onChange={setQuery} placeholder={t('app:help.search')} aria-label={t('app:help.search')} data-autofocus="" />
        <Button
          onClick={() => {
            closeOverlay();
            goTo('/settings');
          }}
        >
          {t('app:help.change')}
        </Button>
      </div>
      <div className="t-help">
        {commandGroups.map((group) => {
          const members = found.filter((spec) => spec.group === group);
          return members.length === 0 ? null : (
            <section key={group} className="t-help__group">
              <h3>{t(`app:group.${group}`)}</h3>
              <dl>
                {members.map((spec) => (
                  <HelpLine key={spec.id} spec={spec} />
                ))}
              </dl>
            </section>
          );
        })}
        {found.length === 0 && <p className="t-soft">{t('app:help.empty')}</p>}
      </div>
    </Dialog>
  );
}

function HelpLine({ spec }: { spec: CommandSpec }) {
  const t = useStrings();
  return (
    <div className="t-help__line">
      <dt>{t(spec.title, spec.titleValues)}</dt>
      <dd className="t-row">
        {keysOf(spec).map((chord) => (
          <Kbd key={chord} chord={chord} />
        ))}
      </dd>
    </div>
  );
}
