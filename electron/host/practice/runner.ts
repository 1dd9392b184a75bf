import type { AttachedChain } from '../chain/local/owner.ts';
import { type BatchStep, type BatchView, claimSeats, commitSeats, isAnnotator, revealSeats, takeFreeSeats } from './annotators.ts';
import { drawBatch, isAsserted, isOpen, keepAssertion, isSettleable, isSettled, isVoidable, settleBatch, voidBatch } from './anyone.ts';
import { type BatchNote, Board, type ProjectNote } from './board.ts';
import { PracticeDesk } from './desk.ts';
import { auditBatch, openItems } from './expert.ts';
import { LogFeed } from './log-feed.ts';
import type { PracticePack } from './sample-packs.ts';

const TICK_MS = 1_000;
/** People's own clients settle and draw; practice does it only where they have not for so long. */
const ANYONE_GRACE_SECONDS = 4;
/** The expert leaves people this share of the audit window. */
const EXPERT_SHARE = 2 / 3;
/** After a step that could not be taken. */
const RETRY_SECONDS = 5;

export interface RunnerOptions {
  readonly packs: readonly PracticePack[];
  /** After the first human commitment in a batch, before practice takes its free seats. */
  readonly graceMs: number;
  readonly isEnabled: () => boolean;
  readonly log: (line: string) => void;
}

/**
 * Plays the practice annotators, the practice expert and everybody's duties on the local chain: at every new block
 * and every second it looks at the batches that somebody has committed to, and takes whatever step is due.
 */
export class PracticeRunner {
  readonly #desk: PracticeDesk;
  readonly #board = new Board(isAnnotator);
  readonly #feed: LogFeed;
  readonly #chain: AttachedChain;
  readonly #options: RunnerOptions;
  readonly #packs: ReadonlyMap<string, PracticePack>;
  /** Unix seconds since when a batch waits for anyone's step. */
  readonly #waitingSince = new Map<bigint, number>();
  readonly #said = new Set<string>();
  /** Unix seconds at which a batch has to be looked at again, whether a log touches it or not. */
  readonly #wakeAt = new Map<bigint, number>();
  readonly #stops: (() => void)[] = [];
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(chain: AttachedChain, options: RunnerOptions) {
    this.#chain = chain;
    this.#options = options;
    this.#desk = new PracticeDesk(chain);
    this.#feed = new LogFeed(chain, this.#board);
    this.#packs = new Map(options.packs.map((pack) => [pack.root.toLowerCase(), pack]));
  }

  start(): void {
    const timer = setInterval(() => this.#tick(), TICK_MS);
    this.#stops.push(() => clearInterval(timer), this.#chain.node.onHead(() => this.#tick()));
    this.#tick();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    await this.#running;
  }

  /** Something that no log tells has changed: every batch is looked at again. */
  wake(): void {
    this.#wakeAt.clear();
    this.#tick();
  }

  #tick(): void {
    if (this.#isClosed || this.#running !== null) return;
    this.#running = this.#walk()
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#say(`practice: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => (this.#running = null));
  }

  async #walk(): Promise<void> {
    await this.#feed.sync();
    for (const batch of this.#board.active()) {
      const project = this.#board.projects.get(batch.projectId);
      if (this.#isClosed) return;
      const isDue = batch.isTouched || this.#desk.nowSeconds() >= (this.#wakeAt.get(batch.batchId) ?? 0);
      if (project === undefined || !isDue) continue;
      batch.isTouched = false;
      await this.#step(batch, project);
    }
  }

  async #step(batch: BatchNote, project: ProjectNote): Promise<void> {
    const pack = this.#packs.get(project.manifestRoot.toLowerCase());
    const sync = (): Promise<void> => this.#feed.sync();
    let hasTrouble = false;
    const say = (line: string): void => {
      hasTrouble = true;
      this.#say(line);
    };
    const base = { desk: this.#desk, coordinator: this.#chain.deployment.coordinator, batch, project, sync, say };
    const isPractising = pack !== undefined && this.#options.isEnabled() && batch.firstHumanCommitSeconds !== null;
    const step: BatchStep | null = isPractising ? { ...base, pack } : null;
    const view = await this.#desk.read('batch', [batch.batchId]);
    if (!view.ok) {
      this.#say(`batch ${batch.batchId}: ${view.error.message}`);
      return;
    }
    if (step !== null && isOpen(view.value)) await this.#annotate(step, view.value);
    const now = await this.#desk.read('batch', [batch.batchId]);
    if (!now.ok) return;
    // What the view counts must be on the board too: a reveal may have come in since the board was read.
    await sync();
    if (isSettled(now.value)) await this.#afterSettlement(base, step, now.value);
    else await this.#endReveal(base, now.value);
    const after = await this.#desk.read('batch', [batch.batchId]);
    if (after.ok) this.#wakeAt.set(batch.batchId, this.#nextLook(batch, after.value, project.params.quorum, hasTrouble));
  }

  /** When the batch has to be looked at again though no log touches it: at once, after a failure, at its next deadline. */
  #nextLook(batch: BatchNote, view: BatchView, quorum: number, hasTrouble: boolean): number {
    const now = this.#desk.nowSeconds();
    const isDrawable = isSettled(view) && !view.drawn && BigInt(now) <= view.auditEnd;
    // A step a second until the window is waited for.
    const isKept = isAsserted(view) && (view.drawnRuns === 0 || BigInt(now) >= view.challengeEnd);
    if (isKept || isDrawable || isSettleable(view, quorum, now) || isVoidable(view, quorum, now)) return now + 1;
    const grace = (batch.firstHumanCommitSeconds ?? 0) + this.#options.graceMs / 1000;
    const expert = Number(view.settledAt) + Number(view.auditEnd - view.settledAt) * EXPERT_SHARE;
    const deadlines = [grace, Number(view.revealStart), Number(view.revealEnd) + 1, expert, Number(view.auditEnd) + 1, Number(view.challengeEnd)];
    return Math.min(hasTrouble ? now + RETRY_SECONDS : Infinity, ...deadlines.filter((at) => at > now));
  }

  async #annotate(step: BatchStep, view: BatchView): Promise<void> {
    const now = this.#desk.nowSeconds();
    const isRevealing = view.revealStart > 0n && BigInt(now) >= view.revealStart;
    if (isRevealing) {
      if (BigInt(now) <= view.revealEnd) await revealSeats(step);
      return;
    }
    if (now * 1000 >= (step.batch.firstHumanCommitSeconds ?? now) * 1000 + this.#options.graceMs) await takeFreeSeats(step);
    await commitSeats(step);
    const after = await this.#desk.read('batch', [step.batch.batchId]);
    if (after.ok && after.value.revealStart > 0n && BigInt(this.#desk.nowSeconds()) >= after.value.revealStart) await revealSeats(step);
  }

  async #endReveal(base: Omit<BatchStep, 'pack'>, view: BatchView): Promise<void> {
    const { quorum } = base.project.params;
    const now = this.#desk.nowSeconds();
    if (isAsserted(view)) {
      await keepAssertion(base, view);
    } else if (isSettleable(view, quorum, now)) {
      if (this.#hasWaited(base.batch.batchId, now)) await settleBatch(base, view);
    } else if (isVoidable(view, quorum, now)) {
      if (this.#hasWaited(base.batch.batchId, now)) await voidBatch(base);
    } else this.#waitingSince.delete(base.batch.batchId);
  }

  async #afterSettlement(base: Omit<BatchStep, 'pack'>, step: BatchStep | null, view: BatchView): Promise<void> {
    const now = this.#desk.nowSeconds();
    const { batch } = base;
    if (BigInt(now) > view.auditEnd) {
      if (this.#options.isEnabled()) await claimSeats(base);
      if ([...batch.seats.values()].every((seat) => seat.isClaimed || !isAnnotator(seat.annotator))) batch.isOver = true;
      return;
    }
    if (!view.drawn && BigInt(this.#desk.headNumber()) > view.anchorBlock) {
      if (this.#hasWaited(batch.batchId, now)) await drawBatch(base);
      return;
    }
    if (step === null || openItems(view).length === 0 || !view.drawn) return;
    const windowSeconds = Number(view.auditEnd - view.settledAt);
    const isDue = this.#options.graceMs === 0 || now >= Number(view.settledAt) + windowSeconds * EXPERT_SHARE;
    if (isDue) await auditBatch(step, view);
  }

  #hasWaited(batchId: bigint, nowSeconds: number): boolean {
    const since = this.#waitingSince.get(batchId) ?? nowSeconds;
    this.#waitingSince.set(batchId, since);
    const isOver = this.#options.graceMs === 0 || nowSeconds - since >= ANYONE_GRACE_SECONDS;
    if (isOver) this.#waitingSince.delete(batchId);
    return isOver;
  }

  /** Once a reason: a step that cannot be taken now is tried again every second. */
  #say(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#options.log(line);
  }
}
