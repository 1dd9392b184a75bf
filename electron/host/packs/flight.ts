const MAX_IN_FLIGHT = 16;

/** Runs tasks beside each other, a bounded number at a time, and remembers the first that failed. */
export class Flight {
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | null = null;

  /** Resolves when there is room for the next one. */
  async start(task: () => Promise<void>): Promise<void> {
    const run = task().then(
      () => void this.#running.delete(run),
      (error: unknown) => {
        this.#failure ??= { error };
        this.#running.delete(run);
      },
    );
    this.#running.add(run);
    if (this.#running.size >= MAX_IN_FLIGHT) await Promise.race(this.#running);
  }

  /** Resolves when all are done: null, or what the first failure threw. */
  async landed(): Promise<unknown> {
    await Promise.all(this.#running);
    return this.#failure === null ? null : this.#failure.error;
  }
}
