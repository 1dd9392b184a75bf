import type { HostError } from '../../../shared/host-api.ts';
import { phaseNames } from '../../../shared/protocol/abi.ts';
import { assertionStep } from '../../../shared/protocol/assertion-step.ts';
import { historyHash } from '../../../shared/protocol/batch-record.ts';
import type { SeatKey } from '../../store/keys.ts';
import { noteSent, putOutbox } from '../../store/outbox.ts';
import type { OutboxRow, OutboxStep } from '../../store/schema/rows.ts';
import { anchorAssertionCall, batchCall, batchIdOf, claimCalls, commitCalls, revealCall, settleCall } from './calls.ts';
import type { Call, DueSeat } from './calls.ts';
import { judge, revertName } from './errors.ts';
import type { PauseReason } from './errors.ts';
import type { EngineParts } from './parts.ts';
import { afterFailure } from './reconcile.ts';
import { opensWith, signDue } from './sign.ts';
import { byRelay, heldRow, submit } from './submit.ts';

export interface SendReport {
  pause: { why: PauseReason; error: HostError } | null;
  taken: number;
}

/** Nothing goes out before this is cured. */
class Paused extends Error {
  constructor(
    readonly why: PauseReason,
    readonly error: HostError,
  ) {
    super(error.message);
  }
}

/** Takes the steps that are due: what has a deadline first, one that fails never stops another's. */
export class Sender {
  #taken = 0;
  #held: SendReport['pause'] = null;
  readonly #due = new Map<SeatKey, DueSeat>();

  constructor(private readonly parts: EngineParts) {}

  async sendAll(due: readonly DueSeat[]): Promise<SendReport> {
    for (const entry of due) this.#due.set(entry.seat.key, entry);
    const of = (step: OutboxStep) => [...this.#due.values()].filter(({ row }) => row.step === step);
    try {
      for (const entry of of('reveal')) await this.#reveal(entry);
      for (const entry of of('sign')) await this.#sign(entry);
      for (const part of byRelay(of('commit'))) for (const call of commitCalls(part)) await this.#send(call);
      for (const entry of of('settle')) await this.#settle(entry);
      for (const step of ['void', 'anchor', 'draw'] as const) for (const entry of of(step)) await this.#send(batchCall(step, entry));
      for (const part of byRelay(of('claim'))) for (const call of claimCalls(part)) await this.#send(call);
      return { pause: this.#held, taken: this.#taken };
    } catch (error) {
      if (!(error instanceof Paused)) throw error;
      return { pause: { why: error.why, error: error.error }, taken: this.#taken };
    }
  }

  /** A signed seat commits in the same pass. */
  async #sign(entry: DueSeat): Promise<void> {
    const result = await signDue(this.parts, entry);
    if (!result.ok) return this.#failed([entry.seat.key], result.error, result.error.code === 'SEAL_BROKEN' || result.error.code === 'LABELS_DAMAGED');
    this.#taken++;
    this.#due.set(entry.seat.key, { ...entry, seat: { ...entry.seat, signed: result.signed }, row: { ...entry.row, step: 'commit', attempts: 0 } });
  }

  async #reveal(entry: DueSeat): Promise<void> {
    const salt = await this.parts.host.call('wallet.seatSalt', { seatId: entry.seat.seatId });
    if (!salt.ok) return this.#failed([entry.seat.key], salt.error);
    const history = this.parts.history(batchIdOf(entry.seat));
    if (historyHash(history) !== entry.chain.batch.record) return this.#failed([entry.seat.key], { code: 'HISTORY_UNREAD', message: 'The commitments of this batch have not been read from the chain yet.' });
    // A payload that was signed elsewhere opens nothing here.
    const isOurs = history.some(({ word }) => word === entry.seat.signed?.commitment);
    const call = isOurs && opensWith(this.parts, entry, salt.value.salt) ? revealCall(entry, salt.value.salt, history) : null;
    if (call !== null) return this.#send(call);
    return this.#failed([entry.seat.key], { code: 'OPENING_MISSING', message: 'The labels or the key on this machine do not open the commitment of this seat.' }, true);
  }

  /** Settles as the project says. A batch that has been begun to be computed is computed to its end. */
  async #settle(entry: DueSeat): Promise<void> {
    const isAsserted = entry.params.settlement === 'asserted' && phaseNames[entry.chain.batch.phase] !== 'settling';
    return isAsserted ? this.#keepAssertion(entry) : this.#compute(entry);
  }

  /** Asserts, or helps on what stands. Who has no stake for a bond computes instead. */
  async #keepAssertion(entry: DueSeat): Promise<void> {
    const batch = this.parts.assertedBatch(batchIdOf(entry.seat));
    const isRead = batch !== null && batch.seats.filter((seat) => seat !== undefined).length === entry.chain.batch.reveals;
    const next = isRead ? assertionStep(batch, entry.chain.batch, this.parts.times().headSeconds) : null;
    if (next === null || next.step === 'wait') return this.#failed([entry.seat.key], { code: 'REVEALS_UNREAD', message: 'What was revealed or asserted in this batch has not been read from the chain yet.' });
    return this.#send({ step: 'settle', seats: [entry.seat.key], data: next.data }, { StakeTooLow: () => this.#compute(entry), AnchorLost: () => this.#send(anchorAssertionCall(entry)) });
  }

  async #compute(entry: DueSeat): Promise<void> {
    const labels = await this.parts.revealedLabels(batchIdOf(entry.seat), entry.params.seats);
    const isRead = labels.filter((each) => each !== '0x').length === entry.chain.batch.reveals;
    const call = isRead ? settleCall(entry, labels) : null;
    if (call !== null) return this.#send(call);
    return this.#failed([entry.seat.key], { code: 'REVEALS_UNREAD', message: 'The revealed labels of this batch have not been read from the chain yet.' });
  }

  /** @param instead what to do where the contract refuses the call with an error of this name */
  async #send(call: Call, instead: Readonly<Record<string, () => Promise<void>>> = {}): Promise<void> {
    await this.#mark(call);
    const answer = await submit(this.parts, call, this.#due);
    if (answer.ok && answer.value.status === 'sent') {
      await noteSent(this.parts.db, call.seats, call.step, answer.value.transactionHash, this.parts.nowMs());
      this.parts.journal.nudge();
      this.#taken++;
      return;
    }
    const error = answer.ok ? { code: 'APPROVAL_UNEXPECTED', message: 'The wallet asked for an approval of label work.' } : answer.error;
    // One seat at fault must not hold the others: each goes alone.
    if (call.seats.length > 1 && judge(error).kind !== 'pause') return this.#sendEach(call);
    if (call.step === 'draw' && revertName(error) === 'AnchorLost') return this.#sendAnchor(call);
    const other = instead[revertName(error) ?? ''];
    if (other !== undefined) return other();
    return this.#failed(call.seats, error, answer.ok || judge(error).kind === 'never');
  }

  async #sendEach(call: Call): Promise<void> {
    const entries = call.seats.flatMap((key) => this.#due.get(key) ?? []);
    for (const entry of entries) for (const one of call.step === 'claim' ? claimCalls([entry]) : commitCalls([entry])) await this.#send(one);
  }

  async #sendAnchor(call: Call): Promise<void> {
    for (const key of call.seats) {
      const entry = this.#due.get(key);
      if (entry !== undefined) await this.#send(batchCall('anchor', entry));
    }
  }

  /** Written before it is sent: after a crash in between, the next pass gives it time to show on the chain. */
  async #mark(call: Call): Promise<void> {
    const nowMs = this.parts.nowMs();
    await putOutbox(
      this.parts.db,
      this.#rows(call.seats).map((row) => ({ ...row, step: call.step, status: 'sending', transactionHash: null, updatedAtMs: nowMs })),
    );
  }

  async #failed(seats: readonly SeatKey[], error: HostError, isFinal = false): Promise<void> {
    const nowMs = this.parts.nowMs();
    const verdict = judge(error);
    if (verdict.kind === 'pause' && verdict.why === 'relay') {
      // Another project's relay may be well: the rest goes on.
      this.#held = { why: verdict.why, error };
      return putOutbox(this.parts.db, this.#rows(seats).map((row) => heldRow(row, error, nowMs)));
    }
    if (verdict.kind === 'pause') {
      await putOutbox(
        this.parts.db,
        this.#rows(seats).map((row) => ({ ...row, status: 'open', transactionHash: null, updatedAtMs: nowMs })),
      );
      throw new Paused(verdict.why, error);
    }
    await putOutbox(
      this.parts.db,
      this.#rows(seats).map((row) => afterFailure(row, error, isFinal, nowMs, this.parts.random())),
    );
  }

  #rows(seats: readonly SeatKey[]): OutboxRow[] {
    return seats.flatMap((key) => this.#due.get(key)?.row ?? []);
  }
}
