import type { Manifest } from '../protocol/manifest.ts';

const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * A file name for each item, safe on every system, and no two the same even where case does not count: the item's own
 * name where it can be, else with its number before it.
 */
export function itemFileNames({ items }: Pick<Manifest, 'items'>): string[] {
  const taken = new Set<string>();
  return items.map(({ name: given }, index) => {
    const base = safeName(given);
    const name = taken.has(base.toLowerCase()) ? `${index + 1}-${base}` : base;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** The last part of a path without what some system does not take. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[<>:"|?*\p{C}]/gu, '_').replace(/^\.+/, '').replace(/[. ]+$/, '').slice(0, 200);
  return clean === '' || RESERVED.test(clean) ? `_${clean}` : clean;
}
