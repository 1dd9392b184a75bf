// @vitest-environment node
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from '../strings/de/index.ts';
import { en } from '../strings/en/index.ts';

const root = join(import.meta.dirname, '../../..');

/** Sources that the window hears from: the command line and the shells talk to a terminal. */
const HEARD = ['electron/host', 'shared/labels', 'shared/formats', 'renderer/store', 'renderer/sync'];

/** Said in the terminal before there is a window. */
const BEFORE_A_WINDOW = new Set(['BAD_PROFILE_NAME', 'HOME_NOT_WRITABLE']);

/** `fail('CODE', ...)`, `code: 'CODE'`, `? 'CODE' :` after a code. */
const CODE = /(?:\bcode(?:: |\s*=\s*)|\b(?:fail|failed|refuse|refused|problem|mismatch|DeskStoreError|HostFailure)\()'([A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*)'/g;

function codesIn(folder: string): { code: string; file: string }[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.includes('.test.')) return [];
    const path = join(entry.parentPath, entry.name);
    return [...readFileSync(path, 'utf8').matchAll(CODE)].flatMap(([, code]) => (code === undefined ? [] : [{ code, file: relative(root, path) }]));
  });
}

describe('the codes that reach the window', () => {
  it.each([
    ['English', en.errors],
    ['German', de.errors],
  ] as const)('have a sentence in %s', (_, errors) => {
    const found = HEARD.flatMap(codesIn);
    expect(new Set(found.map(({ code }) => code)).size).toBeGreaterThan(80);
    const missing = found.filter(({ code }) => !(code in errors) && !BEFORE_A_WINDOW.has(code)).map(({ code, file }) => `${code} in ${file}`);
    expect(missing).toEqual([]);
  });
});
