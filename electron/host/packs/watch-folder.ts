import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { listSources } from './sources.ts';

export interface WatchTiming {
  /** A file that is as it was this long ago is taken to be whole. */
  readonly stillMs: number;
  /** How often to look where the system tells nothing: network drives, or too many folders. */
  readonly slowMs: number;
}

export const usualTiming: WatchTiming = { stillMs: 3_000, slowMs: 30_000 };

/**
 * Files of folders that are not known yet and no longer being written, by their names inside: whenever they are others
 * than before. The listing is the truth; what the system tells of changes only wakes it up.
 */
export async function* freshFiles(folders: readonly string[], isKnown: (name: string) => boolean, signal: AbortSignal, timing = usualTiming): AsyncGenerator<readonly string[]> {
  const changes = new Changes(folders, signal);
  try {
    let told = '[]';
    while (!signal.aborted) {
      const before = await look(folders, isKnown);
      if (before.size > 0) await pause(timing.stillMs, null, { signal }).catch(() => null);
      const now = before.size > 0 ? await look(folders, isKnown) : before;
      const still = [...now].filter(([name, marks]) => before.get(name) === marks);
      const marks = JSON.stringify(still);
      if (marks !== told && !changes.isStopped()) {
        told = marks;
        if (still.length > 0) yield still.map(([name]) => name);
      }
      if (still.length === now.size) await changes.next(timing.slowMs);
    }
  } finally {
    changes.close();
  }
}

async function look(folders: readonly string[], isKnown: (name: string) => boolean): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { name, path } of listSources(folders, () => undefined)) {
    if (isKnown(name)) continue;
    const facts = await stat(path).catch(() => null);
    if (facts !== null) found.set(name, `${facts.size} ${facts.mtimeMs}`);
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Waits for the system to tell of a change, or for time to pass. */
class Changes {
  readonly #signal: AbortSignal;
  readonly #stops: (() => void)[] = [];
  #wake: () => void = () => undefined;
  #isDue = false;

  constructor(folders: readonly string[], signal: AbortSignal) {
    this.#signal = signal;
    for (const folder of folders) {
      try {
        const watcher = watch(folder, { recursive: true }, () => this.#ring());
        // A folder that goes away, or one too many: the clock looks after it.
        watcher.on('error', () => watcher.close());
        this.#stops.push(() => watcher.close());
      } catch {
        continue;
      }
    }
    const onAbort = () => this.#ring();
    signal.addEventListener('abort', onAbort);
    this.#stops.push(() => signal.removeEventListener('abort', onAbort));
  }

  async next(mostMs: number): Promise<void> {
    if (!this.#isDue && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, mostMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#isDue = false;
  }

  isStopped(): boolean {
    return this.#signal.aborted;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #ring(): void {
    this.#isDue = true;
    this.#wake();
  }
}
