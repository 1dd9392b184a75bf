import type { Site } from '../support/site.ts';
import { openWindow } from '../support/browser.ts';
import { median, p95 } from '../support/row.ts';
import type { Row, Section } from '../support/row.ts';
import type { Work } from './contender.ts';
import type { Way } from './page.ts';

const COUNTS = [1000, 5000, 10_000] as const;
const ROUNDS = 5;
/** Without a graphics card WebGL draws a frame in a second: it stands in the row that matters, in one round. */
const OSD_ROUNDS = 1;
const NAMES: Record<Way, string> = {
  raw: 'canvas loop, tuned (baseline)',
  desk: 'Tessera, the whole desk',
  plain: 'canvas loop, plain',
  nodes: 'one react-konva node a box',
  annotorious: 'Annotorious 3 (SVG)',
  osd: 'Annotorious 3 on OpenSeadragon (WebGL in software)',
};
const WAYS = Object.keys(NAMES) as Way[];
const WORKS: Record<Work, { title: string; fast: number; slow: number }> = {
  pan: { title: 'pan and zoom, all in sight', fast: 20, slow: 3 },
  drag: { title: 'drag one box', fast: 20, slow: 3 },
  select: { title: 'select a box, click to painted', fast: 8, slow: 3 },
  create: { title: 'draw a box, release to painted', fast: 8, slow: 3 },
};
const SLOW: readonly Way[] = ['nodes', 'annotorious', 'osd'];

/** The ways take turns in one page; what else the machine does meanwhile hits all of them. */
export async function drawSuite(site: Site): Promise<Section> {
  const rows: Row[] = [];
  const browser = await openWindow();
  try {
    for (const count of COUNTS) {
      await browser.page.goto(`${site.address}/draw/`);
      await browser.page.waitForFunction(() => 'setUpWays' in window);
      const missing = await browser.page.evaluate(([amount, ways]) => window.setUpWays(amount, ways), [count, WAYS] as const);
      const there = WAYS.filter((way) => !(way in missing));
      for (const work of count === 10_000 ? (Object.keys(WORKS) as Work[]) : (['pan'] as const)) {
        const rounds = new Map<Way, number[][]>(there.map((way) => [way, []]));
        for (let round = 0; round < ROUNDS; round++) {
          // The order turns, so that nobody always comes after the one that leaves most behind.
          for (const way of [...there.slice(round % there.length), ...there.slice(0, round % there.length)]) {
            if (way === 'osd' && (work !== 'pan' || round >= OSD_ROUNDS)) continue;
            const frames = SLOW.includes(way) ? WORKS[work].slow : WORKS[work].fast;
            rounds.get(way)?.push(await browser.page.evaluate(([name, job, many]) => window.takeTurn(name, job, many), [way, work, frames] as const));
          }
        }
        console.log(`${work}, ${count}: ${[...rounds].map(([way, turns]) => `${way} ${median(turns.flat()).toFixed(1)}`).join(', ')}`);
        rows.push(...rowsOf(work, count, rounds), ...Object.entries(missing).map(([way, note]) => missingRow(work, count, NAMES[way as Way], note)));
      }
    }
  } finally {
    await browser.close();
  }
  return { id: 'draw', title: 'Boxes on a picture of 4000 x 3000', how: HOW, rows };
}

const HOW =
  'Frame to painted frame in one page, with the display\'s rate lifted and no graphics card; the ways take turns, five rounds, and a ratio is the median of the rounds\' own. ' +
  'The desk is the whole one, panels and all, driven by wheel and pointer events; the others have a picture of the same size and nothing around it. ' +
  'Over 500 boxes in sight the desk draws a line a box in the colour of its class, and so does the baseline: mip level, whole pixels, class after class.';

function rowsOf(work: Work, count: number, rounds: ReadonlyMap<Way, readonly number[][]>): Row[] {
  const amount = `${count.toLocaleString('en')} boxes`;
  const mids = (way: Way): number[] => (rounds.get(way) ?? []).map(median);
  const ratioTo = (way: Way, base: Way): number => median(mids(way).map((mid, round) => mid / (mids(base)[round] ?? NaN)).filter((ratio) => !Number.isNaN(ratio)));
  return [...rounds].flatMap(([way, turns]): Row[] => {
    if (turns.length === 0) return [];
    const all = turns.flat();
    const target = way === 'desk' ? reachOf(work, count, { all, rounds, ratioTo }) : { reach: '', isMet: null };
    return [{ work: WORKS[work].title, amount, way: NAMES[way], median: median(all), p95: p95(all), unit: 'ms', ratio: ratioTo(way, 'raw'), ...target }];
  });
}

interface Measured {
  readonly all: readonly number[];
  readonly rounds: ReadonlyMap<Way, readonly number[][]>;
  readonly ratioTo: (way: Way, base: Way) => number;
}

function reachOf(work: Work, count: number, { all, rounds, ratioTo }: Measured): Pick<Row, 'reach' | 'isMet'> {
  if (work === 'select' || work === 'create') return { reach: 'under 50 ms', isMet: median(all) < 50 };
  const isAhead = (['annotorious', 'osd'] as const).every((way) => (rounds.get(way)?.length ?? 0) === 0 || ratioTo('desk', way) < 1);
  if (work === 'drag') return { reach: 'at most 1.2 x', isMet: ratioTo('desk', 'raw') <= 1.2 && isAhead };
  const isFarAhead = count < 10_000 || ratioTo('nodes', 'desk') >= 8;
  const reach = count < 10_000 ? 'at most 1.1 x; ahead of Annotorious' : 'at most 1.1 x; 8 x faster than node a box; ahead of Annotorious';
  return { reach, isMet: ratioTo('desk', 'raw') <= 1.1 && isFarAhead && isAhead };
}

const missingRow = (work: Work, count: number, way: string, note: string): Row => ({ work: WORKS[work].title, amount: `${count.toLocaleString('en')} boxes`, way, median: null, p95: null, unit: 'ms', ratio: null, reach: '', isMet: null, note });
