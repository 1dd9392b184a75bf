import type { CommandSpec } from './types.ts';

/** A person's own chords by command id; where there is none the table's defaults hold. */
let own: Readonly<Record<string, readonly string[]>> = {};

export function setKeymap(keymap: Readonly<Record<string, readonly string[]>>): void {
  own = keymap;
}

export function keysOf(spec: CommandSpec): readonly string[] {
  return own[spec.id] ?? spec.keys;
}

/** The first chord, for a tooltip or a menu line. */
export function firstKeyOf(spec: CommandSpec): string | undefined {
  return keysOf(spec)[0];
}
