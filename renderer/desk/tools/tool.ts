import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { RegionStart } from '../../../shared/labels/make.ts';
import type { BoxRegion, ItemLabels } from '../../../shared/labels/types.ts';
import type { Point, Rect, Size } from '../canvas/geometry.ts';

/** What a tool may know. All geometry is in image pixels. */
export interface ToolScene {
  readonly image: Size;
  /** CSS pixels an image pixel: turns a tolerance for hands into image pixels. */
  readonly scale: number;
  readonly labels: ItemLabels;
  readonly selection: readonly RegionId[];
  readonly readOnly: boolean;
  /** How near the outline of a box has to be taken hold of, in CSS pixels. */
  readonly grabPx: number;
  /** Visible boxes under a point, the best to pick first. */
  readonly boxesAt: (point: Point, tolerance: number) => readonly BoxRegion[];
  /** Visible boxes that lie wholly in a rectangle. */
  readonly boxesIn: (rect: Rect) => readonly BoxRegion[];
  readonly newRegion: () => RegionStart;
}

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly mod: boolean;
}

export const noModifiers: Modifiers = { shift: false, alt: false, mod: false };

/** Points may lie outside the image. A key that sets a point is a `down` and an `up` at one place. */
export type ToolEvent =
  | { readonly type: 'down' | 'move' | 'up'; readonly point: Point; readonly modifiers: Modifiers }
  /** The corner that moves and the one that stands change places. */
  | { readonly type: 'swap' }
  | { readonly type: 'cancel' };

export type ToolEffect =
  | { readonly type: 'select'; readonly ids: readonly RegionId[] }
  | { readonly type: 'apply'; readonly name: string; readonly commands: readonly LabelCommand[]; readonly select: readonly RegionId[] }
  | { readonly type: 'draft'; readonly name: string; readonly commands: readonly LabelCommand[] }
  | { readonly type: 'commit-draft' }
  | { readonly type: 'cancel-draft' }
  /** The point that the keyboard moves is now here. */
  | { readonly type: 'cursor'; readonly point: Point };

/** What a gesture under way looks like, beside its draft. */
export interface Sketch {
  readonly kind: 'none' | 'box' | 'marquee' | 'extremes';
  readonly rect: Rect | null;
  readonly points: readonly Point[];
}

export const noSketch: Sketch = { kind: 'none', rect: null, points: [] };

export interface Step<S> {
  readonly state: S;
  readonly effects: readonly ToolEffect[];
}

export const stay = <S>(state: S): Step<S> => ({ state, effects: [] });

/** Movement under it is a click, in CSS pixels. */
const CLICK_SLOP_PX = 4;
/** How near a mouse has to come to an outline, in CSS pixels; a finger; and either to a handle: a target of 24 px at least. */
export const GRAB_PX = 7;
export const TOUCH_GRAB_PX = 18;
export const HANDLE_GRAB_PX = 12;

/** A finger trembles more than a mouse. */
export const clickSlopPx = (scene: ToolScene): number => (scene.grabPx > GRAB_PX ? 2.5 * CLICK_SLOP_PX : CLICK_SLOP_PX);
