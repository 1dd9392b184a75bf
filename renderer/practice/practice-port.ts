import type { DeskBatch, DeskPort } from '../desk/port.ts';
import { tellTour, tour } from './tour/tour.ts';

/** The desk's port of a practice seat: the same store, and the tour is told of what was done once it is durable. */
export function practicePort(port: DeskPort): DeskPort {
  return {
    ...port,
    open: async () => {
      const batch = await openForTour(port);
      return { ...batch, staysHere: true };
    },
    save: async (index, change) => {
      await port.save(index, change);
      tellTour(change.cause);
    },
    seal: async (index, document) => {
      const outcome = await port.seal(index, document);
      if (outcome.ok) tellTour({ kind: 'seal' });
      return outcome;
    },
  };
}

/** A tour begins at an item that can be drawn on; where all are sealed, the first is opened again. */
async function openForTour(port: DeskPort): Promise<DeskBatch> {
  const batch = await port.open();
  const now = tour();
  if (now.at !== 'step' || now.step !== 'draw') return batch;
  const isOpen = (index: number): boolean => batch.items[index]?.state === 'untouched' || batch.items[index]?.state === 'started';
  if (isOpen(batch.place?.index ?? 0)) return batch;
  const free = batch.items.findIndex((_, index) => isOpen(index));
  if (free < 0) await port.unseal(0);
  const opened = free < 0 ? await port.open() : batch;
  return { ...opened, place: { index: Math.max(0, free), view: null } };
}
