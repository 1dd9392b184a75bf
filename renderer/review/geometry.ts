import type { ItemGeometry } from '../../shared/labels/codec.ts';
import type { DeskPort } from '../desk/port.ts';

/** What the codec has to know of each item, by its index within the batch. */
export type ReviewGeometry = ReadonlyMap<number, ItemGeometry>;

/** Sizes of images, and whole texts: what turns the chain's numbers into regions. An item whose file is missing is left out. */
export async function readGeometry(batch: DeskPort, items: readonly number[]): Promise<ReviewGeometry> {
  const { items: all } = await batch.open();
  const found = new Map<number, ItemGeometry>();
  for (const item of items) {
    const media = all.find(({ index }) => index === item)?.media;
    if (media === undefined) continue;
    if (media.kind === 'image') found.set(item, { kind: 'image', widthPx: media.widthPx, heightPx: media.heightPx });
    else {
      const text = await batch.asset(media.sha256).then(
        (blob) => blob.text(),
        () => null,
      );
      if (text !== null) found.set(item, { kind: 'text', text });
    }
  }
  return found;
}
