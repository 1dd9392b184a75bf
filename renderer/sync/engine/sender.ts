import type { HostError } from '../../../shared/host-api.ts';
import { phaseNames } from '../../../shared/protocol/abi.ts';
import { assertionStep } from '../../../shared/protocol/assertion-step.ts';
import { historyHash } from '../../../shared/protocol/batch-record.ts';
import type { SeatKey } from '../../store/keys.ts';
import { noteSent, putOutbox } from '../../store/outbox.ts';
import type { OutboxRow, OutboxStep } from '../../store/schema/rows.ts';
import { MOST_GAS_A_BUNDLE, bundleOf, seatsOf } from './bundle.ts';
import type { Bundle, BundleSizes, Part } from './bundle.ts';
import { anchorAssertionData, batchData, batchIdOf, claimData, commitData, revealData, settleData } from './calls.ts';
import type { DueSeat } from './calls.ts';
import { worthClaiming } from './claims.ts';
import { judge, revertName } from './errors.ts';
import type { PauseReason } from './errors.ts';
import type { EngineParts } from './parts.ts';
import { afterEarly, afterFailure } from './reconcile.ts';
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

  constructor(
    private readonly parts: EngineParts,
    private readonly sizes: BundleSizes,
  ) {}

  async sendAll(due: readonly DueSeat[]): Promise<SendReport> {
    for (const entry of due) this.#due.set(entry.seat.key, entry);
    try {
      await this.#each('reveal', (entry) => this.#reveal(entry));
      for (const entry of this.#of('sign')) await this.#sign(entry);
      await this.#each('commit', async (entry) => partOf(entry, commitData(entry)));
      await this.#each('settle', (entry) => this.#settle(entry));
      for (const step of ['void', 'anchor', 'draw'] as const) await this.#each(step, async (entry) => partOf(entry, batchData(step, entry)));
      await this.#claim();
      return { pause: this.#held, taken: this.#taken };
    } catch (error) {
      if (!(error instanceof Paused)) throw error;
      return { pause: { why: error.why, error: error.error }, taken: this.#taken };
    }
  }

  #of(step: OutboxStep): DueSeat[] {
    return [...this.#due.values()].filter(({ row }) => row.step === step);
  }

  /** Makes each seat's call, and sends them many at a time. */
  async #each(step: OutboxStep, make: (entry: DueSeat) => Promise<Part | null>): Promise<void> {
    const parts: Part[] = [];
    for (const entry of this.#of(step)) {
      const part = await make(entry);
      if (part !== null) parts.push(part);
    }
    await this.#sendParts(step, parts);
  }

  /** A signed seat commits in the same pass. */
  async #sign(entry: DueSeat): Promise<void> {
    const result = await signDue(this.parts, entry);
    if (!result.ok) return this.#failed([entry.seat.key], result.error, result.error.code === 'SEAL_BROKEN' || result.error.code === 'LABELS_DAMAGED');
    this.#taken++;
    this.#due.set(entry.seat.key, { ...entry, seat: { ...entry.seat, signed: result.signed }, row: { ...entry.row, step: 'commit', attempts: 0 } });
  }

  async #reveal(entry: DueSeat): Promise<Part | null> {
    const salt = await this.parts.host.call('wallet.seatSalt', { seatId: entry.seat.seatId });
    if (!salt.ok) return this.#without(entry, salt.error);
    const history = this.parts.history(batchIdOf(entry.seat));
    if (historyHash(history) !== entry.chain.batch.record) return this.#without(entry, { code: 'HISTORY_UNREAD', message: 'The commitments of this batch have not been read from the chain yet.' });
    // A payload that was signed elsewhere opens nothing here.
    const isOurs = history.some(({ word }) => word === entry.seat.signed?.commitment);
    const data = isOurs && opensWith(this.parts, entry, salt.value.salt) ? revealData(entry, salt.value.salt, history) : null;
    if (data !== null) return { entry, data };
    return this.#without(entry, { code: 'OPENING_MISSING', message: 'The labels or the key on this machine do not open the commitment of this seat.' }, true);
  }

  /** Settles as the project says. A batch that has been begun to be computed is computed to its end. */
  async #settle(entry: DueSeat): Promise<Part | null> {
    const isAsserted = entry.params.settlement === 'asserted' && phaseNames[entry.chain.batch.phase] !== 'settling';
    return isAsserted ? this.#assertion(entry) : this.#computed(entry);
  }

  /** Asserts, or helps on what stands. Who has no stake for a bond computes instead. */
  async #assertion(entry: DueSeat): Promise<Part | null> {
    const batch = this.parts.assertedBatch(batchIdOf(entry.seat));
    const isRead = batch !== null && batch.seats.filter((seat) => seat !== undefined).length === entry.chain.batch.reveals;
    const next = isRead ? assertionStep(batch, entry.chain.batch, this.parts.times().headSeconds) : null;
    if (next === null || next.step === 'wait') return this.#without(entry, { code: 'REVEALS_UNREAD', message: 'What was revealed or asserted in this batch has not been read from the chain yet.' });
    const compute = async (): Promise<void> => {
      const part = await this.#computed(entry);
      if (part !== null) await this.#sendParts('settle', [part]);
    };
    return { entry, data: next.data, instead: { StakeTooLow: compute, AnchorLost: () => this.#sendParts('settle', [{ entry, data: anchorAssertionData(entry) }]) } };
  }

  async #computed(entry: DueSeat): Promise<Part | null> {
    const labels = await this.parts.revealedLabels(batchIdOf(entry.seat), entry.params.seats);
    const isRead = labels.filter((each) => each !== '0x').length === entry.chain.batch.reveals;
    const data = isRead ? settleData(entry, labels) : null;
    if (data !== null) return { entry, data };
    return this.#without(entry, { code: 'REVEALS_UNREAD', message: 'The revealed labels of this batch have not been read from the chain yet.' });
  }

  /** A claim is in one token, and only where it is worth its gas. */
  async #claim(): Promise<void> {
    const byToken = new Map<string, DueSeat[]>();
    for (const entry of this.#of('claim')) byToken.set(entry.params.token, [...(byToken.get(entry.params.token) ?? []), entry]);
    for (const [token, group] of byToken) {
      const verdict = await worthClaiming(this.parts, token, group);
      if (verdict.isWorth) await this.#sendParts('claim', group.map((entry) => ({ entry, data: claimData(entry) })));
      else await this.#hold(group, verdict.why, verdict.againAtMs);
    }
  }

  async #sendParts(step: OutboxStep, all: readonly Part[]): Promise<void> {
    for (const group of byRelay(all)) {
      let left = group;
      while (left.length > 0) {
        const some = left.slice(0, this.sizes.countOf(step, left));
        // One that took too much comes again with the rest, in a smaller company.
        if ((await this.#send(bundleOf(step, some))) === 'sent') left = left.slice(some.length);
      }
    }
  }

  async #send(bundle: Bundle): Promise<'sent' | 'too-much'> {
    const { step, parts } = bundle;
    const seats = seatsOf(bundle);
    await this.#mark(step, seats);
    const most = parts.length > 1 ? { mostGas: MOST_GAS_A_BUNDLE.toString() } : {};
    const answer = await submit(this.parts, bundle, most);
    if (answer.ok && answer.value.status === 'sent') {
      const { transactionHash, gas } = answer.value;
      await noteSent(this.parts.db, seats, step, transactionHash, this.parts.nowMs());
      if (gas !== undefined) this.sizes.took(step, parts.length, BigInt(gas));
      this.#taken++;
      return 'sent';
    }
    const error = answer.ok ? { code: 'APPROVAL_UNEXPECTED', message: 'The wallet asked for an approval of label work.' } : answer.error;
    if (parts.length > 1 && isTooMuch(error)) {
      this.sizes.tookTooMuch(step, parts.length);
      return 'too-much';
    }
    await this.#refused(bundle, error, answer.ok);
    return 'sent';
  }

  async #refused({ step, parts }: Bundle, error: HostError, isUnexpected: boolean): Promise<void> {
    const [only] = parts;
    if (only === undefined) return;
    // One seat at fault must not hold the others: each goes alone.
    if (parts.length > 1 && judge(error).kind !== 'pause') {
      for (const part of parts) await this.#send(bundleOf(step, [part]));
      return;
    }
    const name = revertName(error) ?? '';
    if (step === 'draw' && name === 'AnchorLost') return this.#sendParts('anchor', [{ entry: only.entry, data: batchData('anchor', only.entry) }]);
    const other = parts.length === 1 ? only.instead?.[name] : undefined;
    if (other !== undefined) return other();
    return this.#failed(parts.map(({ entry }) => entry.seat.key), error, isUnexpected || judge(error).kind === 'never');
  }

  /** Written before it is sent: after a crash in between, the next pass gives it time to show on the chain. */
  async #mark(step: OutboxStep, seats: readonly SeatKey[]): Promise<void> {
    const nowMs = this.parts.nowMs();
    await putOutbox(
      this.parts.db,
      this.#rows(seats).map((row) => ({ ...row, step, status: 'sending', transactionHash: null, updatedAtMs: nowMs })),
    );
  }

  /** The seat has no call to make now. */
  async #without(entry: DueSeat, error: HostError, isFinal = false): Promise<null> {
    await this.#failed([entry.seat.key], error, isFinal);
    return null;
  }

  /** Nothing went wrong: it waits by choice, and says why. */
  async #hold(entries: readonly DueSeat[], why: HostError, againAtMs: number): Promise<void> {
    const nowMs = this.parts.nowMs();
    const error = { code: why.code, message: why.message };
    await putOutbox(this.parts.db, entries.map(({ row }) => ({ ...row, status: 'open', notBeforeMs: againAtMs, error, updatedAtMs: nowMs })));
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
      this.#rows(seats).map((row) => (verdict.kind === 'early' ? afterEarly(row, nowMs, this.parts.random()) : afterFailure(row, error, isFinal, nowMs, this.parts.random()))),
    );
  }

  #rows(seats: readonly SeatKey[]): OutboxRow[] {
    return seats.flatMap((key) => this.#due.get(key)?.row ?? []);
  }
}

/** A node that runs out of gas in the middle of a bundle tells of a revert without a reason. */
function isTooMuch(error: HostError): boolean {
  return error.code === 'TOO_MUCH_GAS' || (error.code === 'REVERTED' && revertName(error) === null);
}

function partOf(entry: DueSeat, data: string | null): Part | null {
  return data === null ? null : { entry, data };
}
