import type { Result } from '../../../shared/host-api.ts';
import { batchIdFrom, batchCountOf, itemsOfBatch, projectIdOf } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { projectProgress, seatsOfBatch } from '../../../shared/protocol/chain-queries.ts';
import type { ProjectRecord } from '../../../shared/protocol/chain-records.ts';
import { goldStage } from '../../../shared/protocol/gold/due.ts';
import { fail } from '../../host/context.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Output, table } from '../output.ts';
import { type Connected, type NetworkOptions, type TokenFacts, connect, tokenFacts } from '../project/connect.ts';
import { History, type Snapshot } from '../project/history.ts';

export interface StatusOptions extends NetworkOptions {
  readonly project: bigint;
  /** Seconds between two looks; undefined: one look. */
  readonly watch?: number;
}

interface Money {
  readonly escrow: bigint;
  readonly reserved: bigint;
}

async function moneyOf(chain: Connected, project: bigint): Promise<Result<Money>> {
  const [held, kept] = await Promise.all((['escrow', 'reserved'] as const).map((name) => chain.rpc.call({ to: chain.coordinator, data: encodeCoordinatorCall(name, [project]) })));
  if (held?.ok !== true || kept?.ok !== true) return held?.ok === false ? held : (kept as Result<never>);
  return { ok: true, value: { escrow: decodeCoordinatorResult('escrow', held.value), reserved: decodeCoordinatorResult('reserved', kept.value) } };
}

function reportOf({ index, blockNumber, nowSeconds }: Snapshot, record: ProjectRecord, money: Money) {
  const batches = Array.from({ length: batchCountOf(record.params.batchSize, record.itemCount) }, (_, at) => {
    const batch = index.batches.get(batchIdFrom(record.id, at));
    const seats = batch === undefined ? [] : seatsOfBatch(index, batch.id).filter(({ state }) => state !== 'freed');
    const { count } = itemsOfBatch(at, record.params.batchSize, record.itemCount);
    return {
      batch: at + 1,
      phase: batch?.phase ?? 'untouched',
      seats: seats.length,
      committed: seats.filter(({ commitment }) => commitment !== null).length,
      revealed: seats.filter(({ reveal }) => reveal !== null).length,
      auditEnds: batch?.auditEndSeconds ?? 0,
      gold: goldStage(record, batch, count, nowSeconds),
      verdicts: seats.filter(({ gold }) => gold !== 'none').map(({ annotator, gold }) => ({ annotator, gold })),
    };
  });
  const { budget, paid, feesPaid, refunded } = record;
  const amounts = { budget, escrow: money.escrow, reserved: money.reserved, paid, fees: feesPaid, refunded };
  return {
    project: record.id,
    blockNumber,
    lead: record.lead,
    token: record.token,
    pack: record.manifestRoot,
    isClosed: record.isClosed,
    experts: record.experts,
    ...Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, value.toString()])),
    progress: projectProgress(index, record.id),
    batches,
  };
}

function inWords(report: ReturnType<typeof reportOf>, record: ProjectRecord, money: Money, token: TokenFacts): string {
  const { progress, batches, experts } = report;
  const gold = record.params.goldPerBatch > 0;
  return [
    `Project ${record.id} of ${record.lead}, ${record.isClosed ? 'closed' : 'open'}, as of block ${report.blockNumber}`,
    `Items       ${progress.items}: ${progress.settledItems} settled, ${progress.resolvedItems} resolved, ${progress.disputedItems} disputed, ${progress.overturnedItems} overturned, ${progress.itemsToRule} to rule on`,
    `Money       budget ${token.show(record.budget)}, in escrow ${token.show(money.escrow)} (${token.show(money.reserved)} set aside), paid ${token.show(record.paid)}, fees ${token.show(record.feesPaid)}, taken back ${token.show(record.refunded)}`,
    `Experts     ${experts.length === 0 ? 'none named' : experts.join(', ')}`,
    table([['batch', 'phase', 'seats', 'committed', 'revealed', ...(gold ? ['known answers'] : [])], ...batches.map((one) => [one.batch, one.phase, one.seats, one.committed, one.revealed, ...(gold ? [one.verdicts.length === 0 ? one.gold : `${one.gold}: ${one.verdicts.map((each) => each.gold).join(', ')}`] : [])])]),
  ].join('\n');
}

/** `tessera project status`: how far a project is, from the chain's events alone; with --watch whenever something changes. */
export async function runStatus(options: StatusOptions, output: Output): Promise<Result<ExitCode>> {
  const connected = await connect(options, output);
  if (!connected.ok) return connected;
  const chain = connected.value;
  try {
    const history = new History(chain);
    let last = '';
    for (;;) {
      const snapshot = await history.read();
      if (!snapshot.ok) return snapshot;
      const record = snapshot.value.index.projects.get(projectIdOf(options.project));
      if (record === undefined) return fail('NO_PROJECT', `The chain has no project ${options.project} up to block ${snapshot.value.blockNumber}.`, { fix: 'Check the number and the network.' });
      const [money, token] = [await moneyOf(chain, options.project), await tokenFacts(chain.rpc, record.token)];
      if (!money.ok) return money;
      if (!token.ok) return token;
      const report = reportOf(snapshot.value, record, money.value);
      const text = JSON.stringify({ ...report, blockNumber: 0 });
      if (text !== last) output.result(report, () => inWords(report, record, money.value, token.value));
      last = text;
      if (options.watch === undefined) return { ok: true, value: EXIT.done };
      await new Promise((resolve) => setTimeout(resolve, (options.watch ?? 0) * 1000));
    }
  } finally {
    chain.close();
  }
}
