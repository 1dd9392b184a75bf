interface Counted {
  readonly done: number;
  readonly total: number;
}

/** Passes on what is told at most every so many milliseconds, and always the end. */
export function throttled<P extends Counted>(nowMs: () => number, everyMs: number, send: (progress: P) => void): (progress: P) => void {
  let lastMs = -Infinity;
  return (progress) => {
    const isLast = progress.done === progress.total && progress.done > 0;
    if (!isLast && nowMs() - lastMs < everyMs) return;
    lastMs = nowMs();
    send(progress);
  };
}
