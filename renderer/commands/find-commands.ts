import type { Say } from '../app/strings/strings.ts';
import { formatKeys } from './keys.ts';
import type { Keymap } from './keymap.ts';
import { keysOf } from './keymap.ts';
import type { CommandSpec } from './types.ts';

/** Whether a command is found by a part of its name, or by its keys as they are written on the keyboard. */
export function isFound(spec: CommandSpec, query: string, map: Keymap, t: Say): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '' || t(spec.title, spec.titleValues).toLocaleLowerCase().includes(wanted)) return true;
  return keysOf(spec, map).some((chord) => formatKeys(chord).toLocaleLowerCase() === wanted);
}
