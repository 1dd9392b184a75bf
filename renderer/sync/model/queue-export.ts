import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import { movesOf } from './queue.ts';
import type { ChainDepth } from './queue.ts';
import type { SeatCard } from './seats.ts';

/*
 * What waits and what was done, as files: for a person's own books, or for whoever helps where something is stuck.
 * Times are ISO 8601 in UTC, amounts in the token's smallest unit.
 */

export interface OutboxLine {
  project: string;
  projectId: string;
  batch: number;
  seatId: string;
  annotator: string;
  items: number;
  sealed: number;
  state: string;
  reason: string;
  deadline: string;
  step: string;
  status: string;
  transaction: string;
  attempts: number;
  notBefore: string;
  errorCode: string;
  errorMessage: string;
  createdAt: string;
  updatedAt: string;
}

export interface HistoryLine {
  projectId: string;
  batch: number;
  seatId: string;
  annotator: string;
  move: string;
  block: number;
  blockHash: string;
  transaction: string;
  logIndex: number;
  at: string;
  confirmations: number;
  isFinal: boolean;
  amount: string;
}

export interface SyncExport {
  exportedAt: string;
  network: { name: string; chainId: number; coordinator: string };
  account: string;
  /** The newest block that was read; null before the first. */
  headNumber: number | null;
  outbox: OutboxLine[];
  history: HistoryLine[];
}

const iso = (ms: number | null): string => (ms === null || ms === 0 ? '' : new Date(ms).toISOString());

/** Every seat that has something to send, or has failed to. */
export function outboxLines(cards: readonly SeatCard[]): OutboxLine[] {
  return cards.flatMap((card): OutboxLine[] => {
    const { seat, project, outbox, status, batchNumber, sealed } = card;
    if (outbox === null) return [];
    const place = { project: project.name, projectId: project.projectId, batch: batchNumber, seatId: seat.seatId, annotator: seat.annotator, items: seat.itemCount, sealed };
    const stand = { state: status?.state ?? '', reason: status?.reason ?? '', deadline: iso(status?.deadlineSeconds == null ? null : status.deadlineSeconds * 1000) };
    const row = { step: outbox.step ?? '', status: outbox.status, transaction: outbox.transactionHash ?? '', attempts: outbox.attempts, notBefore: iso(outbox.notBeforeMs) };
    const error = { errorCode: outbox.error?.code ?? '', errorMessage: outbox.error?.message ?? '' };
    return [{ ...place, ...stand, ...row, ...error, createdAt: iso(outbox.createdAtMs), updatedAt: iso(outbox.updatedAtMs) }];
  });
}

/** Everything that an account's seats did on the chain, oldest first. @param account in lower case @param timeOf unix seconds of a block, or null */
export function historyLines(index: ChainIndex, account: string, depth: ChainDepth, timeOf: (blockNumber: number) => number | null): HistoryLine[] {
  const lines = [...index.seats.values()].flatMap((record): HistoryLine[] => {
    if (record.annotator.toLowerCase() !== account) return [];
    const batch = (index.batches.get(record.batchId)?.index ?? 0) + 1;
    return movesOf(record, depth).map(({ move, place, confirmations, isFinal, amount }) => {
      const seconds = timeOf(place.blockNumber);
      const where = { block: place.blockNumber, blockHash: place.blockHash, transaction: place.transactionHash, logIndex: place.logIndex };
      return { projectId: record.projectId, batch, seatId: record.id, annotator: record.annotator, move, ...where, at: iso(seconds === null ? null : seconds * 1000), confirmations, isFinal, amount: amount?.toString() ?? '' };
    });
  });
  return lines.sort((a, b) => a.block - b.block || a.logIndex - b.logIndex);
}

/** RFC 4180, with a byte order mark for spreadsheets. A text that a spreadsheet would run as a formula gets a quote before it. */
export function toCsv<T extends object>(columns: readonly (keyof T & string)[], lines: readonly T[]): string {
  const rows = lines.map((line) => columns.map((column) => field(line[column])).join(','));
  return `\uFEFF${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}

function field(value: unknown): string {
  const plain = String(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const outboxColumns: readonly (keyof OutboxLine)[] = ['project', 'projectId', 'batch', 'seatId', 'annotator', 'items', 'sealed', 'state', 'reason', 'deadline', 'step', 'status', 'transaction', 'attempts', 'notBefore', 'errorCode', 'errorMessage', 'createdAt', 'updatedAt'];
export const historyColumns: readonly (keyof HistoryLine)[] = ['projectId', 'batch', 'seatId', 'annotator', 'move', 'block', 'blockHash', 'transaction', 'logIndex', 'at', 'confirmations', 'isFinal', 'amount'];
