import { assertNever } from '../../../shared/assert-never.ts';
import { clampPoint, rectOf, roundPoint } from '../canvas/geometry.ts';
import type { Point } from '../canvas/geometry.ts';
import { drawn } from './box-edit.ts';
import { clickSlopPx, noSketch, stay } from './tool.ts';
import type { Sketch, Step, ToolEvent, ToolScene } from './tool.ts';

/**
 * Draws a box by a drag, or by two clicks: a press that does not move sets the first corner and the next press the
 * second. The keyboard presses at its cursor, so it draws by the same two presses.
 */
export type BoxState =
  | { readonly tool: 'box'; readonly at: 'idle' }
  | { readonly tool: 'box'; readonly at: 'pressed'; readonly from: Point; readonly to: Point; readonly hasMoved: boolean }
  | { readonly tool: 'box'; readonly at: 'between'; readonly from: Point; readonly to: Point; readonly isPressed: boolean };

export const boxIdle: BoxState = { tool: 'box', at: 'idle' };

export function stepBox(state: BoxState, event: ToolEvent, scene: ToolScene): Step<BoxState> {
  if (event.type === 'cancel' || scene.readOnly) return stay(boxIdle);
  switch (state.at) {
    case 'idle':
      return event.type === 'down' ? begin(event.point, scene) : stay(state);
    case 'pressed':
      return stepPressed(state, event, scene);
    case 'between':
      return stepBetween(state, event, scene);
    default:
      return assertNever(state);
  }
}

const place = (point: Point, scene: ToolScene): Point => roundPoint(clampPoint(point, scene.image));

function begin(point: Point, scene: ToolScene): Step<BoxState> {
  const from = place(point, scene);
  return { state: { tool: 'box', at: 'pressed', from, to: from, hasMoved: false }, effects: [{ type: 'select', ids: [] }] };
}

function stepPressed(state: Extract<BoxState, { at: 'pressed' }>, event: ToolEvent, scene: ToolScene): Step<BoxState> {
  switch (event.type) {
    case 'move': {
      const to = place(event.point, scene);
      const slop = clickSlopPx(scene) / scene.scale;
      const hasMoved = state.hasMoved || Math.max(Math.abs(to.x - state.from.x), Math.abs(to.y - state.from.y)) > slop;
      return stay({ ...state, to, hasMoved });
    }
    case 'up':
      if (!state.hasMoved) return stay({ tool: 'box', at: 'between', from: state.from, to: state.to, isPressed: false });
      return { state: boxIdle, effects: [drawn(scene, rectOf(state.from, place(event.point, scene)))] };
    case 'down':
    case 'swap':
    case 'cancel':
      return stay(state);
    default:
      return assertNever(event);
  }
}

function stepBetween(state: Extract<BoxState, { at: 'between' }>, event: ToolEvent, scene: ToolScene): Step<BoxState> {
  switch (event.type) {
    case 'move':
      return stay({ ...state, to: place(event.point, scene) });
    case 'down':
      return stay({ ...state, to: place(event.point, scene), isPressed: true });
    case 'up':
      // The release that belongs to no press of this state, and a double click on one spot, set no corner.
      if (!state.isPressed || isOneSpot(state.from, place(event.point, scene))) return stay({ ...state, isPressed: false });
      return { state: boxIdle, effects: [drawn(scene, rectOf(state.from, place(event.point, scene)))] };
    case 'swap':
      return { state: { ...state, from: state.to, to: state.from }, effects: [{ type: 'cursor', point: state.from }] };
    case 'cancel':
      return stay(boxIdle);
    default:
      return assertNever(event);
  }
}

const isOneSpot = (a: Point, b: Point): boolean => a.x === b.x || a.y === b.y;

export function sketchBox(state: BoxState): Sketch {
  if (state.at === 'idle') return noSketch;
  return { kind: 'box', rect: rectOf(state.from, state.to), points: [state.from] };
}
