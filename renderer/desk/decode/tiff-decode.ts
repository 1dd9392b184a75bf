import { fromArrayBuffer } from 'geotiff';
import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import { bmpOf } from './bmp.ts';
import { toRgba } from './tiff-raster.ts';

/** Decoded whole, at four bytes a pixel and for a moment twice: more would not fit beside a day's work. */
const MAX_PIXELS = 100_000_000;
const UNSIGNED = 1;
const SIGNED = 2;
const OPACITY = 2;

/** The first picture of a TIFF as a file that Chromium decodes. The failure is a sentence. */
export async function decodeTiff(bytes: ArrayBuffer): Promise<Result<Blob, string>> {
  try {
    const image = await (await fromArrayBuffer(bytes)).getImage(0);
    const [widthPx, heightPx] = [image.getWidth(), image.getHeight()];
    if (!(widthPx > 0 && heightPx > 0)) return err('The TIFF has no width or height.');
    if (widthPx * heightPx > MAX_PIXELS) return err(`The TIFF has ${widthPx} x ${heightPx} pixels: over ${MAX_PIXELS / 1e6} million.`);
    const directory = image.fileDirectory;
    const photometric: number = directory.getValue('PhotometricInterpretation') ?? 1;
    const format: number = image.getSampleFormat();
    const extra: ArrayLike<number> | undefined = await directory.loadValue('ExtraSamples');
    const palette: ArrayLike<number> | undefined = photometric === 3 ? await directory.loadValue('ColorMap') : undefined;
    const orientation: unknown = await directory.loadValue('Orientation');
    const shown = toRgba({
      samples: await image.readRasters({ interleave: true }),
      samplesPerPixel: image.getSamplesPerPixel(),
      widthPx,
      heightPx,
      bitsPerSample: image.getBitsPerSample(),
      isWholeNumber: format === UNSIGNED || (format === SIGNED && image.getBitsPerSample() === 8),
      photometric,
      palette: palette ?? null,
      hasAlpha: extra?.[0] === OPACITY,
      orientation: typeof orientation === 'number' && orientation >= 1 && orientation <= 8 ? orientation : 1,
    });
    return shown === null ? err(`The colours of the TIFF are of a kind (${photometric}) that cannot be shown.`) : ok(bmpOf(shown));
  } catch (cause) {
    return err(`The TIFF cannot be decoded: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}
