import type { HostError } from '../../../shared/host-api.ts';
import type { SeatKey } from '../../store/keys.ts';
import { clearOutbox, listOutbox, putOutbox } from '../../store/outbox.ts';
import { freshOutbox } from '../../store/desk/label-writes.ts';
import { listProjects } from '../../store/projects.ts';
import { countSealed, keepChainViews, listSeats } from '../../store/seats.ts';
import type { OutboxRow, SeatChainRow, SeatRow } from '../../store/schema/rows.ts';
import { BundleSizes } from './bundle.ts';
import { readyToShow } from './burial.ts';
import type { DueSeat } from './calls.ts';
import { isHeld } from './claims.ts';
import { isSameView, readViews } from './chain-views.ts';
import { judge } from './errors.ts';
import type { PauseReason } from './errors.ts';
import { afterFailure, asSent, outboxStepOf, readiness, rowFor } from './reconcile.ts';
import type { Receipt } from './reconcile.ts';
import type { EngineParts } from './parts.ts';
import { Sender } from './sender.ts';
import { statusOf, wentBack } from './status.ts';
import { readUnderWay } from './under-way.ts';
import type { SeatsUnderWay } from './under-way.ts';

export interface PassReport {
  /** Why nothing more goes out for now; null where everything due was tried. */
  pause: { why: PauseReason; error: HostError } | null;
  /** Steps taken. */
  taken: number;
  /** Seats of which the chain says less than before: it was reorganised, and they are brought on again. */
  takenBack: number;
  /** When the next step falls due by time alone; null: only the chain or the person moves things. */
  nextAtMs: number | null;
}

/** How often it is looked whether blocks have come to lie over a transaction. */
const BURIAL_LOOK_MS = 4_000;

/**
 * Brings every seat of the account one step on, as the chain, the host and the store say, and remembers nothing between
 * passes but how many seats fit a transaction: a pass may be cut short anywhere and run again. Passes never run side by
 * side.
 */
export class SyncEngine {
  #running: Promise<PassReport> | null = null;
  readonly #sizes = new BundleSizes();

  constructor(private readonly parts: EngineParts) {}

  /** A call while a pass runs waits for it and then runs another: something may have changed under it. */
  async pass(): Promise<PassReport> {
    while (this.#running !== null) await this.#running.catch(() => undefined);
    this.#running = this.#pass().finally(() => (this.#running = null));
    return this.#running;
  }

  async #pass(): Promise<PassReport> {
    const { db, net, account, host, coordinator } = this.parts;
    const seats = (await listSeats(db, net)).filter((seat) => seat.annotator === account);
    const underWay = await readUnderWay(host, coordinator);
    const read = await readViews(host, coordinator, seats);
    if (!read.ok) return { pause: pauseOf(read.error), taken: 0, takenBack: 0, nextAtMs: null };
    await keepChainViews(db, new Map([...read.views].filter(([key, view]) => !isSameView(seats.find((seat) => seat.key === key)?.chain ?? null, view))));
    const { due, nextAtMs, takenBack } = await this.#due(seats, read.views, underWay);
    const shown = await this.#shown(due);
    const sent = await new Sender(this.parts, this.#sizes).sendAll(shown);
    return { pause: sent.pause, taken: sent.taken, takenBack, nextAtMs: shown.length < due.length ? sooner(nextAtMs, this.parts.nowMs() + BURIAL_LOOK_MS) : nextAtMs };
  }

  /** Without those whose labels are not to be shown yet. */
  async #shown(due: readonly DueSeat[]): Promise<readonly DueSeat[]> {
    const { host, coordinator, confirmations, times } = this.parts;
    const reveals = due.filter(({ row }) => row.step === 'reveal');
    const ready = await readyToShow({ host, coordinator, confirmations, nowSeconds: times().headSeconds }, reveals);
    return due.filter(({ row, seat }) => row.step !== 'reveal' || ready.has(seat.key));
  }

  /** Seats whose next step may be tried now; their rows are written as the chain has it. */
  async #due(seats: readonly SeatRow[], views: ReadonlyMap<SeatKey, SeatChainRow>, underWay: SeatsUnderWay): Promise<{ due: DueSeat[]; nextAtMs: number | null; takenBack: number }> {
    const { db, net, nowMs, random } = this.parts;
    const projects = new Map((await listProjects(db, net)).map((project) => [project.key, project]));
    const rows = new Map((await listOutbox(db, net)).map((row) => [row.key, row]));
    const due: DueSeat[] = [];
    const done: SeatKey[] = [];
    /** Claims that wait to be worth their gas: with one more they may be, together. */
    const held: DueSeat[] = [];
    let nextAtMs: number | null = null;
    let takenBack = 0;
    for (const seat of seats) {
      const chain = views.get(seat.key);
      const params = projects.get(seat.projectKey)?.params;
      if (chain === undefined || params === undefined) continue;
      if (seat.chain !== null && wentBack(seat, seat.chain, chain, params.quorum, this.parts.times().headSeconds)) takenBack++;
      const status = statusOf(seat, chain, params.quorum, await countSealed(db, seat.key), this.parts.times());
      const known = rows.get(seat.key);
      if (status.step === 'none') {
        const youngUntilMs = known === undefined ? null : await this.#youngUntil(known);
        if (youngUntilMs === null) done.push(seat.key);
        else nextAtMs = sooner(nextAtMs, youngUntilMs);
        continue;
      }
      if (known === undefined && outboxStepOf(status.step) === null) continue;
      const before = known ?? freshOutbox(seat.key, nowMs());
      let row = rowFor(before, status, nowMs(), random(), this.parts.signGraceMs);
      if (row.step === null && row === before) continue;
      const out = row.step === null ? null : underWay.hashOf(row.step, seat);
      if (out !== null) row = asSent(row, out, nowMs());
      const ready = row.step === null ? null : readiness(row, await this.#receipt(row), nowMs());
      if (ready?.is === 'failed') row = afterFailure(row, ready.error, judge(ready.error).kind === 'never', nowMs(), random());
      if (row !== known) await putOutbox(db, [{ ...row, updatedAtMs: nowMs() }]);
      const relay = projects.get(seat.projectKey)?.relay ?? null;
      if (ready?.is === 'due') due.push({ seat, chain, params, row, relay });
      if (ready?.is === 'not-yet' && isHeld(row)) held.push({ seat, chain, params, row, relay });
      if (ready?.is === 'not-yet') nextAtMs = sooner(nextAtMs, ready.untilMs);
      if (ready?.is === 'failed' && row.status === 'open') nextAtMs = sooner(nextAtMs, row.notBeforeMs);
    }
    await clearOutbox(db, done);
    if (due.some(({ row }) => row.step === 'claim')) due.push(...held);
    return { due, nextAtMs, takenBack };
  }

  /** A seat is done when its last transaction is deep enough to stay: until when to look again, or null. */
  async #youngUntil(row: OutboxRow): Promise<number | null> {
    if (this.parts.confirmations <= 1 || row.status !== 'sent') return null;
    const receipt = await this.#receipt(row);
    const isYoung = receipt?.status === 'mined' && receipt.confirmations < this.parts.confirmations;
    return isYoung ? this.parts.nowMs() + BURIAL_LOOK_MS : null;
  }

  async #receipt(row: OutboxRow): Promise<Receipt | null> {
    if (row.status !== 'sent' || row.transactionHash === null) return null;
    const answer = await this.parts.host.call('chain.receipt', { transactionHash: row.transactionHash });
    return answer.ok ? answer.value : null;
  }
}

const sooner = (a: number | null, b: number): number => Math.min(a ?? b, b);

function pauseOf(error: HostError): PassReport['pause'] {
  const verdict = judge(error);
  return { why: verdict.kind === 'pause' ? verdict.why : 'network', error };
}
