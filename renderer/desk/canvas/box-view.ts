import type { RegionId } from '../../../shared/labels/ids.ts';
import type { BoxRegion, ItemLabels, Region } from '../../../shared/labels/types.ts';
import { selectedBoxes } from '../tools/select-tool.ts';
import { GRAB_PX, TOUCH_GRAB_PX } from '../tools/tool.ts';
import type { ToolScene } from '../tools/tool.ts';
import { chooseTool, isIdle, sketchOf } from '../tools/toolbox.ts';
import type { ToolState } from '../tools/toolbox.ts';
import type { SurfaceProps } from '../surface.ts';
import { boxesAt, boxesIn, createBoxSet } from './box-set.ts';
import type { BoxSet } from './box-set.ts';
import type { Point } from './geometry.ts';
import { looksOf } from './looks.ts';
import type { ClassLooks } from './looks.ts';
import type { Picture } from './picture.ts';
import { filterOf, readViewOptions } from './view-options.ts';
import type { ViewOptions } from './view-options.ts';
import type { Viewport } from './viewport.ts';

/** What the image side of the desk knows beside the labels. */
export interface BoxView {
  /** Null until the view has a size. */
  readonly viewport: Viewport | null;
  readonly tool: ToolState;
  /** Where pointer or keyboard last was, in image pixels. */
  readonly cursor: Point | null;
  readonly isCursorShown: boolean;
  readonly hoverId: RegionId | null;
  readonly isPanning: boolean;
  readonly isSpaceHeld: boolean;
  /** Ctrl, or Command on a Mac: any tool edits while it is held. */
  readonly isModHeld: boolean;
  /** What the last press or move was made with: fingers need more room than a mouse. */
  readonly isTouch: boolean;
  readonly options: ViewOptions;
}

export function initialView(canDraw: boolean): BoxView {
  return {
    viewport: null,
    tool: chooseTool(canDraw ? 'box' : 'select'),
    cursor: null,
    isCursorShown: false,
    hoverId: null,
    isPanning: false,
    isSpaceHeld: false,
    isModHeld: false,
    isTouch: false,
    options: readViewOptions(),
  };
}

/** What follows from the labels and is worth keeping between two gestures. */
export interface Derived {
  readonly set: BoxSet;
  readonly looks: ClassLooks;
  readonly selected: readonly BoxRegion[];
  readonly without: ReadonlySet<number>;
  /** The selected boxes are no longer where `set` has them. */
  readonly isMoved: boolean;
}

export function derive(props: SurfaceProps, before: { props: SurfaceProps; derived: Derived } | null): Derived {
  const looks = before?.props.schema === props.schema ? before.derived.looks : looksOf(props.schema);
  const isSameSelection = before?.props.selection === props.selection;
  const selected = selectedBoxes(props);
  if (before !== null && isSameSelection && isOnlySelectedChanged(before.props.labels, props.labels, props.selection)) {
    // A drag: the idle boxes and what lies below the selected ones are as they were, and so is their picture.
    return { ...before.derived, looks, selected, isMoved: before.derived.isMoved || before.props.labels.regions !== props.labels.regions };
  }
  const set = boxSetOf(props.labels.regions, before?.derived.set ?? null);
  const without = new Set(selected.flatMap((box) => set.placeOf(box.id) ?? []));
  return { set, looks, selected, without, isMoved: false };
}

const sets = new WeakMap<readonly Region[], BoxSet>();

/** @param near the set of a list that shares most of its regions with this one */
function boxSetOf(regions: readonly Region[], near: BoxSet | null): BoxSet {
  const known = sets.get(regions) ?? createBoxSet(regions, near);
  sets.set(regions, known);
  return known;
}

/** True where no region came, went or changed but the selected ones moved. */
function isOnlySelectedChanged(before: ItemLabels, after: ItemLabels, selection: readonly RegionId[]): boolean {
  if (before.regions.length !== after.regions.length || selection.length === 0) return false;
  const chosen = new Set(selection);
  return after.regions.every((region, at) => {
    const old: Region | undefined = before.regions[at];
    return old === region || (old !== undefined && chosen.has(region.id) && old.id === region.id && old.hidden === region.hidden);
  });
}

/** What the tools see. The set that is painted may be older than a drag, so picking takes the labels' own. */
export function sceneOf(props: SurfaceProps, view: BoxView, { set }: Derived): ToolScene {
  return {
    image: imageSize(props),
    scale: view.viewport?.scale ?? 1,
    labels: props.labels,
    selection: props.selection,
    readOnly: props.readOnly,
    grabPx: view.isTouch ? TOUCH_GRAB_PX : GRAB_PX,
    boxesAt: (point, tolerance) => boxesAt(boxSetOf(props.labels.regions, set), point, tolerance),
    boxesIn: (rect) => boxesIn(boxSetOf(props.labels.regions, set), rect),
    newRegion: props.actions.newRegion,
  };
}

export function imageSize(props: SurfaceProps): { widthPx: number; heightPx: number } {
  const { media } = props.item;
  return media.kind === 'image' ? { widthPx: media.widthPx, heightPx: media.heightPx } : { widthPx: 1, heightPx: 1 };
}

/** The picture that the state makes; null while there is nothing to show. */
export function pictureOf(props: SurfaceProps, view: BoxView, derived: Derived): Picture | null {
  if (view.viewport === null || props.media.kind !== 'image') return null;
  const [only, ...others] = derived.selected;
  // Handles that a press would not take hold of are not shown: a drawing tool draws, and over a box too.
  const canGrab = view.tool.chosen === 'select' || view.isModHeld;
  const hasHandles = only !== undefined && others.length === 0 && !only.locked && !props.readOnly && canGrab;
  const isDrawing = view.tool.chosen !== 'select' && !props.readOnly;
  const hovered = view.hoverId === null || !isIdle(view.tool) ? undefined : derived.set.placeOf(view.hoverId);
  return {
    viewport: view.viewport,
    pyramid: props.media.pyramid,
    set: derived.set,
    looks: derived.looks,
    overlays: props.overlays,
    hasNames: view.options.hasNames,
    selected: derived.selected,
    without: derived.without,
    isMoved: derived.isMoved,
    hasHandles,
    hover: hovered === undefined || derived.without.has(hovered) ? null : (derived.set.boxes[hovered] ?? null),
    sketch: sketchOf(view.tool),
    classId: props.classId,
    crosshair: view.isCursorShown && isDrawing && view.options.hasCrosshair && !view.isPanning ? view.cursor : null,
    filter: filterOf(view.options),
    ...(view.options.hasGrid ? { gridPx: view.options.gridPx } : {}),
  };
}
