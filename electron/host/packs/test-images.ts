import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';

/** Real images for tests, small and made on the spot. */

export function png(widthPx: number, heightPx: number, options: { claimedWidthPx?: number; orientation?: number } = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(options.claimedWidthPx ?? widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((widthPx + 1) * heightPx, 0x40);
  for (let row = 0; row < heightPx; row++) rows[row * (widthPx + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), ...(options.orientation === undefined ? [] : [chunk('eXIf', exif(options.orientation))]), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** An EXIF block of one entry: how the camera was held. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a000000080001011200030000000100000000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** @param shade fills the picture, so that two images can differ */
export function jpg(widthPx: number, heightPx: number, shade = 120): Buffer {
  const data = new Uint8Array(widthPx * heightPx * 4).fill(shade);
  return Buffer.from(jpeg.encode({ width: widthPx, height: heightPx, data }, 80).data);
}

/** A JPEG with an EXIF block that says how the camera was held (1 to 8). */
export function jpgTurned(widthPx: number, heightPx: number, orientation: number): Buffer {
  const plain = jpg(widthPx, heightPx);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(body.length + 2, 2);
  // After the start of image and the JFIF segment, where cameras put it.
  const at = 4 + plain.readUInt16BE(4);
  return Buffer.concat([plain.subarray(0, at), segment, body, plain.subarray(at)]);
}

/** 1 x 1 px. */
export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** 20 x 10 px, as a browser writes it, without its colour profile. */
export const webp = Buffer.from('UklGRkQAAABXRUJQVlA4IDgAAABQAwCdASoUAAoAPtFUo0uoJKMhsAgBABoJQBai0A/AABCKAAD+15X/8Q1OOPqu//FnIxHZelpwAA==', 'base64');

export function bmp(widthPx: number, heightPx: number): Buffer {
  const row = Math.ceil((widthPx * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + row * heightPx);
  bytes.write('BM', 0, 'ascii');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(widthPx, 18);
  bytes.writeInt32LE(heightPx, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}
