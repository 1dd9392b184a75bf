function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** Name, place and first bytes. */
const UNSHOWABLE: readonly (readonly [string, number, string])[] = [
  ['BigTIFF', 0, 'II+\0'],
  ['BigTIFF', 0, 'MM\0+'],
  ['Photoshop', 0, '8BPS'],
  ['JPEG 2000', 0, '\0\0\0\x0cjP  '],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51'],
  ['JPEG XL', 0, '\xff\x0a'],
  ['JPEG XL', 0, '\0\0\0\x0cJXL '],
  ['OpenEXR', 0, 'v/1\x01'],
  ['Radiance HDR', 0, '#?RADIANCE'],
  ['DICOM', 128, 'DICM'],
  ['camera raw (CR3)', 4, 'ftypcrx '],
  ['camera raw (RAF)', 0, 'FUJIFILMCCD-RAW'],
  ['camera raw (ORF)', 0, 'IIRO'],
  ['camera raw (RW2)', 0, 'IIU\0'],
  ['Icon', 0, '\0\0\x01\0'],
  ['PDF', 0, '%PDF'],
];

/** Files that people take for pictures and a window can't show, named so that the message can say what to do. */
export function unshowableFormatOf(bytes: Uint8Array): string | null {
  const known = UNSHOWABLE.find(([, at, magic]) => ascii(bytes, at, magic.length) === magic);
  if (known !== undefined) return known[0];
  const brands = ascii(bytes, 4, 4) === 'ftyp' ? ascii(bytes, 8, 24) : '';
  // AVIF names the same general brands as HEIC, and its own.
  if (/heic|heix|hevc|mif1|msf1/.test(brands) && !/avif|avis/.test(brands)) return 'HEIC';
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(ascii(bytes, 0, 1024))) return 'SVG';
  return null;
}
