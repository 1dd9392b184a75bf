import { useMemo } from 'react';
import type { Handler, Handlers } from '../../commands/registry.ts';
import { t } from '../../app/strings/strings.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { areArrowsFree } from '../focus.ts';
import { useStore } from '../session/store.ts';
import type { Side } from '../tools/box-edit.ts';
import { isIdle } from '../tools/toolbox.ts';
import type { ToolName } from '../tools/toolbox.ts';
import type { BoxController } from './box-controller.ts';
import { boundsOf } from './geometry.ts';
import type { ArrowUse, BoxKeyboard } from './keyboard.ts';
import { reshapeHandlers } from './reshape-commands.ts';
import { fit, scaleAt, zoomAt, zoomTo } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const ZOOM_STEP = 1.25;

/** What keys, palette and menus can do on an image. */
export function useBoxCommands(controller: BoxController, keyboard: BoxKeyboard, options: { canDraw: boolean; openAdjust: () => void; chooseTool: (name: ToolName) => void }): void {
  const isBusy = useStore(controller.store, (view) => !isIdle(view.tool));
  const isTwoPoint = useStore(controller.store, (view) => view.tool.active.tool === 'box' && view.tool.active.at === 'between');
  const arrows = useMemo(() => arrowHandlers(keyboard), [keyboard]);
  const view = useMemo(() => viewHandlers(controller), [controller]);
  const reshape = useMemo(() => reshapeHandlers(controller), [controller]);
  useCommands('desk.boxes', arrows);
  useCommands('desk.boxes', options.canDraw ? reshape : {});
  useCommands('desk.boxes', {
    ...view,
    'view.adjust': options.openAdjust,
    'tool.select': () => options.chooseTool('select'),
    ...(options.canDraw ? { 'tool.box': () => options.chooseTool('box'), 'tool.extreme': () => options.chooseTool('extreme'), 'draw.place-point': keyboard.placePoint } : {}),
    ...(isBusy ? { 'draw.finish': keyboard.placePoint, 'desk.cancel': () => controller.cancel() } : {}),
    ...(isTwoPoint ? { 'draw.swap-corner': keyboard.swapCorner } : {}),
  });
}

const SIDES: readonly Side[] = ['left', 'right', 'up', 'down'];
const USES: readonly ArrowUse[] = ['move', 'grow', 'shrink'];

/** Asked at each press, since they depend on where the focus is. */
function arrowHandlers(keyboard: BoxKeyboard): Handlers {
  const handlers: Handlers = {};
  for (const use of USES) {
    for (const side of SIDES) {
      for (const isFar of [false, true]) {
        const run = (): void => keyboard.arrow(use, side, isFar);
        Object.defineProperty(handlers, `region.${use}-${side}${isFar ? '-far' : ''}`, { enumerable: true, get: () => (areArrowsFree() ? run : undefined) });
      }
    }
  }
  return handlers;
}

type Switch = 'hasMinimap' | 'hasCrosshair' | 'hasNames' | 'hasGrid' | 'isViewKept';

function viewHandlers(controller: BoxController): Handlers {
  const middle = (viewport: Viewport) => ({ x: viewport.view.widthPx / 2, y: viewport.view.heightPx / 2 });
  const switchOver = (option: Switch): void => controller.setOptions({ [option]: !controller.store.get().options[option] });
  const toggle = (option: Switch): Handler => ({
    run: () => switchOver(option),
    get isOn() {
      return controller.store.get().options[option];
    },
  });
  return {
    'view.zoom-in': () => controller.setView((viewport) => zoomAt(viewport, middle(viewport), ZOOM_STEP)),
    'view.zoom-out': () => controller.setView((viewport) => zoomAt(viewport, middle(viewport), 1 / ZOOM_STEP)),
    'view.fit': () => controller.setView((viewport) => fit(viewport.view, viewport.image)),
    'view.actual': () => controller.setView((viewport) => scaleAt(viewport, middle(viewport), 1 / (window.devicePixelRatio || 1))),
    'view.zoom-selection': () =>
      controller.setView((viewport) => {
        const bounds = boundsOf(controller.derived().selected);
        return bounds === null ? viewport : zoomTo(viewport, bounds);
      }),
    'view.minimap': toggle('hasMinimap'),
    'view.crosshair': toggle('hasCrosshair'),
    'view.names': toggle('hasNames'),
    'view.grid': toggle('hasGrid'),
    'view.keep': {
      get isOn() {
        return controller.store.get().options.isViewKept;
      },
      run: () => {
        switchOver('isViewKept');
        controller.props().actions.announce(t(controller.store.get().options.isViewKept ? 'desk:say.keepsView' : 'desk:say.fitsView'));
      },
    },
  };
}
