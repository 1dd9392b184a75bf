import { describe, expect, it } from 'vitest';
import { toRgba } from './tiff-raster.ts';
import type { TiffRaster } from './tiff-raster.ts';

const raster = (change: Partial<TiffRaster>): TiffRaster => ({
  samples: [], samplesPerPixel: 1, widthPx: 1, heightPx: 1, bitsPerSample: 8, isWholeNumber: true, photometric: 1, palette: null, hasAlpha: false, orientation: 1, ...change,
});
const pixels = (change: Partial<TiffRaster>) => [...(toRgba(raster(change))?.pixels ?? [])];
const greys = (change: Partial<TiffRaster>) => pixels(change).filter((_, index) => index % 4 === 0);

describe('the pixels of a TIFF', () => {
  it.each([
    ['black is zero', { samples: [0, 100, 255], widthPx: 3 }, [0, 100, 255]],
    ['white is zero', { samples: [0, 100, 255], widthPx: 3, photometric: 0 }, [255, 155, 0]],
    ['one bit', { samples: [0, 1], widthPx: 2, bitsPerSample: 1 }, [0, 255]],
    ['16 bits', { samples: [0, 32_768, 65_535], widthPx: 3, bitsPerSample: 16 }, [0, 128, 255]],
    ['12 bits in 16', { samples: [0, 2048, 4095], widthPx: 3, bitsPerSample: 16 }, [0, 128, 255]],
    ['fractions, with a hole in them', { samples: [-1, NaN, 0, 1], widthPx: 4, bitsPerSample: 32, isWholeNumber: false }, [0, 0, 128, 255]],
    ['all the same fraction', { samples: [3, 3], widthPx: 2, bitsPerSample: 32, isWholeNumber: false }, [0, 0]],
  ] as const)('in grey: %s', (_name, change, expected) => {
    expect(greys(change)).toEqual(expected);
  });

  it.each([
    ['red, green, blue', { samples: [1, 2, 3], samplesPerPixel: 3, photometric: 2 }, [1, 2, 3, 255]],
    ['with opacity', { samples: [1, 2, 3, 4], samplesPerPixel: 4, photometric: 2, hasAlpha: true }, [1, 2, 3, 4]],
    ['with a fourth sample that is none', { samples: [1, 2, 3, 4], samplesPerPixel: 4, photometric: 2 }, [1, 2, 3, 255]],
    ['inks', { samples: [255, 0, 0, 0], samplesPerPixel: 4, photometric: 5 }, [0, 255, 255, 255]],
    ['inks under black', { samples: [0, 0, 0, 255], samplesPerPixel: 4, photometric: 5 }, [0, 0, 0, 255]],
    ['a palette', { samples: [1], photometric: 3, palette: [0, 65_535, 0, 257, 0, 514] }, [255, 1, 2, 255]],
    ['luma and chroma', { samples: [128, 128, 128], samplesPerPixel: 3, photometric: 6 }, [128, 128, 128, 255]],
  ] as const)('in colour: %s', (_name, change, expected) => {
    expect(pixels(change)).toEqual(expected);
  });

  it('of an unknown kind, or with samples missing, are none', () => {
    expect(toRgba(raster({ samples: [1], photometric: 32_803 }))).toBeNull();
    expect(toRgba(raster({ samples: [1], photometric: 2 }))).toBeNull();
    expect(toRgba(raster({ samples: [1], photometric: 3 }))).toBeNull();
  });

  // A picture of 3 by 2, 1 to 6 from its upper left as shown; each row is how it is stored at that orientation.
  it.each([
    [1, 3, 2, [1, 2, 3, 4, 5, 6]],
    [2, 3, 2, [3, 2, 1, 6, 5, 4]],
    [3, 3, 2, [6, 5, 4, 3, 2, 1]],
    [4, 3, 2, [4, 5, 6, 1, 2, 3]],
    [5, 2, 3, [1, 4, 2, 5, 3, 6]],
    [6, 2, 3, [3, 6, 2, 5, 1, 4]],
    [7, 2, 3, [6, 3, 5, 2, 4, 1]],
    [8, 2, 3, [4, 1, 5, 2, 6, 3]],
  ] as const)('stored at orientation %i are shown the right way up', (orientation, widthPx, heightPx, samples) => {
    const shown = toRgba(raster({ samples, widthPx, heightPx, orientation }));
    expect([shown?.widthPx, shown?.heightPx]).toEqual([3, 2]);
    expect(greys({ samples, widthPx, heightPx, orientation })).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
