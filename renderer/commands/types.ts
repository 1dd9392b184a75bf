import type { StringKey } from '../app/strings/keys.ts';

/**
 * Where a command lives. A deeper scope wins over a wider one while both are on the screen:
 * `desk.boxes` over `desk` over `global`.
 */
export type CommandScope = 'global' | 'desk' | 'desk.boxes' | 'desk.text' | 'review' | 'lead';

export const commandGroups = ['go', 'window', 'wallet', 'item', 'draw', 'class', 'region', 'text', 'view', 'history', 'review', 'lead'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Where a context menu opens: on the image or text itself, on a region (there, or in the list of regions). */
export const menuPlaces = ['image', 'text', 'region'] as const;
export type MenuPlace = (typeof menuPlaces)[number];

/**
 * One line of the one table. Menus, palette, help sheet and dispatcher read it; what it does is
 * given by the view that is on the screen (`useCommands`). Plain data: no DOM, no React.
 */
export interface CommandSpec {
  /** `area.verb-noun`, never changed: a person's own keys are kept under it. */
  id: string;
  title: StringKey;
  /** For `title`, e.g. the class's number. */
  titleValues?: Readonly<Record<string, string | number>>;
  group: CommandGroup;
  scope: CommandScope;
  /** Default chords, e.g. `Mod+K`, `Shift+Digit1`, `ArrowLeft`, `?`. See keys.ts. */
  keys: readonly string[];
  /** Fires again while the key is held: nudging, stepping. */
  isRepeatable?: boolean;
  /** Fires while a text field has the focus too. */
  isInFields?: boolean;
  /** Left out of palette and menus: steps that only make sense as a key. */
  isHidden?: boolean;
  /** The context menus in which it appears. */
  menus?: readonly MenuPlace[];
  /** Takes work away: set apart in menus. */
  isDanger?: boolean;
}

/** Keeps the ids as literals, so that handlers are checked against the table. */
export function defineCommands<const T extends readonly CommandSpec[]>(specs: T): T {
  return specs;
}
