import type { DeskPort } from '../desk/port.ts';

/** The same port, which says when an item was sealed or opened again. */
export function watchSeals(port: DeskPort, changed: () => void): DeskPort {
  const told = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    const outcome = await run(...args);
    changed();
    return outcome;
  };
  return { ...port, seal: told(port.seal), unseal: told(port.unseal) };
}
