import { appendFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { faults } from '../support/fault-proxy.ts';
import type { Random } from '../support/random.ts';
import type { Annotator } from './annotator.ts';
import type { Acknowledged } from './work.ts';
import { labelNext, problemsIn, undoProblems } from './work.ts';
import type { World } from './world.ts';

export interface Campaign {
  readonly world: World;
  readonly annotator: Annotator;
  readonly told: Acknowledged;
  readonly random: Random;
}

/** One thing that goes wrong, while the person works and the app syncs. Resolves when it is over; says what it did. */
type Strike = (campaign: Campaign) => Promise<string>;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const HOOK_WAIT_MS = 30_000;

/** Waits for the next transaction on its way to the node, and kills just before or just after it. */
async function atNextSend(campaign: Campaign, where: 'beforeSend' | 'afterSend', kill: () => Promise<void>): Promise<string> {
  const { world } = campaign;
  const struck = new Promise<void>((resolve) => {
    world.proxy.hooks = {
      [where]: async () => {
        world.proxy.hooks = {};
        await kill();
        resolve();
      },
    };
  });
  const isStruck = await Promise.race([struck.then(() => true), sleep(HOOK_WAIT_MS).then(() => false)]);
  world.proxy.hooks = {};
  if (isStruck) return 'struck';
  await kill();
  return 'killed without a transaction on its way';
}

/** What a power cut leaves at the end of a file: less than was written, or rubbish behind it. */
function tearJournal({ world, random }: Campaign): string {
  const folder = join(world.home, 'profiles', 'annotator', 'journal');
  const last = readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().at(-1);
  if (last === undefined) return 'no journal yet';
  const path = join(folder, last);
  const bytes = readFileSync(path);
  if (random.next() < 0.5) {
    const cut = random.between(1, Math.min(600, bytes.length));
    writeFileSync(path, bytes.subarray(0, bytes.length - cut));
    return `${cut} bytes cut off`;
  }
  const rubbish = Buffer.from(Array.from({ length: random.between(1, 300) }, () => random.between(0, 255)));
  appendFileSync(path, rubbish);
  return `${rubbish.length} bytes of rubbish`;
}

async function skewed(campaign: Campaign): Promise<string> {
  const { annotator, random } = campaign;
  await annotator.killHost();
  annotator.skewMs = random.pick([-3_600_000, 3_600_000]);
  await annotator.open();
  for (let left = 2; left > 0; left--) await labelNext(campaign.world, annotator, campaign.told);
  await sleep(5_000);
  const by = annotator.skewMs;
  annotator.skewMs = 0;
  await annotator.killHost();
  return `${by / 60_000} min`;
}

async function twoWindows({ annotator, world, told }: Campaign): Promise<string> {
  const second = await annotator.window?.another();
  if (second === undefined) return 'no window';
  await expect(second.getByText('Tessera is open in another window')).toBeVisible({ timeout: 30_000 });
  await labelNext(world, annotator, told);
  await second.getByRole('button', { name: 'Take over here' }).click();
  await expect(annotator.page.getByText('Tessera is open in another window')).toBeVisible({ timeout: 30_000 });
  await expect(second.getByText('Tessera is open in another window')).toHaveCount(0, { timeout: 30_000 });
  await second.close();
  await annotator.page.getByRole('button', { name: 'Take over here' }).click();
  await expect(annotator.page.getByText('Tessera is open in another window')).toHaveCount(0, { timeout: 30_000 });
  return 'taken over and back';
}

export const strikes = {
  'kill the window': async ({ annotator, random }) => {
    const afterMs = random.between(0, 6_000);
    await sleep(afterMs);
    await annotator.killWindow();
    return `after ${afterMs} ms`;
  },
  'kill the host': async ({ annotator, random }) => {
    const afterMs = random.between(0, 6_000);
    await sleep(afterMs);
    await annotator.killHost();
    return `after ${afterMs} ms`;
  },
  'kill both': async ({ annotator, random }) => {
    const afterMs = random.between(0, 6_000);
    await sleep(afterMs);
    await Promise.all([annotator.killHost(), annotator.killWindow()]);
    return `after ${afterMs} ms`;
  },
  'kill the local chain': async ({ world, random }) => {
    const afterMs = random.between(0, 6_000);
    await sleep(afterMs);
    await world.killChain();
    await world.startChain();
    return `after ${afterMs} ms`;
  },
  'kill the host between sign and send': async (campaign) => atNextSend(campaign, 'beforeSend', () => campaign.annotator.killHost()),
  'kill the host between send and answer': async (campaign) => atNextSend(campaign, 'afterSend', () => campaign.annotator.killHost()),
  'kill the window between transaction and journal': async (campaign) => {
    // The answer goes on to the window meanwhile: it dies before, while or just after it makes its note.
    const laterMs = campaign.random.between(0, 40);
    let killed: Promise<void> = Promise.resolve();
    const what = await atNextSend(campaign, 'afterSend', async () => {
      killed = sleep(laterMs).then(() => campaign.annotator.killWindow());
    });
    await killed;
    return what;
  },
  'power cut: journal torn': async (campaign) => {
    await sleep(campaign.random.between(500, 6_000));
    await Promise.all([campaign.annotator.killHost(), campaign.annotator.killWindow()]);
    return tearJournal(campaign);
  },
  'faulty network': async ({ world, random }) => {
    world.proxy.chances = Object.fromEntries(faults.map((fault) => [fault, fault === 'busy' ? 0.03 : 0.07]));
    await sleep(random.between(6_000, 10_000));
    world.proxy.heal();
    return Object.entries(world.proxy.struck).map(([fault, count]) => `${fault} ${count}`).join(', ');
  },
  'every message twice': async ({ world }) => {
    world.proxy.chances = { duplicate: 1 };
    await sleep(9_000);
    world.proxy.heal();
    return `${world.proxy.struck.duplicate} messages`;
  },
  'node ten blocks behind': async ({ world }) => {
    world.proxy.blocksBehind = 10;
    await sleep(7_000);
    world.proxy.heal();
    return '7 s';
  },
  'wrong chain id': async ({ world }) => {
    world.proxy.isCut = true;
    await sleep(1_500);
    world.proxy.isCut = false;
    world.proxy.wrongChainId = 1;
    await sleep(4_000);
    world.proxy.heal();
    return '4 s';
  },
  'reorganisation': async ({ world, random }) => world.reorganise(random.between(3_000, 8_000)),
  'host’s clock an hour off': skewed,
  'chain’s clock an hour ahead': async ({ world }) => {
    await world.cheat('evm_increaseTime', 3_600);
    await world.cheat('evm_mine');
    await sleep(3_000);
    return '60 min';
  },
  'two windows': twoWindows,
} as const satisfies Record<string, Strike>;
export type StrikeName = keyof typeof strikes;

export interface RoundResult {
  readonly strike: StrikeName | 'disk full';
  readonly what: string;
  /** Labels acknowledged so far. */
  readonly sealed: number;
  readonly problems: readonly string[];
  readonly ms: number;
}

/** Strikes that drive the window themselves. */
const ALONE: ReadonlySet<StrikeName> = new Set(['host’s clock an hour off', 'two windows']);

/** Works until the fault ends it: seals, and begins every third item without sealing it. */
async function work({ world, annotator, told }: Campaign, labels: number): Promise<void> {
  for (let at = 0; at < labels; at++) {
    if (at % 3 === 1) await labelNext(world, annotator, told, false);
    if (!(await labelNext(world, annotator, told))) return;
  }
  await labelNext(world, annotator, told, false);
}

/** One round: work, the fault, recovery, and what must hold. */
export async function runRound(campaign: Campaign, strike: StrikeName, labels: number): Promise<RoundResult> {
  const { annotator, told, world } = campaign;
  const startMs = Date.now();
  await annotator.open();
  // A window that is killed under the driver's hands makes it throw: what it had been told by then counts.
  const working = ALONE.has(strike) ? Promise.resolve() : work(campaign, labels).catch(() => undefined);
  const what = await strikes[strike](campaign);
  await working;
  world.proxy.heal();
  await annotator.open();
  const problems = [...(await problemsIn(annotator, told)), ...(await undoProblems(annotator, told))];
  return { strike, what, sealed: told.sealed.size, problems, ms: Date.now() - startMs };
}
