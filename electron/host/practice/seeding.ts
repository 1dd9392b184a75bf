import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { parseAddress } from '../../../shared/labels/ids.ts';
import { LOCAL_CHAIN_ID } from '../../../shared/protocol/addresses.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { type ProjectParams, budgetOf, defaultParams, toAbiParams } from '../../../shared/protocol/params.ts';
import { ChainAccount } from '../chain/account.ts';
import { readJsonFile, writeAtomic } from '../chain/local/durable.ts';
import { practiceWallet } from '../chain/local/keys.ts';
import type { AttachedChain } from '../chain/local/owner.ts';
import type { PracticePack } from './sample-packs.ts';

const TSR = 10n ** 18n;
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const NO_GOLD = `0x${'00'.repeat(32)}`;
const LEAD_GAS_WEI = 100n * TSR;

const seedsSchema = z.object({ projects: z.record(z.string(), z.string()) });

/** Project ids of the sample packs, by the pack's key. */
export type Seeds = ReadonlyMap<string, bigint>;

/** Small batches, round amounts, and windows short enough to walk through in ten minutes. */
export function sampleParams(pack: PracticePack, token: string): ProjectParams {
  return {
    ...defaultParams(pack.schema, parseAddress(token)),
    batchSize: pack.batchSize,
    rewardPerLabel: TSR,
    stakePerSeat: 5n * TSR,
    auditFeePerItem: 2n * TSR,
    auditBps: 1000,
    // Some of the practice annotators are wrong on purpose, and are wanted all the same.
    minScoreBps: 0,
    leaseSeconds: 6 * HOUR_SECONDS,
    commitSeconds: 6 * HOUR_SECONDS,
    revealSeconds: 10 * MINUTE_SECONDS,
    auditSeconds: 90,
  };
}

export function sampleLead(chain: AttachedChain): ChainAccount {
  return new ChainAccount(chain.deployer.rpc, practiceWallet('sampleLead'), LOCAL_CHAIN_ID);
}

async function openProject(chain: AttachedChain, lead: ChainAccount, pack: PracticePack): Promise<Result<bigint>> {
  const { coordinator, token } = chain.deployment;
  const params = sampleParams(pack, token);
  const budget = budgetOf(params, pack.itemCount);
  const steps = [
    () => chain.deployer.send({ to: lead.address, data: '0x', valueWei: LEAD_GAS_WEI }),
    () => chain.deployer.send({ to: token, data: encodeTokenCall('mint', [lead.address, budget]) }),
    () => lead.send({ to: token, data: encodeTokenCall('approve', [coordinator, budget]) }),
  ];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  const args = [toAbiParams(params), pack.root, NO_GOLD, pack.itemCount, ''] as const;
  const opened = await lead.send({ to: coordinator, data: encodeCoordinatorCall('openProject', args) });
  if (!opened.ok) return opened;
  const event = opened.value.logs.map(decodeCoordinatorLog).find((one) => one?.name === 'ProjectOpened');
  if (event?.name !== 'ProjectOpened') throw new Error('openProject gave no ProjectOpened');
  const { projectId } = event.args;
  const named = await lead.send({ to: coordinator, data: encodeCoordinatorCall('setExpert', [projectId, practiceWallet('expert').address, true]) });
  return named.ok ? { ok: true, value: projectId } : named;
}

/** Opens a project of each sample pack once in the chain's life; a crash half way goes on where it stopped. */
export async function seedProjects(chain: AttachedChain, lead: ChainAccount, packs: readonly PracticePack[], log: (line: string) => void): Promise<Seeds> {
  const known = readJsonFile(chain.paths.seeds, seedsSchema)?.projects ?? {};
  const seeds = new Map(Object.entries(known).map(([key, id]) => [key, BigInt(id)]));
  for (const pack of packs) {
    if (seeds.has(pack.key)) continue;
    const opened = await openProject(chain, lead, pack);
    if (!opened.ok) {
      log(`the sample project "${pack.schema.name}" was not opened: ${opened.error.message}`);
      continue;
    }
    seeds.set(pack.key, opened.value);
    writeAtomic(chain.paths.seeds, `${JSON.stringify({ projects: Object.fromEntries([...seeds].map(([key, id]) => [key, id.toString()])) }, null, 2)}\n`);
    log(`sample project "${pack.schema.name}" opened`);
  }
  return seeds;
}

/**
 * On the local chain whoever asks the faucet may also review: the sample's lead names every such account an expert
 * of its projects. Nobody can rule on a batch in which it holds a seat, so it gives no advantage.
 */
export async function nameReviewer(chain: AttachedChain, lead: ChainAccount, seeds: Seeds, account: string): Promise<void> {
  for (const projectId of seeds.values()) {
    await lead.send({ to: chain.deployment.coordinator, data: encodeCoordinatorCall('setExpert', [projectId, account, true]) });
  }
}
