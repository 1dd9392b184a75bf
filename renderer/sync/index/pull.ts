import type { HostClient, HostError, HostResult } from '../../../shared/host-api.ts';
import type { TesseraDatabase } from '../../store/database.ts';
import { appendEvents, getCursor, putCursor, rollBackEvents } from '../../store/events.ts';
import { eventKey } from '../../store/keys.ts';
import type { NetKey } from '../../store/keys.ts';
import type { Checkpoint, CursorRow, EventRow } from '../../store/schema/rows.ts';

type Block = NonNullable<HostResult<'chain.block'>>;
type Log = HostResult<'chain.logs'>[number];

const FIRST_WIDTH = 2_000;
const WIDEST = 50_000;
const CHECKPOINTS_KEPT = 256;
/** A chain that changes under every try is left until the next pull. */
const RESTARTS = 5;

export interface PullParts {
  db: TesseraDatabase;
  host: HostClient;
  net: NetKey;
  coordinator: string;
  deployedAtBlock: number;
  nowMs: () => number;
  onProgress?: (done: { toBlock: number; headNumber: number }) => void;
}

export interface Pulled {
  cursor: CursorRow;
  /** Events from this block on were forgotten because the chain has other blocks there now. */
  rolledBackFrom: number | null;
  added: EventRow[];
}

export type PullOutcome = { ok: true; value: Pulled } | { ok: false; error: HostError };

/** A failure on the way out of the nested steps; caught at the one door of this file. */
class Stop extends Error {
  constructor(readonly error: HostError) {
    super(error.message);
  }
}

/** The chain changed between two questions: what was read does not fit together. */
class Moved extends Error {}

/**
 * Brings the store's events up to the head: in ranges as wide as the node allows, each held against the block before
 * it. Where the chain was reorganised, events from the fork on are forgotten and read again.
 */
export async function pullEvents(parts: PullParts): Promise<PullOutcome> {
  let rolledBackFrom: number | null = null;
  const added: EventRow[] = [];
  const noteRollback = (block: number) => {
    rolledBackFrom = Math.min(block, rolledBackFrom ?? block);
    while ((added.at(-1)?.blockNumber ?? -1) >= block) added.pop();
  };
  for (let tries = 0; tries < RESTARTS; tries++) {
    try {
      const cursor = await pullOnce(parts, added, noteRollback);
      return { ok: true, value: { cursor, rolledBackFrom, added } };
    } catch (error) {
      if (error instanceof Stop) return { ok: false, error: error.error };
      if (!(error instanceof Moved)) throw error;
    }
  }
  return { ok: false, error: { code: 'CHAIN_UNSETTLED', message: 'The chain changes faster than it can be read; trying again soon.' } };
}

async function pullOnce(parts: PullParts, added: EventRow[], noteRollback: (block: number) => void): Promise<CursorRow> {
  const head = await blockAt(parts, undefined);
  let cursor = (await getCursor(parts.db, parts.net)) ?? freshCursor(parts);
  const fork = await forkOf(parts, cursor, head);
  if (fork !== null) {
    cursor = fork;
    await rollBackEvents(parts.db, cursor);
    noteRollback(cursor.nextBlock);
  }
  let width = FIRST_WIDTH;
  while (cursor.nextBlock <= head.number) {
    const toBlock = Math.min(head.number, cursor.nextBlock + width - 1);
    const logs = await parts.host.call('chain.logs', { fromBlock: cursor.nextBlock, toBlock });
    if (!logs.ok && logs.error.code === 'RANGE_TOO_WIDE' && width > 1) {
      width = Math.max(1, Math.floor(Math.min(width, toBlock - cursor.nextBlock + 1) / 2));
      continue;
    }
    if (!logs.ok) throw new Stop(logs.error);
    cursor = await takeRange(parts, cursor, head, toBlock, logs.value, added);
    width = Math.min(WIDEST, width * 2);
    parts.onProgress?.({ toBlock, headNumber: head.number });
  }
  const seen = { ...cursor, headNumber: head.number, headTimestampSeconds: head.timestampSeconds, updatedAtMs: parts.nowMs() };
  await putCursor(parts.db, seen);
  return seen;
}

/** Checks a range against the blocks around it, and stores it with the cursor behind it. */
async function takeRange(parts: PullParts, cursor: CursorRow, head: Block, toBlock: number, logs: readonly Log[], added: EventRow[]): Promise<CursorRow> {
  const first = await blockAt(parts, cursor.nextBlock);
  const before = cursor.checkpoints.at(-1);
  if (before?.number === first.number - 1 && before.hash !== first.parentHash) throw new Moved();
  const last = toBlock === head.number ? head : toBlock === first.number ? first : await blockAt(parts, toBlock);
  const again = await blockAt(parts, toBlock);
  if (again.hash !== last.hash) throw new Moved();
  const times = await timesOf(parts, logs, [first, last]);
  const rows = logs.map((log) => rowOf(parts, cursor.nextBlock, toBlock, log, times));
  const checkpoints = [...cursor.checkpoints, { number: last.number, hash: last.hash }].slice(-CHECKPOINTS_KEPT);
  const next: CursorRow = { ...cursor, nextBlock: toBlock + 1, checkpoints, headNumber: head.number, headTimestampSeconds: head.timestampSeconds, updatedAtMs: parts.nowMs() };
  await appendEvents(parts.db, rows, next);
  added.push(...rows.sort((a, b) => (a.key < b.key ? -1 : 1)));
  return next;
}

/** Where the cursor has to go back to, or null where the chain still has what was read. */
async function forkOf(parts: PullParts, cursor: CursorRow, head: Block): Promise<CursorRow | null> {
  // A node that is only behind knows nothing of the newest checkpoints: they are asked of it when it has caught up.
  const askable = cursor.checkpoints.filter((checkpoint) => checkpoint.number <= head.number);
  const newest = askable.at(-1);
  if (newest === undefined) return cursor.checkpoints.length > 0 && head.number < parts.deployedAtBlock ? freshCursor(parts) : null;
  if (await isSame(parts, newest, head)) return null;
  const good: Checkpoint[] = [];
  // Hashes are chained: below the first that matches all match.
  for (let left = askable.length - 1; left > 0; left--) {
    const checkpoint = askable[left - 1];
    if (checkpoint === undefined || !(await isSame(parts, checkpoint, head))) continue;
    good.push(...askable.slice(0, left));
    break;
  }
  return { ...cursor, checkpoints: good, nextBlock: (good.at(-1)?.number ?? parts.deployedAtBlock - 1) + 1 };
}

async function isSame(parts: PullParts, checkpoint: Checkpoint, head: Block): Promise<boolean> {
  if (checkpoint.number === head.number) return checkpoint.hash === head.hash;
  return (await blockAt(parts, checkpoint.number)).hash === checkpoint.hash;
}

async function blockAt(parts: PullParts, number: number | undefined): Promise<Block> {
  const block = await parts.host.call('chain.block', number === undefined ? {} : { number });
  if (!block.ok) throw new Stop(block.error);
  if (block.value === null) throw new Stop({ code: 'RPC_GARBAGE', message: `The node does not know block ${number ?? 'latest'}.` });
  return block.value;
}

/** When each block with an event was made. */
async function timesOf(parts: PullParts, logs: readonly Log[], known: readonly Block[]): Promise<Map<number, Block>> {
  const blocks = new Map(known.map((block) => [block.number, block]));
  for (const { blockNumber } of logs) {
    if (!blocks.has(blockNumber)) blocks.set(blockNumber, await blockAt(parts, blockNumber));
  }
  return blocks;
}

function rowOf(parts: PullParts, fromBlock: number, toBlock: number, log: Log, blocks: ReadonlyMap<number, Block>): EventRow {
  const { blockNumber, blockHash, transactionHash, transactionIndex, logIndex, topics, data } = log;
  const isAsked = blockNumber >= fromBlock && blockNumber <= toBlock && log.address.toLowerCase() === parts.coordinator.toLowerCase();
  if (!isAsked) throw new Stop({ code: 'RPC_GARBAGE', message: `The node answered with a log that was not asked for (block ${blockNumber}).` });
  const block = blocks.get(blockNumber);
  if (block?.hash !== blockHash) throw new Moved();
  const key = eventKey(parts.net, blockNumber, logIndex);
  return { key, net: parts.net, blockNumber, blockHash, timestampSeconds: block.timestampSeconds, transactionHash, transactionIndex, logIndex, topics, data };
}

function freshCursor(parts: PullParts): CursorRow {
  return { net: parts.net, nextBlock: parts.deployedAtBlock, checkpoints: [], headNumber: 0, headTimestampSeconds: 0, updatedAtMs: parts.nowMs() };
}
