import { hasBit, withBit } from '../../../shared/consensus/masks.ts';
import { fromHex, toHex } from '../../../shared/bytes.ts';
import { splitBatch } from '../../../shared/labels/codec-bytes.ts';
import { itemVerdict } from '../../../shared/protocol/seat-state.ts';
import type { Say } from '../../app/strings/strings.ts';
import { CONSENSUS_COLOUR, seatColour } from '../overlays.ts';
import type { ReviewTask } from '../tasks.ts';
import type { ComparedAnswer } from './compare-table.tsx';

/** What the consensus is called among answers; a seat goes by its place. */
export const CONSENSUS_ID = 'consensus';

/** The consensus, then every seat's own answer to an item of a batch, with what became of it. */
export function answersOf(task: ReviewTask, item: number, t: Say): ComparedAnswer[] {
  const { batch, project, seats } = task;
  const consensus = batch.consensus[item];
  const ruling = batch.rulings.find((each) => each.item === item);
  const seatRows = seats
    .filter(({ state }) => state !== 'freed')
    .map((seat): ComparedAnswer => {
      const right = ruling !== undefined && hasBit(ruling.rightSeats, seat.index) ? withBit(0n, item) : 0n;
      const verdict = seat.reveal === null || batch.phase !== 'settled' ? null : itemVerdict(item, { resolvedBefore: batch.consensusMask, audited: batch.auditedMask, overturned: batch.overturnedMask, agreedBefore: seat.consensusMask, right, blank: seat.blankMask });
      return { id: String(seat.index), name: t('review:desk.seat', { number: seat.index + 1 }), colour: seatColour(seat.index), annotator: seat.annotator, encoded: seatAnswer(task, seat.index, item), verdict: verdict === null ? null : { text: t(`review:compare.verdict.${verdict}`), tone: toneOf(verdict) } };
    });
  if (consensus === undefined) return seatRows;
  const isResolved = hasBit(batch.consensusMask, item);
  const verdict = isResolved ? null : { text: t('review:compare.disputed'), tone: 'warn' as const };
  return [{ id: CONSENSUS_ID, name: t('review:compare.consensus', { quorum: project.params.quorum, seats: project.params.seats }), colour: CONSENSUS_COLOUR, annotator: null, encoded: consensus, verdict }, ...seatRows];
}

/** A seat's encoded answer to one item; undefined where it has not revealed. */
export function seatAnswer({ project, batch, seats }: ReviewTask, place: number, item: number): string | undefined {
  const reveal = seats.find((seat) => seat.index === place)?.reveal;
  if (reveal == null) return undefined;
  const items = splitBatch(project.params.kind, fromHex(reveal.labels), batch.itemCount);
  const own = items.ok ? items.value[item] : undefined;
  return own === undefined ? undefined : toHex(own);
}

function toneOf(verdict: ReturnType<typeof itemVerdict>): 'good' | 'bad' | 'neutral' {
  if (verdict === 'agreed' || verdict === 'overturned-for' || verdict === 'ruled-for') return 'good';
  return verdict === 'blank' || verdict === 'disputed' ? 'neutral' : 'bad';
}
