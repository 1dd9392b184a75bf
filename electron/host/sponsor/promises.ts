import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeAtomic } from '../chain/local/durable.ts';
import { relayRequestSchema } from '../../../shared/protocol/relay.ts';

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);

/** An operation that was signed and given to a relay, or was about to be. */
const promiseSchema = z.object({
  hash,
  request: relayRequestSchema,
  /** What the person or the engine asked for: the same call again is the same operation. */
  asked: z.string(),
  as: z.enum(['signer', 'anybody']),
  url: z.string(),
  signedAtMs: z.number(),
});
export type Promised = z.infer<typeof promiseSchema>;

const fileSchema = z.object({
  /** High 248 bits of this profile's nonces: one word of the contract's bitmap takes 256 of them. */
  nonceWord: z.string().regex(/^[0-9a-f]{62}$/),
  used: z.int().min(0).max(255),
  promises: z.array(promiseSchema),
});

/** Operations can still come true for so long after they were signed, and their outcome be asked for. */
const KEPT_MS = 24 * 3_600_000;

/**
 * `<profile>/relayed.json`: written before an operation leaves, so that after a crash the same call is the same
 * operation with the same nonce, which the contract runs once.
 */
export class Promises {
  readonly #path: string;
  readonly #nowMs: () => number;
  #state: z.infer<typeof fileSchema>;

  constructor(profileDir: string, nowMs: () => number) {
    this.#path = join(profileDir, 'relayed.json');
    this.#nowMs = nowMs;
    this.#state = readJsonFile(this.#path, fileSchema) ?? { nonceWord: randomBytes(31).toString('hex'), used: 0, promises: [] };
  }

  nextNonce(): bigint {
    const isFull = this.#state.used >= 255;
    const nonceWord = isFull ? randomBytes(31).toString('hex') : this.#state.nonceWord;
    const used = isFull ? 0 : this.#state.used + 1;
    this.#save({ ...this.#state, nonceWord, used });
    return (BigInt(`0x${nonceWord}`) << 8n) | BigInt(used);
  }

  /** The newest first. */
  of(chainId: number, coordinator: string, signer: string, asked: string): Promised | undefined {
    return this.#state.promises.find(({ request, asked: known }) => known === asked && request.chainId === chainId && request.coordinator === coordinator && request.operation.signer === signer);
  }

  byHash(wanted: string): Promised | undefined {
    return this.#state.promises.find(({ hash: known }) => known === wanted);
  }

  add(promise: Promised): void {
    const limitMs = this.#nowMs() - KEPT_MS;
    this.#save({ ...this.#state, promises: [promise, ...this.#state.promises.filter(({ signedAtMs, hash: known }) => signedAtMs > limitMs && known !== promise.hash)] });
  }

  #save(state: z.infer<typeof fileSchema>): void {
    this.#state = state;
    writeAtomic(this.#path, JSON.stringify(state));
  }
}
