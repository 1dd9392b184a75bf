import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchIndexOf, batchOfSeat, itemsOfBatch, seatIdOf } from '../../../shared/labels/ids.ts';
import { must } from '../../../shared/result.ts';
import { type LocalChain, ownLocalChain } from '../../host/chain/local/owner.ts';
import { type Rpc, createRpc } from '../../host/chain/rpc.ts';
import { createWire } from '../../host/chain/wire.ts';
import { attachPractice } from '../../host/practice/attach.ts';
import { encodeBatchOf, loadPracticePacks } from '../../host/practice/sample-packs.ts';
import { sampleParams } from '../../host/practice/seeding.ts';
import { Human, readCoordinator, until } from '../../host/practice/test-support/human.ts';
import { ensureTestSample } from '../../host/practice/test-support/sample.ts';

export interface SettledProject {
  readonly home: string;
  readonly chain: LocalChain;
  readonly rpc: Rpc;
  close(): Promise<void>;
}

/** A home with a local chain of its own, on which one batch of a sample project is settled: a person and two practice annotators. */
export async function settledProject(key: 'boxes' | 'spans' | 'class', projectId: bigint): Promise<SettledProject> {
  const home = mkdtempSync(join(tmpdir(), 'tessera-export-'));
  const sampleDir = ensureTestSample();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const chain = must(await ownLocalChain({ homeDir: home, nowMs: Date.now, log, attach: (attached) => attachPractice(attached, { homeDir: home, sampleDir, log, isSeeding: true, isPractising: true, graceMs: 0 }) }));
  const rpc = createRpc(createWire(chain.url));
  const human = new Human(rpc, chain);
  await human.equip();
  const seatId = await human.takeSeat(projectId);
  const pack = must(await loadPracticePacks(sampleDir, home)).find((each) => each.key === key);
  if (pack === undefined) throw new Error(`no sample ${key}`);
  const params = sampleParams(pack, chain.deployment.token);
  const batch = batchOfSeat(seatIdOf(seatId));
  const { first, count } = itemsOfBatch(batchIndexOf(batch), params.batchSize, pack.itemCount);
  const labels = encodeBatchOf(pack, first, count, 'expert', params);
  await human.commit(seatId, labels);
  const view = () => readCoordinator(rpc, chain, 'batch', [BigInt(batch)]);
  await until('reveal', lines, async () => ((await view()).reveals === 2 ? true : null));
  await human.reveal(seatId, labels);
  await until('settlement', lines, async () => ((await view()).phase === 2 ? true : null));
  return {
    home,
    chain,
    rpc,
    close: async () => {
      rpc.close();
      await chain.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
