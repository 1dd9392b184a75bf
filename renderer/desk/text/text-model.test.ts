import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { makeSpan } from '../../../shared/labels/make.ts';
import { codePointOfUtf16 } from '../../../shared/labels/text-offsets.ts';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import { isRightToLeft, lineAt, linesOf } from './lines.ts';
import { inReadingOrder, runsOf } from './runs.ts';
import { nextUnit, previousUnit, snap } from './segments.ts';
import { firstCursor, moveCursor, stretchOf } from './text-cursor.ts';

const at = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const codePoints = (text: string, stretch: { start: number; end: number } | null) =>
  stretch === null ? null : [codePointOfUtf16(text, stretch.start), codePointOfUtf16(text, stretch.end)];

describe('snapping', () => {
  it('pulls half a word to the whole one and drops blanks at the ends', () => {
    const text = 'Mr Jane Smith went';
    expect(snap(text, 4, 6, 'token')).toEqual(at(text, 'Jane'));
    expect(snap(text, 2, 13, 'token')).toEqual(at(text, 'Jane Smith'));
    expect(snap(text, 2, 3, 'token')).toBeNull();
  });

  it('counts emoji as one code point each, as the peers’ bug reports demand', () => {
    const doccano = 'label1 😄 label2';
    expect(codePoints(doccano, snap(doccano, doccano.indexOf('😄'), doccano.indexOf('😄') + 1, 'token'))).toEqual([7, 8]);
    expect(codePoints(doccano, snap(doccano, doccano.indexOf('label2') + 2, doccano.length, 'token'))).toEqual([9, 15]);
    const studio = '💩This is an annotation.';
    expect(codePoints(studio, snap(studio, studio.indexOf('annotation'), studio.indexOf('annotation') + 3, 'token'))).toEqual([12, 22]);
  });

  it('never splits a joined emoji or a letter with its marks', () => {
    const text = '👨🏻‍🚒 firemen';
    expect(snap(text, 2, 4, 'grapheme')).toEqual({ start: 0, end: text.indexOf(' ') });
    const marked = 'cafe\u0301 noir';
    expect(snap(marked, 3, 4, 'grapheme')).toEqual({ start: 3, end: 5 });
  });

  it('has the values of the peers’ converter for blanks and half words', () => {
    const text = 'He met Jane Smith  today';
    expect(snap(text, 6, 17, 'token')).toEqual(at(text, 'Jane Smith'));
    expect(snap(text, 6, 19, 'token')).toEqual(at(text, 'Jane Smith'));
    expect(snap(text, 8, 11, 'token')).toEqual(at(text, 'Jane'));
  });

  it('reads Devanagari and Thai by what a reader calls a word and a character', () => {
    const hindi = 'नमस्ते दुनिया';
    expect(snap(hindi, 1, 2, 'token')).toEqual({ start: 0, end: hindi.indexOf(' ') });
    // A vowel sign is no character of its own.
    const { start, end } = snap(hindi, hindi.indexOf('दु') + 1, hindi.indexOf('दु') + 2, 'grapheme')!;
    expect(hindi.slice(start, end)).toBe('दु');
    const thai = 'สวัสดีชาวโลก '.repeat(200);
    const units: string[] = [];
    for (let unit = nextUnit(thai, 0, 'token'); unit !== null; unit = nextUnit(thai, unit.end, 'token')) units.push(thai.slice(unit.start, unit.end));
    expect(new Set(units)).toEqual(new Set(units.slice(0, 3)));
  });

  it('reads Hebrew and Arabic by words', () => {
    const hebrew = 'שלום עולם';
    expect(snap(hebrew, 5, 7, 'token')).toEqual(at(hebrew, 'עולם'));
    const arabic = 'مرحبا بالعالم 😀';
    expect(snap(arabic, 7, 9, 'token')).toEqual(at(arabic, 'بالعالم'));
  });

  it('walks forward and back over the same units', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('token' as const, 'grapheme' as const), (text, snapping) => {
        const forward: number[] = [];
        for (let unit = nextUnit(text, 0, snapping); unit !== null; unit = nextUnit(text, unit.end, snapping)) forward.push(unit.start);
        const back: number[] = [];
        for (let unit = previousUnit(text, text.length, snapping); unit !== null; unit = previousUnit(text, unit.start, snapping)) back.unshift(unit.start);
        expect(back).toEqual(forward);
      }),
    );
  });
});

describe('lines', () => {
  it('are cut between characters where there is no blank to cut at', () => {
    for (const character of ['漢', '👨🏻‍🚒', 'e\u0301']) {
      const text = character.repeat(9_000);
      for (const line of linesOf(text)) expect(line.start % character.length).toBe(0);
    }
  });

  it('run as their first letter says', () => {
    const runs = (text: string) => isRightToLeft(text, { start: 0, end: text.length });
    expect(['שלום Rome', '123 😀 مرحبا', 'ދިވެހި'].map(runs)).toEqual([true, true, true]);
    expect(['Rome שלום', '123', '', 'नमस्ते'].map(runs)).toEqual([false, false, false, false]);
  });

  it('keeps every unit of the text: lines and line ends join to the whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\r\n', '😀'), maxLength: 80 }), (text) => {
        const lines = linesOf(text);
        const gaps = lines.map((line, index) => text.slice(line.end, lines[index + 1]?.start ?? text.length));
        expect(lines.map((line, index) => text.slice(line.start, line.end) + (gaps[index] ?? '')).join('')).toBe(text);
        expect(gaps.every((gap) => ['', '\n', '\r', '\r\n'].includes(gap))).toBe(true);
      }),
    );
  });

  it('cuts a paragraph of 100,000 characters at blanks', () => {
    const lines = linesOf('word '.repeat(20_000));
    expect(lines.length).toBeGreaterThan(20);
    expect(Math.max(...lines.map((line) => line.end - line.start))).toBeLessThanOrEqual(4001);
    expect(lineAt(lines, 50_000)).toBe(lines.findIndex((line) => line.start <= 50_000 && line.end > 50_000));
  });
});

describe('runs', () => {
  const text = 'The mayor of Rome spoke';
  const span = (id: string, part: string) => {
    const { start, end } = at(text, part);
    return makeSpan({ id: parseRegionId(id), classId: 1, confidence: 90 }, text, start, end);
  };

  it('cuts nested and overlapping spans into runs that cover the line once', () => {
    const spans = inReadingOrder([span('inner', 'Rome'), span('outer', 'mayor of Rome'), span('late', 'Rome spoke')]);
    const runs = runsOf({ start: 0, end: text.length }, spans);
    expect(runs.map((run) => text.slice(run.start, run.end)).join('')).toBe(text);
    expect(runs.map((run) => [text.slice(run.start, run.end), run.covers.map((s) => s.id)])).toEqual([
      ['The ', []],
      ['mayor of ', ['outer']],
      ['Rome', ['outer', 'late', 'inner']],
      [' spoke', ['late']],
    ]);
    expect(runs.map((run) => run.begins.length)).toEqual([0, 1, 2, 0]);
  });
});

describe('the keyboard cursor', () => {
  const text = 'One two, three.\n\nFour five 😀 six';
  const lines = linesOf(text);
  const move = (to: 'next' | 'previous' | 'line-down' | 'line-up' | 'line-end', isExtending = false) => ({ to, isExtending, snapping: 'token' as const });
  const shown = (cursor: Parameters<typeof stretchOf>[0]) => text.slice(stretchOf(cursor).start, stretchOf(cursor).end);

  it('walks by words over punctuation and line ends, and stops at emoji', () => {
    let cursor = firstCursor(text, 'token')!;
    const seen = [shown(cursor)];
    for (let i = 0; i < 7; i++) {
      cursor = moveCursor(text, lines, cursor, move('next'));
      seen.push(shown(cursor));
    }
    expect(seen).toEqual(['One', 'two', 'three', 'Four', 'five', '😀', 'six', 'six']);
  });

  it('extends from where the selection began, in both directions', () => {
    let cursor = moveCursor(text, lines, firstCursor(text, 'token')!, move('next'));
    cursor = moveCursor(text, lines, cursor, move('next', true));
    expect(shown(cursor)).toBe('two, three');
    cursor = moveCursor(text, lines, cursor, move('previous', true));
    cursor = moveCursor(text, lines, cursor, move('previous', true));
    expect(shown(cursor)).toBe('One two');
  });

  it('goes to the line below at the same column, over empty lines', () => {
    const down = moveCursor(text, lines, moveCursor(text, lines, firstCursor(text, 'token')!, move('next')), move('line-down'));
    expect(shown(down)).toBe('Four');
    expect(shown(moveCursor(text, lines, down, move('line-end')))).toBe('six');
  });
});
