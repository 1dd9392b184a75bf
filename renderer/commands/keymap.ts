import { canonicalKeys, keySteps } from './keys.ts';
import { presetKeys } from './presets.ts';
import type { PresetName } from './presets.ts';
import type { CommandSpec } from './types.ts';

/** Which keys a person works with: a preset, and what was changed in it, by command id. */
export interface Keymap {
  readonly preset: PresetName;
  readonly own: Readonly<Record<string, readonly string[]>>;
}

export const defaultKeymap: Keymap = { preset: 'tessera', own: {} };

let current: Keymap = defaultKeymap;
const listeners = new Set<() => void>();

export function keymap(): Keymap {
  return current;
}

export function setKeymap(next: Keymap): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export function onKeymap(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The keys that the preset gives a command, before anything was changed. */
export function defaultKeysOf(spec: CommandSpec, { preset }: Pick<Keymap, 'preset'> = current): readonly string[] {
  return presetKeys(preset)[spec.id] ?? spec.keys;
}

export function keysOf(spec: CommandSpec, map: Keymap = current): readonly string[] {
  return map.own[spec.id] ?? defaultKeysOf(spec, map);
}

/** The first chord, for a tooltip or a menu line. */
export function firstKeyOf(spec: CommandSpec, map: Keymap = current): string | undefined {
  return keysOf(spec, map)[0];
}

/** The first that is one press: a menu of the system knows no others. */
export function firstChordOf(spec: CommandSpec, map: Keymap = current): string | undefined {
  return keysOf(spec, map).find((keys) => keySteps(keys).length === 1);
}

/** The keymap with other keys for a command; the preset's own keys leave no trace. */
export function withKeys(map: Keymap, spec: CommandSpec, keys: readonly string[]): Keymap {
  const { [spec.id]: _old, ...others } = map.own;
  const wanted = [...new Set(keys.map(canonicalKeys))];
  const defaults = defaultKeysOf(spec, map).map(canonicalKeys);
  const isDefault = wanted.length === defaults.length && wanted.every((key, at) => key === defaults[at]);
  return { ...map, own: isDefault ? others : { ...others, [spec.id]: wanted } };
}

export function isChanged(map: Keymap, spec: CommandSpec): boolean {
  return map.own[spec.id] !== undefined;
}
