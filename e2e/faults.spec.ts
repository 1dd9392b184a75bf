import { expect, test } from '@playwright/test';
import { runCampaign } from './faults/campaign.ts';
import type { StrikeName } from './faults/rounds.ts';

/*
 * The bounded part of `npm run test:crash`: one world, one round of each of these, always the same walk. What it finds
 * once it finds again.
 */
const strikes: StrikeName[] = ['kill the window', 'kill the host between send and answer', 'faulty network', 'reorganisation'];

test('after kills, a faulty network and a reorganisation every label is there once, on the chain once, and paid once', async () => {
  test.setTimeout(600_000);
  const { rounds, outcome } = await runCampaign({ seed: 7, strikes, batches: 4, itemsPerBatch: 3, labelsPerRound: 2, say: (line) => console.log(line) });
  expect(rounds.map(({ strike, problems }) => ({ strike, problems }))).toEqual(strikes.map((strike) => ({ strike, problems: [] })));
  expect(outcome).toMatchObject({ seats: 4, labels: 12, problems: [] });
});
