import { z } from 'zod';
import { readJsonFile, writeAtomic } from '../local/durable.ts';
import type { CallToSend } from '../port.ts';
import { underWaySchema } from './record.ts';
import type { UnderWay } from './record.ts';

/** What is settled is kept so long: whoever holds an old hash can still be told what became of it. */
const KEPT_MS = 60 * 60_000;
const MOST_SETTLED = 50;
/** What no node has mined in a day is given up: nobody waits for it, and another chain may stand at the address by now. */
const LONGEST_OPEN_MS = 24 * 60 * 60_000;

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Every transaction that was signed here and is not known to be settled, on disk before the node gets it: after a kill
 * at any moment it is known what may be on its way, so that nothing is signed a second time under another nonce.
 */
export class UnderWayLog {
  #records: UnderWay[];
  readonly #path: string;
  readonly #nowMs: () => number;

  constructor(path: string, nowMs: () => number) {
    this.#path = path;
    this.#nowMs = nowMs;
    // A file that cannot be read costs a second look at the chain, not a label: the chain decides what has happened.
    this.#records = readJsonFile(path, z.array(underWaySchema)) ?? [];
  }

  /** Ascending by nonce. */
  open(chainId: number, from?: string): UnderWay[] {
    return this.#records.filter((record) => record.outcome === 'open' && record.chainId === chainId && (from === undefined || isSame(record.from, from))).sort((a, b) => a.nonce - b.nonce);
  }

  /** The same call, not settled yet. */
  equal(chainId: number, call: CallToSend): UnderWay | null {
    const isEqual = (record: UnderWay): boolean => isSame(record.to, call.to) && isSame(record.data, call.data) && BigInt(record.valueWei) === call.valueWei;
    return this.open(chainId, call.from).find(isEqual) ?? null;
  }

  ofHash(hash: string): UnderWay | null {
    return this.#records.find(({ attempts }) => attempts.some((attempt) => attempt.hash === hash)) ?? null;
  }

  /** Durable when it returns; throws where the disk takes no more. */
  put(record: UnderWay): void {
    this.#save([...this.#records.filter((each) => !isSameNonce(each, record)), record]);
  }

  /** It never left this machine, or no node takes it. */
  drop(record: UnderWay): void {
    this.#save(this.#records.filter((each) => !isSameNonce(each, record)));
  }

  /** What it became. Its bytes are of no more use: only its hashes are kept. */
  settle(record: UnderWay, outcome: 'mined' | 'taken'): void {
    const attempts = record.attempts.map((attempt) => ({ ...attempt, raw: '0x' }));
    this.put({ ...record, data: '0x', attempts, outcome, settledAtMs: this.#nowMs() });
  }

  #save(records: readonly UnderWay[]): void {
    const nowMs = this.#nowMs();
    const isFresh = (record: UnderWay): boolean =>
      record.outcome === 'open' ? nowMs - (record.attempts[0]?.atMs ?? 0) < LONGEST_OPEN_MS : nowMs - record.settledAtMs < KEPT_MS;
    const fresh = records.filter(isFresh);
    const settled = fresh.filter(({ outcome }) => outcome !== 'open').sort((a, b) => b.settledAtMs - a.settledAtMs).slice(0, MOST_SETTLED);
    const next = [...fresh.filter(({ outcome }) => outcome === 'open'), ...settled];
    writeAtomic(this.#path, `${JSON.stringify(next)}\n`);
    this.#records = next;
  }
}

function isSameNonce(a: UnderWay, b: UnderWay): boolean {
  return a.chainId === b.chainId && a.nonce === b.nonce && isSame(a.from, b.from) && a.attempts[0]?.hash === b.attempts[0]?.hash;
}
