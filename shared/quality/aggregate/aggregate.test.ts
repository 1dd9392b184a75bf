import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../consensus/random.ts';
import { realCrowd } from '../../test-support/real-crowd.ts';
import type { Answer } from '../answers.ts';
import { accuracy, majorityVote } from '../majority.ts';
import { dawidSkene } from './dawid-skene.ts';
import { glad } from './glad.ts';
import { mace } from './mace.ts';
import { oneCoin } from './one-coin.ts';
import { wawa } from './wawa.ts';

const crowd = realCrowd();
const methods = { wawa, oneCoin, dawidSkene, mace, glad };

/** Five good workers, two who guess, one who always says b: of 600 tasks everybody answers five. */
function made(): { answers: Answer[]; gold: Map<string, string> } {
  const random = seededRandom(3);
  const labels = ['a', 'b', 'c'];
  const skill = [0.9, 0.85, 0.85, 0.8, 0.75, 1 / 3, 1 / 3];
  const answers: Answer[] = [];
  const gold = new Map<string, string>();
  for (let task = 0; task < 600; task++) {
    const truth = random.pick(labels);
    gold.set(`t${task}`, truth);
    for (const worker of random.shuffle([0, 1, 2, 3, 4, 5, 6, 7]).slice(0, 5)) {
      const label = worker === 7 ? 'b' : random.chance(skill[worker] ?? 0) ? truth : random.pick(labels.filter((other) => other !== truth));
      answers.push({ task: `t${task}`, worker: `w${worker}`, label });
    }
  }
  return { answers, gold };
}

describe('aggregation', () => {
  const { answers, gold } = made();
  const plain = accuracy(majorityVote(answers), gold) ?? 0;

  it.each(Object.entries(methods))('by %s is no worse than the majority, and knows the good from the guessing', (name, method) => {
    const found = method(answers);
    expect(accuracy(found.labels, gold)).toBeGreaterThanOrEqual(plain);
    expect(found.labels).toHaveLength(600);
    expect(found.skill.get('w0')).toBeGreaterThan((found.skill.get('w5') ?? 1) + 0.15);
    expect(found.skill.get('w3')).toBeGreaterThan((found.skill.get('w7') ?? 1) + 0.15);
    for (const { probability } of found.labels) expect(probability > 0.3 && probability <= 1).toBe(true);
    expect(method(answers), name).toEqual(found);
  });

  it('by Dawid and Skene finds the confusion matrices that the answers were made with', () => {
    const { confusion, labelNames, priors } = dawidSkene(answers);
    expect(labelNames).toEqual(['a', 'b', 'c']);
    for (const prior of priors) expect(prior).toBeCloseTo(1 / 3, 1);
    expect(confusion.get('w0')?.[0]).toBeCloseTo(0.9, 1);
    // Whoever always says b says it of a, of b and of c.
    for (const truth of [0, 1, 2]) expect(confusion.get('w7')?.[truth * 3 + 1]).toBeGreaterThan(0.99);
  });

  it('by the one-coin model finds the skills', () => {
    const { skill } = oneCoin(answers);
    for (const [worker, right] of [['w0', 0.9], ['w3', 0.8], ['w5', 1 / 3]] as const) expect(skill.get(worker)).toBeCloseTo(right, 1);
  });

  it('by GLAD finds which tasks are hard', () => {
    const random = seededRandom(5);
    const own: Answer[] = [];
    for (let task = 0; task < 400; task++) for (let worker = 0; worker < 7; worker++) own.push({ task: `t${task}`, worker: `w${worker}`, label: random.chance(task < 200 ? 0.95 : 0.6) ? 'a' : 'b' });
    const { difficulty } = glad(own);
    const mean = (from: number) => Array.from({ length: 200 }, (_, place) => Math.log(difficulty.get(`t${from + place}`) ?? 1)).reduce((sum, one) => sum + one, 0) / 200;
    expect(mean(200)).toBeGreaterThan(mean(0) + 0.3);
  });

  it('of nothing is nothing', () => {
    for (const method of Object.values(methods)) expect(method([]).labels).toEqual([]);
  });

  it.skipIf(crowd === null)('of real answers is as right as published (needs ../shared/fixtures)', () => {
    if (crowd === null) return;
    const of = (labels: readonly { task: string; label: string }[]) => accuracy(labels, crowd.gold) ?? 0;
    expect(of(majorityVote(crowd.answers))).toBeCloseTo(0.8966, 4);
    // Y. Zheng, G. Li, Y. Li, C. Shan and R. Cheng, "Truth Inference in Crowdsourcing", VLDB 2017: about 0.94 of these data.
    expect(of(dawidSkene(crowd.answers).labels)).toBeGreaterThanOrEqual(0.935);
    expect(of(glad(crowd.answers).labels)).toBeGreaterThan(0.92);
    expect(of(oneCoin(crowd.answers).labels)).toBeGreaterThan(0.9);
  });
});
