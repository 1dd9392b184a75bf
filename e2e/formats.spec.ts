import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createServer } from 'vite';
import type { ViteDevServer } from 'vite';
import type { Decoded } from './decode/page.ts';

/** Red, green, blue and yellow: the quarters of every picture in fixtures/images, whatever it is written in. */
const QUARTERS = [[200, 30, 40], [20, 160, 60], [40, 60, 210], [230, 210, 40]] as const;
/** Inks and chroma lose a little each way. */
const EXACT = 2;
const LOSSY = 12;
/** ImageMagick and Chromium do not turn ink into light by the same formula. */
const INKS = 60;

/** The desk's own decoding in a real Chromium, on files that another program wrote. */
test.describe('image formats', () => {
  let server: ViteDevServer;
  test.beforeAll(async () => {
    const repository = fileURLToPath(new URL('..', import.meta.url));
    server = await createServer({ configFile: false, root: fileURLToPath(new URL('decode', import.meta.url)), logLevel: 'error', server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [repository] } } });
    await server.listen();
  });
  test.afterAll(() => server.close());

  const decode = async (page: Page, name: string, size: readonly [number, number] = [24, 16]): Promise<Decoded> => {
    if (!page.url().startsWith('http')) {
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => 'decodeImage' in window);
    }
    const url = `/@fs${fileURLToPath(new URL(`fixtures/images/${name}`, import.meta.url))}`;
    return page.evaluate(([file, width, height]) => window.decodeImage(file, width, height), [url, ...size] as const);
  };
  const expectQuarters = (decoded: Decoded, off: number, expected: readonly (readonly number[])[] = QUARTERS): void => {
    if ('failure' in decoded) throw new Error(decoded.failure);
    for (const [at, colour] of expected.entries()) {
      for (const [channel, value] of colour.entries()) expect(Math.abs((decoded.quarters[at]?.[channel] ?? -1) - value), `quarter ${at}: ${decoded.quarters[at]?.join(' ')}`).toBeLessThanOrEqual(off);
    }
  };

  test('are shown in their colours', async ({ page }) => {
    const files: readonly (readonly [string, number])[] = [
      ['source.png', EXACT], ['png16.png', EXACT], ['bmp24.bmp', EXACT], ['palette.bmp', EXACT], ['palette.gif', EXACT], ['lossless.webp', EXACT], ['rgb.jpg', LOSSY], ['q90.avif', LOSSY], ['cmyk.jpg', INKS],
      ['tiff-none.tif', EXACT], ['tiff-lzw.tif', EXACT], ['tiff-deflate.tif', EXACT], ['tiff-packbits.tif', EXACT], ['tiff-rgb16.tif', EXACT], ['tiff-palette.tif', EXACT], ['tiff-tiled.tif', EXACT], ['tiff-big-endian.tif', EXACT], ['tiff-planar.tif', EXACT], ['tiff-big.tif', EXACT], ['tiff-jpeg.tif', LOSSY], ['tiff-cmyk.tif', INKS],
    ];
    for (const [name, off] of files) {
      await test.step(name, async () => {
        const decoded = await decode(page, name);
        expect(decoded).toMatchObject({ size: [24, 16] });
        expectQuarters(decoded, off);
      });
    }
  });

  test('in 16 bits of grey keep their order of brightness', async ({ page }) => {
    const decoded = await decode(page, 'tiff-gray16.tif');
    if ('failure' in decoded) throw new Error(decoded.failure);
    const greys = decoded.quarters.map(([red = 0, green = 0, blue = 0]) => {
      expect([green, blue]).toEqual([red, red]);
      return red;
    });
    expect(greys[3]).toBeGreaterThan(150);
    expect(Math.max(...greys.slice(0, 3))).toBeLessThan(150);
  });

  test('are the right way up at every EXIF orientation', async ({ page }) => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      await test.step(`orientation ${orientation}`, async () => {
        const decoded = await decode(page, `exif-${orientation}.jpg`);
        expect(decoded).toMatchObject({ size: [24, 16] });
        expectQuarters(decoded, LOSSY);
      });
    }
    // Stored on its side: a quarter turn to the right shows it.
    const turned = await decode(page, 'tiff-turned.tif', [16, 24]);
    expect(turned).toMatchObject({ size: [16, 24] });
    expectQuarters(turned, EXACT, [QUARTERS[2], QUARTERS[0], QUARTERS[3], QUARTERS[1]]);
  });

  test('that cannot be decoded say why, and take nothing else down', async ({ page }) => {
    for (const [name, why] of [['tiff-fax.tif', /compression/], ['phone.heic', /HEIC/]] as const) {
      const decoded = await decode(page, name);
      expect('failure' in decoded ? decoded.failure : 'shown').toMatch(why);
    }
    expectQuarters(await decode(page, 'tiff-lzw.tif'), EXACT);
  });
});
