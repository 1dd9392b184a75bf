import { recoverAddress } from 'ethers/transaction';
import type { Result } from '../../../shared/host-api.ts';
import type { ProjectId } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { callDomain, callHash } from '../../../shared/protocol/eip712.ts';
import type { SignedCall } from '../../../shared/protocol/eip712.ts';
import { callOfRequest, relayedCall } from '../../../shared/protocol/relay.ts';
import type { RelayRequest, RelayedCall } from '../../../shared/protocol/relay.ts';
import { currentFees, highestPriceWei, withHeadroom } from '../chain/fees.ts';
import { estimateBatch, isNonceUsed, tryBatch } from './items.ts';
import { withinQuota } from './limits.ts';
import type { RelayOptions } from './options.ts';
import type { Operation, Queue } from './queue.ts';

/** Why an operation is not taken: `status` is HTTP's, `code` and `message` go to whoever asked. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}
export type Admitted = { readonly ok: true; readonly operation: Operation; readonly isNew: boolean } | { readonly ok: false; readonly refusal: Refusal };

/** An operation must be good for this long, or it may be too late when it is mined; and not for ever. */
const LEAST_SECONDS = 30;
const MOST_SECONDS = 48 * 3600;

const refused = (status: number, code: string, message: string, retryAfterSeconds?: number): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { status, code, message: message.slice(0, 400), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
});

/** Decides what the relay pays for. An operation that is in the queue already is the same again, however often it comes. */
export class Admission {
  readonly #options: RelayOptions;
  readonly #queue: Queue;
  readonly #underWay = new Map<string, Promise<Admitted>>();
  /** Tokens of projects, as the chain says. */
  readonly #tokens = new Map<ProjectId, string>();

  constructor(options: RelayOptions, queue: Queue) {
    this.#options = options;
    this.#queue = queue;
  }

  async admit(request: RelayRequest): Promise<Admitted> {
    const { chainId, coordinator } = this.#options;
    if (request.chainId !== chainId || request.coordinator !== coordinator) {
      return refused(422, 'UNKNOWN_COORDINATOR', `This relay serves the coordinator ${coordinator} on chain ${chainId} alone.`);
    }
    const call = callOfRequest(request);
    const hash = callHash(callDomain(chainId, coordinator), call);
    const known = this.#queue.get(hash);
    if (known !== undefined) return { ok: true, operation: known, isNew: false };
    const running = this.#underWay.get(hash);
    if (running !== undefined) return running.then((outcome) => (outcome.ok ? { ...outcome, isNew: false } : outcome));
    const mine = this.#admitNew(hash, request, call).finally(() => this.#underWay.delete(hash));
    this.#underWay.set(hash, mine);
    return mine;
  }

  async #admitNew(hash: string, request: RelayRequest, call: SignedCall): Promise<Admitted> {
    const what = relayedCall(call.data);
    if (what === null) return refused(422, 'CALL_NOT_RELAYED', 'The relay does not send this call, or its arguments are not encoded as the ABI says.');
    if (!isSignedBy(call, hash)) return refused(401, 'BAD_SIGNATURE', 'The signature is not the signer’s. Accounts that are contracts send by themselves.');
    if (what.owner !== null && what.owner !== call.signer) return refused(422, 'CALL_NOT_RELAYED', 'A permit is taken from the tokens’ owner alone.');
    const early = this.#room(call, 0n);
    if (early !== null) return early;
    const sponsored = await this.#isSponsored(what);
    if (!sponsored.ok) return offline(sponsored);
    if (!sponsored.value) return refused(422, 'NOT_SPONSORED', 'This relay does not pay for that project or token.');
    const stale = await this.#staleness(call, what);
    if (stale !== null) return stale;
    return this.#price(hash, request, call, what);
  }

  /** What would make the chain pass over it. */
  async #staleness(call: SignedCall, what: RelayedCall): Promise<Admitted | null> {
    const head = await this.#options.rpc.block('latest');
    if (!head.ok) return offline(head);
    const leftSeconds = Number(call.deadlineSeconds) - (head.value?.timestamp ?? 0);
    if (leftSeconds < LEAST_SECONDS) return refused(409, 'DEADLINE_PASSED', `The operation's deadline has passed or is nearer than ${LEAST_SECONDS} seconds.`);
    if (leftSeconds > MOST_SECONDS) return refused(422, 'DEADLINE_FAR', 'The operation’s deadline is more than two days away.');
    const used = what.as === 'signer' ? await isNonceUsed(this.#options, call) : ({ ok: true, value: false } as const);
    if (!used.ok) return offline(used);
    return used.value ? refused(409, 'STALE_NONCE', 'The contract has seen this nonce of the signer: the call has come true or another one has.') : null;
  }

  async #price(hash: string, request: RelayRequest, call: SignedCall, what: RelayedCall): Promise<Admitted> {
    const { rpc, coordinator, account, gasPerTransaction } = this.#options;
    const sender = { rpc, coordinator, from: account.address };
    const items = [{ call, what }];
    const tried = await tryBatch(sender, items);
    if (!tried.ok) return offline(tried);
    const [why] = tried.value;
    if (why != null) return refused(422, 'REVERTED', why);
    const [gas, fees, balance] = await Promise.all([estimateBatch(sender, items), currentFees(rpc), rpc.balanceWei(account.address)]);
    for (const answer of [gas, fees, balance]) if (!answer.ok) return offline(answer);
    if (!gas.ok || !fees.ok || !balance.ok) throw new Error('each was looked at above');
    if (withHeadroom(gas.value) > gasPerTransaction) return refused(422, 'TOO_MUCH_GAS', `The operation takes ${gas.value} gas, and the relay's transactions have ${gasPerTransaction}.`);
    if (balance.value < withHeadroom(gas.value) * highestPriceWei(fees.value)) return refused(503, 'RELAY_POOR', 'The relay’s account cannot pay for this now.', 300);
    const full = this.#room(call, gas.value);
    if (full !== null) return full;
    this.#queue.accept(hash, request, gas.value);
    const operation = this.#queue.get(hash);
    if (operation === undefined) throw new Error('an accepted operation is in the queue');
    return { ok: true, operation, isNew: true };
  }

  /** Asked before the chain is, and again with the gas, at the moment of acceptance: nothing awaits in between. */
  #room(call: SignedCall, gas: bigint): Admitted | null {
    const { maxQueue, quota, nowMs } = this.#options;
    if (this.#queue.waiting().length >= maxQueue) return refused(503, 'RELAY_FULL', 'Too many operations wait already.', 60);
    if (this.#queue.withNonce(call.signer, call.nonce) !== undefined) return refused(409, 'STALE_NONCE', 'Another operation of the signer with this nonce waits already.');
    const verdict = withinQuota(this.#queue, quota, call.signer, gas, nowMs());
    return verdict.isWithin ? null : refused(429, verdict.why === 'account' ? 'OVER_QUOTA' : 'RELAY_SPENT', verdict.message, verdict.retryAfterSeconds);
  }

  async #isSponsored({ projects: concerned, token }: RelayedCall): Promise<Result<boolean>> {
    const { projects } = this.#options;
    if (projects === null) return { ok: true, value: true };
    if (token === null) return { ok: true, value: concerned.length > 0 && concerned.every((project) => projects.has(project)) };
    for (const project of projects) {
      const known = await this.#tokenOf(project);
      if (!known.ok) return known;
      if (known.value === token) return { ok: true, value: true };
    }
    return { ok: true, value: false };
  }

  async #tokenOf(project: ProjectId): Promise<Result<string>> {
    const known = this.#tokens.get(project);
    if (known !== undefined) return { ok: true, value: known };
    const answer = await this.#options.rpc.tryCall({ to: this.#options.coordinator, data: encodeCoordinatorCall('params', [BigInt(project)]) }, 'latest');
    if (!answer.ok) return answer;
    if (!answer.value.isSuccess) return { ok: true, value: '' };
    const { token } = decodeCoordinatorResult('params', answer.value.data);
    this.#tokens.set(project, token);
    return { ok: true, value: token };
  }
}

function isSignedBy(call: SignedCall, digest: string): boolean {
  try {
    return recoverAddress(digest, call.signature) === call.signer;
  } catch {
    return false;
  }
}

function offline(result: Result<unknown>): { ok: false; refusal: Refusal } {
  if (!result.ok && result.error.code === 'REVERTED') return refused(422, 'REVERTED', result.error.message);
  return refused(503, 'CHAIN_OFFLINE', 'The relay’s own node does not answer now.', 30);
}
