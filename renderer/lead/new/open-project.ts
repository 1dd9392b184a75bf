import type { HostClient, Result } from '../../../shared/host-api.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorLog, decodeTokenResult, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { toAbiParams } from '../../../shared/protocol/params.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { Live } from '../../app/state/live.ts';
import type { CallPhase, Mined } from '../../app/state/send-call.ts';
import { sendCall } from '../../app/state/send-call.ts';

export type OpenStep = 'gold' | 'allow' | 'open' | 'find';

export interface ProjectToOpen {
  readonly params: ProjectParams;
  readonly itemCount: number;
  readonly budget: bigint;
  readonly root: string;
  readonly packUri: string;
  readonly lead: string;
  readonly coordinator: string;
}

export interface OpenParts {
  readonly host: HostClient;
  readonly live: Live;
  readonly onStep: (step: OpenStep, phase: CallPhase) => void;
}

const NO_GOLD = parseBytes32(`0x${'00'.repeat(32)}`);

/**
 * Allows exactly the budget and opens the project; resolves with its id. What is done already is seen on chain and
 * not done again, so that a lead who stopped in between goes on where the chain stands.
 */
export async function openProject(parts: OpenParts, project: ProjectToOpen): Promise<Result<string>> {
  const { host, live, onStep } = parts;
  const goldRoot = await commitGold(parts, project);
  if (!goldRoot.ok) return goldRoot;
  const allowed = await allowanceOf(host, project);
  if (!allowed.ok) return allowed;
  if (allowed.value !== project.budget) {
    const data = encodeTokenCall('approve', [project.coordinator, project.budget]);
    const approved = await sendCall(host, live, { to: project.params.token, data }, (phase) => onStep('allow', phase));
    if (!approved.ok) return approved;
  }
  const data = encodeCoordinatorCall('openProject', [toAbiParams(project.params), parseBytes32(project.root), parseBytes32(goldRoot.value), project.itemCount, project.packUri]);
  const opened = await sendCall(host, live, { to: project.coordinator, data }, (phase) => onStep('open', phase));
  if (!opened.ok) return opened;
  onStep('find', 'mining');
  return openedIn(host, opened.value);
}

/** The root of the known answers, which the host keeps before it gives it; zero where the project asks for none. */
async function commitGold({ host, onStep }: OpenParts, { params, root }: ProjectToOpen): Promise<Result<string>> {
  const { batchSize, goldPerBatch, thresholdBps } = params;
  if (goldPerBatch === 0) return { ok: true, value: NO_GOLD };
  onStep('gold', 'asking');
  const committed = await host.call('gold.commit', { root, batchSize, goldPerBatch, thresholdBps });
  return committed.ok ? { ok: true, value: committed.value.goldRoot } : committed;
}

async function allowanceOf(host: HostClient, { params, lead, coordinator }: ProjectToOpen): Promise<Result<bigint>> {
  const data = encodeTokenCall('allowance', [lead, coordinator]);
  const read = await host.call('chain.read', { calls: [{ to: params.token, data }] });
  if (!read.ok) return read;
  const [answer] = read.value.results;
  // A token that does not answer is refused by the contract soon enough, with its own words.
  return { ok: true, value: answer?.isSuccess === true ? decodeTokenResult('allowance', answer.data) : 0n };
}

async function openedIn(host: HostClient, { blockNumber, transactionHash }: Mined): Promise<Result<string>> {
  const logs = await host.call('chain.logs', { fromBlock: blockNumber, toBlock: blockNumber });
  if (!logs.ok) return logs;
  for (const log of logs.value) {
    const event = log.transactionHash === transactionHash ? decodeCoordinatorLog(log) : null;
    if (event?.name === 'ProjectOpened') return { ok: true, value: event.args.projectId.toString() };
  }
  return { ok: false, error: { code: 'NOT_OPENED', message: `Transaction ${transactionHash} is in a block, but it opened no project.` } };
}
