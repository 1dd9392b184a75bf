/** A window that is not seen paints no frames: then it goes on after so long. */
const LONGEST_MS = 60;

/**
 * Resolves in a task after the frames that show what was done, the picture in the first and the panels in the second,
 * so that they are seen before long work begins.
 */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS);
    if (typeof requestAnimationFrame !== 'function') return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(timer);
        setTimeout(resolve);
      }),
    );
  });
}
