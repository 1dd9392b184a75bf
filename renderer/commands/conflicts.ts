import { canonicalKeys } from './keys.ts';
import type { Keymap } from './keymap.ts';
import { defaultKeysOf, keysOf } from './keymap.ts';
import type { CommandScope, CommandSpec } from './types.ts';

/** Another command that answers to the same keys. */
export interface Conflict {
  readonly spec: CommandSpec;
  readonly chord: string;
  /**
   * `same`: both live in one scope, and only one of them can be reached. `deeper`: the other one is deeper and
   * wins where it can be run. `wider`: this one wins. `begins`: the other's keys begin with this key, which then waits
   * for a second one. `begun`: this one's first key is the other's.
   */
  readonly kind: 'same' | 'deeper' | 'wider' | 'begins' | 'begun';
}

/** Scopes that can be on the screen together: one holds the other. */
export function overlaps(a: CommandScope, b: CommandScope): boolean {
  return a === b || isWithin(a, b) || isWithin(b, a);
}

function isWithin(inner: CommandScope, outer: CommandScope): boolean {
  return outer === 'global' || inner.startsWith(`${outer}.`);
}

/**
 * Who else would answer to `chord` if `spec` had it. Pairs that share a key in the preset itself are meant so
 * (Enter ends a drawing while one is open, and seals otherwise) and are left out.
 */
export function conflictsOf(spec: CommandSpec, chord: string, map: Keymap, table: readonly CommandSpec[]): Conflict[] {
  const wanted = canonicalKeys(chord);
  const has = (keys: readonly string[], like: (key: string) => boolean): boolean => keys.map(canonicalKeys).some(like);
  const isOwnDefault = has(defaultKeysOf(spec, map), (key) => key === wanted);
  return table.flatMap((other): Conflict[] => {
    if (other.id === spec.id || !overlaps(spec.scope, other.scope)) return [];
    const clashes = (like: (key: string) => boolean): boolean => has(keysOf(other, map), like) && !(isOwnDefault && has(defaultKeysOf(other, map), like));
    if (clashes((key) => key === wanted)) {
      const kind = spec.scope === other.scope ? 'same' : isWithin(spec.scope, other.scope) ? 'wider' : 'deeper';
      return [{ spec: other, chord: wanted, kind }];
    }
    if (clashes((key) => key.startsWith(`${wanted} `))) return [{ spec: other, chord: wanted, kind: 'begins' }];
    return clashes((key) => wanted.startsWith(`${key} `)) ? [{ spec: other, chord: wanted, kind: 'begun' }] : [];
  });
}

/** Every conflict of the keymap, by command id. */
export function allConflicts(map: Keymap, table: readonly CommandSpec[]): ReadonlyMap<string, readonly Conflict[]> {
  const found = new Map<string, readonly Conflict[]>();
  for (const spec of table) {
    const conflicts = keysOf(spec, map).flatMap((chord) => conflictsOf(spec, chord, map, table));
    if (conflicts.length > 0) found.set(spec.id, conflicts);
  }
  return found;
}
