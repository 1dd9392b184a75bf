import type { Random } from '../consensus/random.ts';
import type { RawRegion } from '../labels/codec-bytes.ts';
import type { ProjectKind } from '../labels/schema.ts';
import type { AnswerSpace, Strategy } from './economics-answers.ts';
import { answerChances, holdsQuorum } from './economics-answers.ts';
import type { Seating } from './economics-items.ts';

/** A batch as it might be: what is true, and what each seat says. Answers are those of `economics-answers.ts`. */
export interface CrowdBatch {
  readonly truths: readonly number[];
  /** Items with a known answer, ascending. */
  readonly goldItems: readonly number[];
  /** By seat, by item. The first seat plays the strategy; where it holds the quorum, the first m do. */
  readonly answers: readonly (readonly number[])[];
}

export interface CrowdShape {
  readonly items: number;
  readonly gold: number;
  readonly goldShares: readonly number[];
}

/** Draws a batch in which the strategy is played among honest annotators. */
export function drawCrowd(space: AnswerSpace, seating: Seating, shape: CrowdShape, strategy: Strategy, random: Random): CrowdBatch {
  const goldItems = random.shuffle(Array.from({ length: shape.items }, (_, item) => item)).slice(0, shape.gold).sort((one, other) => one - other);
  const goldTruths = random.shuffle(goldTruthsOf(shape, random));
  const truths = Array.from({ length: shape.items }, (_, item) => {
    const at = goldItems.indexOf(item);
    return at < 0 ? drawOne(space.shares, random) : (goldTruths[at] ?? 0);
  });
  const say = (played: Strategy) => truths.map((truth) => drawOne(answerChances(space, played, truth), random));
  const together = holdsQuorum(strategy) ? seating.quorum : 1;
  const first = say(strategy);
  const answers = Array.from({ length: seating.seats }, (_, seat) => (seat < together ? first : say({ name: 'honest', accuracy: seating.crowdAccuracy })));
  return { truths, goldItems, answers };
}

/** Whole numbers of each class first; what is left over is drawn by its shares. */
function goldTruthsOf({ gold, goldShares }: CrowdShape, random: Random): number[] {
  const whole = goldShares.flatMap((share, truth) => Array.from({ length: Math.floor(gold * share + 1e-9) }, () => truth));
  const rest = goldShares.map((share) => gold * share - Math.floor(gold * share + 1e-9));
  const left = gold - whole.length;
  return [...whole, ...Array.from({ length: left }, () => drawOne(rest.map((share) => share / left), random))];
}

function drawOne(chances: readonly number[], random: Random): number {
  let rest = random.next();
  for (const [answer, chance] of chances.entries()) {
    rest -= chance;
    if (rest < 0) return answer;
  }
  return chances.findLastIndex((chance) => chance > 0);
}

/** Right of another's regions by more than their width: they never meet. */
const SPOT = { width: 4000, step: 5000 };

/**
 * An answer as the regions of an item.
 * @param spot where astray regions lie: the same for seats that have arranged it, else one a seat, from 1 up to 9
 */
export function regionsOf(kind: ProjectKind, space: AnswerSpace, answer: number, spot: number, confidence: number): RawRegion[] {
  if (kind === 'class') return [{ classId: answer + 1, confidence, coordinates: [] }];
  if (answer === 0) return [];
  const start = answer === space.astray ? spot * SPOT.step : 0;
  const end = start + SPOT.width;
  return [{ classId: 1, confidence, coordinates: kind === 'boxes' ? [start, 0, end, SPOT.width] : [start, end] }];
}
