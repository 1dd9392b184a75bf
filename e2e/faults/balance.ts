import { toHex } from '../../shared/bytes.ts';
import type { Annotator } from './annotator.ts';
import type { Acknowledged } from './work.ts';
import type { World } from './world.ts';

/** The last word on a campaign, from the chain's own events and balances. */
export interface Outcome {
  readonly seats: number;
  readonly labels: number;
  /** Transactions of the account in blocks, and those of them that the contract refused. */
  readonly transactions: number;
  readonly problems: string[];
}

const countBy = (ids: readonly bigint[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(String(id), (counts.get(String(id)) ?? 0) + 1);
  return counts;
};

/** Waits until every seat of the annotator is paid. Presses "Sync now" as an impatient person would. */
export async function untilPaid(world: World, annotator: Annotator, timeoutMs: number): Promise<boolean> {
  for (const startMs = Date.now(); Date.now() - startMs < timeoutMs; await new Promise((resolve) => setTimeout(resolve, 1_000))) {
    const mine = [...(await world.index()).seats.values()].filter((seat) => seat.annotator.toLowerCase() === annotator.address);
    if (mine.length > 0 && mine.every(({ state }) => state === 'paid')) return true;
    await annotator.go('/sync');
    await annotator.page.getByRole('button', { name: 'Sync now' }).click({ timeout: 1_000 }).catch(() => undefined);
  }
  return false;
}

/** @param before tokens in the wallet and stake in all when labelling began */
export async function judgeCampaign(world: World, annotator: Annotator, told: Acknowledged, before: bigint): Promise<Outcome> {
  const problems: string[] = [];
  const [index, events] = [await world.index(), await world.facts.events()];
  const mine = [...index.seats.values()].filter((seat) => seat.annotator.toLowerCase() === annotator.address);
  const commits = countBy(events.flatMap((event) => (event.name === 'Committed' ? [...event.args.seatIds] : [])));
  const reveals = countBy(events.flatMap((event) => (event.name === 'Revealed' ? [event.args.seatId] : [])));
  let labels = 0;
  for (const seat of mine) {
    if (commits.get(seat.id) !== 1) problems.push(`seat ${seat.id} has ${commits.get(seat.id) ?? 0} commitments`);
    if (reveals.get(seat.id) !== 1) problems.push(`seat ${seat.id} was revealed ${reveals.get(seat.id) ?? 0} times`);
    const wanted = toHex(world.labelsOf(seat));
    if (seat.reveal?.labels !== wanted) problems.push(`seat ${seat.id} holds ${seat.reveal?.labels ?? 'nothing'} in place of ${wanted}`);
    else labels += world.options.itemsPerBatch;
    if (seat.claim?.amount !== world.payPerSeat) problems.push(`seat ${seat.id} was paid ${seat.claim?.amount ?? 0n} in place of ${world.payPerSeat}`);
  }
  // A seal whose answer the fault cut off is on the chain without having been told: more is right, less never.
  if (labels < told.sealed.size || labels !== mine.length * world.options.itemsPerBatch) problems.push(`${told.sealed.size} labels were acknowledged and ${labels} are on the chain`);
  const after = await worthOf(world, annotator);
  const due = before + world.payPerSeat * BigInt(mine.length);
  if (after !== due) problems.push(`the account holds ${after} in tokens and stake in place of ${due}`);
  const { locked } = await world.facts.stake(annotator.address);
  if (locked !== 0n) problems.push(`${locked} of stake is still locked`);
  return { seats: mine.length, labels, transactions: await world.facts.transactionCount(annotator.address), problems };
}

/** Tokens in the wallet and in the stake. */
export async function worthOf(world: World, { address }: Annotator): Promise<bigint> {
  const { free, locked } = await world.facts.stake(address);
  return (await world.facts.balance(address)) + free + locked;
}
