import type { MenuName, WindowMenu } from '../../shared/menu.ts';
import { menuNames } from '../../shared/menu.ts';
import type { StringKey } from '../app/strings/keys.ts';
import type { Say } from '../app/strings/strings.ts';
import { firstChordOf } from './keymap.ts';
import type { ActiveCommand } from './registry.ts';
import { commandTable } from './table.ts';
import type { CommandGroup, CommandSpec } from './types.ts';

/** Which groups of the table stand in which menu of the application. Classes change with the project and stay out. */
const MENUS: Readonly<Record<MenuName, { readonly label: StringKey; readonly groups: readonly CommandGroup[] }>> = {
  go: { label: 'app:group.go', groups: ['go'] },
  edit: { label: 'app:menu.edit', groups: ['history', 'region'] },
  item: { label: 'app:group.item', groups: ['item'] },
  draw: { label: 'app:group.draw', groups: ['draw'] },
  text: { label: 'app:group.text', groups: ['text'] },
  view: { label: 'app:group.view', groups: ['view'] },
  wallet: { label: 'app:group.wallet', groups: ['wallet'] },
  window: { label: 'app:group.window', groups: ['window'] },
};

/** Every command of the table that a menu can hold, with the person's own keys; what cannot be done now is greyed. */
export function windowMenu(active: readonly ActiveCommand[], say: Say): WindowMenu {
  const now = new Map(active.map((command) => [command.spec.id, command]));
  const lineOf = (spec: CommandSpec) => ({
    id: spec.id,
    label: (now.get(spec.id)?.title ?? say(spec.title, spec.titleValues)).slice(0, 128),
    chord: firstChordOf(spec) ?? null,
    isEnabled: now.has(spec.id),
  });
  return {
    sections: menuNames.map((name) => ({
      name,
      label: say(MENUS[name].label),
      commands: commandTable.filter((spec) => MENUS[name].groups.includes(spec.group) && (spec.isHidden !== true || spec.id === 'window.palette')).map(lineOf),
    })),
  };
}
