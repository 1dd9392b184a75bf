import { boxesPack } from './boxes-pack.ts';
import { classesPack } from './classes-pack.ts';
import { spansPack } from './spans-pack.ts';
import type { SamplePack } from './types.ts';

/** Everything that a fresh machine starts with, in the order in which projects are opened. */
export const samplePacks: readonly SamplePack[] = [boxesPack, spansPack, classesPack];
