import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampBox, pixelToUnit, unitToPixel } from './pixels.ts';

describe('pixels and units', () => {
  it('puts the edges on the ends', () => {
    expect(pixelToUnit(0, 4000)).toBe(0);
    expect(pixelToUnit(4000, 4000)).toBe(65_535);
    expect(unitToPixel(65_535, 4000)).toBe(4000);
  });

  it('gives the shortest decimal: no shorter one encodes to the same unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 1, max: 100_000 }), (unit, size) => {
        const pixel = unitToPixel(unit, size);
        expect(pixelToUnit(pixel, size)).toBe(unit);
        const decimals = (String(pixel).split('.')[1] ?? '').length;
        if (decimals === 0) return;
        const step = 10 ** (decimals - 1);
        const shorter = [Math.floor(pixel * step) / step, Math.ceil(pixel * step) / step].filter((value) => value <= size);
        for (const value of shorter) expect(pixelToUnit(value, size)).not.toBe(unit);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every whole pixel and every unit of one odd size', () => {
    for (let pixel = 0; pixel <= 1366; pixel++) expect(unitToPixel(pixelToUnit(pixel, 1366), 1366)).toBe(pixel);
    for (let unit = 0; unit <= 65_535; unit++) expect(pixelToUnit(unitToPixel(unit, 1366), 1366)).toBe(unit);
  });

  it('is what rounding by text gives, in every size', () => {
    const byText = (unit: number, size: number) => {
      const exact = (unit * size) / 65_535;
      for (let decimals = 0; decimals <= 20; decimals++) {
        const candidate = Number(exact.toFixed(decimals));
        if (candidate <= size && pixelToUnit(candidate, size) === unit) return candidate;
      }
      return exact;
    };
    for (const size of [1, 2, 255, 640, 1366, 3000, 4000, 65_535, 65_536, 131_070, 999_983]) {
      for (let unit = 0; unit <= 65_535; unit += 7) if (unitToPixel(unit, size) !== byText(unit, size)) expect({ unit, size, pixel: unitToPixel(unit, size) }).toEqual({ unit, size, pixel: byText(unit, size) });
    }
  });

  it('clamps a box into the image and leaves its other fields alone', () => {
    expect(clampBox({ x0: -5, y0: 3, x1: 120, y1: 60, name: 'a' }, 100, 50)).toEqual({ x0: 0, y0: 3, x1: 100, y1: 50, name: 'a' });
  });
});
