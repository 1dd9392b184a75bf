import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ReadAhead } from './read-ahead.ts';

describe('what is read ahead', () => {
  it('comes as it was asked for, each thing read once, and none that nobody wants', async () => {
    const things = Array.from({ length: 60 }, (_, place) => place);
    const read: number[] = [];
    const ahead = new ReadAhead(things, (thing) => thing % 3 !== 0, async (thing) => {
      read.push(thing);
      await setImmediate();
      return `text ${thing}`;
    });
    const given: string[] = [];
    for (const thing of things) if (thing % 3 !== 0) given.push(await ahead.at(thing));
    const wanted = things.filter((thing) => thing % 3 !== 0);
    expect(given).toEqual(wanted.map((thing) => `text ${thing}`));
    expect(read).toEqual(wanted);
  });

  it('is on its way before it is asked for, and so much and no more', async () => {
    const read: number[] = [];
    const ahead = new ReadAhead(Array.from({ length: 100 }, (_, place) => place), () => true, async (thing) => void read.push(thing));
    await ahead.at(0);
    expect(read).toHaveLength(16);
    await ahead.at(50);
    expect(Math.max(...read)).toBe(65);
  });

  it('tells who asks what went wrong, and the others nothing', async () => {
    const ahead = new ReadAhead([0, 1, 2], () => true, async (thing) => {
      if (thing === 1) throw new Error('gone');
      return thing;
    });
    expect(await ahead.at(0)).toBe(0);
    await setImmediate();
    await expect(ahead.at(1)).rejects.toThrow('gone');
    expect(await ahead.at(2)).toBe(2);
  });
});
