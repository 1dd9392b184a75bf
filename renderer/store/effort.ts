import type { SealedTime } from '../desk/effort/effort.ts';
import type { TesseraDatabase } from './database.ts';
import { isReviewSeat } from './keys.ts';
import type { NetKey } from './keys.ts';

/** The last seats say how a person works now, and are read in a moment. */
const SEATS = 8;

/** Time spent on each item that is sealed in an account's last seats. @param account in lower case */
export async function sealedTimes(db: TesseraDatabase, net: NetKey, account: string): Promise<SealedTime[]> {
  const seats = await db.seats.where('net').equals(net).filter((seat) => seat.annotator === account && !isReviewSeat(seat.key)).toArray();
  const latest = seats.sort((a, b) => b.addedAtMs - a.addedAtMs).slice(0, SEATS).map((seat) => seat.key);
  const rows = await db.labels.where('seatKey').anyOf(latest).toArray();
  return rows.flatMap(({ seal, document }) => (seal === null ? [] : [{ activeMs: document.activeMs, sealedAtMs: seal.atMs }]));
}
