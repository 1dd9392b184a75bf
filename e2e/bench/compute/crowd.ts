import { z } from 'zod';
import { seededRandom } from '../../../shared/consensus/random.ts';
import type { Answer } from '../../../shared/quality/answers.ts';

export const crowdSchema = z.object({ answers: z.array(z.object({ task: z.string(), worker: z.string(), label: z.string() })), gold: z.array(z.tuple([z.string(), z.string()])) });

const TASKS = 8315;
const SEATS = 3;
const WORKERS = 176;

/** A crowd of the real one's size and shape (two classes of 12 and 88 per cent, workers from good to useless), where the real one is not at hand. */
export function likeCrowd(): { answers: Answer[]; gold: Map<string, string> } {
  const random = seededRandom(20);
  const skills = Array.from({ length: WORKERS }, () => 0.55 + 0.44 * random.next());
  const answers: Answer[] = [];
  const gold = new Map<string, string>();
  for (let task = 0; task < TASKS; task++) {
    const truth = random.chance(0.12) ? '1' : '0';
    gold.set(String(task), truth);
    const chosen = new Set<number>();
    // A few do most of the work, as in every crowd.
    while (chosen.size < SEATS) chosen.add(Math.floor(WORKERS * random.next() ** 2));
    for (const worker of chosen) answers.push({ task: String(task), worker: String(worker), label: random.chance(skills[worker] ?? 0.5) ? truth : truth === '1' ? '0' : '1' });
  }
  return { answers, gold };
}
