import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A copy of an export, to be changed. */
export function copyOf(folder: string, to: string): string {
  cpSync(folder, to, { recursive: true });
  return to;
}

/** Every file below a folder, forward slashes. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
}

export function editText(folder: string, name: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, name), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${name}`);
  writeFileSync(join(folder, name), after);
}

/** A test says of what shape the JSON is that it changes. */
export function editJson(folder: string, name: string, change: (value: never) => void, space?: number): void {
  editText(folder, name, (text) => {
    const value: unknown = JSON.parse(text);
    change(value as never);
    return `${JSON.stringify(value, null, space)}\n`;
  });
}

export function flipByte(folder: string, name: string, offset: number, mask = 1): void {
  const bytes = readFileSync(join(folder, name));
  bytes[offset] = (bytes[offset] ?? 0) ^ mask;
  writeFileSync(join(folder, name), bytes);
}

/** What an attacker who knows how exports are made does last: the manifest lists what is there, with its hashes. */
export function rehash(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as object;
  const files = filesOf(folder)
    .filter((name) => name !== 'manifest.json')
    .map((name) => ({ name, bytes: statSync(join(folder, name)).size, sha256: createHash('sha256').update(readFileSync(join(folder, name))).digest('hex') }));
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
}
