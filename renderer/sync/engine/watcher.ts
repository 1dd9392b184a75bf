import type { Hex } from '../../../shared/bytes.ts';
import type { HostClient } from '../../../shared/host-api.ts';
import { assertedBatchIn, standingAssertions } from '../../../shared/protocol/asserted-batches.ts';
import { challengeOf } from '../../../shared/protocol/assertion-step.ts';
import type { AssertionRecord, ChainIndex } from '../../../shared/protocol/chain-records.ts';

/** Computing a batch takes some milliseconds: labelling goes on between the passes. */
const JUDGED_A_PASS = 8;

/**
 * Computes every assertion that it sees again, anybody's in any project, and challenges what is wrong: half of the bond
 * is the account's. What the chain says decides: a challenge that did not arrive is sent again in the next pass.
 */
export class Watcher {
  /** The call that refutes an assertion; null where it is right. */
  readonly #judged = new WeakMap<AssertionRecord['assertion'], Hex | null>();

  constructor(
    private readonly host: HostClient,
    private readonly coordinator: string,
  ) {}

  async watch(index: ChainIndex): Promise<void> {
    let left = JUDGED_A_PASS;
    for (const { id, assertion } of standingAssertions(index)) {
      if (assertion === null) continue;
      const isNew = !this.#judged.has(assertion.assertion);
      if (isNew && left-- <= 0) return;
      const challenge = this.#judge(index, id, assertion.assertion);
      // A refusal says that somebody was faster, or that the wallet is locked: the next pass sees.
      if (challenge !== null) await this.host.call('chain.send', { to: this.coordinator, data: challenge });
    }
  }

  #judge(index: ChainIndex, id: Parameters<typeof assertedBatchIn>[1], assertion: AssertionRecord['assertion']): Hex | null {
    const known = this.#judged.get(assertion);
    if (known !== undefined) return known;
    const batch = assertedBatchIn(index, id);
    const challenge = batch === null ? null : challengeOf(batch);
    this.#judged.set(assertion, challenge);
    return challenge;
  }
}
