import { assertNever } from '../../../shared/assert-never.ts';
import { clampPoint, roundPoint } from '../canvas/geometry.ts';
import type { Point, Rect } from '../canvas/geometry.ts';
import { drawn } from './box-edit.ts';
import { stay } from './tool.ts';
import type { Sketch, Step, ToolEvent, ToolScene } from './tool.ts';

const POINTS = 4;

/** Draws a box by the object's four outermost points, in any order: the fourth finishes it. */
export interface ExtremeState {
  readonly tool: 'extreme';
  readonly points: readonly Point[];
  readonly cursor: Point | null;
  readonly isPressed: boolean;
}

export const extremeIdle: ExtremeState = { tool: 'extreme', points: [], cursor: null, isPressed: false };

export function stepExtreme(state: ExtremeState, event: ToolEvent, scene: ToolScene): Step<ExtremeState> {
  if (scene.readOnly) return stay(extremeIdle);
  switch (event.type) {
    case 'cancel':
      return stay(extremeIdle);
    case 'swap':
      return stay({ ...state, points: state.points.slice(0, -1) });
    case 'move':
      return stay({ ...state, cursor: place(event.point, scene) });
    case 'down': {
      const effects = state.points.length === 0 ? [{ type: 'select' as const, ids: [] }] : [];
      return { state: { ...state, isPressed: true, cursor: place(event.point, scene) }, effects };
    }
    case 'up': {
      if (!state.isPressed) return stay(state);
      const points = [...state.points, place(event.point, scene)];
      if (points.length < POINTS) return stay({ ...state, points, isPressed: false });
      return { state: extremeIdle, effects: [drawn(scene, rectAround(points))] };
    }
    default:
      return assertNever(event);
  }
}

const place = (point: Point, scene: ToolScene): Point => roundPoint(clampPoint(point, scene.image));

function rectAround(points: readonly Point[]): Rect {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

export function sketchExtreme(state: ExtremeState): Sketch {
  const seen = state.cursor === null ? state.points : [...state.points, state.cursor];
  if (state.points.length === 0) return { kind: 'extremes', rect: null, points: [] };
  return { kind: 'extremes', rect: rectAround(seen), points: state.points };
}
