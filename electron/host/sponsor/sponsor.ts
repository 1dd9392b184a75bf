import type { Hex } from '../../../shared/bytes.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { parseAddress } from '../../../shared/labels/ids.ts';
import type { Address } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { callDomain, callHash, callMessage, callTypes, encodeExecuteBySig } from '../../../shared/protocol/eip712.ts';
import { callOfRequest, relayUrlOf, relayedCall, requestOf } from '../../../shared/protocol/relay.ts';
import type { RelayAnswer, RelayedCall } from '../../../shared/protocol/relay.ts';
import type { ChainService, Network, TransactionSigner } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { AskedCall } from '../wallet/policy.ts';
import type { TypedData } from '../wallet/policy-typed.ts';
import { askRelay } from './ask-relay.ts';
import { approvalOf, permitCall } from './permit.ts';
import { Promises } from './promises.ts';
import type { Promised } from './promises.ts';

type Receipt = HostResult<'chain.receipt'>;
export interface Sent {
  readonly transactionHash: string;
  /** Where a relay has it: the hash is then the operation's. */
  readonly relay?: string;
}

export interface SponsorParts {
  readonly chain: ChainService;
  readonly profileDir: string;
  readonly nowMs: () => number;
  /** Signs typed data that says what the allowed call says, with the account's key. WALLET_LOCKED, and the policy's refusals. */
  readonly sign: (account: string, typed: TypedData, allowed: AskedCall) => Result<string>;
  /** A transaction of the account's own. */
  readonly signerFor: (call: AskedCall & { from: string; chainId: number }) => TransactionSigner;
  readonly patienceMs?: number;
  readonly timeoutMs?: number;
}

/** An operation may come true for so long: the contract refuses it afterwards. */
const LIFE_SECONDS = 1800n;
/** With less time left it is not given to a relay any more. */
const LEAST_SECONDS = 60n;
/** So long a relay may keep what it has taken before the account goes by itself. */
const PATIENCE_MS = 60_000;
const TIMEOUT_MS = 10_000;
/** A relay that did not answer is left alone for so long. */
const REST_MS = 30_000;

/** Sends an account's calls through the relay that is named for them, and directly where that fails and gas is there. */
export class Sponsor {
  readonly #parts: SponsorParts;
  readonly #promises: Promises;
  readonly #resting = new Map<string, { untilMs: number; because: Result<never> }>();

  constructor(parts: SponsorParts) {
    this.#parts = parts;
    this.#promises = new Promises(parts.profileDir, parts.nowMs);
  }

  /**
   * Null where no relay is named for the call, or it is none that a relay sends: then the account sends it itself.
   * RELAY_UNREACHABLE, RELAY_BAD_ANSWER, RELAY_BUSY, RELAY_REFUSED, RELAY_SILENT where it can go neither way now.
   * @param named the relay that the project's lead names
   */
  async send(account: string, call: AskedCall, named: string | undefined): Promise<Result<Sent> | null> {
    const network = this.#parts.chain.network();
    const url = relayFor(network, named);
    if (url === null || network.coordinator === null || call.valueWei !== 0n) return null;
    const place = { network, coordinator: parseAddress(network.coordinator), account: parseAddress(account), url };
    const what = kindOf(call, place);
    if (what === null) return null;
    const known = this.#promises.of(network.chainId, place.coordinator, place.account, askedText(call));
    const state = known === undefined ? null : await this.#stateOf(known);
    if (state !== null && !state.ok) return state;
    if (known !== undefined && state?.value === 'live') return this.#again(place, call, known);
    return this.#anew(place, call, what);
  }

  /** A receipt for an operation of ours, as the chain has it; null for every other hash. */
  async receipt(hash: string): Promise<Result<Receipt> | null> {
    const known = this.#promises.byHash(hash);
    if (known === undefined) return null;
    const state = await this.#stateOf(known);
    if (!state.ok) return state;
    if (state.value === 'done') return this.#doneReceipt();
    // Past its patience it counts as lost: whoever waits for it asks again, and it goes another way.
    const isFresh = this.#parts.nowMs() - known.signedAtMs < this.#patienceMs;
    return { ok: true, value: { status: state.value === 'live' && isFresh ? 'pending' : 'unknown' } };
  }

  async #anew(place: Place, call: AskedCall, what: RelayedCall | 'permit'): Promise<Result<Sent> | null> {
    const { chain, sign, nowMs } = this.#parts;
    // The account's own node sees the call first: what the contract would refuse is shown to nobody. Above all labels
    // before their time are refused here, and never leave the machine.
    if (what !== 'permit') {
      const estimate = await chain.estimate({ to: call.to, data: call.data });
      if (!estimate.ok) return estimate;
    }
    const head = await chain.block({});
    if (!head.ok) return head;
    const deadlineSeconds = BigInt(head.value?.timestampSeconds ?? 0) + LIFE_SECONDS;
    const signTyped = (typed: TypedData): Result<string> => sign(place.account, typed, call);
    const data = what === 'permit' ? await this.#permit(place, call, deadlineSeconds, signTyped) : ({ ok: true, value: call.data as Hex } as const);
    if (!data.ok) return data.error.code === 'NO_PERMIT' ? null : data;
    const unsigned = { signer: place.account, nonce: this.#promises.nextNonce(), deadlineSeconds, data: data.value };
    const domain = callDomain(place.network.chainId, place.coordinator);
    const hash = callHash(domain, unsigned);
    const signature = signTyped({ domain: { ...domain }, types: callTypes, message: callMessage(unsigned) });
    if (!signature.ok) return signature;
    const request = requestOf(place.network.chainId, place.coordinator, { ...unsigned, signature: signature.value as Hex });
    const promise: Promised = { hash, request, asked: askedText(call), as: what === 'permit' ? 'anybody' : what.as, url: place.url, signedAtMs: nowMs() };
    this.#promises.add(promise);
    return this.#offer(place, promise);
  }

  /** The same call is asked for again while its operation may still come true. */
  async #again(place: Place, call: AskedCall, promise: Promised): Promise<Result<Sent> | null> {
    const isPatient = this.#parts.nowMs() - promise.signedAtMs < this.#patienceMs;
    if (isPatient) return this.#offer(place, promise);
    const silent = fail('RELAY_SILENT', `The relay ${place.url} took the operation and has not sent it.`, { fix: 'Nothing is lost: it is signed anew when its time is over, or goes out directly when the account has gas.' });
    const direct = await this.#directly(place, promise, silent);
    if (direct.ok || direct.error.code !== 'RELAY_SILENT') return direct;
    // Somebody else's operation may have taken its place in a call that anybody may make: it is signed anew.
    if (promise.as === 'anybody') {
      const estimate = await this.#parts.chain.estimate({ to: call.to, data: call.data });
      if (!estimate.ok) return estimate;
    }
    await this.#ask(place, promise);
    return direct;
  }

  async #offer(place: Place, promise: Promised): Promise<Result<Sent>> {
    const answer = await this.#ask(place, promise);
    if (answer.ok && answer.value.status !== 'refused') return { ok: true, value: { transactionHash: promise.hash, relay: place.url } };
    const why = answer.ok ? fail('RELAY_REFUSED', `The relay ${place.url} does not send it: ${(answer.value.reason ?? 'it says not why').replace(/[\p{C}\s]+/gu, ' ').slice(0, 200)}`) : answer;
    return this.#directly(place, promise, why);
  }

  async #ask({ url }: Place, promise: Promised): Promise<Result<RelayAnswer>> {
    const { nowMs, timeoutMs = TIMEOUT_MS, chain } = this.#parts;
    const resting = this.#resting.get(url);
    if (resting !== undefined && nowMs() < resting.untilMs) return resting.because;
    const head = await chain.block({});
    const leftSeconds = head.ok ? BigInt(promise.request.operation.deadline) - BigInt(head.value?.timestampSeconds ?? 0) : LEAST_SECONDS;
    if (leftSeconds < LEAST_SECONDS) return fail('RELAY_SILENT', `The relay ${url} has not sent the operation in its time; it is signed anew.`);
    const answer = await askRelay(url, promise.request, promise.hash, timeoutMs);
    const isAway = !answer.ok && (answer.error.code === 'RELAY_UNREACHABLE' || answer.error.code === 'RELAY_BAD_ANSWER');
    if (isAway) this.#resting.set(url, { untilMs: nowMs() + REST_MS, because: answer });
    else this.#resting.delete(url);
    return answer;
  }

  /**
   * The account sends the very operation that the relay has: whichever comes first uses up its nonce, and the other
   * does nothing. So nothing is ever done twice. Without gas: what the relay said.
   */
  async #directly({ network, coordinator, account }: Place, promise: Promised, because: Result<never>): Promise<Result<Sent>> {
    const { chain, signerFor } = this.#parts;
    const call = callOfRequest(promise.request);
    const data = promise.as === 'signer' ? encodeExecuteBySig([call]) : call.data;
    const own = { to: coordinator, data, valueWei: 0n, from: account };
    const sent = await chain.broadcast(own, signerFor({ ...own, chainId: network.chainId }));
    if (sent.ok) return { ok: true, value: { transactionHash: sent.value.transactionHash } };
    return sent.error.code === 'INSUFFICIENT_FUNDS' ? because : sent;
  }

  async #permit({ coordinator, account, network }: Place, call: AskedCall, deadlineSeconds: bigint, sign: (typed: TypedData) => Result<string>): Promise<Result<Hex>> {
    const amount = approvalOf(call.data)?.amount ?? 0n;
    return permitCall(this.#parts.chain, { token: parseAddress(call.to), owner: account, coordinator, chainId: network.chainId, amount, deadlineSeconds }, sign);
  }

  /** `done`: the contract has seen its nonce. `dead`: it cannot come true any more. */
  async #stateOf(promise: Promised): Promise<Result<'done' | 'dead' | 'live'>> {
    const { chain } = this.#parts;
    const { signer, nonce, deadline } = promise.request.operation;
    const [head, read] = await Promise.all([chain.block({}), chain.read({ calls: [{ to: promise.request.coordinator, data: encodeCoordinatorCall('nonceUsed', [signer, BigInt(nonce)]) }] })]);
    if (!head.ok) return head;
    if (!read.ok) return read;
    const [answer] = read.value.results;
    if (promise.as === 'signer' && answer?.isSuccess === true && decodeCoordinatorResult('nonceUsed', answer.data)) return { ok: true, value: 'done' };
    return { ok: true, value: (head.value?.timestampSeconds ?? 0) > deadline ? 'dead' : 'live' };
  }

  async #doneReceipt(): Promise<Result<Receipt>> {
    const head = await this.#parts.chain.block({});
    if (!head.ok) return head;
    if (head.value === null) return { ok: true, value: { status: 'pending' } };
    // Seen from here: it is in this block or an earlier one, and cost the account nothing.
    return { ok: true, value: { status: 'mined', isSuccess: true, blockNumber: head.value.number, blockHash: head.value.hash, gasUsed: '0', confirmations: 1, revert: null } };
  }

  get #patienceMs(): number {
    return this.#parts.patienceMs ?? PATIENCE_MS;
  }
}

interface Place {
  readonly network: Network;
  readonly coordinator: Address;
  readonly account: Address;
  readonly url: string;
}

const askedText = (call: AskedCall): string => `${call.to.toLowerCase()} ${call.data}`;

/** A call of the coordinator that relays send, or an allowance for it, which a permit can give. */
function kindOf(call: AskedCall, { coordinator, network }: Place): RelayedCall | 'permit' | null {
  if (call.to.toLowerCase() === coordinator.toLowerCase()) return relayedCall(call.data);
  const isToken = network.token !== null && call.to.toLowerCase() === network.token.toLowerCase();
  const approval = isToken ? approvalOf(call.data) : null;
  return approval !== null && approval.spender.toLowerCase() === coordinator.toLowerCase() ? 'permit' : null;
}

/**
 * Whose relay is asked: the person's own choice for the network, else the lead's, else the address book's. A lead
 * cannot point at this machine unless the network is on it: that address is somebody else's service.
 */
function relayFor(network: Network, named: string | undefined): string | null {
  if (network.relay === null) return null;
  const chosen = network.relay === undefined ? null : relayUrlOf(network.relay);
  if (chosen !== null) return chosen;
  for (const offered of [named, network.bookRelay]) {
    const url = offered === undefined ? null : relayUrlOf(offered);
    if (url !== null && (url.startsWith('https:') || isHere(network.rpcUrl))) return url;
  }
  return null;
}

const isHere = (url: string): boolean => /^https?:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(url);
