import { decodeCoordinatorLog } from './abi.ts';
import type { CoordinatorEvent } from './abi.ts';
import type { ChainIndex, EventPlace, IndexDraft } from './chain-records.ts';
import { reduceBatchEvent } from './reduce-batch.ts';
import { reduceProjectEvent } from './reduce-project.ts';
import { reduceSeatEvent } from './reduce-seat.ts';

/** A log as a node gives it. */
export interface ChainLog extends EventPlace {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

export interface PlacedEvent {
  readonly event: CoordinatorEvent;
  readonly place: EventPlace;
}

export const emptyIndex: ChainIndex = {
  projects: new Map(),
  batches: new Map(),
  seats: new Map(),
  reputations: new Map(),
  pools: new Map(),
  admitted: new Set(),
  lapses: [],
  head: null,
};

/** The coordinator's events among logs; logs of other contracts and unknown ones are left out. In the chain's order. */
export function readLogs(logs: readonly ChainLog[], coordinator: string): PlacedEvent[] {
  return logs
    .filter((log) => log.address.toLowerCase() === coordinator.toLowerCase())
    .flatMap((log) => {
      const event = decodeCoordinatorLog(log);
      return event === null ? [] : [{ event, place: placeOf(log) }];
    })
    .sort((a, b) => comparePlaces(a.place, b.place));
}

/**
 * The index after these events. Deterministic in the ordered list of events: after a reorganisation go on from an older
 * index, or from `emptyIndex`. Events at or before the index's head are skipped, so that ranges may overlap.
 * Records that no event touches keep their identity.
 */
export function extendIndex(index: ChainIndex, events: readonly PlacedEvent[]): ChainIndex {
  const news = events.filter(({ place }) => index.head === null || comparePlaces(place, index.head) > 0);
  if (news.length === 0) return index;
  const draft: IndexDraft = {
    projects: new Map(index.projects),
    batches: new Map(index.batches),
    seats: new Map(index.seats),
    reputations: new Map(index.reputations),
    pools: new Map(index.pools),
    admitted: new Set(index.admitted),
    lapses: [...index.lapses],
    head: index.head,
  };
  for (const { event, place } of news) {
    reduceProjectEvent(draft, event, place);
    reduceSeatEvent(draft, event, place);
    reduceBatchEvent(draft, event, place);
    draft.head = place;
  }
  return draft;
}

/** Order in the chain: by block, then by log. */
export function comparePlaces(a: EventPlace, b: EventPlace): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

function placeOf(log: ChainLog): EventPlace {
  return { blockNumber: log.blockNumber, blockHash: log.blockHash, transactionHash: log.transactionHash, logIndex: log.logIndex };
}
