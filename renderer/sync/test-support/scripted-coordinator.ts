import { fromHex, keccak } from '../../../shared/bytes.ts';
import { batchOfSeat, parseAddress, parseBytes32, parseSeatId } from '../../../shared/labels/ids.ts';
import { coordinatorInterface, decodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import type { Assertion } from '../../../shared/protocol/assertion.ts';
import { historyHash } from '../../../shared/protocol/batch-record.ts';
import type { HistoryEntry } from '../../../shared/protocol/batch-record.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import type { SeatChainView } from '../../../shared/protocol/seat-state.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { failure } from '../../store/test-support/scripted-host.ts';
import type { ScriptedHost } from '../../store/test-support/scripted-host.ts';

type Batch = SeatChainView['batch'];
type Seat = SeatChainView['seat'];

interface State {
  batches: Map<string, Batch>;
  seats: Map<string, Seat>;
  /** Labels as they were revealed, in the order of the chain. */
  revealed: { seatId: string; labels: string }[];
  claims: string[];
  /** Our commitment in each batch; the others' are left out of the history. */
  commitments: Map<string, HistoryEntry>;
  /** What stands, by batch. */
  assertions: Map<string, Assertion>;
  /** Free stake for a bond. */
  hasBond: boolean;
  /** The block that draws the audits has been mined. */
  hasAnchor: boolean;
  transactions: Map<string, { isSuccess: boolean; revert: string | null }>;
  timeSeconds: number;
}

const ZERO = `0x${'00'.repeat(32)}`;
const SALT = `0x${'5a'.repeat(32)}`;
const [LEASED, COMMITTED, REVEALED, PAID] = [1, 2, 3, 5];
const ASSERTED = 4;

/**
 * The coordinator's rules of one annotator's seats, behind a host: the other two seats of each batch commit, and
 * reveal, with ours. States can be taken back, as by a reorganisation.
 */
export class ScriptedCoordinator {
  state: State = { batches: new Map(), seats: new Map(), revealed: [], claims: [], commitments: new Map(), assertions: new Map(), hasBond: true, hasAnchor: true, transactions: new Map(), timeSeconds: 1_000 };
  sent = 0;
  history: State[] = [];

  constructor(
    host: ScriptedHost,
    readonly at: { chainId: number; coordinator: string; annotator: string },
    private readonly itemCount: number,
  ) {
    host.script['wallet.seatSalt'] = () => ({ ok: true, value: { salt: SALT } });
    host.script['chain.read'] = ({ calls }) => ({ ok: true, value: { blockNumber: this.history.length, results: calls.map(({ data }) => ({ isSuccess: true, data: this.#read(data) })) } });
    host.script['chain.underWay'] = () => ({ ok: true, value: [] });
    host.script['chain.send'] = ({ data }) => this.send(data);
    host.script['chain.receipt'] = ({ transactionHash }) => {
      const found = this.state.transactions.get(transactionHash);
      if (found === undefined) return { ok: true, value: { status: 'unknown' } };
      return { ok: true, value: { status: 'mined', ...found, blockNumber: 1, blockHash: ZERO, gasUsed: '1', confirmations: 1 } };
    };
  }

  lease(seatId: string, leaseEnd = 1_000_000n): void {
    const batchId = batchOfSeat(parseSeatId(seatId));
    this.state.batches.set(batchId, {
      ...{ phase: 0, itemCount: this.itemCount, taken: 3, commits: 0, reveals: 0, settledItems: 0, commitEnd: 0n, revealStart: 0n, revealEnd: 0n, settledAt: 0n, auditEnd: 0n },
      ...{ challengeEnd: 0n, drawnRuns: 0, confirmedRuns: 0, anchorBlock: 0n, drawnMask: 0n, resolvedMask: 0n, auditedMask: 0n, overturnedMask: 0n, drawn: false, record: ZERO },
    });
    this.state.seats.set(seatId, {
      ...{ state: LEASED, tier: 0, annotator: this.at.annotator, leaseEnd, agreedItems: 0, unsettledItems: 0, multiplierBps: 10_000, payFactorBps: 0, bonus: 0n, slashed: 0n },
      chunksHash: ZERO,
    });
  }

  /** As an estimate on the newest state would. */
  refusalOf(data: string): string | null {
    const before = structuredClone(this.state);
    const refusal = this.#inner(data);
    this.state = before;
    return refusal;
  }

  /** Mines the call, or refuses it as the contract's estimate would. */
  send(data: string): Result<HostResult<'chain.send'>> {
    const before = structuredClone(this.state);
    const refusal = this.#inner(data);
    if (refusal !== null) {
      this.state = before;
      return failure('REVERTED', refusal);
    }
    this.history.push(before);
    this.sent++;
    const transactionHash = keccak(fromHex(this.sent.toString(16).padStart(8, '0')));
    this.state.transactions.set(transactionHash, { isSuccess: true, revert: null });
    return { ok: true, value: { status: 'sent', transactionHash } };
  }

  /** The newest transactions never happened. */
  takeBack(count: number): void {
    const time = this.state.timeSeconds;
    for (let left = count; left > 0; left--) this.state = this.history.pop() ?? this.state;
    this.state.timeSeconds = time;
  }

  revealedLabels(batchId: string): string[] {
    const mine = this.state.revealed.find(({ seatId }) => batchOfSeat(parseSeatId(seatId)) === batchId);
    return mine === undefined ? ['0x', '0x', '0x'] : [mine.labels, mine.labels, mine.labels];
  }

  commitments(batchId: string): HistoryEntry[] {
    const mine = this.state.commitments.get(batchId);
    return mine === undefined ? [] : [mine];
  }

  #read(data: string): string {
    const call = decodeCoordinatorCall(data);
    const id = String(Object.values(call?.args ?? {})[0]);
    const found = call?.name === 'batch' ? this.state.batches.get(id) : this.state.seats.get(id);
    return coordinatorInterface.encodeFunctionResult(call?.name ?? '', [found]);
  }

  #apply(name: string, args: readonly unknown[]): string | null {
    switch (name) {
      case 'commit':
        return first((args[0] as bigint[]).map((id, index) => this.#commit(String(id), (args[1] as string[])[index] ?? ZERO)));
      case 'reveal':
        return this.#reveal(String(args[0]), args[1] as string, args[2] as string, args[3] as string);
      case 'settle':
        return this.#settle(String(args[0]), Number(args[2]), Number(args[3]));
      case 'assertBatch':
        return this.#assert(String(args[0]), args[2] as Assertion['claim']);
      case 'drawAssertion':
        return this.#batch(String(args[0]), (batch) => (batch.phase === ASSERTED ? { drawnRuns: 1 } : 'WrongPhase(batchId: 1, phase: 0)'));
      case 'finaliseAssertion':
        return this.#finalise(String(args[0]));
      case 'drawAudit':
        if (!this.state.hasAnchor) return 'AnchorAhead(anchorBlock: 40)';
        return this.#batch(String(args[0]), (batch) => (batch.drawn ? 'AlreadyDrawn(batchId: 1)' : { drawn: true }));
      case 'multicall':
        return first((args[0] as string[]).map((data) => this.#inner(data)));
      case 'claim':
        return first((args[0] as bigint[]).map((id) => this.#claim(String(id))));
      default:
        return 'Unknown()';
    }
  }

  /** One call of a bundle. */
  #inner(data: string): string | null {
    const call = decodeCoordinatorCall(data);
    return call === null ? 'Unknown()' : this.#apply(call.name, Object.values(call.args));
  }

  #batch(id: string, change: (batch: Batch) => Partial<Batch> | string): string | null {
    const batch = this.state.batches.get(id);
    const next = batch === undefined ? 'UnknownBatch(batchId: 1)' : change(batch);
    if (batch === undefined || typeof next === 'string') return next as string;
    this.state.batches.set(id, { ...batch, ...next });
    return null;
  }

  #seat(id: string, needed: number, change: Partial<Seat>): string | null {
    const seat = this.state.seats.get(id);
    if (seat === undefined || seat.state !== needed) return `WrongSeatState(seatId: ${id}, state: ${seat?.state ?? 0})`;
    this.state.seats.set(id, { ...seat, ...change });
    return null;
  }

  #commit(id: string, commitment: string): string | null {
    if (Number(this.state.seats.get(id)?.leaseEnd ?? 0n) < this.state.timeSeconds) return `LeaseOver(seatId: ${id})`;
    const open = BigInt(this.state.timeSeconds);
    const entry = { seat: Number(BigInt(id) & 0xffn), word: parseBytes32(commitment) };
    const refusal = this.#seat(id, LEASED, { state: COMMITTED });
    if (refusal !== null) return refusal;
    this.state.commitments.set(batchOfSeat(parseSeatId(id)), entry);
    return this.#batch(batchOfSeat(parseSeatId(id)), () => ({ record: historyHash([entry]), commits: 3, commitEnd: open, revealStart: open, revealEnd: open + 100_000n }));
  }

  #reveal(id: string, salt: string, labels: string, detailsHash: string): string | null {
    const opened = commitmentOf({
      chainId: this.at.chainId,
      coordinator: parseAddress(this.at.coordinator),
      seatId: parseSeatId(id),
      annotator: parseAddress(this.at.annotator),
      labelsHash: keccak(fromHex(labels)),
      detailsHash: parseBytes32(detailsHash),
      salt: parseBytes32(salt),
    });
    if (this.state.seats.get(id)?.state === COMMITTED && this.state.commitments.get(batchOfSeat(parseSeatId(id)))?.word !== opened) return `CommitmentMismatch(seatId: ${id})`;
    const refusal = this.#seat(id, COMMITTED, { state: REVEALED, chunksHash: keccak(fromHex(labels)) });
    if (refusal !== null) return refusal;
    this.state.revealed.push({ seatId: id, labels });
    return this.#batch(batchOfSeat(parseSeatId(id)), () => ({ reveals: 3 }));
  }

  #settle(id: string, from: number, to: number): string | null {
    const auditEnd = BigInt(this.state.timeSeconds + 50);
    return this.#batch(id, (batch) => {
      if (batch.phase > 1) return `WrongPhase(batchId: ${id}, phase: ${batch.phase})`;
      if (batch.reveals < batch.commits || batch.commits === 0) return `SettleTooEarly(batchId: ${id})`;
      if (batch.settledItems !== from) return `WrongItems(expected: ${batch.settledItems})`;
      return to < batch.itemCount ? { phase: 1, settledItems: to } : { phase: 2, settledItems: to, auditEnd, resolvedMask: 1n };
    });
  }

  #assert(id: string, claim: Assertion['claim']): string | null {
    if (!this.state.hasBond) return 'StakeTooLow(free: 0, needed: 5)';
    this.state.assertions.set(id, { asserter: this.at.annotator, kept: 0, history: ZERO, labels: [ZERO, ZERO, ZERO], claim });
    const challengeEnd = BigInt(this.state.timeSeconds + 600);
    return this.#batch(id, (batch) => (batch.phase === 0 ? { phase: ASSERTED, challengeEnd } : `WrongPhase(batchId: ${id}, phase: ${batch.phase})`));
  }

  #finalise(id: string): string | null {
    const auditEnd = BigInt(this.state.timeSeconds + 50);
    return this.#batch(id, (batch) => {
      if (batch.phase !== ASSERTED) return `WrongPhase(batchId: ${id}, phase: ${batch.phase})`;
      if (Number(batch.challengeEnd) > this.state.timeSeconds) return `ChallengeRunning(challengeEnd: ${batch.challengeEnd})`;
      return { phase: 2, settledItems: batch.itemCount, auditEnd, resolvedMask: 1n };
    });
  }

  #claim(batchId: string): string | null {
    const batch = this.state.batches.get(batchId);
    if (batch === undefined || Number(batch.auditEnd) > this.state.timeSeconds) return `AuditRunning(auditEnd: ${batch?.auditEnd ?? 0n})`;
    const seatId = [...this.state.seats.keys()].find((id) => batchOfSeat(parseSeatId(id)) === batchId) ?? '';
    const refusal = this.#seat(seatId, REVEALED, { state: PAID });
    if (refusal !== null) return `NothingToClaim(batchId: ${batchId})`;
    this.state.claims.push(batchId);
    return null;
  }
}

function first(refusals: readonly (string | null)[]): string | null {
  return refusals.find((refusal) => refusal !== null) ?? null;
}
