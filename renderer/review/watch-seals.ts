import type { DeskPort } from '../desk/port.ts';

/** The same port, which says when an item was sealed or opened again. */
export function watchSeals(port: DeskPort, changed: () => void): DeskPort {
  const told = async <R>(outcome: Promise<R>): Promise<R> => {
    const value = await outcome;
    changed();
    return value;
  };
  return { ...port, seal: (index, document) => told(port.seal(index, document)), unseal: (index) => told(port.unseal(index)) };
}
