import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, isFit, panBy, resizeView, reveal, scaleAt, toImage, toScreen, visibleRect, zoomAt, zoomTo } from './viewport.ts';

const view = { widthPx: 1000, heightPx: 600 };
const image = { widthPx: 4000, heightPx: 3000 };

describe('viewport', () => {
  it('fits the whole image with a margin', () => {
    const whole = fit(view, image);
    expect(whole.scale).toBeCloseTo(552 / 3000);
    expect(visibleRect(whole).y0).toBeLessThan(0);
    expect(isFit(whole)).toBe(true);
  });

  it('turns screen to image and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 600 }), fc.double({ min: 0.2, max: 50, noNaN: true }), (x, y, scale) => {
        const zoomed = scaleAt(fit(view, image), { x: 400, y: 300 }, scale);
        const back = toScreen(zoomed, toImage(zoomed, { x, y }));
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
      }),
    );
  });

  it('keeps what is under the cursor while zooming', () => {
    const start = fit(view, image);
    const cursor = { x: 333, y: 222 };
    const before = toImage(start, cursor);
    const after = toImage(zoomAt(start, cursor, 3), cursor);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('never loses the image', () => {
    const lost = panBy(scaleAt(fit(view, image), { x: 0, y: 0 }, 2), 1e6, -1e6);
    expect(lost.centre).toEqual({ x: 0, y: 3000 });
    expect(zoomAt(lost, { x: 0, y: 0 }, 1e9).scale).toBe(64);
    expect(zoomAt(lost, { x: 0, y: 0 }, 1e-9).scale).toBeCloseTo(fit(view, image).scale / 2);
  });

  it('stays fitted when the window changes, and keeps its scale otherwise', () => {
    expect(isFit(resizeView(fit(view, image), { widthPx: 500, heightPx: 500 }))).toBe(true);
    const zoomed = zoomTo(fit(view, image), { x0: 100, y0: 100, x1: 200, y1: 200 });
    expect(resizeView(zoomed, { widthPx: 500, heightPx: 500 }).scale).toBe(zoomed.scale);
  });

  it('moves only as far as it takes to show a rectangle', () => {
    const near = scaleAt(fit(view, image), { x: 0, y: 0 }, 1);
    const seen = visibleRect(near);
    expect(reveal(near, { x0: seen.x0 + 5, y0: seen.y0 + 5, x1: seen.x0 + 50, y1: seen.y0 + 50 })).toBe(near);
    expect(visibleRect(reveal(near, { x0: seen.x1 + 20, y0: seen.y0 + 5, x1: seen.x1 + 60, y1: seen.y0 + 50 })).x1).toBeCloseTo(seen.x1 + 60);
  });
});
