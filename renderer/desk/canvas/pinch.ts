import type { Point } from './geometry.ts';
import { panBy, zoomAt } from './viewport.ts';
import type { Viewport } from './viewport.ts';

/** Two fingers on the view: what was under each stays under it, as near as zoom and pan alone can have it. */
export interface Pinch {
  /** A finger comes down. True where it is the second one, and the gesture begins. */
  readonly down: (id: number, at: Point) => boolean;
  /** A finger moves; what that does to the view, or null while there are not two. */
  readonly move: (id: number, at: Point) => ((viewport: Viewport) => Viewport) | null;
  /** A finger is lifted. True where it was part of the gesture, so that its release means nothing else. */
  readonly up: (id: number) => boolean;
}

export function createPinch(): Pinch {
  const fingers = new Map<number, Point>();
  /** From the second finger until the last one is lifted: the one that stays must not begin to draw. */
  let isPinching = false;
  const pair = (): { middle: Point; apart: number } | null => {
    const [a, b] = [...fingers.values()];
    if (a === undefined || b === undefined) return null;
    return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, apart: Math.hypot(a.x - b.x, a.y - b.y) };
  };
  return {
    down: (id, at) => {
      fingers.set(id, at);
      const isSecond = fingers.size === 2 && !isPinching;
      isPinching ||= isSecond;
      return isSecond;
    },
    move: (id, at) => {
      if (!fingers.has(id)) return null;
      const before = pair();
      fingers.set(id, at);
      const after = pair();
      if (!isPinching) return null;
      if (before === null || after === null) return (viewport) => viewport;
      const factor = before.apart > 0 ? after.apart / before.apart : 1;
      return (viewport) => panBy(zoomAt(viewport, before.middle, factor), after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    },
    up: (id) => {
      fingers.delete(id);
      const wasPinching = isPinching;
      if (fingers.size === 0) isPinching = false;
      return wasPinching;
    },
  };
}
