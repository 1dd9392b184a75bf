import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { growBoxes, moveBoxes } from '../tools/box-edit.ts';
import type { Side } from '../tools/box-edit.ts';
import { noModifiers } from '../tools/tool.ts';
import { isIdle } from '../tools/toolbox.ts';
import type { BoxController } from './box-controller.ts';
import { clampPoint, roundPoint } from './geometry.ts';
import type { Point, Size } from './geometry.ts';
import { reveal, visibleRect } from './viewport.ts';

/** What an arrow does: bare, with Alt, with Ctrl. */
export type ArrowUse = 'move' | 'grow' | 'shrink';

const STEP_PX = 1;
const FAR_PX = 10;
/** A stride of the crosshair, as a part of what is seen. */
const STRIDE = 1 / 16;

const DIRECTION: Readonly<Record<Side, Point>> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

/** Editing by keys: presses add up in one draft, and letting go of the key makes it one mark. */
export interface BoxKeyboard {
  readonly arrow: (use: ArrowUse, side: Side, isFar: boolean) => void;
  /** All keys are up. */
  readonly release: () => void;
  /** Sets a point of the tool at the crosshair. */
  readonly placePoint: () => void;
  readonly swapCorner: () => void;
}

export function createBoxKeyboard(controller: BoxController, say: { cursor: (point: Point) => string; placed: (box: BoxRegion) => string; corner: (point: Point) => string }): BoxKeyboard {
  let moved: 'nothing' | 'boxes' | 'cursor' = 'nothing';

  const moveCursor = (side: Side, stepPx: number): void => {
    const { cursor, viewport } = controller.store.get();
    if (viewport === null) return;
    const from = cursor ?? roundPoint(viewport.centre);
    const point = clampPoint({ x: from.x + DIRECTION[side].x * stepPx, y: from.y + DIRECTION[side].y * stepPx }, viewport.image);
    controller.setCursor(point);
    controller.setView((current) => reveal(current, { x0: point.x, y0: point.y, x1: point.x, y1: point.y }));
    moved = 'cursor';
  };
  const strideOf = (side: Side): number => {
    const { viewport } = controller.store.get();
    if (viewport === null) return FAR_PX;
    const seen = visibleRect(viewport);
    const sidePx = side === 'left' || side === 'right' ? seen.x1 - seen.x0 : seen.y1 - seen.y0;
    return Math.max(FAR_PX, Math.round(sidePx * STRIDE));
  };

  return {
    arrow: (use, side, isFar) => {
      const boxes = controller.derived().selected;
      const stepPx = isFar ? FAR_PX : STEP_PX;
      if (!isIdle(controller.store.get().tool) || boxes.length === 0) { moveCursor(side, use === 'shrink' ? strideOf(side) : stepPx); return; }
      const command = editCommand(use, side, stepPx, boxes, controller.scene().image);
      if (command === null) return;
      controller.props().actions.draft(use === 'move' ? 'desk:mark.moveBox' : 'desk:mark.resizeBox', [command]);
      const [first] = controller.derived().selected;
      if (first !== undefined) controller.setView((viewport) => reveal(viewport, first));
      moved = 'boxes';
    },
    release: () => {
      const { actions } = controller.props();
      const [first] = controller.derived().selected;
      const { cursor } = controller.store.get();
      if (moved === 'boxes') {
        actions.commitDraft();
        if (first !== undefined) actions.announce(say.placed(first));
      } else if (moved === 'cursor' && cursor !== null) actions.announce(say.cursor(cursor));
      moved = 'nothing';
    },
    placePoint: () => {
      const { viewport, cursor } = controller.store.get();
      if (viewport === null) return;
      const point = cursor ?? roundPoint(viewport.centre);
      controller.setCursor(point);
      controller.send({ type: 'down', point, modifiers: noModifiers });
      controller.send({ type: 'up', point, modifiers: noModifiers });
      if (!isIdle(controller.store.get().tool)) controller.props().actions.announce(say.corner(point));
    },
    swapCorner: () => controller.send({ type: 'swap' }),
  };
}

/** Pulling an edge in is pushing it out by a negative amount: Ctrl+Right pulls the right edge in. */
function editCommand(use: ArrowUse, side: Side, stepPx: number, boxes: readonly BoxRegion[], image: Size): LabelCommand | null {
  if (use === 'move') return moveBoxes(boxes, DIRECTION[side].x * stepPx, DIRECTION[side].y * stepPx, image);
  return growBoxes(boxes, side, use === 'grow' ? stepPx : -stepPx, image);
}
