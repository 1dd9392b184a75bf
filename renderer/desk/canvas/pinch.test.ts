import { describe, expect, it } from 'vitest';
import { createPinch } from './pinch.ts';
import { fit, toImage } from './viewport.ts';

const start = () => fit({ widthPx: 800, heightPx: 600 }, { widthPx: 1600, heightPx: 1200 });

describe('two fingers', () => {
  it('zoom and pan so that what was under each stays under it', () => {
    const pinch = createPinch();
    let viewport = start();
    expect(pinch.down(1, { x: 300, y: 300 })).toBe(false);
    expect(pinch.down(2, { x: 500, y: 300 })).toBe(true);
    const under = [toImage(viewport, { x: 300, y: 300 }), toImage(viewport, { x: 500, y: 300 })];
    viewport = pinch.move(1, { x: 250, y: 320 })?.(viewport) ?? viewport;
    viewport = pinch.move(2, { x: 650, y: 320 })?.(viewport) ?? viewport;
    expect(viewport.scale).toBeCloseTo(start().scale * 2, 5);
    expect(toImage(viewport, { x: 250, y: 320 }).x).toBeCloseTo(under[0]?.x ?? 0, 5);
    expect(toImage(viewport, { x: 650, y: 320 }).x).toBeCloseTo(under[1]?.x ?? 0, 5);
    expect(toImage(viewport, { x: 650, y: 320 }).y).toBeCloseTo(under[1]?.y ?? 0, 5);
  });

  it('moved together only pan', () => {
    const pinch = createPinch();
    let viewport = start();
    pinch.down(1, { x: 300, y: 300 });
    pinch.down(2, { x: 500, y: 300 });
    viewport = pinch.move(1, { x: 310, y: 330 })?.(viewport) ?? viewport;
    viewport = pinch.move(2, { x: 510, y: 330 })?.(viewport) ?? viewport;
    expect(viewport.scale).toBeCloseTo(start().scale, 5);
    expect(viewport.centre.y).toBeCloseTo(start().centre.y - 30 / start().scale, 3);
  });

  it('keep the finger that stays from drawing until it is lifted too', () => {
    const pinch = createPinch();
    pinch.down(1, { x: 0, y: 0 });
    pinch.down(2, { x: 9, y: 0 });
    expect(pinch.up(2)).toBe(true);
    const stay = pinch.move(1, { x: 50, y: 50 });
    const viewport = start();
    expect(stay?.(viewport)).toBe(viewport);
    expect(pinch.up(1)).toBe(true);
    expect(pinch.down(1, { x: 0, y: 0 })).toBe(false);
    expect(pinch.move(1, { x: 5, y: 5 })).toBeNull();
    expect(pinch.up(1)).toBe(false);
  });
});
