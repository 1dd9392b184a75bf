// @vitest-environment node
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guideSections } from './guide-parts.ts';

const docs = join(import.meta.dirname, '../../docs');
const sections = guideSections(readFileSync(join(docs, 'guide.md'), 'utf8'));
const shown = sections.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'picture' ? [part.file] : [])));
const there = readdirSync(join(docs, 'pictures'));

describe('the guide', () => {
  it('has every section in words, and leaves no picture or link as text', () => {
    expect(sections.map(({ title }) => title)).toContain('When something is wrong');
    for (const { title, parts } of sections) {
      expect([title, parts.some(({ kind }) => kind === 'text')]).toEqual([title, true]);
      for (const part of parts) if (part.kind === 'text') expect(part.source).not.toMatch(/\]\(/);
    }
  });

  it('shows pictures that are there, and all of them stay small', () => {
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((file) => !there.includes(file))).toEqual([]);
    const bytes = there.reduce((sum, name) => sum + statSync(join(docs, 'pictures', name)).size, 0);
    expect(bytes).toBeLessThan(2_000_000);
  });
});
