import { keccak, utf8 } from '../../../shared/bytes.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { failure } from './scripted-host.ts';
import type { ScriptedHost } from './scripted-host.ts';

type Log = HostResult<'chain.logs'>[number];

interface Block {
  number: number;
  hash: string;
  parentHash: string;
  timestampSeconds: number;
  logs: Log[];
}

/** A chain of made-up blocks behind a host: it can be reorganised, cut short and made to answer only narrow ranges. */
export class ScriptedChain {
  blocks: Block[] = [];
  widestRange = Number.MAX_SAFE_INTEGER;
  #salt = 0;

  constructor(
    host: ScriptedHost,
    readonly coordinator: string,
  ) {
    host.script['chain.block'] = ({ number }) => {
      const block = number === undefined ? this.blocks.at(-1) : this.blocks[number];
      return { ok: true, value: block === undefined ? null : { number: block.number, hash: block.hash, parentHash: block.parentHash, timestampSeconds: block.timestampSeconds } };
    };
    host.script['chain.logs'] = ({ fromBlock, toBlock }) => {
      if (toBlock - fromBlock + 1 > this.widestRange) return failure('RANGE_TOO_WIDE');
      return { ok: true, value: this.blocks.slice(fromBlock, toBlock + 1).flatMap((block) => block.logs) };
    };
    this.mine();
  }

  /** Adds a block with these logs. */
  mine(logs: readonly { topics: string[]; data: string }[] = []): Block {
    const number = this.blocks.length;
    const parentHash = this.blocks.at(-1)?.hash ?? `0x${'00'.repeat(32)}`;
    const hash = keccak(utf8(`${parentHash}/${number}/${this.#salt}/${JSON.stringify(logs)}`));
    const block: Block = {
      number,
      hash,
      parentHash,
      timestampSeconds: 1_700_000_000 + number * 2,
      logs: logs.map(({ topics, data }, logIndex) => ({
        address: this.coordinator,
        topics,
        data,
        blockNumber: number,
        blockHash: hash,
        transactionHash: keccak(utf8(`${hash}/${logIndex}`)),
        transactionIndex: logIndex,
        logIndex,
      })),
    };
    this.blocks.push(block);
    return block;
  }

  /** Forgets the newest blocks; what is mined from here on has other hashes. */
  forgetBlocks(count: number): void {
    this.blocks.splice(this.blocks.length - count);
    this.#salt++;
  }
}
