// @vitest-environment node
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from '../app/strings/de/index.ts';
import { guideSections } from './guide-parts.ts';

const docs = join(import.meta.dirname, '../../docs');
const guideOf = (file: string) => guideSections(readFileSync(join(docs, file), 'utf8'));
const sections = guideOf('guide.md');
const german = guideOf('guide.de.md');
type Sections = typeof sections;
const picturesOf = (guide: Sections) => guide.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'picture' ? [part.name.replace(/^pictures\//, '')] : [])));
const shown = picturesOf(sections);
const there = readdirSync(join(docs, 'pictures'));

/** Keys as they are written on a German keyboard. */
const inGerman = (code: string): string => code.replaceAll('Ctrl', 'Strg').replaceAll('Shift', 'Umschalt');
const textsIn = (tree: object): string[] => Object.values(tree).flatMap((each: unknown) => (typeof each === 'string' ? [each] : typeof each === 'object' && each !== null ? textsIn(each) : []));

describe('the guide', () => {
  it('has every section in words, and leaves no picture or link as text', () => {
    expect(sections.map(({ title }) => title)).toContain('When something is wrong');
    for (const { title, parts } of [...sections, ...german]) {
      expect([title, parts.some(({ kind }) => kind === 'text')]).toEqual([title, true]);
      for (const part of parts) if (part.kind === 'text') expect(part.text).not.toMatch(/\]\(/);
    }
  });

  it('is the same in German: section for section, with its pictures, lists and keys in the same places', () => {
    const shapeOf = (guide: Sections) =>
      guide.map(({ parts }) =>
        parts.map((part) => {
          if (part.kind === 'picture') return part.name;
          const lines = part.text.split('\n').filter((line) => line.trim() !== '');
          return { paragraphs: lines.filter((line) => !/^(\d\.|-) /.test(line)).length, steps: lines.filter((line) => /^(\d\.|-) /.test(line)).length, code: (part.text.match(/`[^`]+`/g) ?? []).map(inGerman) };
        }),
      );
    expect(shapeOf(german)).toEqual(shapeOf(sections));
    expect(german.map(({ title }) => title).filter((title) => sections.some((each) => each.title === title))).toEqual([]);
    const alts = (guide: Sections) => guide.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'picture' ? [part.words] : [])));
    expect(alts(german).filter((alt) => alts(sections).includes(alt))).toEqual([]);
  });

  it('in German says what stands in emphasis as the German window does', () => {
    const words = new Set(textsIn(de));
    const emphasised = german.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'text' ? [...part.text.matchAll(/(?<!\*)\*([^*\n]+)\*(?!\*)/g)].map(([, word = '']) => word) : [])));
    expect(emphasised.length).toBeGreaterThan(15);
    expect(emphasised.filter((word) => !words.has(word))).toEqual([]);
  });

  it('shows pictures that are there, and all of them stay small', () => {
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((file) => !there.includes(file))).toEqual([]);
    const bytes = there.reduce((sum, name) => sum + statSync(join(docs, 'pictures', name)).size, 0);
    expect(bytes).toBeLessThan(2_000_000);
  });
});
