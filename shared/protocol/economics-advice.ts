import type { ProjectParams } from './params.ts';
import type { ExpectedGain, Expectations, PayRules } from './economics.ts';
import { expectedGain } from './economics.ts';
import type { Strategy } from './economics-answers.ts';
import { atLeast } from './economics-chances.ts';

/** An honest annotator's work is taken to cost half of what it earns: who cheats saves that. */
export const WORK_SHARE = 0.5;
/** A ring is reckoned with up to one seat in five of all the project's seats. */
export const FEARED_RING_SHARE = 0.2;

export type Cheat = 'lazy' | 'random' | 'ring';

/** A change of one parameter that makes the cheat no longer pay. */
export type Remedy =
  | {
      readonly field: 'targetBps' | 'batchSize' | 'auditBps' | 'quorum' | 'seats' | 'goldPerBatch';
      readonly value: number;
      /** What has to change with it: the quorum with the seats. */
      readonly quorum?: number;
    }
  /** In the token's smallest unit. */
  | { readonly field: 'stakePerSeat'; readonly value: bigint };

/** A way of cheating that pays. Gains are of a seat and batch, in rewards. */
export interface CheatPays {
  readonly cheat: Cheat;
  readonly gain: number;
  readonly honest: number;
  /** For a ring: the share of all seats (0 to 1) from which on it pays; null for who cheats alone. */
  readonly seatShare: number | null;
  /** Each of them alone is enough; empty where no single change is. */
  readonly remedies: readonly Remedy[];
}

export interface Economics {
  readonly honest: ExpectedGain;
  readonly lazy: ExpectedGain;
  readonly random: ExpectedGain;
  /** Of a ring that holds the quorum, the better of its two ways. */
  readonly ring: ExpectedGain;
  /** From which share of all seats a ring pays; null: at none. */
  readonly ringShare: number | null;
}

/** What everybody gains under the rules. */
export function economicsOf(rules: PayRules, expectations: Expectations): Economics {
  const of = (strategy: Strategy) => expectedGain(rules, expectations, strategy);
  const honest = of({ name: 'honest', accuracy: expectations.crowdAccuracy });
  const [lazy, random] = [of({ name: 'lazy' }), of({ name: 'random' })];
  const [common, drawn] = [of({ name: 'ring', alike: 'common' }), of({ name: 'ring', alike: 'random' })];
  const shares = [ringShare(rules, honest, common, lazy), ringShare(rules, honest, drawn, random)].filter((share) => share !== null);
  return { honest, lazy, random, ring: common.gain >= drawn.gain ? common : drawn, ringShare: shares.length === 0 ? null : Math.min(...shares) };
}

/** Whether a cheat's gain is more than what an honest annotator keeps after the work. */
function pays(gain: number, honest: ExpectedGain): boolean {
  return gain > (1 - WORK_SHARE) * honest.gain && gain > 0;
}

/**
 * A member of a ring that holds a share of all seats finds m - 1 others of it in its batch by a binomial chance, and is
 * alone with its blind answer otherwise. The share from which on that pays, by halving; null where it never does.
 */
function ringShare(rules: PayRules, honest: ExpectedGain, together: ExpectedGain, alone: ExpectedGain): number | null {
  const gainAt = (share: number): number => {
    const chance = atLeast(rules.seats - 1, rules.quorum - 1, share);
    return chance * together.gain + (1 - chance) * alone.gain;
  };
  if (pays(gainAt(0), honest)) return 0;
  if (!pays(gainAt(1), honest)) return null;
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (pays(gainAt(middle), honest)) high = middle;
    else low = middle;
  }
  return high;
}

function paying(economics: Economics): Omit<CheatPays, 'remedies'>[] {
  const { honest, lazy, random, ring, ringShare: share } = economics;
  const found: Omit<CheatPays, 'remedies'>[] = [];
  if (pays(lazy.gain, honest)) found.push({ cheat: 'lazy', gain: lazy.gain, honest: honest.gain, seatShare: null });
  if (pays(random.gain, honest)) found.push({ cheat: 'random', gain: random.gain, honest: honest.gain, seatShare: null });
  // A ring needs no partners where each of them pays alone: said already.
  if (found.length === 0 && share !== null && share < FEARED_RING_SHARE) found.push({ cheat: 'ring', gain: ring.gain, honest: honest.gain, seatShare: share });
  return found;
}

/**
 * The ways of cheating that pay, with what to change: alone where a lazy or blind annotator keeps more than an honest
 * one after the work, together where a ring with a fifth of the seats does.
 * @param canSeedGold whether the lead can commit to known answers
 */
export function cheatsThatPay(rules: PayRules, expectations: Expectations, canSeedGold: boolean): CheatPays[] {
  const found = paying(economicsOf(rules, expectations));
  if (found.length === 0) return [];
  const open = new Map(found.map((one) => [one.cheat, [] as Remedy[]]));
  for (const remedy of candidates(rules, canSeedGold)) {
    const wanting = [...open].filter(([, remedies]) => remedies.length < 2 && !remedies.some(({ field }) => field === remedy.field));
    if (wanting.length === 0) continue;
    const left = new Set(paying(economicsOf(changed(rules, remedy), expectations)).map(({ cheat }) => cheat));
    for (const [cheat, remedies] of wanting) if (!left.has(cheat)) remedies.push(remedy);
  }
  return found.map((one) => ({ ...one, remedies: open.get(one.cheat) ?? [] }));
}

export function changed<R extends PayRules>(rules: R, remedy: Remedy): R {
  const { field, value } = remedy;
  return { ...rules, [field]: value, ...('quorum' in remedy ? { quorum: remedy.quorum } : {}) };
}

/** Known answers a batch to start from: one item in eight, as the gate's chances are reckoned for; fewer than four judge by luck. */
export function usualGold(batchSize: number): number {
  return Math.min(batchSize, Math.max(4, Math.floor(batchSize / 8)));
}

/** Changes to try, the cheapest for the lead first. */
function candidates(rules: PayRules, canSeedGold: boolean): Remedy[] {
  const least = Math.floor(rules.seats / 2) + 1;
  const audits = [1000, 1500, 2000, 2500, 3000, 4000].filter((bps) => bps > rules.auditBps);
  const seats = [5, 7].filter((count) => count > rules.seats);
  // In rewards of a whole batch. What is never found out costs no stake.
  const stakes = [1n, 2n, 4n].map((batches) => batches * BigInt(rules.batchSize) * rules.rewardPerLabel).filter((stake) => stake > rules.stakePerSeat);
  const isFound = rules.auditBps > 0 || rules.goldPerBatch > 0;
  return [
    ...(rules.targetBps < 6000 ? [{ field: 'targetBps', value: 6000 } as const] : []),
    ...(rules.quorum > least ? [{ field: 'quorum', value: least } as const] : []),
    ...(rules.batchSize < 64 && rules.kind === 'class' ? [{ field: 'batchSize', value: 64 } as const] : []),
    ...(canSeedGold && rules.goldPerBatch === 0 ? [{ field: 'goldPerBatch', value: usualGold(rules.batchSize) } as const] : []),
    ...(isFound ? stakes.map((value): Remedy => ({ field: 'stakePerSeat', value })) : []),
    ...audits.map((value): Remedy => ({ field: 'auditBps', value })),
    ...seats.map((value): Remedy => ({ field: 'seats', value, quorum: Math.floor(value / 2) + 1 })),
  ];
}

/** What a lead expects, from two numbers that can be asked in a form. */
export function expectationsOf(kind: ProjectParams['kind'], classCount: number, commonShare: number, accuracy: number): Expectations {
  if (kind !== 'class') return { shares: [commonShare, 1 - commonShare], crowdAccuracy: accuracy };
  // More classes than six behave like six here, and cost time.
  const others = Math.min(6, Math.max(2, classCount)) - 1;
  return { shares: [commonShare, ...Array.from({ length: others }, () => (1 - commonShare) / others)], crowdAccuracy: accuracy };
}
