import type { Result } from '../../../shared/host-api.ts';
import type { Hex } from '../../../shared/bytes.ts';
import { addressSchema, parseAddress, parseBytes32, projectIdOf } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { goldDue, revealGoldCall } from '../../../shared/protocol/gold/due.ts';
import { ChainAccount } from '../../host/chain/account.ts';
import type { RpcReceipt } from '../../host/chain/rpc.ts';
import { fail } from '../../host/context.ts';
import type { GoldService } from '../../host/gold/service.ts';
import { type KeyOptions, type OwnAccount, accountKey } from '../account-key.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { type Connected, type NetworkOptions, connect, tokenFacts } from '../project/connect.ts';
import { withGold } from '../project/gold.ts';
import { History } from '../project/history.ts';

export interface CallOptions extends NetworkOptions, KeyOptions {
  readonly project: bigint;
}

interface Caller {
  readonly chain: Connected;
  readonly own: OwnAccount;
  readonly call: (data: string) => Promise<Result<RpcReceipt>>;
}

async function withCaller(options: NetworkOptions & KeyOptions, output: Output, work: (caller: Caller) => Promise<Result<ExitCode>>): Promise<Result<ExitCode>> {
  const connected = await connect(options, output);
  if (!connected.ok) return connected;
  const chain = connected.value;
  try {
    const own = await accountKey(options, output);
    if (!own.ok) return own;
    const account = new ChainAccount(chain.rpc, own.value, chain.chainId);
    return await work({ chain, own: own.value, call: (data) => account.send({ to: chain.coordinator, data }) });
  } finally {
    chain.close();
  }
}

/** `tessera project close`: what was not earned and is not set aside comes back. May be repeated. */
export async function runClose(options: CallOptions, output: Output): Promise<Result<ExitCode>> {
  return withCaller(options, output, async ({ chain, call }) => {
    const sent = await call(encodeCoordinatorCall('closeProject', [options.project]));
    if (!sent.ok) return sent;
    const event = sent.value.logs.map(decodeCoordinatorLog).find((each) => each?.name === 'ProjectClosed');
    const refunded = event?.name === 'ProjectClosed' ? event.args.refund : 0n;
    const history = await new History(chain).read();
    if (!history.ok) return history;
    const token = history.value.index.projects.get(projectIdOf(options.project))?.token;
    const facts = token === undefined ? null : await tokenFacts(chain.rpc, token);
    const shown = facts?.ok === true ? facts.value.show(refunded) : refunded.toString();
    output.result({ project: options.project.toString(), refunded: refunded.toString(), transaction: sent.value.transactionHash }, () => `Project ${options.project} is closed: ${shown} came back. Repeat it when batches under way have finished.`);
    return { ok: true, value: EXIT.done };
  });
}

export interface ExpertOptions extends CallOptions {
  readonly expert: string;
  readonly remove?: boolean;
}

/** `tessera project expert`: names an expert, or takes the naming back. */
export async function runExpert(options: ExpertOptions, output: Output): Promise<Result<ExitCode>> {
  const expert = addressSchema.safeParse(options.expert);
  if (!expert.success) return fail('BAD_ADDRESS', `"${options.expert}" is no address.`, { field: 'ADDRESS', fix: 'Give it as 0x and 40 hex digits.' });
  const isAllowed = options.remove !== true;
  return withCaller(options, output, async ({ call }) => {
    const sent = await call(encodeCoordinatorCall('setExpert', [options.project, expert.data, isAllowed]));
    if (!sent.ok) return sent;
    output.result({ project: options.project.toString(), expert: expert.data, isAllowed, transaction: sent.value.transactionHash }, () => (isAllowed ? `${expert.data} may audit project ${options.project}.` : `${expert.data} may no longer audit project ${options.project}.`));
    return { ok: true, value: EXIT.done };
  });
}

export interface GoldOptions extends CallOptions {
  readonly profile: string;
  /** Seconds between two looks; undefined: what is due now. */
  readonly watch?: number;
}

/** `tessera project gold`: reveals the known answers of settled batches, as the app does by itself. */
export async function runGold(options: GoldOptions, output: Output): Promise<Result<ExitCode>> {
  return withCaller(options, output, async (caller) => {
    const { chain, own } = caller;
    const history = new History(chain);
    return withGold(options, own, chain, output, async (gold) => {
      for (;;) {
        const done = await revealDue(caller, history, gold, options.project, output);
        if (!done.ok) return done;
        if (options.watch === undefined) {
          output.result({ project: options.project.toString(), revealed: done.value }, () => (done.value.length === 0 ? 'No batch waits for its known answers.' : `Revealed for ${done.value.length} batches.`));
          return { ok: true, value: EXIT.done };
        }
        await new Promise((resolve) => setTimeout(resolve, (options.watch ?? 0) * 1000));
      }
    });
  });
}

interface RevealedBatch {
  readonly batch: number;
  readonly transaction: string;
}

async function revealDue({ own, call }: Caller, history: History, gold: GoldService, project: bigint, output: Output): Promise<Result<RevealedBatch[]>> {
  const snapshot = await history.read();
  if (!snapshot.ok) return snapshot;
  const { index, nowSeconds } = snapshot.value;
  const record = index.projects.get(projectIdOf(project));
  if (record !== undefined && record.lead !== parseAddress(own.address)) return fail('NOT_LEAD', `Project ${project} is led by ${record.lead}, not by ${own.address}.`, { field: 'PROJECT', fix: 'Give the lead\'s key.' });
  const revealed: RevealedBatch[] = [];
  for (const { project: owner, batch } of goldDue(index, parseAddress(own.address), nowSeconds)) {
    if (BigInt(owner.id) !== project) continue;
    const answers = await gold.batch({ goldRoot: owner.goldRoot, index: batch.index });
    if (!answers.ok) return answers;
    const { items, truths, salt, proof } = answers.value;
    const data = revealGoldCall(index, batch, { items, truths: truths as Hex[], salt: parseBytes32(salt) }, proof.map(parseBytes32));
    if (data === null) continue;
    const sent = await call(data);
    if (!sent.ok) return sent;
    revealed.push({ batch: batch.index + 1, transaction: sent.value.transactionHash });
    output.progress(`batch ${batch.index + 1}: known answers revealed in block ${sent.value.blockNumber}`);
  }
  return { ok: true, value: revealed };
}
