import { assertNever } from '../../../shared/assert-never.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { BoxRegion, Region } from '../../../shared/labels/types.ts';
import { rectOf } from '../canvas/geometry.ts';
import type { Point } from '../canvas/geometry.ts';
import { moveBoxes, placeBoxes } from './box-edit.ts';
import { handleAt, resizeBy } from './handles.ts';
import type { Handle } from './handles.ts';
import { clickSlopPx, HANDLE_GRAB_PX, noSketch, stay } from './tool.ts';
import type { Modifiers, Sketch, Step, ToolEffect, ToolEvent, ToolScene } from './tool.ts';

/** Selects by click and by a frame, moves and resizes. Boxes at the gesture's start are kept: a drag counts from there. */
export type SelectState =
  | { readonly tool: 'select'; readonly at: 'idle' }
  | { readonly tool: 'select'; readonly at: 'moving'; readonly from: Point; readonly boxes: readonly BoxRegion[]; readonly hasMoved: boolean }
  | { readonly tool: 'select'; readonly at: 'resizing'; readonly from: Point; readonly box: BoxRegion; readonly handle: Handle; readonly hasMoved: boolean }
  | { readonly tool: 'select'; readonly at: 'framing'; readonly from: Point; readonly to: Point; readonly kept: readonly RegionId[]; readonly hasMoved: boolean };

export const selectIdle: SelectState = { tool: 'select', at: 'idle' };

export function stepSelect(state: SelectState, event: ToolEvent, scene: ToolScene): Step<SelectState> {
  switch (state.at) {
    case 'idle':
      return event.type === 'down' ? press(event.point, event.modifiers, scene) : stay(state);
    case 'moving':
    case 'resizing':
      return stepDrag(state, event, scene);
    case 'framing':
      return stepFrame(state, event, scene);
    default:
      return assertNever(state);
  }
}

function press(point: Point, modifiers: Modifiers, scene: ToolScene): Step<SelectState> {
  const selected = selectedBoxes(scene);
  const [only] = selected;
  if (selected.length === 1 && only !== undefined && canEdit(only, scene) && !modifiers.shift && !modifiers.alt) {
    const handle = handleAt(only, point, Math.max(HANDLE_GRAB_PX, scene.grabPx) / scene.scale);
    if (handle !== null) return stay({ tool: 'select', at: 'resizing', from: point, box: only, handle, hasMoved: false });
  }
  const under = scene.boxesAt(point, scene.grabPx / scene.scale);
  const hit = pick(under, modifiers, scene);
  if (hit === undefined) {
    const kept = modifiers.shift ? scene.selection : [];
    return { state: { tool: 'select', at: 'framing', from: point, to: point, kept, hasMoved: false }, effects: [] };
  }
  if (modifiers.shift) return { state: selectIdle, effects: [{ type: 'select', ids: toggled(scene.selection, hit.id) }] };
  const isSelected = scene.selection.includes(hit.id);
  const effects: ToolEffect[] = isSelected ? [] : [{ type: 'select', ids: [hit.id] }];
  const boxes = (isSelected ? selected : [hit]).filter((box) => canEdit(box, scene));
  if (boxes.length === 0) return { state: selectIdle, effects };
  return { state: { tool: 'select', at: 'moving', from: point, boxes, hasMoved: false }, effects };
}

/** Alt goes through what lies on top of each other; else a selected box under the point stays the one. */
function pick(under: readonly BoxRegion[], modifiers: Modifiers, scene: ToolScene): BoxRegion | undefined {
  const current = under.findIndex((box) => scene.selection.includes(box.id));
  if (modifiers.alt) return under[(current + 1) % Math.max(1, under.length)];
  return current === -1 || modifiers.shift ? under[0] : under[current];
}

function stepDrag(state: Extract<SelectState, { at: 'moving' | 'resizing' }>, event: ToolEvent, scene: ToolScene): Step<SelectState> {
  switch (event.type) {
    case 'move': {
      const dx = event.point.x - state.from.x;
      const dy = event.point.y - state.from.y;
      if (!state.hasMoved && Math.max(Math.abs(dx), Math.abs(dy)) * scene.scale < clickSlopPx(scene)) return stay(state);
      return { state: { ...state, hasMoved: true }, effects: [dragged(state, dx, dy, scene)] };
    }
    case 'up':
      return { state: selectIdle, effects: state.hasMoved ? [{ type: 'commit-draft' }] : [] };
    case 'cancel':
      return { state: selectIdle, effects: [{ type: 'cancel-draft' }] };
    case 'down':
    case 'swap':
      return stay(state);
    default:
      return assertNever(event);
  }
}

function dragged(state: Extract<SelectState, { at: 'moving' | 'resizing' }>, dx: number, dy: number, scene: ToolScene): ToolEffect {
  const command =
    state.at === 'moving'
      ? moveBoxes(state.boxes, Math.round(dx), Math.round(dy), scene.image)
      : placeBoxes([state.box], (box) => resizeBy(box, state.handle, dx, dy, scene.image));
  const name = state.at === 'moving' ? 'desk:mark.moveBox' : 'desk:mark.resizeBox';
  return { type: 'draft', name, commands: command === null ? [] : [command] };
}

function stepFrame(state: Extract<SelectState, { at: 'framing' }>, event: ToolEvent, scene: ToolScene): Step<SelectState> {
  switch (event.type) {
    case 'move': {
      const isFar = Math.max(Math.abs(event.point.x - state.from.x), Math.abs(event.point.y - state.from.y)) * scene.scale >= clickSlopPx(scene);
      return stay({ ...state, to: event.point, hasMoved: state.hasMoved || isFar });
    }
    case 'up': {
      const inside = state.hasMoved ? scene.boxesIn(rectOf(state.from, event.point)).map((box) => box.id) : [];
      return { state: selectIdle, effects: [{ type: 'select', ids: [...new Set([...state.kept, ...inside])] }] };
    }
    case 'cancel':
      return stay(selectIdle);
    case 'down':
    case 'swap':
      return stay(state);
    default:
      return assertNever(event);
  }
}

const canEdit = (box: BoxRegion, scene: ToolScene): boolean => !box.locked && !scene.readOnly;

function toggled(selection: readonly RegionId[], id: RegionId): readonly RegionId[] {
  return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
}

/** The selected boxes that can be seen, in z-order. */
export function selectedBoxes({ labels, selection }: Pick<ToolScene, 'labels' | 'selection'>): readonly BoxRegion[] {
  if (selection.length === 0) return [];
  const known = selections.get(labels.regions);
  if (known?.selection === selection) return known.boxes;
  const chosen = new Set(selection);
  const boxes = labels.regions.filter((region): region is BoxRegion => region.kind === 'box' && !region.hidden && chosen.has(region.id));
  selections.set(labels.regions, { selection, boxes });
  return boxes;
}

/** The last answer for each list of regions: it is asked for several times with every move of the pointer. */
const selections = new WeakMap<readonly Region[], { selection: readonly RegionId[]; boxes: readonly BoxRegion[] }>();

export function sketchSelect(state: SelectState): Sketch {
  if (state.at !== 'framing' || !state.hasMoved) return noSketch;
  return { kind: 'marquee', rect: rectOf(state.from, state.to), points: [] };
}

/** What the pointer would take hold of: for its cursor. */
export function hoverOf(point: Point, scene: ToolScene): Handle | 'move' | 'nothing' {
  const selected = selectedBoxes(scene);
  const [only] = selected;
  if (selected.length === 1 && only !== undefined && canEdit(only, scene)) {
    const handle = handleAt(only, point, Math.max(HANDLE_GRAB_PX, scene.grabPx) / scene.scale);
    if (handle !== null) return handle;
  }
  return scene.boxesAt(point, scene.grabPx / scene.scale).length > 0 ? 'move' : 'nothing';
}
