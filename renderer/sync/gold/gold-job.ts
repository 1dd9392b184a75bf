import type { HostClient, HostError } from '../../../shared/host-api.ts';
import { parseAddress, parseBytes32 } from '../../../shared/labels/ids.ts';
import type { Hex } from '../../../shared/bytes.ts';
import type { BatchRecord, ChainIndex, ProjectRecord } from '../../../shared/protocol/chain-records.ts';
import { goldDue, revealGoldCall } from '../../../shared/protocol/gold/due.ts';

export interface GoldParts {
  readonly host: HostClient;
  readonly coordinator: string;
  /** The active account: only a lead can reveal. */
  readonly account: string;
  readonly nowMs: () => number;
}

/** Why a batch's answers are not revealed; `at` is when it is tried again. */
export interface GoldTrouble {
  readonly error: HostError;
  readonly atMs: number;
}

/** A transaction on its way is waited for so long before another is tried. */
const ON_ITS_WAY_MS = 60_000;
const RETRY_MS = 30_000;

/**
 * Reveals a lead's known answers as soon as a batch is settled, by itself: it is label work and moves nothing of the
 * lead's. What the chain says decides: a batch is done when its event has been read, however often it was sent.
 */
export class GoldJob {
  readonly #parts: GoldParts;
  readonly #notBeforeMs = new Map<string, number>();
  readonly trouble = new Map<string, GoldTrouble>();

  constructor(parts: GoldParts) {
    this.#parts = parts;
  }

  /** @param nowSeconds the chain's time @returns how many calls were sent */
  async pass(index: ChainIndex, nowSeconds: number): Promise<number> {
    const due = goldDue(index, parseAddress(this.#parts.account), nowSeconds);
    for (const id of this.trouble.keys()) if (!due.some(({ batch }) => batch.id === id)) this.trouble.delete(id);
    let sent = 0;
    for (const { project, batch } of due) {
      if (this.#parts.nowMs() < (this.#notBeforeMs.get(batch.id) ?? 0)) continue;
      const failed = await this.#reveal(index, project, batch);
      const atMs = this.#parts.nowMs() + (failed === null ? ON_ITS_WAY_MS : RETRY_MS);
      // Unlocking the wallet is noticed at once: nothing is waited for then.
      this.#notBeforeMs.set(batch.id, failed?.code === 'WALLET_LOCKED' ? 0 : atMs);
      if (failed === null) {
        this.trouble.delete(batch.id);
        sent += 1;
      } else this.trouble.set(batch.id, { error: failed, atMs });
      if (failed?.code === 'WALLET_LOCKED') break;
    }
    return sent;
  }

  async #reveal(index: ChainIndex, project: ProjectRecord, batch: BatchRecord): Promise<HostError | null> {
    const { host, coordinator } = this.#parts;
    const answers = await host.call('gold.batch', { goldRoot: project.goldRoot, index: batch.index });
    if (!answers.ok) return answers.error;
    const { items, truths, salt, proof } = answers.value;
    const data = revealGoldCall(index, batch, { items, truths: truths as Hex[], salt: parseBytes32(salt) }, proof.map(parseBytes32));
    if (data === null) return { code: 'NOT_SETTLED', message: `Batch ${batch.index + 1} is not settled.` };
    const sent = await host.call('chain.send', { to: coordinator, data });
    if (!sent.ok) return sent.error;
    return sent.value.status === 'sent' ? null : { code: 'APPROVAL_UNEXPECTED', message: 'The wallet asked for an approval of label work.' };
  }
}
