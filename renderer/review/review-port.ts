import type { DeskBatch, DeskPlace, DeskPort } from '../desk/port.ts';

/**
 * The desk over the items of a batch that an expert has to rule on, and no others. Outside they are counted
 * from 0 in the order of `items`, which are indices within the batch.
 */
export function createReviewPort(batch: DeskPort, items: readonly number[]): DeskPort {
  const inBatch = (index: number): number => {
    const item = items[index];
    if (item === undefined) throw new RangeError(`A review of ${items.length} items has no item ${index}`);
    return item;
  };
  return {
    open: async () => only(await batch.open(), items),
    load: (index) => batch.load(inBatch(index)),
    save: (index, change) => batch.save(inBatch(index), change),
    seal: (index, document) => batch.seal(inBatch(index), document),
    unseal: (index) => batch.unseal(inBatch(index)),
    remember: (place) => batch.remember({ ...place, index: inBatch(place.index) }),
    watch: (tell) => batch.watch?.(tell) ?? (() => undefined),
    asset: (sha256) => batch.asset(sha256),
  };
}

function only(batch: DeskBatch, items: readonly number[]): DeskBatch {
  const chosen = items.flatMap((item) => batch.items.find(({ index }) => index === item) ?? []);
  // What the others say is looked at before the next item.
  return { ...batch, items: chosen.map((item, index) => ({ ...item, index })), place: placeIn(batch.place, items), staysAfterSeal: true };
}

function placeIn(place: DeskPlace | null, items: readonly number[]): DeskPlace | null {
  const index = place === null ? -1 : items.indexOf(place.index);
  return place === null || index === -1 ? null : { ...place, index };
}
