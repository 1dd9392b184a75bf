import type { HostClient } from '../../../shared/host-api.ts';
import type { AssertedBatch } from '../../../shared/protocol/assertion-step.ts';
import type { HistoryEntry } from '../../../shared/protocol/batch-record.ts';
import type { TesseraDatabase } from '../../store/database.ts';
import type { NetKey } from '../../store/keys.ts';
import type { Times } from './status.ts';

/** What the engine is built from. */
export interface EngineParts {
  db: TesseraDatabase;
  host: HostClient;
  net: NetKey;
  chainId: number;
  coordinator: string;
  /** The active account in lower case. */
  account: string;
  times: () => Times;
  /** Blocks, its own counted, after which a transaction stays. */
  confirmations: number;
  nowMs: () => number;
  /** From the last seal to the signature; "Sync now" does not wait for it. */
  signGraceMs: number;
  /** From 0 to 1. */
  random: () => number;
  /** The text of a text item, verified. */
  text: (sha256: string) => Promise<string>;
  /** The labels that a batch's seats have revealed, in seat order; 0x where one has not. */
  revealedLabels: (batchId: string, seats: number) => Promise<readonly string[]>;
  /** What the chain's events, as far as they have been read, say of a batch that is asserted; null where they say nothing. */
  assertedBatch: (batchId: string) => AssertedBatch | null;
  /** What a seat's claim pays, as far as the chain's events have been read. */
  payOf: (seatId: string) => bigint;
  /** What the person has said that the token is worth in the network's currency; null where nothing was said. */
  tokenPrice: (token: string) => Promise<{ units: bigint; wei: bigint } | null>;
  /** Every commitment of a batch, in the order they came, as far as the chain's events have been read. */
  history: (batchId: string) => readonly HistoryEntry[];
}
