import { basename } from 'node:path';

/** Datasets often name files without their folder: a last part that is there once says which is meant. */
export function onlyOnce(names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const name of names) found.set(basename(name), found.has(basename(name)) ? null : name);
  return new Map([...found].flatMap(([base, name]) => (name === null ? [] : [[base, name] as const])));
}
