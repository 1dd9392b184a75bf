import { syncQueue } from './queue.ts';
import { syncRecord } from './record.ts';
import { syncSeats } from './seats.ts';
import { syncStore } from './store.ts';
import { syncWork } from './work.ts';

export const sync = { ...syncStore, ...syncSeats, ...syncWork, ...syncRecord, ...syncQueue } as const;
