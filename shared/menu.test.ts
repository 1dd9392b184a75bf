import { describe, expect, it } from 'vitest';
import { acceleratorOf, applicationMenu, windowMenuSchema } from './menu.ts';
import type { WindowMenu } from './menu.ts';

const menu: WindowMenu = {
  sections: [{ name: 'edit', label: 'Edit', commands: [{ id: 'history.undo', label: 'Undo draw box', chord: 'Mod+Z', isEnabled: true }] }],
};

describe('the application menu', () => {
  it('puts the window’s commands above what the system does', () => {
    const edit = applicationMenu('linux', menu).find(({ label }) => label === 'Edit');
    expect(edit?.lines.map((line) => (line.kind === 'command' ? `${line.label} ${String(line.accelerator)}` : line.kind === 'role' ? line.role : '-'))).toEqual(['Undo draw box CommandOrControl+Z', '-', 'cut', 'copy', 'paste', 'selectAll']);
  });

  it('has the system’s part alone before the window has spoken', () => {
    expect(applicationMenu('linux', null).map(({ label }) => label)).toEqual(['Tessera', 'Edit', 'Window']);
  });

  it('writes chords as Electron does, and keeps plain letters out of the menus of macOS', () => {
    const chords = ['Mod+Shift+Z', 'Alt+ArrowUp', 'Digit1', '?', 'Mod++', '+', 'F3', 'Enter', 'D', 'Shift+D', 'Ctrl+K', 'ContextMenu'];
    expect(chords.map((chord) => acceleratorOf(chord, 'linux'))).toEqual(['CommandOrControl+Shift+Z', 'Alt+Up', '1', '?', 'CommandOrControl+Plus', 'Plus', 'F3', 'Return', 'D', 'Shift+D', 'Super+K', null]);
    expect(chords.map((chord) => acceleratorOf(chord, 'darwin'))).toEqual(['CommandOrControl+Shift+Z', 'Alt+Up', null, null, 'CommandOrControl+Plus', null, 'F3', null, null, null, 'Control+K', null]);
  });

  it('refuses what no command of the table can be', () => {
    expect(windowMenuSchema.safeParse({ sections: [{ ...menu.sections[0], commands: [{ id: '../x', label: 'x', chord: null, isEnabled: true }] }] }).success).toBe(false);
    expect(windowMenuSchema.safeParse({ sections: [{ name: 'devtools', label: 'x', commands: [] }] }).success).toBe(false);
  });
});
