import type { Corners } from '../checks.ts';

/** Run lengths of a box down the columns of an image, from nothing to something by turns: COCO's uncompressed RLE (cocodataset.org, "Data format"). Sizes in pixels. */
export function boxRuns({ x0, y0, x1, y1 }: Corners, { width, height }: { readonly width: number; readonly height: number }): number[] {
  const [left, top, right, bottom] = [Math.floor(x0), Math.floor(y0), Math.min(width, Math.ceil(x1)), Math.min(height, Math.ceil(y1))];
  const runs = Array.from({ length: Math.max(0, right - left) }, (_, column) => [column === 0 ? left * height + top : height - (bottom - top), bottom - top]).flat();
  const used = runs.reduce((sum, run) => sum + run, 0);
  return [...runs, width * height - used];
}
