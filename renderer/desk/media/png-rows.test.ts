// @vitest-environment node
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReducer } from './large-image.ts';
import { canStream, pngHead, readPngRows } from './png-rows.ts';

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Made {
  width: number;
  height: number;
  colourType: number;
  bitDepth: number;
  samples: Uint8Array;
  filters: number[];
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** Filters rows as the specification's encoder does: what was is subtracted, byte by byte. */
function encode({ width, height, colourType, bitDepth, samples, filters }: Made, extra: Buffer = Buffer.alloc(0)): Blob {
  const step = ((CHANNELS[colourType] ?? 1) * bitDepth) / 8;
  const rowBytes = width * step;
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (samples[y * rowBytes + x] ?? 0));
  const lines: number[] = [];
  for (let y = 0; y < height; y++) {
    const filter = filters[y % filters.length] ?? 0;
    lines.push(filter);
    for (let x = 0; x < rowBytes; x++) {
      const [a, b, c] = [at(x - step, y), at(x, y - 1), x < step ? 0 : at(x - step, y - 1)];
      const nearest = [a, b, c].map((value, index) => ({ value, index, gap: Math.abs(a + b - c - value) })).sort((p, q) => p.gap - q.gap || p.index - q.index)[0]?.value ?? 0;
      lines.push(((at(x, y) - ([0, a, b, (a + b) >> 1, nearest][filter] ?? 0)) + 256) & 255);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bitDepth, colourType], 8);
  const data = deflateSync(Uint8Array.from(lines));
  const half = data.length >> 1;
  return new Blob([Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), extra, chunk('IDAT', data.subarray(0, half)), chunk('IDAT', data.subarray(half)), chunk('IEND', Buffer.alloc(0))])]);
}

const made = fc.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }), colourType: fc.constantFrom(0, 2, 4, 6), bitDepth: fc.constantFrom(8, 16), filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 }), seed: fc.integer({ min: 1, max: 1_000_000 }) }).map(({ seed, ...rest }): Made => {
  const samples = new Uint8Array((rest.width * rest.height * (CHANNELS[rest.colourType] ?? 1) * rest.bitDepth) / 8);
  for (let at = 0, value = seed; at < samples.length; at++) samples[at] = (value = (value * 48_271) % 2_147_483_647) & 255;
  return { ...rest, samples };
});

const noPause = async (): Promise<void> => undefined;

describe('PNG by rows', () => {
  it('gives back every sample, whatever the filters', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (image) => {
        const rows: Uint8Array[] = [];
        await readPngRows(encode(image), (row) => rows.push(row.bytes.slice()), noPause);
        expect(Buffer.concat(rows)).toEqual(Buffer.from(image.samples));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the mean of each square, at the edges too', async () => {
    const samples = Uint8Array.from([10, 20, 30, 40, 50, 60, 70, 80, 91]);
    const small = createReducer(3, 3, 2);
    await readPngRows(encode({ width: 3, height: 3, colourType: 0, bitDepth: 8, samples, filters: [0] }), small.take, noPause);
    const grey = (value: number): number[] => [value, value, value, 255];
    expect([...small.finish()]).toEqual([...grey(30), ...grey(45), ...grey(75), ...grey(91)]);
  });

  it('reads a palette with its transparency', async () => {
    const extra = Buffer.concat([chunk('PLTE', Buffer.from([1, 2, 3, 40, 50, 60])), chunk('tRNS', Buffer.from([255, 7]))]);
    const small = createReducer(2, 1, 1);
    await readPngRows(encode({ width: 2, height: 1, colourType: 3, bitDepth: 8, samples: Uint8Array.from([1, 0]), filters: [1] }, extra), small.take, noPause);
    expect([...small.finish()]).toEqual([40, 50, 60, 7, 1, 2, 3, 255]);
  });

  it('says so where the file ends early, and leaves other formats alone', async () => {
    const whole = { width: 4, height: 4, colourType: 2, bitDepth: 8, samples: new Uint8Array(48), filters: [0] };
    const tall = encode({ ...whole, samples: new Uint8Array(24) , height: 2 });
    const bytes = new Uint8Array(await tall.arrayBuffer());
    bytes[23] = 4;
    await expect(readPngRows(new Blob([bytes]), () => undefined, noPause)).rejects.toThrow('2 of 4 rows');
    expect(pngHead(new Uint8Array(64))).toBeNull();
    expect(canStream({ widthPx: 1, heightPx: 1, bitDepth: 8, colourType: 2, isInterlaced: true })).toBe(false);
    expect(canStream({ widthPx: 1, heightPx: 1, bitDepth: 4, colourType: 3, isInterlaced: false })).toBe(false);
  });
});
