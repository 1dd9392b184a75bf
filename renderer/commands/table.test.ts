import { describe, expect, it } from 'vitest';
import { sayKey } from '../app/strings/strings.ts';
import { parseChord } from './keys.ts';
import { commandTable } from './table.ts';
import type { CommandScope } from './types.ts';

/** Scopes that are on the screen together. */
const TOGETHER: readonly (readonly CommandScope[])[] = [['desk.boxes'], ['desk.text'], ['desk'], ['global'], ['review'], ['lead']];

describe('the table of commands', () => {
  it('names every command once and in words', () => {
    const ids = commandTable.map((spec) => spec.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const spec of commandTable) expect(sayKey(spec.title, spec.titleValues)).not.toBe(spec.title);
  });

  it('gives no chord to two commands of one scope', () => {
    for (const scopes of TOGETHER) {
      const chords = commandTable.filter((spec) => scopes.includes(spec.scope)).flatMap((spec) => spec.keys.map((key) => JSON.stringify(parseChord(key)).toLowerCase()));
      const twice = chords.filter((chord, index) => chords.indexOf(chord) !== index);
      expect(twice).toEqual([]);
    }
  });
});
