import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import { openDetail } from './detail.ts';
import type { ImageDetail } from './detail.ts';
import { decodeSmaller } from './large-image.ts';
import { planPyramid } from './pyramid-plan.ts';
import type { LevelPlan, TilePlan } from './pyramid-plan.ts';

export interface PyramidTile extends TilePlan {
  readonly bitmap: ImageBitmap;
}

export interface PyramidLevel {
  /** Level pixels an image pixel. */
  readonly scale: number;
  readonly tiles: readonly PyramidTile[];
}

/** A decoded image at several scales. Whoever holds it last calls `close`, or its pixels stay in memory. */
export interface ImagePyramid {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The sharpest first. */
  readonly levels: readonly PyramidLevel[];
  /** Full size where that is not among the levels: images above 64 million pixels. */
  readonly detail: ImageDetail | null;
  /** What the pixels take in memory. */
  readonly bytes: number;
  readonly close: () => void;
}

export interface DecodeFailure {
  readonly code: 'IMAGE_UNREADABLE';
  readonly message: string;
}

/** Above it the full image is never decoded: the sharpest level is the half, quarter, ... that fits. 256 MB of pixels. */
const MAX_DECODED_PX = 64_000_000;

/**
 * Decodes an image file. EXIF orientation is applied by the decoder, and sizes are of the oriented image.
 * @param size of the image as its manifest has it: coordinates are counted in it
 */
export async function buildPyramid(blob: Blob, size: { widthPx: number; heightPx: number }): Promise<Result<ImagePyramid, DecodeFailure>> {
  let source: ImageBitmap;
  try {
    source = await decode(blob, size);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return err({ code: 'IMAGE_UNREADABLE', message: reason });
  }
  const plans = planPyramid(size.widthPx, size.heightPx).filter((plan) => plan.widthPx <= source.width || (plan.scale === 1 && fractionOf(size) === 1));
  const levels: PyramidLevel[] = [];
  for (const plan of plans) levels.push(await cutLevel(source, size, plan));
  if (!levels.some((level) => level.tiles.some((tile) => tile.bitmap === source))) source.close();
  return ok(pyramidOf(size, levels, fractionOf(size) === 1 ? null : openDetail(blob, size)));
}

function decode(blob: Blob, size: { widthPx: number; heightPx: number }): Promise<ImageBitmap> {
  const by = fractionOf(size);
  return by === 1 ? createImageBitmap(blob) : decodeSmaller(blob, size, by);
}

/** 1 where the image fits decoded, else the 2, 4, 8, ... by which it is made smaller. */
function fractionOf(size: { widthPx: number; heightPx: number }): number {
  let by = 1;
  while ((size.widthPx * size.heightPx) / (by * by) > MAX_DECODED_PX) by *= 2;
  return by;
}

async function cutLevel(source: ImageBitmap, size: { widthPx: number; heightPx: number }, plan: LevelPlan): Promise<PyramidLevel> {
  const [only] = plan.tiles;
  if (plan.scale === 1 && plan.tiles.length === 1 && only !== undefined) return { scale: 1, tiles: [{ ...only, bitmap: source }] };
  const tiles: PyramidTile[] = [];
  for (const tile of plan.tiles) {
    const toSourceX = source.width / size.widthPx;
    const toSourceY = source.height / size.heightPx;
    const bitmap = await createImageBitmap(
      source,
      Math.round(tile.x0 * toSourceX),
      Math.round(tile.y0 * toSourceY),
      Math.max(1, Math.round((tile.x1 - tile.x0) * toSourceX)),
      Math.max(1, Math.round((tile.y1 - tile.y0) * toSourceY)),
      {
        resizeWidth: Math.max(1, Math.round((tile.x1 - tile.x0) * Math.min(plan.scale, toSourceX))),
        resizeHeight: Math.max(1, Math.round((tile.y1 - tile.y0) * Math.min(plan.scale, toSourceY))),
        resizeQuality: 'medium',
      },
    );
    tiles.push({ ...tile, bitmap });
  }
  return { scale: plan.scale, tiles };
}

function pyramidOf(size: { widthPx: number; heightPx: number }, levels: readonly PyramidLevel[], detail: ImageDetail | null): ImagePyramid {
  const bitmaps = levels.flatMap((level) => level.tiles.map((tile) => tile.bitmap));
  return {
    ...size,
    levels,
    detail,
    bytes: bitmaps.reduce((sum, bitmap) => sum + bitmap.width * bitmap.height * 4, 0),
    close: () => {
      detail?.close();
      for (const bitmap of bitmaps) bitmap.close();
    },
  };
}
