import type { Strategy } from '../../../shared/protocol/economics-answers.ts';

/** How the classes of the data are spread. */
export interface Spread {
  readonly name: string;
  readonly shares: readonly number[];
}

export const spreads: readonly Spread[] = [
  { name: '50/50', shares: [1, 1] },
  { name: '90/10', shares: [9, 1] },
  { name: 'ten', shares: Array.from({ length: 10 }, () => 1) },
];

/** What differs between the projects that are compared. */
export interface Setting {
  readonly targetBps: number;
  readonly goldPerBatch: number;
  readonly auditBps: number;
}

export const BATCH_ITEMS = 64;

export const settings: readonly Setting[] = [0, 8].flatMap((goldPerBatch) => [0, 6000].flatMap((targetBps) => [0, 500, 1000, 2000].map((auditBps) => ({ targetBps, goldPerBatch, auditBps }))));

/** Accuracy of the honest annotators beside the one that is looked at. */
export const CROWD_ACCURACY = 0.9;

export const players: readonly { readonly name: string; readonly strategy: Strategy }[] = [
  { name: 'honest 0.85', strategy: { name: 'honest', accuracy: 0.85 } },
  { name: 'honest 0.90', strategy: { name: 'honest', accuracy: 0.9 } },
  { name: 'honest 0.97', strategy: { name: 'honest', accuracy: 0.97 } },
  { name: 'lazy', strategy: { name: 'lazy' } },
  { name: 'random', strategy: { name: 'random' } },
  { name: 'ring, commonest', strategy: { name: 'ring', alike: 'common' } },
  { name: 'ring, drawn', strategy: { name: 'ring', alike: 'random' } },
  { name: 'one in two seats', strategy: { name: 'double', accuracy: 0.9 } },
];
