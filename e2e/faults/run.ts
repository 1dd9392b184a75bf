import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Random } from '../support/random.ts';
import { runCampaign } from './campaign.ts';
import type { CampaignResult } from './campaign.ts';
import { canMount, runDiskFull } from './disk-full.ts';
import { writeReliability } from './report.ts';
import { strikes } from './rounds.ts';
import type { StrikeName } from './rounds.ts';

/*
 * `npm run test:crash` runs every fault and writes docs/reliability.md. `-- --seed N` another walk, `--campaigns A-B`
 * a part of it, `--rounds N` fewer kills a campaign (results gather in test-results/crash.jsonl with `--keep`), `--disk` the full disk alone, `--table` only
 * writes the table of what has gathered.
 */
const RESULTS = 'test-results/crash.jsonl';
/** A hundred rounds of kills, then the rest. */
const KILL_CAMPAIGNS = 5;
const FAULT_CAMPAIGNS = 3;
const DISK_ROUNDS = 6;

const kills = (Object.keys(strikes) as StrikeName[]).filter((name) => name.startsWith('kill'));
const others = (Object.keys(strikes) as StrikeName[]).filter((name) => !name.startsWith('kill'));

/** What goes wrong in which round: all kinds come, in an order that the seed decides. */
function planOf(campaign: number, seed: number, rounds: number): StrikeName[] {
  const random = new Random(seed * 1_000 + campaign);
  if (campaign < KILL_CAMPAIGNS) return Array.from({ length: rounds }, (_, at) => (at < kills.length ? (kills[(at + campaign) % kills.length] as StrikeName) : random.pick(kills)));
  return [...others].map((name) => ({ name, at: random.next() })).sort((a, b) => a.at - b.at).map(({ name }) => name);
}

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20261128' }, campaigns: { type: 'string' }, table: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false }, disk: { type: 'boolean', default: false }, rounds: { type: 'string', default: '20' } } });
/** Of each campaign of kills. */
const roundsOfKills = Number(values.rounds);
const seed = Number(values.seed);
const [from = 0, to = KILL_CAMPAIGNS + FAULT_CAMPAIGNS - 1] = (values.campaigns ?? '').split('-').filter((text) => text !== '').map(Number);
mkdirSync('test-results', { recursive: true });
if (!values.table && !values.keep) rmSync(RESULTS, { force: true });
let hasFailed = false;
for (let campaign = from; campaign <= to && !values.table && !values.disk; campaign++) {
  const plan = planOf(campaign, seed, roundsOfKills);
  try {
    const result = await runCampaign({ seed: seed * 1_000 + campaign, strikes: plan, batches: Math.ceil((plan.length * 7) / 10), itemsPerBatch: 5, labelsPerRound: 3, say: (line) => console.log(line) });
    appendFileSync(RESULTS, `${JSON.stringify(result)}\n`);
    hasFailed ||= result.outcome.problems.length > 0 || result.rounds.some(({ problems }) => problems.length > 0);
  } catch {
    // Said by the campaign; the others still tell something.
    hasFailed = true;
  }
}
const isWhole = values.campaigns === undefined && !values.table;
if (isWhole && !canMount()) console.log('skipped: disk full (only root can mount a small disk to fill)');
if (isWhole && canMount()) {
  try {
    appendFileSync(RESULTS, `${JSON.stringify(await runDiskFull(seed, DISK_ROUNDS, (line) => console.log(line)))}\n`);
  } catch (error) {
    console.log(`disk full broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    hasFailed = true;
  }
}
if (existsSync(RESULTS) && (values.table || isWhole)) {
  const results = readFileSync(RESULTS, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as CampaignResult);
  writeReliability('docs/reliability.md', seed, results);
  hasFailed ||= results.some(({ rounds, outcome }) => outcome.problems.length > 0 || rounds.some(({ problems }) => problems.length > 0));
}
process.exit(hasFailed ? 1 : 0);
