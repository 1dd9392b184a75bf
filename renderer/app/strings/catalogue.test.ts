import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

const catalogues: readonly (readonly [string, Tree])[] = [
  ['en', en],
  ['de', de],
];

/** Every text by its whole key, plural endings included. */
function flat(tree: Tree, before = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[before + name, value]] : [...flat(value, `${before}${name}${before === '' ? ':' : '.'}`)])));
}

const PLURAL = /_(zero|one|two|few|many|other)$/u;
const stemOf = (key: string): string => key.replace(PLURAL, '');

/** The places of a text, over all its plural forms: "one file" may leave the number out. */
function placesByStem(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const [key, text] of texts) {
    const places = found.get(stemOf(key)) ?? new Set();
    for (const [, place = ''] of text.matchAll(/\{\{([^}]*)\}\}/gu)) places.add(place);
    found.set(stemOf(key), places);
  }
  return new Map([...found].map(([stem, places]) => [stem, [...places].sort()]));
}

/** The program's own text in these folders, without tests and catalogues. */
function sourceOf(...folders: string[]): string {
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)));
  return files
    .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.tsx?$|\/strings\/|\/test-support\/|\/testing\//u.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

describe('the catalogues', () => {
  it('fill the same places in every language', () => {
    const wanted = Object.fromEntries(placesByStem(flat(en)));
    for (const [name, catalogue] of catalogues) expect({ name, places: Object.fromEntries(placesByStem(flat(catalogue))) }).toEqual({ name, places: wanted });
  });

  it('have every plural form that their language has, and the number in the one that counts', () => {
    for (const [name, catalogue] of catalogues) {
      const texts = flat(catalogue);
      const forms = new Intl.PluralRules(name).resolvedOptions().pluralCategories;
      const stems = new Set([...texts.keys()].filter((key) => PLURAL.test(key)).map(stemOf));
      expect(stems.size).toBeGreaterThan(20);
      for (const stem of stems) {
        expect({ stem, forms: forms.filter((form) => texts.has(`${stem}_${form}`)) }).toEqual({ stem, forms });
        expect(texts.has(stem)).toBe(false);
      }
    }
  });

  it('are written as their language is written', () => {
    for (const [name, catalogue] of catalogues) {
      for (const [key, text] of flat(catalogue)) {
        expect({ name, key, text: text.trim() === text && text !== '' && !/ {2}|\.\.\./u.test(text) }).toEqual({ name, key, text: true });
        if (name === 'de') expect({ key, hasEnglishMarks: /[“][^„]*[”]|'|"/u.test(text) }).toEqual({ key, hasEnglishMarks: false });
      }
    }
  });

  it('say everything in German that is not the same word there', () => {
    // Names, signs and words that both have are the same; a sentence is not.
    const isWord = (text: string): boolean => text.split(/\s+/u).length < 4 && !/\b(the|of|and|to|is|are|your|you|not|this|for|by|with)\b/iu.test(text);
    const german = flat(de);
    for (const [key, text] of flat(en)) {
      if (german.get(key) === text && !/formula$|licenceText$|lostLine$/u.test(key)) expect({ key, text, isWord: isWord(text.replaceAll(/\{\{[^}]*\}\}/gu, '')) }).toEqual({ key, text, isWord: true });
    }
  });

  it('hold no text that nobody shows', () => {
    const all = sourceOf('renderer');
    const areas = Object.keys(en).join('|');
    const used: RegExp[] = [/^wallet:approval\./u];
    for (const [, name = ''] of all.matchAll(new RegExp(`['"\`]((?:${areas}):[^'"\`\\s]*)['"\`]`, 'gu'))) {
      // What the host names: approvals, above.
      if (/^\w+:\$\{[^}]*\}$/u.test(name)) continue;
      used.push(new RegExp(`^${name.replaceAll(/[.*+?^()|[\]\\]/gu, '\\$&').replaceAll(/\$\{[^}]*\}/gu, '[\\w-]+')}$`, 'u'));
    }
    const unused = [...flat(en).keys()].map(stemOf).filter((key) => !used.some((pattern) => pattern.test(key)));
    expect(unused.filter((key) => !/^errors:[A-Z]/u.test(key))).toEqual([]);
  });

  it('have a sentence for every code that host and window can meet', () => {
    // Said by the command line, before there is a window, or answered by who asked.
    const elsewhere = new Set(['ALREADY_KNOWN', 'BAD_PROFILE_NAME', 'HOME_NOT_WRITABLE', 'PORT_REFUSED', 'PORT_TAKEN', 'RENDERER_MISSING', 'NOT_OWNER', 'BAD_PROJECT', 'COCO_INVALID', 'KEYMAP_INVALID', 'UNKNOWN_COMMAND', 'BAD_CHORD']);
    // Edits of labels that only a bug asks for.
    const faults = new Set(['REGION_UNKNOWN', 'REGION_EXISTS', 'FIELD_UNKNOWN', 'INDEX_OUTSIDE', 'ORDER_INCOMPLETE']);
    const text = sourceOf('electron/host', 'electron/shells', 'renderer', 'shared');
    const codes = new Set([...text.matchAll(/(?:code: |[fF]ail\w*\(|refuse\()'([A-Z][A-Z_]{3,})'/gu)].map(([, code = '']) => code));
    expect(codes.size).toBeGreaterThan(90);
    expect([...codes].filter((code) => !(code in en.errors) && !elsewhere.has(code) && !faults.has(code)).sort()).toEqual([]);
  });
});
