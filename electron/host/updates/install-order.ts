import type { UpdateTarget } from './feed.ts';

/** What the main process puts in place once the host has ended. It holds the file against the hash once more. */
export interface InstallOrder {
  readonly target: UpdateTarget;
  readonly version: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha512: string;
}
