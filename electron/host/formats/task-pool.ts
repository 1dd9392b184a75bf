/** More than the threads that wait for the disk, so that none of them is idle. */
export const SMALL_FILES_AT_ONCE = 16;

/** Work that waits for the disk, a bounded number of tasks at a time. */
export class TaskPool {
  readonly #failures: unknown[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(private readonly atOnce: number) {}

  /** Resolves when the task has begun. Throws what one before has failed with, once none is under way any more. */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.#running >= this.atOnce) await this.#ended();
    if (this.#failures.length > 0) await this.idle();
    this.#running++;
    void this.#run(task);
  }

  /** Resolves when none is under way. Throws what one has failed with. */
  async idle(): Promise<void> {
    while (this.#running > 0) await this.#ended();
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  async #run(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.#failures.push(error);
    } finally {
      this.#running--;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  #ended(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
