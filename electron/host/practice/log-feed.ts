import { decodeCoordinatorLog } from '../../../shared/protocol/abi.ts';
import type { AttachedChain } from '../chain/local/owner.ts';
import type { Board } from './board.ts';

/** Brings a board up to the chain's head. */
export class LogFeed {
  #nextBlock: number;
  readonly #chain: AttachedChain;
  readonly #board: Board;

  constructor(chain: AttachedChain, board: Board) {
    this.#chain = chain;
    this.#board = board;
    this.#nextBlock = chain.deployment.deployedAtBlock;
  }

  async sync(): Promise<void> {
    const { rpc } = this.#chain.deployer;
    const { number } = this.#chain.node.head;
    if (this.#nextBlock > number) return;
    const logs = await rpc.logs(this.#chain.deployment.coordinator, this.#nextBlock, number);
    if (!logs.ok) throw new Error(logs.error.message);
    const seconds = new Map<number, number>();
    for (const { blockNumber } of logs.value) {
      if (seconds.has(blockNumber)) continue;
      const block = await rpc.block(blockNumber);
      seconds.set(blockNumber, block.ok && block.value !== null ? block.value.timestamp : 0);
    }
    for (const log of logs.value) {
      const event = decodeCoordinatorLog(log);
      if (event !== null) this.#board.apply(event, seconds.get(log.blockNumber) ?? 0);
    }
    this.#nextBlock = number + 1;
  }
}
