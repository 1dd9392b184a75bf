/** A window that is not seen paints no frames: then it goes on after so long. */
const LONGEST_MS = 40;

/** Resolves in a task after the next frame, so that what was done is seen before long work begins. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS);
    if (typeof requestAnimationFrame !== 'function') return;
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
