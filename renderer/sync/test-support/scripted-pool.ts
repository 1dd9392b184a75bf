import { fromHex, keccak } from '../../../shared/bytes.ts';
import { failure } from '../../store/test-support/scripted-host.ts';
import type { ScriptedHost } from '../../store/test-support/scripted-host.ts';
import type { ScriptedCoordinator } from './scripted-coordinator.ts';

/** A host's transactions under way, before the scripted chain: held until they are mined, or replaced by a stranger's. */
export class ScriptedPool {
  isHolding = false;
  waiting: { transactionHash: string; data: string }[] = [];
  readonly #replaced = new Set<string>();
  #count = 0;

  constructor(
    host: ScriptedHost,
    private readonly chain: ScriptedCoordinator,
  ) {
    const [send, receipt] = [host.script['chain.send'], host.script['chain.receipt']];
    host.script['chain.underWay'] = () => ({ ok: true, value: this.waiting.map((each) => ({ ...each, to: chain.at.coordinator })) });
    host.script['chain.send'] = (call) => {
      const same = call.isOnce === true ? this.waiting.find(({ data }) => data === call.data) : undefined;
      if (same !== undefined) return { ok: true, value: { status: 'sent', transactionHash: same.transactionHash } };
      if (!this.isHolding) return send?.(call) ?? failure('NOT_SCRIPTED');
      const refusal = chain.refusalOf(call.data);
      if (refusal !== null) return failure('REVERTED', refusal);
      const transactionHash = keccak(fromHex(`ff${(++this.#count).toString(16).padStart(8, '0')}`));
      this.waiting.push({ transactionHash, data: call.data });
      return { ok: true, value: { status: 'sent', transactionHash } };
    };
    host.script['chain.receipt'] = (asked) => {
      if (this.waiting.some(({ transactionHash }) => transactionHash === asked.transactionHash)) return { ok: true, value: { status: 'pending' } };
      if (this.#replaced.has(asked.transactionHash)) return { ok: true, value: { status: 'replaced' } };
      return receipt?.(asked) ?? failure('NOT_SCRIPTED');
    };
  }

  /** Everything that waits comes into a block, in its order. */
  mine(): void {
    for (const { transactionHash, data } of this.waiting.splice(0)) {
      const sent = this.chain.send(data);
      const revert = sent.ok ? null : sent.error.message;
      this.chain.state.transactions.set(transactionHash, { isSuccess: revert === null, revert });
    }
  }

  /** Another wallet with the same key uses the nonces. */
  takeNonces(): void {
    for (const { transactionHash } of this.waiting.splice(0)) this.#replaced.add(transactionHash);
  }
}
