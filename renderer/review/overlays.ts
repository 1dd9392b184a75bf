import { fromHex } from '../../shared/bytes.ts';
import { splitBatch } from '../../shared/labels/codec-bytes.ts';
import { type CodecContext, type DecodedRegion, decodeItem, type ItemGeometry } from '../../shared/labels/codec.ts';
import { parseRegionId } from '../../shared/labels/ids.ts';
import type { Region } from '../../shared/labels/types.ts';
import type { Overlay } from '../desk/surface.ts';
import type { ReviewTask } from './tasks.ts';

/** Of the consensus' regions on the picture. */
export const CONSENSUS_COLOUR = '#2340a8';
const SEAT_COLOURS = ['#b35c00', '#0f766e', '#9d2f7a', '#5b6b00', '#6d4bd0', '#a32020', '#22668a'] as const;
/** Of a seat's regions on the picture. */
export function seatColour(place: number): string {
  return SEAT_COLOURS[place % SEAT_COLOURS.length] ?? SEAT_COLOURS[0];
}

/** What consensus may hold: an annotator's item has at most 32 regions, the consensus of many 63. */
const CONSENSUS_REGIONS = 63;

export interface OverlayWords {
  readonly consensus: string;
  readonly seat: (place: number) => string;
}

/** The consensus and every seat's own regions of one item, to be drawn under the expert's. */
export function overlaysOf(task: ReviewTask, item: number, geometry: ItemGeometry, words: OverlayWords): Overlay[] {
  const { kind, classCount, thresholdBps } = task.project.params;
  const context: CodecContext = { kind, classCount, thresholdBps };
  const consensus = task.batch.consensus[item];
  const seats = task.seats.flatMap((seat): Overlay[] => {
    if (seat.reveal === null) return [];
    const items = splitBatch(kind, fromHex(seat.reveal.labels), task.batch.itemCount);
    const own = items.ok ? items.value[item] : undefined;
    const colour = seatColour(seat.index);
    return own === undefined ? [] : [{ name: words.seat(seat.index), colour, regions: shownRegions(own, context, geometry, `seat${seat.index}`) }];
  });
  if (consensus === undefined) return seats;
  return [...seats, { name: words.consensus, colour: CONSENSUS_COLOUR, regions: shownRegions(fromHex(consensus), context, geometry, 'consensus') }];
}

/** Bytes that do not decode show nothing: the contract has refused them too, or the pack is another one. */
export function shownRegions(bytes: Uint8Array, context: CodecContext, geometry: ItemGeometry, prefix: string): Region[] {
  const decoded = decodeItem(bytes, context, geometry, CONSENSUS_REGIONS);
  return decoded.ok ? decoded.value.regions.map((region, at) => shown(region, `${prefix}-${at}`)) : [];
}

function shown(region: DecodedRegion, id: string): Region {
  const base = { id: parseRegionId(id), attributes: {}, origin: 'manual' as const, hidden: false, locked: true };
  if (region.kind === 'box') return { ...region, ...base, occluded: false, truncated: false, difficult: false, crowd: false };
  return { ...region, ...base };
}
