import { deflateSync, crc32 as zlibCrc32 } from 'node:zlib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * The app's icons for three systems out of the mosaic of renderer/app/theme/icon.svg: nine tiles on a grid of 28. Drawn
 * here at every size, so that no tile's edge is blurred and no picture is kept beside the drawing.
 */

const GRID = 28;
const TILES: readonly { readonly colour: number; readonly at: readonly (readonly [number, number])[] }[] = [
  { colour: 0x2340a8, at: [[1, 1], [19, 10], [10, 19]] },
  { colour: 0x5a73ca, at: [[10, 1], [1, 10], [19, 19]] },
  { colour: 0x9aa9de, at: [[19, 1], [1, 19]] },
  { colour: 0xcf9223, at: [[10, 10]] },
];
const TILE = 8;

/** RGBA, transparent around the tiles. */
function pixels(sizePx: number): Buffer {
  const data = Buffer.alloc(sizePx * sizePx * 4);
  const edge = (units: number): number => Math.round((units * sizePx) / GRID);
  for (const { colour, at } of TILES) {
    for (const [x, y] of at) {
      for (let row = edge(y); row < edge(y + TILE); row += 1) {
        for (let column = edge(x); column < edge(x + TILE); column += 1) data.writeUInt32BE(((colour << 8) | 0xff) >>> 0, (row * sizePx + column) * 4);
      }
    }
  }
  return data;
}

/** @param name four letters */
function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  crc.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, crc]);
}

/** PNG's CRC-32; Node has it from 22 on. */
function checksum(bytes: Buffer): number {
  if (typeof zlibCrc32 === 'function') return zlibCrc32(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** @param sizePx of a side */
export function iconPng(sizePx: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(sizePx, 0);
  head.writeUInt32BE(sizePx, 4);
  // Eight bits, RGBA.
  head.set([8, 6, 0, 0, 0], 8);
  const raw = pixels(sizePx);
  const lines = Array.from({ length: sizePx }, (_, row) => Buffer.concat([Buffer.from([0]), raw.subarray(row * sizePx * 4, (row + 1) * sizePx * 4)]));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** Windows: PNGs behind a table of contents. */
export function iconIco(sizesPx: readonly number[] = [16, 24, 32, 48, 64, 128, 256]): Buffer {
  const pictures = sizesPx.map(iconPng);
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [at, picture] of pictures.entries()) {
    const size = sizesPx[at] ?? 0;
    // 256 is written as 0.
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], 6 + 16 * at);
    head.writeUInt32LE(picture.length, 6 + 16 * at + 8);
    head.writeUInt32LE(offset, 6 + 16 * at + 12);
    offset += picture.length;
  }
  return Buffer.concat([head, ...pictures]);
}

/** macOS: PNGs under four letters that name their size. */
export function iconIcns(): Buffer {
  const kinds: readonly (readonly [string, number])[] = [['icp4', 16], ['icp5', 32], ['ic07', 128], ['ic08', 256], ['ic09', 512], ['ic10', 1024]];
  const parts = kinds.map(([name, size]) => block(name, iconPng(size)));
  return block('icns', Buffer.concat(parts));
}

function block(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

/** Where electron-builder looks for them. */
export function writeIcons(dir: string): void {
  mkdirSync(join(dir, 'icons'), { recursive: true });
  writeFileSync(join(dir, 'icon.icns'), iconIcns());
  writeFileSync(join(dir, 'icon.ico'), iconIco());
  for (const size of [16, 32, 48, 64, 128, 256, 512]) writeFileSync(join(dir, 'icons', `${String(size)}x${String(size)}.png`), iconPng(size));
}
