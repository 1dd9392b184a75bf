import type { MouseEvent } from 'react';
import { isByKey, openContextMenu } from '../../commands/context-menu.ts';
import { isIdle } from '../tools/toolbox.ts';
import type { BoxController } from './box-controller.ts';
import { toImage } from './viewport.ts';

/** The context menu on an image: of the box under the pointer, which it selects, or of the image. By key: of the selection. */
export function openBoxMenu(event: MouseEvent<HTMLElement>, controller: BoxController): void {
  event.preventDefault();
  const { viewport, tool } = controller.store.get();
  if (viewport === null || !isIdle(tool)) return;
  const { selection, actions } = controller.props();
  if (isByKey(event)) {
    openContextMenu(selection.length > 0 ? 'region' : 'image', event);
    return;
  }
  const { left, top } = event.currentTarget.getBoundingClientRect();
  const [box] = controller.scene().boxesAt(toImage(viewport, { x: event.clientX - left, y: event.clientY - top }), 0);
  if (box !== undefined && !selection.includes(box.id)) actions.select([box.id]);
  openContextMenu(box === undefined ? 'image' : 'region', event);
}
