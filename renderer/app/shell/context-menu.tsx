import { useRef, useSyncExternalStore } from 'react';
import type { ContextMenuState } from '../../commands/context-menu.ts';
import { closeContextMenu, contextMenu, onContextMenu } from '../../commands/context-menu.ts';
import { firstKeyOf } from '../../commands/keymap.ts';
import type { ActiveCommand } from '../../commands/registry.ts';
import type { Say } from '../strings/strings.ts';
import { useStrings } from '../strings/strings.ts';
import { Kbd } from '../ui/kbd.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { MenuList, Popover } from '../ui/menu.tsx';
import './context-menu.css';

/** The one context menu: what the table says belongs to the place, and can be done there now. */
export function ContextMenu() {
  const open = useSyncExternalStore(onContextMenu, contextMenu);
  return open === null || open.sections.length === 0 ? null : <OpenMenu key={`${open.at.xPx},${open.at.yPx}`} menu={open} />;
}

function OpenMenu({ menu }: { menu: ContextMenuState }) {
  const t = useStrings();
  const before = useRef(document.activeElement);
  const close = (): void => {
    closeContextMenu();
    // The list goes away with the focus in it: back to where the keys belong, unless a press put it elsewhere.
    if (document.activeElement === document.body || document.activeElement?.closest('[role="menu"]') != null) {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    }
  };
  const items = menu.sections.flatMap((section, at): (MenuItem | 'line')[] => [...(at === 0 ? [] : ['line' as const]), ...section.map((command) => itemOf(command, t))]);
  return (
    <Popover anchor={menu.at} onClose={close} className="t-context-menu">
      <MenuList label={t(`app:menu.${menu.place}`)} items={items} onDone={close} />
    </Popover>
  );
}

function itemOf({ spec, run, title, isOn }: ActiveCommand, t: Say): MenuItem {
  const chord = firstKeyOf(spec);
  return {
    id: spec.id,
    label: title ?? t(spec.title, spec.titleValues),
    trailing: chord === undefined ? undefined : <Kbd chord={chord} />,
    isChecked: isOn,
    isDanger: spec.isDanger,
    // After the focus is back where the command belongs.
    run: () => setTimeout(run, 0),
  };
}
