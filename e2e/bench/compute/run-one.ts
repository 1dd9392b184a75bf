/* What the window and the host compute without a chain, alone in a process, bundled as the host is. Takes a file with a crowd; prints JSON. */
import { readFileSync } from 'node:fs';
import { boxLoad, classLoad, runLoad } from '../../../shared/consensus/bench.ts';
import type { ConsensusLoad } from '../../../shared/consensus/bench.ts';
import { dawidSkene } from '../../../shared/quality/aggregate/dawid-skene.ts';
import { accuracy, majorityVote } from '../../../shared/quality/majority.ts';
import { quantile } from '../support/row.ts';
import { crowdSchema } from './crowd.ts';

const ROUNDS = 5;

interface Timed {
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
}

/** Median milliseconds of both, in turns, after a round to warm up; and the median of the rounds' own ratios. */
function inTurns(ours: () => unknown, baseline: () => unknown): Timed {
  const took = (work: () => unknown): number => {
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  };
  const rounds = Array.from({ length: ROUNDS + 1 }, (_, round) => {
    const first = round % 2 === 0 ? took(ours) : took(baseline);
    const second = round % 2 === 0 ? took(baseline) : took(ours);
    return round % 2 === 0 ? { ours: first, baseline: second } : { ours: second, baseline: first };
  }).slice(1);
  const middle = (of: (round: { ours: number; baseline: number }) => number): number => quantile(rounds.map(of), 0.5);
  return { ours: middle((round) => round.ours), baseline: middle((round) => round.baseline), ratio: middle((round) => round.ours / round.baseline) };
}

/** Every byte of every seat looked at once: less cannot be done. */
function readAll(load: ConsensusLoad): number {
  let sum = 0;
  for (const item of load.items) for (const seat of item) for (const byte of seat) sum += byte;
  return sum;
}

const [classes, boxes] = [classLoad(), boxLoad()];
const crowd = crowdSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const gold = new Map(crowd.gold);
const result = {
  classes: inTurns(() => runLoad(classes), () => readAll(classes)),
  boxes: inTurns(() => runLoad(boxes), () => readAll(boxes)),
  dawidSkene: inTurns(() => dawidSkene(crowd.answers), () => majorityVote(crowd.answers)),
  accuracy: accuracy(dawidSkene(crowd.answers).labels, gold),
  majority: accuracy(majorityVote(crowd.answers), gold),
};
process.stdout.write(JSON.stringify(result));
