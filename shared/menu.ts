/*
 * The application's menu as data: what the desktop shell shows, without a word of Electron. Roles are done by the
 * system; commands of the window's table are added here when they have a way to the window.
 */

export type MenuRole = 'about' | 'hide' | 'quit' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'minimize' | 'togglefullscreen';

export interface MenuSection {
  readonly label: string;
  readonly roles: readonly MenuRole[];
}

/** No reload, no developer tools, no undo: undo belongs to the desk, whose key it is. */
export function applicationMenu(platform: string): readonly MenuSection[] {
  return [
    { label: 'Tessera', roles: platform === 'darwin' ? ['about', 'hide', 'quit'] : ['quit'] },
    { label: 'Edit', roles: ['cut', 'copy', 'paste', 'selectAll'] },
    { label: 'Window', roles: ['minimize', 'togglefullscreen'] },
  ];
}
