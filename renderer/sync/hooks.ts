import { useMemo } from 'react';
import { useNow } from '../app/ui/when.tsx';
import { unknownToken } from '../app/state/token-format.ts';
import type { TokenFormat } from '../app/state/token-format.ts';
import { useLive } from '../app/state/use-live.tsx';
import { useStoreQuery } from '../store/hooks.ts';
import { listOutbox } from '../store/outbox.ts';
import { listProjects } from '../store/projects.ts';
import { itemStates, listSeats } from '../store/seats.ts';
import type { OutboxRow, ProjectRow, SeatRow } from '../store/schema/rows.ts';
import type { TesseraDatabase } from '../store/database.ts';
import type { NetKey } from '../store/keys.ts';
import type { DeskItemState } from '../desk/port.ts';
import type { Times } from './engine/status.ts';
import { projectCard } from './model/projects.ts';
import type { ProjectCard } from './model/projects.ts';
import { seatCard } from './model/seats.ts';
import type { SeatCard } from './model/seats.ts';
import type { SyncService } from './service.ts';
import { useSync, useSyncIfOpen, useSyncSnapshot } from './sync-provider.tsx';

/** The network's projects, the newest first; null until they were read from the store. */
export function useProjects(): ProjectCard[] | null {
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const nowSeconds = Math.floor(useNow() / 1000);
  const rows = useStoreQuery(async () => (service === null ? [] : listProjects(session.db, service.net)), [session, service]);
  return useMemo(() => {
    if (rows === undefined || snapshot === null || service === null) return null;
    const beholder = { account: snapshot.account, nowSeconds, timeOf: service.timeOf };
    const byId = new Map(rows.map((row) => [row.projectId, row]));
    const cards = [...snapshot.index.projects.values()].flatMap((record) => {
      const row = byId.get(record.id);
      return row === undefined ? [] : [projectCard(snapshot.index, record, row, beholder)];
    });
    return cards.reverse();
  }, [rows, snapshot, service, nowSeconds]);
}

/** The active account's seats, the newest first; null until they were read from the store. */
export function useSeats(): SeatCard[] | null {
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const nowMs = useNow(5_000);
  const account = snapshot?.account ?? null;
  const headSeconds = snapshot?.head?.timestampSeconds ?? 0;
  const read = useStoreQuery(async () => (service === null || account === null ? [] : readSeats(session.db, service.net, account)), [session, service, account]);
  return useMemo(() => {
    if (read === undefined || service === null) return null;
    const times = { headSeconds, wallSeconds: Math.floor(nowMs / 1000), isLocal: service.network.isLocal };
    return read
      .map((each) => cardOf(each, times))
      .sort((a, b) => b.seat.addedAtMs - a.seat.addedAtMs || b.seat.firstItem - a.seat.firstItem);
  }, [read, service, nowMs, headSeconds]);
}

interface SeatRead {
  seat: SeatRow;
  project: ProjectRow;
  states: ReadonlyMap<number, DeskItemState>;
  outbox: OutboxRow | null;
}

async function readSeats(db: TesseraDatabase, net: NetKey, account: string): Promise<SeatRead[]> {
  const projects = new Map((await listProjects(db, net)).map((project) => [project.key, project]));
  const outbox = new Map((await listOutbox(db, net)).map((row) => [row.key, row]));
  const seats = (await listSeats(db, net)).filter((seat) => seat.annotator === account);
  const read = await Promise.all(
    seats.map(async (seat) => ({ seat, project: projects.get(seat.projectKey), states: await itemStates(db, seat.key), outbox: outbox.get(seat.key) ?? null })),
  );
  return read.flatMap(({ project, ...rest }) => (project === undefined ? [] : [{ ...rest, project }]));
}

const cardOf = ({ seat, project, states, outbox }: SeatRead, times: Times): SeatCard => seatCard(seat, project, states, outbox, times);

/** The same, read once: for who looks now and then and must not wake at every gesture. */
export async function readSeatCards(service: SyncService, account: string): Promise<SeatCard[]> {
  return (await readSeats(service.session.db, service.net, account)).map((each) => cardOf(each, service.times()));
}

export interface QueueSummary {
  /** Seats with something still to be sent, once their turn comes. */
  waiting: number;
  /** Seats whose transaction is out. */
  underWay: number;
  /** Seats that a person has to look at. */
  needsYou: number;
  /** Entries that the journal does not have yet. */
  unjournaled: number;
}

const nothingWaits: QueueSummary = { waiting: 0, underWay: 0, needsYou: 0, unjournaled: 0 };

/** What waits, in numbers: for the rail and the status bar, whether the store is open or not. */
export function useQueueSummary(): QueueSummary {
  const sync = useSyncIfOpen();
  const service = sync?.service ?? null;
  const summary = useStoreQuery(async () => (service === null ? nothingWaits : summaryOf(service)), [service]);
  return summary ?? nothingWaits;
}

async function summaryOf({ session, net }: SyncService): Promise<QueueSummary> {
  const rows = await listOutbox(session.db, net);
  const count = (isCounted: (row: OutboxRow) => boolean) => rows.filter(isCounted).length;
  return {
    waiting: count((row) => row.step !== null && row.status === 'open'),
    underWay: count((row) => row.status === 'sending' || row.status === 'sent'),
    needsYou: count((row) => row.status === 'parked'),
    unjournaled: await session.db.journalQueue.count(),
  };
}

/** How the network's token is written; as it was told before while the network is away. */
export function useTokenFormat(): TokenFormat {
  return useLive().token ?? unknownToken;
}
