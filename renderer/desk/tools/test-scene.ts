import { apply } from '../../../shared/labels/commands.ts';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels, makeBox } from '../../../shared/labels/make.ts';
import type { BoxRegion, ItemLabels } from '../../../shared/labels/types.ts';
import { must } from '../../../shared/result.ts';
import { contains } from '../canvas/geometry.ts';
import type { Point, Rect } from '../canvas/geometry.ts';
import { GRAB_PX, noModifiers } from './tool.ts';
import type { Modifiers, Step, ToolEffect, ToolEvent, ToolScene } from './tool.ts';

/** For tests: a box by name and corners. */
export const testBox = (id: string, x0: number, y0: number, x1: number, y1: number): BoxRegion =>
  makeBox({ id: parseRegionId(id), classId: 1, confidence: 90 }, { x0, y0, x1, y1 });

/** For tests: plays gestures on a tool as the desk would, and keeps labels, selection and draft as it would. */
export function playTool<S>(
  initial: S,
  step: (state: S, event: ToolEvent, scene: ToolScene) => Step<S>,
  boxes: readonly BoxRegion[],
  given: { scale?: number; readOnly?: boolean; grabPx?: number; image?: { widthPx: number; heightPx: number } } = {},
) {
  let state = initial;
  let labels: ItemLabels = { ...emptyItemLabels(parseItemId('a.jpg')), regions: boxes };
  let base: ItemLabels | null = null;
  let selection: ToolScene['selection'] = [];
  let nextId = 0;
  const marks: string[] = [];

  const scene = (): ToolScene => ({
    image: given.image ?? { widthPx: 1000, heightPx: 800 },
    scale: given.scale ?? 1,
    labels,
    selection,
    readOnly: given.readOnly ?? false,
    grabPx: given.grabPx ?? GRAB_PX,
    boxesAt: (point) => all().filter((box) => contains(box, point)).reverse(),
    boxesIn: (rect: Rect) => all().filter((box) => box.x0 >= rect.x0 && box.x1 <= rect.x1 && box.y0 >= rect.y0 && box.y1 <= rect.y1),
    newRegion: () => ({ id: parseRegionId(`new${nextId++}`), classId: 2, confidence: 80 }),
  });
  const all = (): BoxRegion[] => labels.regions.filter((region): region is BoxRegion => region.kind === 'box' && !region.hidden);
  const take = (effect: ToolEffect): void => {
    if (effect.type === 'select') selection = effect.ids;
    else if (effect.type === 'apply') {
      labels = effect.commands.reduce((current, command) => must(apply(current, command)), labels);
      selection = effect.select;
      marks.push(effect.name);
    } else if (effect.type === 'draft') {
      base ??= labels;
      labels = effect.commands.reduce((current, command) => must(apply(current, command)), base);
    } else if (effect.type === 'commit-draft') {
      base = null;
      marks.push('draft');
    } else if (effect.type === 'cancel-draft') {
      labels = base ?? labels;
      base = null;
    }
  };
  const send = (event: ToolEvent): void => {
    const result = step(state, event, scene());
    state = result.state;
    result.effects.forEach(take);
  };
  const at = (type: 'down' | 'move' | 'up', x: number, y: number, modifiers: Partial<Modifiers> = {}): void =>
    send({ type, point: { x, y }, modifiers: { ...noModifiers, ...modifiers } });

  return {
    send,
    at,
    click: (x: number, y: number, modifiers?: Partial<Modifiers>) => {
      at('down', x, y, modifiers);
      at('up', x, y, modifiers);
    },
    drag: (from: Point, to: Point, modifiers?: Partial<Modifiers>) => {
      at('down', from.x, from.y, modifiers);
      at('move', (from.x + to.x) / 2, (from.y + to.y) / 2, modifiers);
      at('move', to.x, to.y, modifiers);
      at('up', to.x, to.y, modifiers);
    },
    select: (...ids: string[]) => {
      selection = ids.map(parseRegionId);
    },
    corners: () => all().map((box) => [box.x0, box.y0, box.x1, box.y1]),
    boxes: all,
    selection: () => [...selection] as string[],
    marks,
    state: () => state,
  };
}
