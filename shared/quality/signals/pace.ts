import { OUTLIER_Z, median, robustZ } from '../robust.ts';

/** What one worker took for one item, in milliseconds of active time. */
export interface Pace {
  readonly worker: string;
  readonly activeMs: number;
}

export interface WorkerPace {
  readonly worker: string;
  readonly medianMs: number;
  readonly items: number;
  /** Of the logarithm of the worker's median among the workers' medians: negative is faster. */
  readonly z: number;
}

const LEAST_ITEMS = 10;

/**
 * Every worker's median time an item beside the others'. Fewer than `least` items tell nothing of somebody.
 */
export function workerPaces(paces: readonly Pace[], least = 1): WorkerPace[] {
  const times = new Map<string, number[]>();
  for (const { worker, activeMs } of paces) {
    if (!(activeMs > 0)) continue;
    const own = times.get(worker);
    if (own === undefined) times.set(worker, [activeMs]);
    else own.push(activeMs);
  }
  const workers = [...times].filter(([, own]) => own.length >= least).map(([worker, own]) => ({ worker, medianMs: median(own), items: own.length }));
  const z = robustZ(workers.map(({ medianMs }) => Math.log(medianMs)));
  return workers.map((entry, place) => ({ ...entry, z: z[place] ?? 0 }));
}

/**
 * Workers far faster or slower than the crowd: the robust z of the logarithm of their median time an item (times are
 * skewed to the right; see robustZ). Fast is a reason to look at the answers, not proof of anything.
 */
export function paceOutliers(paces: readonly Pace[]): WorkerPace[] {
  return workerPaces(paces, LEAST_ITEMS).filter(({ z }) => Math.abs(z) > OUTLIER_Z);
}
