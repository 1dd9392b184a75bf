import type { Rgba } from './tiff-raster.ts';

const FILE_HEADER_BYTES = 14;
const V4_HEADER_BYTES = 108;
const BITFIELDS = 3;
const SRGB = 0x73524742;

/**
 * Pixels as a BMP: nothing is packed, so the browser's own decoder reads it at the speed of memory, and whatever takes
 * image files takes these too. The pixels are not copied.
 */
export function bmpOf({ pixels, widthPx, heightPx }: Rgba): Blob {
  const header = new DataView(new ArrayBuffer(FILE_HEADER_BYTES + V4_HEADER_BYTES));
  header.setUint16(0, 0x424d);
  header.setUint32(2, header.byteLength + pixels.byteLength, true);
  header.setUint32(10, header.byteLength, true);
  header.setUint32(14, V4_HEADER_BYTES, true);
  header.setInt32(18, widthPx, true);
  // Less than zero: the first row is the uppermost.
  header.setInt32(22, -heightPx, true);
  header.setUint16(26, 1, true);
  header.setUint16(28, 32, true);
  header.setUint32(30, BITFIELDS, true);
  header.setUint32(34, pixels.byteLength, true);
  header.setUint32(54, 0x000000ff, true);
  header.setUint32(58, 0x0000ff00, true);
  header.setUint32(62, 0x00ff0000, true);
  header.setUint32(66, 0xff000000, true);
  header.setUint32(70, SRGB, true);
  return new Blob([header, pixels], { type: 'image/bmp' });
}
