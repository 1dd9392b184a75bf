/*
 * One database a profile holds the work on every network, so that every key begins with the network:
 * `chainId:coordinator`. Numbers inside a key are padded, so that keys sort as the numbers do.
 */

/** `chainId:coordinator`, the address in lower case. */
export type NetKey = string & { readonly __brand: 'NetKey' };
/** `net/projectId` */
export type ProjectKey = string & { readonly __brand: 'ProjectKey' };
/** `net/seatId` */
export type SeatKey = string & { readonly __brand: 'SeatKey' };
/** `net/seatId/index`, the item's index within its batch. */
export type LabelKey = string & { readonly __brand: 'LabelKey' };
/** `net/projectId/index`, the item's index within its project. */
export type ItemKey = string & { readonly __brand: 'ItemKey' };
/** `net/block/logIndex` */
export type EventKey = string & { readonly __brand: 'EventKey' };

const INDEX_DIGITS = 8;
const BLOCK_DIGITS = 16;
const LOG_DIGITS = 7;

const padded = (value: number, digits: number): string => value.toString().padStart(digits, '0');

export function netKey(chainId: number, coordinator: string): NetKey {
  return `${chainId}:${coordinator.toLowerCase()}` as NetKey;
}

export function projectKey(net: NetKey, projectId: string): ProjectKey {
  return `${net}/${projectId}` as ProjectKey;
}

export function seatKey(net: NetKey, seatId: string): SeatKey {
  return `${net}/${seatId}` as SeatKey;
}

export function labelKey(seat: SeatKey, index: number): LabelKey {
  return `${seat}/${padded(index, INDEX_DIGITS)}` as LabelKey;
}

export function itemKey(project: ProjectKey, index: number): ItemKey {
  return `${project}/${padded(index, INDEX_DIGITS)}` as ItemKey;
}

export function eventKey(net: NetKey, blockNumber: number, logIndex: number): EventKey {
  return `${net}/${padded(blockNumber, BLOCK_DIGITS)}/${padded(logIndex, LOG_DIGITS)}` as EventKey;
}

/*
 * A review is kept as a seat that the chain does not know: number 255 of its batch (a batch has seven seats at the
 * most). So an expert's labels have the same editing, journal and restore as an annotator's, and no outbox.
 */
const REVIEW_SEAT = 255n;

export function reviewSeatKey(net: NetKey, batchId: string): SeatKey {
  return seatKey(net, ((BigInt(batchId) << 8n) | REVIEW_SEAT).toString());
}

export function isReviewSeat(key: SeatKey): boolean {
  return (BigInt(key.slice(key.lastIndexOf('/') + 1)) & 0xffn) === REVIEW_SEAT;
}

/** The network and the seat's number that a seat's key names; null where it is no such key. */
export function parseSeatKey(text: string): { net: NetKey; seatId: string; key: SeatKey } | null {
  const match = /^(\d+:0x[0-9a-f]{40})\/(\d{1,78})$/.exec(text);
  if (match === null) return null;
  const [, net = '', seatId = ''] = match;
  return { net: net as NetKey, seatId, key: text as SeatKey };
}

/** The seat and the item's index that a label's key names; null where it is no such key. */
export function parseLabelKey(text: string): { seat: SeatKey; index: number; key: LabelKey } | null {
  const cut = text.lastIndexOf('/');
  const seat = parseSeatKey(text.slice(0, Math.max(0, cut)));
  const digits = text.slice(cut + 1);
  if (seat === null || !/^\d{1,8}$/.test(digits)) return null;
  return { seat: seat.key, index: Number(digits), key: text as LabelKey };
}
