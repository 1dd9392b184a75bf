import type { BoxRegion } from '../../../shared/labels/types.ts';
import type { ImagePyramid } from '../media/pyramid.ts';
import type { Overlay } from '../surface.ts';
import type { Sketch } from '../tools/tool.ts';
import type { BoxSet } from './box-set.ts';
import type { Point } from './geometry.ts';
import type { ClassLooks } from './looks.ts';
import type { Viewport } from './viewport.ts';

/** Everything that is seen. A canvas is painted again when one of the fields that it shows is another one. */
export interface Picture {
  readonly viewport: Viewport;
  readonly pyramid: ImagePyramid;
  readonly set: BoxSet;
  readonly looks: ClassLooks;
  readonly overlays: readonly Overlay[];
  readonly hasNames: boolean;
  /** Drawn above the others. */
  readonly selected: readonly BoxRegion[];
  /** Their places in `set`. */
  readonly without: ReadonlySet<number>;
  /** They are no longer where `set` has them. */
  readonly isMoved: boolean;
  /** Handles are shown: one box, that can be changed. */
  readonly hasHandles: boolean;
  readonly hover: BoxRegion | null;
  readonly sketch: Sketch;
  readonly classId: number;
  /** Null: no crosshair. */
  readonly crosshair: Point | null;
  readonly filter: string;
  /** Image pixels between two lines of the grid; left out: no grid. */
  readonly gridPx?: number;
}
