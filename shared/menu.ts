import { z } from 'zod';

/*
 * The application's menu as data: what the desktop shell shows, without a word of Electron. Roles are done by the
 * system; commands come from the window's own table, with the keys that the person works with.
 */

export type MenuRole = 'about' | 'hide' | 'quit' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'minimize' | 'togglefullscreen';

export const menuNames = ['go', 'edit', 'item', 'draw', 'text', 'view', 'wallet', 'window'] as const;
export type MenuName = (typeof menuNames)[number];

/** What the window tells of its commands: names are shown as they are, `chord` is one of the table's (`Mod+Shift+Z`). */
export const windowMenuSchema = z
  .object({
    sections: z
      .array(
        z
          .object({
            name: z.enum(menuNames),
            label: z.string().min(1).max(64),
            commands: z
              .array(z.object({ id: z.string().regex(/^[a-z0-9.-]{1,64}$/), label: z.string().min(1).max(128), chord: z.string().max(48).nullable(), isEnabled: z.boolean() }).strict())
              .max(64),
          })
          .strict(),
      )
      .max(menuNames.length),
  })
  .strict();
export type WindowMenu = z.infer<typeof windowMenuSchema>;

export type MenuLine =
  | { readonly kind: 'role'; readonly role: MenuRole }
  | { readonly kind: 'line' }
  | { readonly kind: 'command'; readonly id: string; readonly label: string; readonly accelerator: string | null; readonly isEnabled: boolean };

export interface MenuSection {
  readonly label: string;
  readonly lines: readonly MenuLine[];
}

const role = (name: MenuRole): MenuLine => ({ kind: 'role', role: name });

/** No reload and no developer tools; undo belongs to the desk, whose command it is. */
export function applicationMenu(platform: string, menu: WindowMenu | null): readonly MenuSection[] {
  const own = new Map((menu?.sections ?? []).map((section) => [section.name, section]));
  const roles: Partial<Record<MenuName, readonly MenuRole[]>> = { edit: ['cut', 'copy', 'paste', 'selectAll'], window: ['minimize', 'togglefullscreen'] };
  const labels: Partial<Record<MenuName, string>> = { edit: 'Edit', window: 'Window' };
  const sections = menuNames.flatMap((name): MenuSection[] => {
    const commands = (own.get(name)?.commands ?? []).map((command): MenuLine => ({ kind: 'command', id: command.id, label: command.label, accelerator: command.chord === null ? null : acceleratorOf(command.chord, platform), isEnabled: command.isEnabled }));
    const system = (roles[name] ?? []).map(role);
    const lines = commands.length > 0 && system.length > 0 ? [...commands, { kind: 'line' as const }, ...system] : [...commands, ...system];
    return lines.length === 0 ? [] : [{ label: own.get(name)?.label ?? labels[name] ?? name, lines }];
  });
  return [{ label: 'Tessera', lines: (platform === 'darwin' ? (['about', 'hide', 'quit'] as const) : (['quit'] as const)).map(role) }, ...sections];
}

const KEYS: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  Enter: 'Return',
  '+': 'Plus',
};

/**
 * A chord as Electron writes it, or null where the menu must not have it. On macOS a menu's key is taken even while
 * somebody types: a plain letter there would never reach a text field, so that only chords with a modifier and the
 * function keys are shown.
 */
export function acceleratorOf(chord: string, platform: string): string | null {
  const key = chord.endsWith('++') || chord === '+' ? '+' : (chord.split('+').at(-1) ?? '');
  const modifiers = chord.slice(0, chord.length - key.length).split('+').filter((part) => part !== '');
  if (key === 'ContextMenu' || key === '') return null;
  const isBare = modifiers.every((modifier) => modifier === 'Shift') && !/^F\d+$/.test(key);
  if (platform === 'darwin' && isBare) return null;
  const names: Readonly<Record<string, string>> = { Mod: 'CommandOrControl', Ctrl: platform === 'darwin' ? 'Control' : 'Super', Alt: 'Alt', Shift: 'Shift' };
  return [...modifiers.map((modifier) => names[modifier] ?? modifier), KEYS[key] ?? key.replace(/^Digit/, '')].join('+');
}
