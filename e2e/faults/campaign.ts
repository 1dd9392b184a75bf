import { Random } from '../support/random.ts';
import { Annotator } from './annotator.ts';
import { judgeCampaign, untilPaid, worthOf } from './balance.ts';
import type { Outcome } from './balance.ts';
import { runRound } from './rounds.ts';
import type { RoundResult, StrikeName } from './rounds.ts';
import { Acknowledged, labelNext, problemsIn } from './work.ts';
import { World } from './world.ts';

export interface CampaignPlan {
  readonly seed: number;
  readonly strikes: readonly StrikeName[];
  readonly batches: number;
  readonly itemsPerBatch: number;
  /** Sealed in each round, at most. */
  readonly labelsPerRound: number;
  readonly say: (line: string) => void;
}

export interface CampaignResult {
  readonly seed: number;
  readonly rounds: readonly RoundResult[];
  readonly outcome: Outcome;
}

const PAID_WITHIN_MS = 240_000;

/** One world from its first block to the last payment, with a fault in every round. */
export async function runCampaign(plan: CampaignPlan): Promise<CampaignResult> {
  const random = new Random(plan.seed);
  const world = new World({ batches: plan.batches, itemsPerBatch: plan.itemsPerBatch, random });
  const annotator = new Annotator(world);
  const told = new Acknowledged();
  const rounds: RoundResult[] = [];
  try {
    await world.begin();
    await annotator.begin(plan.batches);
    const before = await worthOf(world, annotator);
    for (const [at, strike] of plan.strikes.entries()) {
      const round = await runRound({ world, annotator, told, random }, strike, plan.labelsPerRound);
      rounds.push(round);
      plan.say(`seed ${plan.seed}, round ${at + 1}: ${strike} (${round.what}), ${round.sealed} labels, ${Math.round(round.ms / 1000)} s${round.problems.map((problem) => `\n  PROBLEM ${problem}`).join('')}`);
    }
    while (await labelNext(world, annotator, told));
    const isPaid = await untilPaid(world, annotator, PAID_WITHIN_MS);
    const outcome = await judgeCampaign(world, annotator, told, before);
    const problems = [...(isPaid ? [] : [`not paid within ${PAID_WITHIN_MS / 1000} s: ${JSON.stringify((await annotator.store()).outbox)}`]), ...outcome.problems, ...(await problemsIn(annotator, told))];
    plan.say(`seed ${plan.seed}: ${outcome.labels} labels in ${outcome.seats} seats on the chain, ${outcome.transactions} transactions${problems.map((problem) => `\n  PROBLEM ${problem}`).join('')}`);
    return { seed: plan.seed, rounds, outcome: { ...outcome, problems } };
  } catch (error) {
    const seen = await annotator.page.evaluate(() => `${location.hash}\n${document.body.innerText}`).catch(String);
    plan.say(`seed ${plan.seed} broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nwindow: ${seen.slice(0, 2000)}\nhost:\n${annotator.hostOutput().slice(-2000)}\nchain:\n${world.chainOutput().slice(-2000)}`);
    // What the person saw says more than what was waited for.
    throw new Error(`${seen.replaceAll(/\s+/g, ' ').slice(0, 1200)}\n${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await annotator.close().catch(() => undefined);
    await world.end();
  }
}
