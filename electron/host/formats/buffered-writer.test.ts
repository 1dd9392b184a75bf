import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/consensus/random.ts';
import { BufferedWriter } from './buffered-writer.ts';

/** A disk that takes its time, and looks at the bytes only then. */
function slowDisk() {
  const taken: string[] = [];
  let [waiting, most] = [0, 0];
  return {
    taken,
    most: () => most,
    out: async (bytes: Uint8Array) => {
      most = Math.max(most, ++waiting);
      for (let turn = 0; turn < 3; turn++) await setImmediate();
      taken.push(Buffer.from(bytes).toString('utf8'));
      waiting--;
    },
  };
}

describe('a buffered writer', () => {
  it('gives every piece in its order, whatever its length, while the disk is slow', async () => {
    const random = seededRandom(6);
    const pieces = Array.from({ length: 400 }, (_, place) => `<${place}:${'bøjé'.repeat(random.pick([0, 1, 300, 3_000, 90_000]))}>`);
    const disk = slowDisk();
    const writer = new BufferedWriter(disk.out);
    for (const [place, piece] of pieces.entries()) await writer.write(place % 3 === 0 ? Buffer.from(piece) : piece);
    await writer.flush();
    expect(disk.taken.join('') === pieces.join('')).toBe(true);
    expect(disk.taken.length).toBeLessThan(pieces.length);
    expect(disk.most()).toBe(1);
  });

  it('keeps pieces whole that many hand in at once', async () => {
    const disk = slowDisk();
    const writer = new BufferedWriter(disk.out);
    await Promise.all(Array.from({ length: 50 }, (_, place) => writer.write(`[${place}:${'x'.repeat(20_000)}]`)));
    await writer.flush();
    const found = [...disk.taken.join('').matchAll(/\[(\d+):x{20000}\]/g)].map(([, place]) => Number(place));
    expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, place) => place));
  });

  it('goes on filling while the disk writes, and tells what went wrong there', async () => {
    let isFull = false;
    const writer = new BufferedWriter(async () => {
      await setImmediate();
      if (isFull) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    });
    await writer.write('a'.repeat(80_000));
    isFull = true;
    await writer.write('b'.repeat(80_000));
    await expect(writer.flush()).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(writer.write('c'.repeat(100_000))).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(writer.flush()).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
