import type { DeskItem, DeskPort } from '../../renderer/desk/port.ts';
import { loadMedia } from '../../renderer/desk/session/loader.ts';

export type Decoded = { readonly size: readonly [number, number]; readonly quarters: readonly (readonly number[])[] } | { readonly failure: string };

declare global {
  interface Window {
    /** A file as the desk decodes it: its size and the colour in the middle of each quarter. */
    decodeImage: (url: string, widthPx: number, heightPx: number) => Promise<Decoded>;
  }
}

window.decodeImage = async (url, widthPx, heightPx) => {
  const item: DeskItem = { index: 0, name: url, media: { kind: 'image', sha256: url, widthPx, heightPx }, state: 'untouched' };
  const port = { asset: async () => (await fetch(url)).blob() } satisfies Pick<DeskPort, 'asset'>;
  const media = await loadMedia(port, item);
  if (!media.ok) return { failure: media.error.message };
  if (media.value.kind !== 'image') return { failure: 'no image' };
  const { pyramid } = media.value;
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  if (context === null) return { failure: 'no canvas' };
  for (const { bitmap, x0, y0, x1, y1 } of pyramid.levels[0]?.tiles ?? []) context.drawImage(bitmap, x0, y0, x1 - x0, y1 - y0);
  const quarters = [[1, 1], [3, 1], [1, 3], [3, 3]].map(([x = 0, y = 0]) => [...context.getImageData(Math.floor((x * widthPx) / 4), Math.floor((y * heightPx) / 4), 1, 1).data].slice(0, 3));
  const bitmap = pyramid.levels[0]?.tiles[0]?.bitmap;
  return { size: [bitmap?.width ?? 0, bitmap?.height ?? 0], quarters };
};
