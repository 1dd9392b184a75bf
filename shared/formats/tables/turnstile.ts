/** One value at a time from who writes to who reads: `put` returns when the reader has come for it. */
export class Turnstile<T> implements AsyncIterable<T> {
  private waiting: ((result: IteratorResult<T, undefined>) => void) | null = null;
  private offered: { readonly value: T; readonly taken: () => void; readonly refused: (error: unknown) => void } | null = null;
  private isEnded = false;
  private error: { readonly cause: Error } | null = null;

  put(value: T): Promise<void> {
    if (this.error !== null) return Promise.reject(this.error.cause);
    const reader = this.waiting;
    if (reader !== null) {
      this.waiting = null;
      reader({ done: false, value });
      return Promise.resolve();
    }
    return new Promise((taken, refused) => {
      this.offered = { value, taken, refused };
    });
  }

  end(): void {
    this.isEnded = true;
    this.waiting?.({ done: true, value: undefined });
    this.waiting = null;
  }

  /** The reader has failed: whoever puts is told. */
  fail(cause: Error): void {
    this.error = { cause };
    this.offered?.refused(cause);
    this.offered = null;
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return {
      next: () => {
        const offer = this.offered;
        if (offer !== null) {
          this.offered = null;
          offer.taken();
          return Promise.resolve({ done: false, value: offer.value });
        }
        if (this.isEnded) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve) => {
          this.waiting = resolve;
        });
      },
    };
  }
}
