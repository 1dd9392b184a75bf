import { syncQueue } from './queue.ts';
import { syncSeats } from './seats.ts';
import { syncStore } from './store.ts';
import { syncWork } from './work.ts';

export const sync = { ...syncStore, ...syncSeats, ...syncWork, ...syncQueue } as const;
