import type { Result } from '../../../../shared/host-api.ts';
import { decodeCoordinatorLog } from '../../../../shared/protocol/abi.ts';
import { type Rpc, type RpcLog, createRpc } from '../rpc.ts';
import type { LocalNode } from './node.ts';

const TICK_MS = 1_000;
const BATCH_BITS = 8n;
const PROJECT_BITS = 32n;

/**
 * Mines empty blocks, but only where the protocol waits for one: the block that draws an audit, and the first
 * block after a deadline that somebody may wait for. A quiet chain stays as it is.
 */
export interface Keeper {
  close(): void;
}

interface Watch {
  /** Block that must exist. */
  wantedBlock: number;
  /** Unix seconds at which something opens or ends. */
  deadlines: Set<number>;
  readonly commitSeconds: Map<bigint, number>;
  readonly committedBatches: Set<bigint>;
}

/** What one log makes us wait for. @param seconds of its block */
function note(watch: Watch, log: RpcLog, seconds: number): void {
  const event = decodeCoordinatorLog(log);
  switch (event?.name) {
    case 'ProjectOpened': {
      const { projectId, params } = event.args;
      watch.commitSeconds.set(projectId, params.commitSeconds);
      watch.deadlines.add(seconds + params.prioritySeconds);
      return;
    }
    case 'SeatsTaken':
      watch.deadlines.add(Number(event.args.leaseEnd));
      return;
    case 'Committed': {
      for (const seatId of event.args.seatIds) {
        const batchId = seatId >> BATCH_BITS;
        if (watch.committedBatches.has(batchId)) continue;
        watch.committedBatches.add(batchId);
        watch.deadlines.add(seconds + (watch.commitSeconds.get(batchId >> PROJECT_BITS) ?? 0));
      }
      return;
    }
    case 'RevealOpened':
      watch.deadlines.add(Number(event.args.revealEnd));
      return;
    case 'BatchSettled':
      watch.deadlines.add(Number(event.args.auditEnd));
      watch.wantedBlock = Math.max(watch.wantedBlock, Number(event.args.anchorBlock) + 1);
      return;
    case 'BatchAsserted':
      watch.deadlines.add(Number(event.args.challengeEnd));
      watch.wantedBlock = Math.max(watch.wantedBlock, Number(event.args.anchorBlock) + 1);
      return;
    case 'AuditAnchored':
    case 'AssertionAnchored':
      watch.wantedBlock = Math.max(watch.wantedBlock, Number(event.args.anchorBlock) + 1);
      return;
    default:
      return;
  }
}

async function readNew(rpc: Rpc, coordinator: string, watch: Watch, fromBlock: number, toBlock: number): Promise<Result<null>> {
  const logs = await rpc.logs(coordinator, fromBlock, toBlock);
  if (!logs.ok) return logs;
  const times = new Map<number, number>();
  for (const log of logs.value) {
    if (!times.has(log.blockNumber)) {
      const block = await rpc.block(log.blockNumber);
      times.set(log.blockNumber, block.ok && block.value !== null ? block.value.timestamp : 0);
    }
    note(watch, log, times.get(log.blockNumber) ?? 0);
  }
  return { ok: true, value: null };
}

async function mineWhatIsWaitedFor(node: LocalNode, watch: Watch): Promise<void> {
  const missing = watch.wantedBlock - node.head.number;
  if (missing > 0) await node.mine(missing);
  const nowSeconds = node.nowSeconds();
  const passed = [...watch.deadlines].filter((deadline) => deadline < nowSeconds);
  for (const deadline of passed) watch.deadlines.delete(deadline);
  if (passed.some((deadline) => node.head.seconds <= deadline)) await node.mine();
}

/** @param fromBlock the coordinator's first */
export function startKeeper(node: LocalNode, coordinator: string, fromBlock: number, log: (line: string) => void): Keeper {
  const rpc = createRpc(node.asWire());
  const watch: Watch = { wantedBlock: 0, deadlines: new Set(), commitSeconds: new Map(), committedBatches: new Set() };
  let nextBlock = fromBlock;
  let isBusy = false;
  const tick = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      const { number } = node.head;
      if (nextBlock <= number) {
        const read = await readNew(rpc, coordinator, watch, nextBlock, number);
        if (read.ok) nextBlock = number + 1;
        else log(`keeper: ${read.error.message}`);
      }
      await mineWhatIsWaitedFor(node, watch);
    } catch (error) {
      log(`keeper: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void tick(), TICK_MS);
  const stopHeads = node.onHead(() => void tick());
  return {
    close: () => {
      clearInterval(timer);
      stopHeads();
    },
  };
}
