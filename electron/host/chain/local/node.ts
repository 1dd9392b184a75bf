import { Transaction } from 'ethers/transaction';
import type { Result } from '../../../../shared/host-api.ts';
import type { Wire, WireAnswer } from '../wire.ts';
import { type Anvil, type AnvilOptions, anvilBinary, startAnvil } from './anvil.ts';
import { type ChainJournal, openChainJournal } from './journal.ts';
import { LOCAL_CHAIN_ID } from '../../../../shared/protocol/addresses.ts';
import type { ChainPaths } from './paths.ts';
import { playBlock, playMine, replayChain } from './replay.ts';
import { type Head, dropOldStates, loadState, readHead, saveState } from './state-file.ts';

/** After so many blocks the state is saved and the node restarted from it: a crash then costs a second, not a minute. */
const BLOCKS_PER_CHECKPOINT = 400;

export interface LocalNodeOptions {
  readonly paths: ChainPaths;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  readonly blocksPerCheckpoint?: number;
  /** A node process was started: its pid and port are for whoever has to end it after a crash. */
  readonly onNode?: (pid: number, port: number) => void;
}

interface Waiting {
  readonly raw: string;
  readonly resolve: (answer: WireAnswer) => void;
}

const refused = (message: string): WireAnswer => ({ ok: false, error: { kind: 'refused', code: -32000, message, data: undefined } });

/** What the node itself would only find out after the journal has it. */
function refusalOf(raw: string): string | null {
  try {
    const transaction = Transaction.from(raw);
    if (transaction.from === null) return 'the transaction is not signed';
    if (transaction.chainId !== BigInt(LOCAL_CHAIN_ID)) return `invalid chain id for signer: have ${transaction.chainId} want ${LOCAL_CHAIN_ID}`;
    return null;
  } catch {
    return 'failed to decode signed transaction';
  }
}

/**
 * The local chain's node with its memory: every transaction is in the fsynced journal before the node sees it,
 * so whatever was answered is still there after kill -9, in the same blocks with the same hashes.
 */
export class LocalNode {
  #anvil: Anvil;
  #head: Head;
  #aheadSeconds: number;
  #blocksSinceCheckpoint: number;
  #waiting: Waiting[] = [];
  /** Everything that changes the chain, one after the other. */
  #turn: Promise<void> = Promise.resolve();
  /** Reads wait for this while the node's process is exchanged. */
  #gate: Promise<void> = Promise.resolve();
  #isStopping = false;
  readonly #listeners = new Set<(head: Head) => void>();
  readonly #options: LocalNodeOptions;
  readonly #anvilOptions: AnvilOptions;
  readonly #binary: string;
  readonly #journal: ChainJournal;

  private constructor(parts: { options: LocalNodeOptions; anvilOptions: AnvilOptions; binary: string; journal: ChainJournal; anvil: Anvil; head: Head; aheadSeconds: number; replayedBlocks: number }) {
    this.#options = parts.options;
    this.#anvilOptions = parts.anvilOptions;
    this.#binary = parts.binary;
    this.#journal = parts.journal;
    this.#anvil = parts.anvil;
    this.#head = parts.head;
    this.#aheadSeconds = parts.aheadSeconds;
    this.#blocksSinceCheckpoint = parts.replayedBlocks;
    this.#watch(parts.anvil);
  }

  /** Starts or restores the chain of `paths`. The caller holds the chain's lock. */
  static async open(options: LocalNodeOptions): Promise<Result<LocalNode>> {
    const binary = anvilBinary();
    if (!binary.ok) return binary;
    const journal = openChainJournal(options.paths.journal);
    if (journal.tornBytes > 0) options.log(`the chain's journal ended in ${journal.tornBytes} bytes of an unfinished line; dropped`);
    let genesis = journal.entries.find((entry) => entry.kind === 'genesis');
    if (genesis === undefined) {
      genesis = { kind: 'genesis', chainId: LOCAL_CHAIN_ID, seconds: Math.floor(options.nowMs() / 1000) };
      journal.append(genesis);
    }
    const anvilOptions = { chainId: genesis.chainId, genesisSeconds: genesis.seconds };
    const { node, problems, replayedBlocks } = await replayChain(binary.value, anvilOptions, options.paths.dir, journal.entries);
    for (const problem of problems) options.log(`restoring the chain: ${problem}`);
    if (replayedBlocks > 0) options.log(`restoring the chain: ${replayedBlocks} blocks replayed from the journal`);
    const aheadSeconds = journal.entries.reduce((last, entry) => (entry.kind === 'ahead' ? entry.seconds : last), 0);
    const head = await readHead(node.wire);
    return { ok: true, value: new LocalNode({ options, anvilOptions, binary: binary.value, journal, anvil: node, head, aheadSeconds, replayedBlocks }) };
  }

  get head(): Head {
    return this.#head;
  }

  /** The chain's clock, unix seconds: the wall's, never before the last block. */
  nowSeconds(): number {
    return Math.max(this.#head.seconds, Math.floor(this.#options.nowMs() / 1000) + this.#aheadSeconds);
  }

  onHead(listener: (head: Head) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A call that changes nothing, seen at the chain's present time. */
  async read(method: string, params: readonly unknown[]): Promise<WireAnswer> {
    await this.#gate;
    return this.#anvil.wire.call(method, this.#atPresentTime(method, params));
  }

  /** The node itself would answer with the last block's time, which on a quiet chain may be hours old. */
  #atPresentTime(method: string, params: readonly unknown[]): readonly unknown[] {
    if (method !== 'eth_call' && method !== 'eth_estimateGas') return params;
    const [call, tag, state, block] = params;
    const isPresent = tag === undefined || tag === 'latest' || tag === 'pending' || tag === `0x${this.#head.number.toString(16)}`;
    return isPresent && block === undefined ? [call, tag ?? 'latest', state ?? {}, { time: `0x${this.nowSeconds().toString(16)}` }] : params;
  }

  /** A wire for our own services: reads go to the node, transactions through the journal. */
  asWire(): Wire {
    return {
      url: 'local:',
      call: (method, params) => {
        const [raw] = params;
        return method === 'eth_sendRawTransaction' && typeof raw === 'string' ? this.send(raw) : this.read(method, params);
      },
      close: () => undefined,
    };
  }

  /** Answers with the hash once the transaction is in a block and in the journal, or with the node's refusal. */
  send(raw: string): Promise<WireAnswer> {
    if (this.#isStopping) return Promise.resolve(refused('the local chain is stopping'));
    const refusal = refusalOf(raw);
    if (refusal !== null) return Promise.resolve(refused(refusal));
    return new Promise((resolve) => {
      this.#waiting.push({ raw, resolve });
      void this.#next(() => this.#mineWaiting());
    });
  }

  /** Mines empty blocks at the chain's present time. */
  mine(count = 1): Promise<void> {
    return this.#next(async () => {
      const seconds = this.nowSeconds();
      this.#journal.append({ kind: 'mine', seconds, count });
      await playMine(this.#anvil.wire, seconds, count);
      await this.#afterBlock();
    });
  }

  /** Tests only: moves the chain's clock ahead for good. */
  async increaseTime(seconds: number): Promise<void> {
    await this.#next(async () => {
      this.#aheadSeconds += seconds;
      this.#journal.append({ kind: 'ahead', seconds: this.#aheadSeconds });
    });
  }

  /** Tests only: a cheat of the node, recorded like everything else. */
  async cheat(method: string, params: readonly unknown[]): Promise<WireAnswer> {
    let answer: WireAnswer = refused('not run');
    await this.#next(async () => {
      this.#journal.append({ kind: 'cheat', method, params: [...params] });
      answer = await this.#anvil.wire.call(method, params);
      await this.#afterBlock();
    });
    return answer;
  }

  /** Saves the state, so that the next start replays nothing. Without saving it is what a crash leaves behind. */
  async stop(isSaving = true): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    await this.#next(async () => {
      // A full disk, or a home that is gone, must not keep it from ending: the journal has every block.
      if (isSaving && this.#blocksSinceCheckpoint > 0) await this.#saveCheckpoint().catch((error: unknown) => this.#options.log(`the chain's state could not be saved, and comes out of its journal the next time: ${error instanceof Error ? error.message : String(error)}`));
      await this.#anvil.stop();
      this.#journal.close();
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #mineWaiting(): Promise<void> {
    const group = this.#waiting.splice(0);
    if (group.length === 0) return;
    const answers = await this.#mineGroup(group.map((one) => one.raw)).catch((error: unknown) => {
      // Not in the journal, so not in the chain: a full disk, or a node that died under us.
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log(`the local chain could not take a transaction: ${reason}`);
      return group.map(() => refused(`the local chain could not take it: ${reason}`));
    });
    for (const [index, one] of group.entries()) one.resolve(answers[index] ?? refused('the node gave no answer'));
  }

  async #mineGroup(raw: readonly string[]): Promise<readonly WireAnswer[]> {
    const seconds = this.nowSeconds();
    this.#journal.append({ kind: 'block', seconds, raw: [...raw] });
    const { answers, isMined } = await playBlock(this.#anvil.wire, raw, seconds);
    if (isMined) await this.#afterBlock();
    return answers;
  }

  async #afterBlock(): Promise<void> {
    const head = await readHead(this.#anvil.wire);
    if (head.hash === this.#head.hash) return;
    this.#head = head;
    this.#journal.note({ kind: 'mined', number: head.number, hash: head.hash });
    this.#blocksSinceCheckpoint += 1;
    if (this.#blocksSinceCheckpoint >= (this.#options.blocksPerCheckpoint ?? BLOCKS_PER_CHECKPOINT)) await this.#rotate();
    for (const listener of this.#listeners) listener(head);
  }

  async #saveCheckpoint(): Promise<string> {
    const file = await saveState(this.#anvil.wire, this.#options.paths.dir, this.#head);
    this.#journal.append({ kind: 'checkpoint', file, number: this.#head.number, hash: this.#head.hash });
    this.#blocksSinceCheckpoint = 0;
    dropOldStates(this.#options.paths.dir);
    return file;
  }

  /** Checkpoint, then go on in a fresh process loaded from it: exactly what a restart would do. */
  async #rotate(): Promise<void> {
    let open = (): void => undefined;
    this.#gate = new Promise((resolve) => (open = resolve));
    try {
      const file = await this.#saveCheckpoint();
      const old = this.#anvil;
      const fresh = await startAnvil(this.#binary, this.#anvilOptions);
      const problem = await loadState(fresh.wire, this.#options.paths.dir, file);
      if (problem !== null) throw new Error(`the state just saved does not load: ${problem}`);
      this.#anvil = fresh;
      this.#watch(fresh);
      await old.stop();
    } finally {
      open();
    }
  }

  #watch(anvil: Anvil): void {
    this.#options.onNode?.(anvil.pid, anvil.port);
    void anvil.exited.then((lastWords) => {
      if (this.#isStopping || anvil !== this.#anvil) return;
      // Without its node the owner is of no use: it ends, and whoever needs the chain starts another from the journal.
      this.#options.log(`the chain's node ended by itself: ${lastWords}`);
      this.#onNodeLost();
    });
  }

  #onNodeLost: () => void = () => undefined;

  onNodeLost(listener: () => void): void {
    this.#onNodeLost = listener;
  }
}
