/** One level of an image at a scale, cut into tiles. Everything in pixels of the full image unless it says otherwise. */
export interface LevelPlan {
  /** 1, 1/2, 1/4, ... */
  readonly scale: number;
  /** The level's own size. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly tiles: readonly TilePlan[];
}

export interface TilePlan {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Wide enough that a photograph is one tile, small enough for every graphics card's texture. */
export const TILE_PX = 4096;
/** No level is made below this size: drawing it scaled costs nothing. */
const SMALLEST_LEVEL_PX = 512;

/** The levels that an image is kept in: the full one, then halves until one is small. */
export function planPyramid(widthPx: number, heightPx: number, tilePx: number = TILE_PX): readonly LevelPlan[] {
  const levels: LevelPlan[] = [];
  for (let scale = 1; ; scale /= 2) {
    const levelWidthPx = Math.max(1, Math.round(widthPx * scale));
    const levelHeightPx = Math.max(1, Math.round(heightPx * scale));
    levels.push({ scale, widthPx: levelWidthPx, heightPx: levelHeightPx, tiles: planTiles(widthPx, heightPx, tilePx / scale) });
    if (Math.max(levelWidthPx, levelHeightPx) / 2 < SMALLEST_LEVEL_PX) return levels;
  }
}

function planTiles(widthPx: number, heightPx: number, stridePx: number): TilePlan[] {
  const tiles: TilePlan[] = [];
  for (let y0 = 0; y0 < heightPx; y0 += stridePx) {
    for (let x0 = 0; x0 < widthPx; x0 += stridePx) {
      tiles.push({ x0, y0, x1: Math.min(widthPx, x0 + stridePx), y1: Math.min(heightPx, y0 + stridePx) });
    }
  }
  return tiles;
}

/**
 * The level to draw at a zoom: the smallest that still has a pixel for each device pixel.
 * @param zoom device pixels an image pixel
 */
export function levelIndexFor(scales: readonly number[], zoom: number): number {
  let best = 0;
  for (const [index, scale] of scales.entries()) if (scale >= zoom) best = index;
  return best;
}
