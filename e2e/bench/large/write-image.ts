import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createDeflate, crc32 } from 'node:zlib';
import type { Writable } from 'node:stream';
import jpeg from 'jpeg-js';

/*
 * Images too large to be held: written row by row, or strip by strip. Not of a camera, but with gradients, edges and
 * grain, so that neither their coding nor their pixels are cheap.
 */

/** The colour of a pixel, in place. */
function paintPixel(into: Uint8Array, at: number, x: number, y: number): void {
  const grain = ((x * 7919) ^ (y * 104_729)) & 15;
  const isLine = x % 250 < 3 || y % 250 < 3;
  into[at] = isLine ? 20 : ((x >> 7) + grain) & 255;
  into[at + 1] = isLine ? 20 : ((y >> 7) + grain) & 255;
  into[at + 2] = isLine ? 20 : (((x + y) >> 8) + grain) & 255;
}

async function write(stream: Writable, bytes: Uint8Array): Promise<void> {
  if (!stream.write(bytes)) await once(stream, 'drain');
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A PNG of 8 bits a channel, RGB. */
export async function writePng(file: string, widthPx: number, heightPx: number): Promise<void> {
  const out = createWriteStream(file);
  await write(out, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head.set([8, 2, 0, 0, 0], 8);
  await write(out, pngChunk('IHDR', head));
  const deflate = createDeflate({ level: 1 });
  const done = (async () => {
    for await (const part of deflate) await write(out, pngChunk('IDAT', part as Buffer));
  })();
  const rows = Array.from({ length: 16 }, () => Buffer.alloc(1 + widthPx * 3));
  for (let y = 0; y < heightPx; y++) {
    const row = rows[y % rows.length];
    if (row === undefined) throw new Error('no row');
    // The grain repeats, the large shapes do not: the row is painted whole once in sixteen, then shifted in colour.
    if (y < rows.length || y % 250 < 3 || y % 250 >= 247 || y % 128 < 16) for (let x = 0; x < widthPx; x++) paintPixel(row, 1 + x * 3, x, y);
    await write(deflate, Buffer.from(row));
  }
  deflate.end();
  await done;
  out.end(pngChunk('IEND', new Uint8Array(0)));
  await once(out, 'finish');
}

const STRIP_PX = 8;
const STRIPS = 25;

/**
 * A baseline JPEG. Every strip of eight rows is coded by itself and ends with a restart marker, so that the strips of
 * one small set can follow each other in any number.
 */
export async function writeJpeg(file: string, widthPx: number, heightPx: number): Promise<void> {
  const strips: Buffer[] = [];
  let head = Buffer.alloc(0);
  for (let strip = 0; strip < STRIPS; strip++) {
    const data = Buffer.alloc(widthPx * STRIP_PX * 4, 255);
    for (let y = 0; y < STRIP_PX; y++) for (let x = 0; x < widthPx; x++) paintPixel(data, (y * widthPx + x) * 4, x, strip * STRIP_PX + y);
    const coded = Buffer.from(jpeg.encode({ data, width: widthPx, height: STRIP_PX }, 80).data);
    const scan = coded.indexOf(Buffer.from([0xff, 0xda]));
    const body = scan + 2 + coded.readUInt16BE(scan + 2);
    strips.push(coded.subarray(body, coded.length - 2));
    head = coded.subarray(0, body);
  }
  const frame = head.indexOf(Buffer.from([0xff, 0xc0]));
  head.writeUInt16BE(heightPx, frame + 5);
  const scan = head.indexOf(Buffer.from([0xff, 0xda]));
  const restart = Buffer.from([0xff, 0xdd, 0, 4, 0, 0]);
  restart.writeUInt16BE(Math.ceil(widthPx / 8), 4);
  const out = createWriteStream(file);
  await write(out, Buffer.concat([head.subarray(0, scan), restart, head.subarray(scan)]));
  const count = Math.ceil(heightPx / STRIP_PX);
  for (let strip = 0; strip < count; strip++) {
    await write(out, strips[strip % STRIPS] ?? Buffer.alloc(0));
    if (strip < count - 1) await write(out, Buffer.from([0xff, 0xd0 + (strip % 8)]));
  }
  out.end(Buffer.from([0xff, 0xd9]));
  await once(out, 'finish');
}
