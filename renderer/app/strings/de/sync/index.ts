import { syncPassport } from './passport.ts';
import { syncQueue } from './queue.ts';
import { syncRecord } from './record.ts';
import { syncSeats } from './seats.ts';
import { syncStore } from './store.ts';
import { syncWork } from './work.ts';

export const sync = { ...syncStore, ...syncSeats, ...syncWork, ...syncRecord, ...syncPassport, ...syncQueue } as const;
