import Konva from 'konva';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { handlePoint, handles } from '../tools/handles.ts';
import type { Handle } from '../tools/handles.ts';
import { toScreen } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const HANDLE_PX = 9;
/** Below it the handles of edges would touch those of corners, in CSS pixels. */
const EDGE_HANDLES_FROM_PX = 30;

/** The one box that is a node: its eight handles. */
export interface BoxNode {
  readonly group: Konva.Group;
  readonly place: (box: BoxRegion | null, picture: { readonly viewport: Viewport }) => void;
}

export function createBoxNode(): BoxNode {
  const group = new Konva.Group({ listening: false, visible: false });
  const grips = new Map<Handle, Konva.Rect>(
    handles.map((handle) => [
      handle,
      new Konva.Rect({ width: HANDLE_PX, height: HANDLE_PX, fill: '#ffffff', stroke: '#14110e', strokeWidth: 1.5, perfectDrawEnabled: false, listening: false }),
    ]),
  );
  group.add(...grips.values());
  return {
    group,
    place: (box, { viewport }) => {
      group.visible(box !== null);
      if (box === null) return;
      const isNarrow = (box.x1 - box.x0) * viewport.scale < EDGE_HANDLES_FROM_PX;
      const isLow = (box.y1 - box.y0) * viewport.scale < EDGE_HANDLES_FROM_PX;
      for (const [handle, grip] of grips) {
        const at = toScreen(viewport, handlePoint(box, handle));
        const isCrowded = (isNarrow && (handle === 'n' || handle === 's')) || (isLow && (handle === 'w' || handle === 'e'));
        grip.visible(!isCrowded);
        grip.position({ x: Math.round(at.x) - HANDLE_PX / 2, y: Math.round(at.y) - HANDLE_PX / 2 });
      }
    },
  };
}
