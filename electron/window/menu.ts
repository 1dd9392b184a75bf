import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { WindowMenu } from '../../shared/menu.ts';
import { applicationMenu } from '../../shared/menu.ts';
import type { MenuLine } from '../../shared/menu.ts';

/** Shows the application's menu; `run` is told which of the window's commands was chosen. */
export function showMenu(platform: string, menu: WindowMenu | null, run: (id: string) => void): void {
  const itemOf = (line: MenuLine): MenuItemConstructorOptions => {
    if (line.kind === 'line') return { type: 'separator' };
    if (line.kind === 'role') return { role: line.role };
    return {
      label: line.label,
      enabled: line.isEnabled,
      // Shown, not taken: the window hears the key itself, and knows where it is typed. (macOS takes it all the same.)
      ...(line.accelerator === null ? {} : { accelerator: line.accelerator, registerAccelerator: false }),
      click: () => run(line.id),
    };
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(platform, menu).map(({ label, lines }) => ({ label, submenu: lines.map(itemOf) }))));
}
