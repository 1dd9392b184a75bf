import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { SurfaceProps } from '../surface.ts';
import { createStore } from '../session/store.ts';
import type { Store } from '../session/store.ts';
import { hoverOf } from '../tools/select-tool.ts';
import { noModifiers } from '../tools/tool.ts';
import type { Modifiers, ToolEffect, ToolEvent, ToolScene } from '../tools/tool.ts';
import { chooseTool, isIdle, stepTool } from '../tools/toolbox.ts';
import type { ToolName } from '../tools/toolbox.ts';
import { derive, imageSize, initialView, pictureOf, sceneOf } from './box-view.ts';
import type { BoxView, Derived } from './box-view.ts';
import { clampPoint, roundPoint } from './geometry.ts';
import type { Point, Size } from './geometry.ts';
import type { Picture } from './picture.ts';
import { writeViewOptions } from './view-options.ts';
import type { ViewOptions } from './view-options.ts';
import { centreOn, fit, keepView, panBy, resizeView, toImage } from './viewport.ts';
import type { Viewport } from './viewport.ts';

/** The image side of the desk without its DOM: view, tools and what gestures do. Points are CSS pixels of the view. */
export interface BoxController {
  readonly store: Store<BoxView>;
  /** Where pictures go; shows the present one at once. Returns how to stop. */
  readonly connect: (show: (picture: Picture) => void) => () => void;
  readonly props: () => SurfaceProps;
  readonly derived: () => Derived;
  readonly scene: () => ToolScene;
  /** New labels, selection, item: shown at once. */
  readonly update: (props: SurfaceProps) => void;
  readonly setSize: (view: Size) => void;
  readonly pointer: (type: 'down' | 'move' | 'up', screen: Point, modifiers: Modifiers) => void;
  readonly pointerLeave: () => void;
  readonly beginPan: () => void;
  readonly pan: (dxPx: number, dyPx: number) => void;
  readonly endPan: () => void;
  readonly setTool: (name: ToolName) => void;
  /** A tool's event that comes from a key. */
  readonly send: (event: ToolEvent) => void;
  readonly setView: (change: (viewport: Viewport) => Viewport) => void;
  readonly setCursor: (point: Point) => void;
  readonly setOptions: (change: Partial<ViewOptions>) => void;
  readonly setSpaceHeld: (isHeld: boolean) => void;
  readonly setModHeld: (isHeld: boolean) => void;
  readonly setTouch: (isTouch: boolean) => void;
  /** True where there was something to cancel. */
  readonly cancel: () => boolean;
  /** The press under way turned out to mean something else: it is forgotten, corners that were set before it stay. */
  readonly interrupt: () => void;
}

/** @param onDrawn a box was drawn and is among the labels */
export function createBoxController(first: SurfaceProps, onDrawn: (box: BoxRegion, props: SurfaceProps) => void): BoxController {
  let show: ((picture: Picture) => void) | null = null;
  let props = first;
  let derived = derive(props, null);
  const store = createStore<BoxView>(initialView(props.schema.kind === 'boxes'));

  const refresh = (): void => {
    const picture = pictureOf(props, store.get(), derived);
    if (picture !== null) show?.(picture);
  };
  store.subscribe(refresh);
  const scene = (): ToolScene => sceneOf(props, store.get(), derived);

  const perform = (effect: ToolEffect): void => {
    switch (effect.type) {
      case 'select':
        { props.actions.select(effect.ids); return; }
      case 'apply':
        if (!props.actions.apply(effect.name, effect.commands)) return;
        props.actions.select(effect.select);
        insertedBoxes(effect.commands).forEach((box) => onDrawn(box, props));
        return;
      case 'draft':
        { props.actions.draft(effect.name, effect.commands); return; }
      case 'commit-draft':
        { props.actions.commitDraft(); return; }
      case 'cancel-draft':
        { props.actions.cancelDraft(); return; }
      case 'cursor':
        { store.set({ cursor: effect.point, isCursorShown: true }); return; }
      default:
        return assertNever(effect);
    }
  };
  const send = (event: ToolEvent): void => {
    const step = stepTool(store.get().tool, event, scene());
    if (step.state !== store.get().tool) store.set({ tool: step.state });
    step.effects.forEach(perform);
  };
  const cancel = (): boolean => {
    if (isIdle(store.get().tool)) return false;
    send({ type: 'cancel' });
    return true;
  };
  const setView = (change: (viewport: Viewport) => Viewport): void => {
    const { viewport } = store.get();
    if (viewport === null) return;
    const next = change(viewport);
    if (next === viewport) return;
    store.set({ viewport: next });
    remember(next);
  };
  const remember = ({ scale, centre }: Viewport): void => props.actions.rememberView({ zoom: scale * pixelRatio(), centreXPx: centre.x, centreYPx: centre.y });
  const openItem = (view: Size, before: Viewport | null): Viewport => {
    if (props.view === null && before !== null && store.get().options.isViewKept) return keepView(before, imageSize(props));
    const whole = fit(view, imageSize(props));
    if (props.view === null) return whole;
    return centreOn({ ...whole, scale: props.view.zoom / pixelRatio() }, { x: props.view.centreXPx, y: props.view.centreYPx });
  };

  return {
    store,
    connect: (receiver) => {
      show = receiver;
      refresh();
      return () => {
        show = null;
      };
    },
    props: () => props,
    derived: () => derived,
    scene,
    update: (next) => {
      const before = { props, derived };
      const isOther = next.item.index !== props.item.index || next.media !== props.media;
      props = next;
      derived = derive(next, isOther ? null : before);
      const { viewport, tool } = store.get();
      if (!isOther) { refresh(); return; }
      const opened = viewport === null ? null : openItem(viewport.view, viewport);
      store.set({ viewport: opened, tool: chooseTool(tool.chosen), hoverId: null, cursor: null });
      // A kept view is where the person is now, and comes back after a restart.
      if (opened !== null && props.view === null && store.get().options.isViewKept) remember(opened);
    },
    setSize: (view) => {
      const { viewport } = store.get();
      store.set({ viewport: viewport === null ? openItem(view, null) : resizeView(viewport, view) });
    },
    pointer: (type, screen, modifiers) => {
      const { viewport, tool } = store.get();
      if (viewport === null) return;
      const point = toImage(viewport, screen);
      const isFree = isIdle(tool) && (tool.chosen === 'select' || modifiers.mod);
      const hoverId = isFree && type === 'move' ? (hoverOf(point, scene()) === 'move' ? (scene().boxesAt(point, 0)[0]?.id ?? null) : null) : null;
      store.set({ cursor: roundPoint(clampPoint(point, viewport.image)), isCursorShown: true, hoverId });
      send({ type, point, modifiers });
    },
    pointerLeave: () => store.set({ isCursorShown: false, hoverId: null }),
    beginPan: () => store.set({ isPanning: true, hoverId: null }),
    pan: (dxPx, dyPx) => setView((viewport) => panBy(viewport, dxPx, dyPx)),
    endPan: () => store.set({ isPanning: false }),
    setTool: (name) => {
      if (!isIdle(store.get().tool)) send({ type: 'cancel' });
      store.set({ tool: chooseTool(name), hoverId: null });
    },
    send,
    setView,
    setCursor: (point) => {
      store.set({ cursor: point, isCursorShown: true });
      if (!isIdle(store.get().tool)) send({ type: 'move', point, modifiers: noModifiers });
    },
    setOptions: (change) => {
      const options = { ...store.get().options, ...change };
      writeViewOptions(options);
      store.set({ options });
    },
    setSpaceHeld: (isSpaceHeld) => store.set({ isSpaceHeld }),
    setModHeld: (isModHeld) => {
      if (isModHeld !== store.get().isModHeld) store.set({ isModHeld });
    },
    setTouch: (isTouch) => {
      if (isTouch !== store.get().isTouch) store.set({ isTouch });
    },
    cancel,
    interrupt: () => {
      const { active } = store.get().tool;
      const hasCorners = active.tool === 'box' ? active.at === 'between' : active.tool === 'extreme' && active.points.length > 0;
      if (!hasCorners) cancel();
    },
  };
}

const insertedBoxes = (commands: readonly LabelCommand[]): BoxRegion[] =>
  commands.flatMap((command) => (command.type === 'insert' ? command.regions.map(({ region }) => region) : [])).filter((region) => region.kind === 'box');

function pixelRatio(): number {
  return window.devicePixelRatio || 1;
}
