import type { Rect } from '../canvas/geometry.ts';
import type { DetailAnswer, DetailRequest } from './detail-worker.ts';

/** Tiles of an image at full size, cut out of the file where they are looked at. For images that are never decoded whole. */
export interface ImageDetail {
  /** What is there of the part, and has the rest made. */
  readonly tilesIn: (part: Rect) => readonly DetailTile[];
  /** Grows with every tile that comes: what was painted before is out of date. */
  readonly version: () => number;
  readonly onTile: (listener: () => void) => () => void;
  /** Why there is no detail; null: there is, or it is not known yet. */
  readonly missing: () => string | null;
  readonly close: () => void;
}

export interface DetailTile extends Rect {
  readonly bitmap: ImageBitmap;
}

const TILE_WIDTH_PX = 1024;
const TILE_HEIGHT_PX = 512;
/** Tiles kept: some 130 MB of pixels. A view of more than that many at once is shown from the reduced image. */
const TILES_KEPT = 64;

/** @param size of the image, which the file's own has to be */
export function openDetail(blob: Blob, { widthPx, heightPx }: { widthPx: number; heightPx: number }): ImageDetail {
  const worker = new Worker(new URL('./detail-worker.ts', import.meta.url), { type: 'module', name: 'detail' });
  /** In the order of their use. */
  const tiles = new Map<string, DetailTile>();
  const listeners = new Set<() => void>();
  let rowPx: number | null = null;
  let reason: string | null = null;
  let isBusy = true;
  let version = 0;
  let wanted: { rows: number[]; from: number; to: number } | null = null;

  const ask = (request: DetailRequest): void => worker.postMessage(request);
  const next = (): void => {
    if (isBusy || wanted === null) return;
    isBusy = true;
    ask(wanted);
    wanted = null;
  };
  const tell = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  worker.onmessage = ({ data }: MessageEvent<DetailAnswer>) => {
    if (data.kind === 'tile') {
      const [x0, y0] = [data.column * TILE_WIDTH_PX, data.row * (rowPx ?? TILE_HEIGHT_PX)];
      tiles.get(`${data.column} ${data.row}`)?.bitmap.close();
      tiles.set(`${data.column} ${data.row}`, { x0, y0, x1: x0 + data.bitmap.width, y1: y0 + data.bitmap.height, bitmap: data.bitmap });
      forget();
      tell();
      return;
    }
    isBusy = false;
    if (data.kind === 'ready') {
      rowPx = data.tileHeightPx;
      // Whoever painted before it was known what can be had paints again, and asks.
      tell();
    }
    if (data.kind === 'none') reason = data.reason;
    next();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reason = event.message;
  };
  const forget = (): void => {
    for (const [key, tile] of tiles) {
      if (tiles.size <= TILES_KEPT) return;
      tiles.delete(key);
      tile.bitmap.close();
    }
  };
  ask({ blob, widthPx, heightPx, tileWidthPx: TILE_WIDTH_PX, tileHeightPx: TILE_HEIGHT_PX });
  return {
    tilesIn: (part) => {
      if (rowPx === null || reason !== null) return [];
      const [from, to] = [Math.max(0, Math.floor(part.x0 / TILE_WIDTH_PX)), Math.ceil(Math.min(widthPx, part.x1) / TILE_WIDTH_PX)];
      const [first, end] = [Math.max(0, Math.floor(part.y0 / rowPx)), Math.ceil(Math.min(heightPx, part.y1) / rowPx)];
      if ((to - from) * (end - first) > TILES_KEPT) return [];
      const there: DetailTile[] = [];
      const missing = new Set<number>();
      for (let row = first; row < end; row++) {
        for (let column = from; column < to; column++) {
          const key = `${column} ${row}`;
          const tile = tiles.get(key);
          if (tile === undefined) {
            missing.add(row);
            continue;
          }
          tiles.delete(key);
          tiles.set(key, tile);
          there.push(tile);
        }
      }
      // Only the last view counts: what was passed on the way is not made.
      wanted = missing.size === 0 ? null : { rows: [...missing], from, to };
      next();
      return there;
    },
    version: () => version,
    onTile: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    missing: () => reason,
    close: () => {
      worker.terminate();
      for (const tile of tiles.values()) tile.bitmap.close();
      tiles.clear();
    },
  };
}
