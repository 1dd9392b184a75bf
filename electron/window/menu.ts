import { Menu } from 'electron';
import { applicationMenu } from '../../shared/menu.ts';

export function showMenu(platform: string): void {
  const sections = applicationMenu(platform);
  Menu.setApplicationMenu(Menu.buildFromTemplate(sections.map(({ label, roles }) => ({ label, submenu: roles.map((role) => ({ role })) }))));
}
