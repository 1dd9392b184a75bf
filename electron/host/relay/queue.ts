import type { Address } from '../../../shared/labels/ids.ts';
import type { SignedCall } from '../../../shared/protocol/eip712.ts';
import { callOfRequest, relayedCall } from '../../../shared/protocol/relay.ts';
import type { OperationStatus, RelayAnswer, RelayRequest, RelayedCall } from '../../../shared/protocol/relay.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import type { RelayEntry, RelayLog } from './log.ts';

/** One account's operation, from its acceptance on. */
export interface Operation {
  /** EIP-712 digest: what makes it one. */
  readonly hash: string;
  readonly request: RelayRequest;
  readonly call: SignedCall;
  readonly what: RelayedCall;
  readonly gas: bigint;
  readonly atMs: number;
  status: OperationStatus;
  transactionHash: string | null;
  reason: string | null;
  /** Transactions that it was in without coming true. Forgotten by a restart, which gives it another chance. */
  attempts: number;
}

/** A transaction of the relay that is not over. Each hash is one price of it. */
export interface UnderWay {
  readonly nonce: number;
  readonly hashes: readonly string[];
  readonly transactions: readonly { readonly hash: string; readonly raw: string }[];
}

/** Quotas count over this time; so long an operation's outcome can be asked for. */
export const DAY_MS = 24 * 3_600_000;

/** The relay's memory: every change is in the log before it is here. */
export class Queue {
  readonly #operations = new Map<string, Operation>();
  readonly #log: RelayLog;
  readonly #nowMs: () => number;
  #underWay: UnderWay | null = null;

  constructor(log: RelayLog, nowMs: () => number) {
    this.#log = log;
    this.#nowMs = nowMs;
    for (const entry of log.entries) this.#apply(entry);
    this.forget();
  }

  get(hash: string): Operation | undefined {
    return this.#operations.get(hash);
  }

  get underWay(): UnderWay | null {
    return this.#underWay;
  }

  /** In the order they came. */
  waiting(): Operation[] {
    return [...this.#operations.values()].filter(({ status }) => status === 'queued');
  }

  all(): Iterable<Operation> {
    return this.#operations.values();
  }

  /** An operation of the signer that is not over and has this nonce. */
  withNonce(signer: Address, nonce: bigint): Operation | undefined {
    for (const operation of this.#operations.values()) {
      const isLive = operation.status === 'queued' || operation.status === 'sent';
      if (isLive && operation.call.nonce === nonce && operation.call.signer === signer) return operation;
    }
    return undefined;
  }

  accept(hash: string, request: RelayRequest, gas: bigint): void {
    this.#write({ kind: 'accepted', hash, request, gas: gas.toString(), atMs: this.#nowMs() });
  }

  sending(transactionHash: string, raw: string, nonce: number, hashes: readonly string[]): void {
    this.#write({ kind: 'sending', transactionHash, raw, nonce, hashes: [...hashes], atMs: this.#nowMs() });
  }

  /** The transaction under way is over; its operations wait again until `done` or `refused` says more. */
  over(transactionHash: string | null, gasUsed: bigint): void {
    this.#write({ kind: 'over', transactionHash, gasUsed: gasUsed.toString(), atMs: this.#nowMs() });
  }

  done(hash: string, transactionHash: string | null): void {
    this.#write({ kind: 'done', hash, transactionHash, atMs: this.#nowMs() });
  }

  refuse(hash: string, reason: string): void {
    this.#write({ kind: 'refused', hash, reason: reason.slice(0, 400), atMs: this.#nowMs() });
  }

  /** Lets go of what was over a day ago, and makes the log as short as what is left. */
  forget(): void {
    const limitMs = this.#nowMs() - DAY_MS;
    for (const [hash, { status, atMs }] of this.#operations) {
      if ((status === 'done' || status === 'refused') && atMs < limitMs) this.#operations.delete(hash);
    }
    this.#log.rewrite(this.#entries());
  }

  #write(entry: RelayEntry): void {
    this.#log.append(entry);
    this.#apply(entry);
  }

  #apply(entry: RelayEntry): void {
    switch (entry.kind) {
      case 'accepted': {
        const call = callOfRequest(entry.request);
        const what = relayedCall(call.data);
        if (what === null) return;
        const { hash, request, atMs } = entry;
        this.#operations.set(hash, { hash, request, call, what, gas: BigInt(entry.gas), atMs, status: 'queued', transactionHash: null, reason: null, attempts: 0 });
        return;
      }
      case 'sending': {
        const transaction = { hash: entry.transactionHash, raw: entry.raw };
        const isDearer = this.#underWay?.nonce === entry.nonce;
        this.#underWay = { nonce: entry.nonce, hashes: entry.hashes, transactions: isDearer ? [...(this.#underWay?.transactions ?? []), transaction] : [transaction] };
        for (const hash of entry.hashes) this.#set(hash, 'sent', entry.transactionHash);
        return;
      }
      case 'over':
        for (const hash of this.#underWay?.hashes ?? []) if (this.#operations.get(hash)?.status === 'sent') this.#set(hash, 'queued', entry.transactionHash);
        this.#underWay = null;
        return;
      case 'done':
        this.#set(entry.hash, 'done', entry.transactionHash);
        return;
      case 'refused':
        this.#set(entry.hash, 'refused', null, entry.reason);
    }
  }

  #set(hash: string, status: OperationStatus, transactionHash: string | null, reason: string | null = null): void {
    const operation = this.#operations.get(hash);
    if (operation === undefined) return;
    operation.status = status;
    operation.transactionHash = transactionHash;
    operation.reason = reason;
  }

  #entries(): RelayEntry[] {
    const entries: RelayEntry[] = [];
    for (const { hash, request, gas, atMs } of this.#operations.values()) entries.push({ kind: 'accepted', hash, request, gas: gas.toString(), atMs });
    for (const { hash: transactionHash, raw } of this.#underWay?.transactions ?? []) {
      entries.push({ kind: 'sending', transactionHash, raw, nonce: this.#underWay?.nonce ?? 0, hashes: [...(this.#underWay?.hashes ?? [])], atMs: this.#nowMs() });
    }
    for (const { hash, status, transactionHash, reason, atMs } of this.#operations.values()) {
      if (status === 'done') entries.push({ kind: 'done', hash, transactionHash, atMs });
      if (status === 'refused') entries.push({ kind: 'refused', hash, reason: reason ?? '', atMs });
    }
    return entries;
  }
}

export function answerOf({ hash, status, transactionHash, reason }: Operation): RelayAnswer {
  return { hash: parseBytes32(hash), status, transactionHash: transactionHash === null ? null : parseBytes32(transactionHash), reason };
}
