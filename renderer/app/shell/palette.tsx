import { Command } from 'cmdk';
import { useState } from 'react';
import { useStrings } from '../strings/strings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { commands } from '../../commands/registry.ts';
import { firstKeyOf } from '../../commands/keymap.ts';
import { closeOverlay } from '../state/overlays.ts';
import './palette.css';

/** Every command that can be run now, found by typing a part of its name. */
export function Palette() {
  const t = useStrings();
  // As it was when the palette opened: the palette itself must not change what can be run.
  const [active] = useState(() => commands.active().filter(({ spec }) => spec.isHidden !== true));
  // The deepest scope comes first in `active`: what belongs to the open view stands above the frame's own.
  const groups = [...new Set(active.map(({ spec }) => spec.group))];
  const choose = (run: () => void) => {
    closeOverlay();
    // After the dialog has given the focus back to where the command belongs.
    setTimeout(run, 0);
  };
  return (
    <Dialog title={t('app:palette.title')} onClose={closeOverlay} isDismissable className="t-palette">
      <Command label={t('app:palette.title')} loop>
        <Command.Input className="t-input t-palette__input" placeholder={t('app:palette.placeholder')} data-autofocus="" />
        <Command.List className="t-palette__list" label={t('app:palette.list')}>
          <Command.Empty className="t-palette__empty">{t('app:palette.empty')}</Command.Empty>
          {groups.map((group) => {
            const members = active.filter(({ spec }) => spec.group === group);
            return members.length === 0 ? null : (
              <Command.Group key={group} heading={t(`app:group.${group}`)}>
                {members.map(({ spec, run, title: named }) => {
                  const title = named ?? t(spec.title, spec.titleValues);
                  const key = firstKeyOf(spec);
                  return (
                    <Command.Item key={spec.id} value={spec.id} keywords={[title, t(`app:group.${group}`)]} className="t-palette__item" onSelect={() => choose(run)}>
                      <span>{title}</span>
                      {key !== undefined && <Kbd chord={key} />}
                    </Command.Item>
                  );
                })}
              </Command.Group>
            );
          })}
        </Command.List>
      </Command>
    </Dialog>
  );
}
