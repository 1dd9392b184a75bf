import type { HostError } from '../../../shared/host-api.ts';
import type { SeatKey } from '../../store/keys.ts';
import { clearOutbox, listOutbox, putOutbox } from '../../store/outbox.ts';
import { freshOutbox } from '../../store/desk/label-writes.ts';
import { listProjects } from '../../store/projects.ts';
import { countSealed, keepChainViews, listSeats } from '../../store/seats.ts';
import type { OutboxRow, SeatChainRow, SeatRow } from '../../store/schema/rows.ts';
import type { DueSeat } from './calls.ts';
import { isSameView, readViews } from './chain-views.ts';
import { judge } from './errors.ts';
import type { PauseReason } from './errors.ts';
import { afterFailure, outboxStepOf, readiness, rowFor } from './reconcile.ts';
import type { Receipt } from './reconcile.ts';
import type { EngineParts } from './parts.ts';
import { Sender } from './sender.ts';
import { statusOf } from './status.ts';

export interface PassReport {
  /** Why nothing more goes out for now; null where everything due was tried. */
  pause: { why: PauseReason; error: HostError } | null;
  /** Steps taken. */
  taken: number;
  /** When the next step falls due by time alone; null: only the chain or the person moves things. */
  nextAtMs: number | null;
}

/**
 * Brings every seat of the account one step on, as the chain and the store say, and remembers nothing between passes:
 * a pass may be cut short anywhere and run again. Passes never run side by side.
 */
export class SyncEngine {
  #running: Promise<PassReport> | null = null;

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
    const read = await readViews(host, coordinator, seats);
    if (!read.ok) return { pause: pauseOf(read.error), taken: 0, nextAtMs: null };
    await keepChainViews(db, new Map([...read.views].filter(([key, view]) => !isSameView(seats.find((seat) => seat.key === key)?.chain ?? null, view))));
    const { due, nextAtMs } = await this.#due(seats, read.views);
    const sent = await new Sender(this.parts).sendAll(due);
    return { pause: sent.pause, taken: sent.taken, nextAtMs };
  }

  /** Seats whose next step may be tried now; their rows are written as the chain has it. */
  async #due(seats: readonly SeatRow[], views: ReadonlyMap<SeatKey, SeatChainRow>): Promise<{ due: DueSeat[]; nextAtMs: number | null }> {
    const { db, net, nowMs, random } = this.parts;
    const projects = new Map((await listProjects(db, net)).map((project) => [project.key, project]));
    const rows = new Map((await listOutbox(db, net)).map((row) => [row.key, row]));
    const due: DueSeat[] = [];
    const done: SeatKey[] = [];
    let nextAtMs: number | null = null;
    for (const seat of seats) {
      const chain = views.get(seat.key);
      const params = projects.get(seat.projectKey)?.params;
      if (chain === undefined || params === undefined) continue;
      const status = statusOf(seat, chain, params.quorum, await countSealed(db, seat.key), this.parts.times());
      const known = rows.get(seat.key);
      if (status.step === 'none') {
        done.push(seat.key);
        continue;
      }
      if (known === undefined && outboxStepOf(status.step) === null) continue;
      const before = known ?? freshOutbox(seat.key, nowMs());
      let row = rowFor(before, status, nowMs(), random(), this.parts.signGraceMs);
      if (row.step === null && row === before) continue;
      const ready = row.step === null ? null : readiness(row, await this.#receipt(row), nowMs());
      if (ready?.is === 'failed') row = afterFailure(row, ready.error, judge(ready.error).kind === 'never', nowMs(), random());
      if (row !== known) await putOutbox(db, [{ ...row, updatedAtMs: nowMs() }]);
      if (ready?.is === 'due') due.push({ seat, chain, params, row, relay: projects.get(seat.projectKey)?.relay ?? null });
      if (ready?.is === 'not-yet') nextAtMs = Math.min(nextAtMs ?? ready.untilMs, ready.untilMs);
      if (ready?.is === 'failed' && row.status === 'open') nextAtMs = Math.min(nextAtMs ?? row.notBeforeMs, row.notBeforeMs);
    }
    await clearOutbox(db, done);
    return { due, nextAtMs };
  }

  async #receipt(row: OutboxRow): Promise<Receipt | null> {
    if (row.status !== 'sent' || row.transactionHash === null) return null;
    const answer = await this.parts.host.call('chain.receipt', { transactionHash: row.transactionHash });
    return answer.ok ? answer.value : null;
  }
}

function pauseOf(error: HostError): PassReport['pause'] {
  const verdict = judge(error);
  return { why: verdict.kind === 'pause' ? verdict.why : 'network', error };
}
