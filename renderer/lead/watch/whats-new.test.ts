import { describe, expect, it } from 'vitest';
import type { ChosenFile } from '../new/chosen-files.ts';
import { mayBeNew, passedBy, whatIsNew } from './whats-new.ts';

const file = (path: string, bytes = 3, lastModified = 1): ChosenFile => ({ path, file: new File(['x'.repeat(bytes)], path.split('/').at(-1) ?? '', { lastModified }) });
const taken = (names: readonly string[] = [], passed: Record<string, string> = {}) => ({ names: new Set(names), passed });
const paths = (files: readonly ChosenFile[]) => files.map(({ path }) => path);

describe('what is new in a folder', () => {
  it('is what no pack has by name, below folders too', () => {
    const look = [file('a.png'), file('deep/a.png'), file('b.png')];
    const fresh = whatIsNew(look, look, taken(['a.png']));
    expect(paths(fresh.files)).toEqual(['deep/a.png', 'b.png']);
    expect(fresh).toMatchObject({ count: 2, growing: 0 });
  });

  it('waits while it grows, while it is written to, and where it has only just come', () => {
    const before = [file('grows.png', 3), file('written.png', 3, 1), file('whole.png')];
    const now = [file('grows.png', 4), file('written.png', 3, 2), file('whole.png'), file('came.png')];
    const fresh = whatIsNew(before, now, taken());
    expect(paths(fresh.files)).toEqual(['whole.png']);
    expect(fresh).toMatchObject({ count: 1, growing: 3 });
  });

  it('is no file that has gone away again', () => {
    expect(whatIsNew([file('a.png')], [], taken())).toEqual({ files: [], count: 0, growing: 0 });
  });

  it('is a file again that could not be taken and has changed since', () => {
    const passed = passedBy([file('broken.png', 3, 1), file('a.png')], new Set(['a.png']));
    expect(Object.keys(passed)).toEqual(['broken.png']);
    const same = [file('broken.png', 3, 1), file('a.png')];
    expect(whatIsNew(same, same, taken(['a.png'], passed)).count).toBe(0);
    const mended = [file('broken.png', 5, 2), file('a.png')];
    expect(paths(whatIsNew(mended, mended, taken(['a.png'], passed)).files)).toEqual(['broken.png']);
  });

  it('stays known by its name, however it changes', () => {
    const look = [file('a.png', 9, 9)];
    expect(whatIsNew(look, look, taken(['a.png'])).count).toBe(0);
    expect(mayBeNew(taken(['a.png']), 'a.png')).toBe(false);
    expect(mayBeNew(taken(['a.png']), 'b.png')).toBe(true);
  });

  it('goes with answers and suggestions that lie beside it, which are no items', () => {
    const look = [file('a.png'), file('gold.csv'), file('deep/suggestions.json')];
    const fresh = whatIsNew(look, look, taken());
    expect(paths(fresh.files)).toEqual(['a.png', 'gold.csv', 'deep/suggestions.json']);
    expect(fresh.count).toBe(1);
  });

  it('is found under a name that is longer than a pack keeps', () => {
    const long = `${'x'.repeat(498)}.png`;
    const look = [file(long)];
    expect(whatIsNew(look, look, taken([long.slice(0, 500)])).count).toBe(0);
    expect(passedBy(look, new Set([long.slice(0, 500)]))).toEqual({});
  });

  it('may be called like what every object has', () => {
    const look = [file('constructor'), file('__proto__')];
    expect(whatIsNew(look, look, taken()).count).toBe(2);
    expect(whatIsNew(look, look, taken([], passedBy(look, new Set()))).count).toBe(0);
  });
});
