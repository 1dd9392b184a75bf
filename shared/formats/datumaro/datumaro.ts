import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readDatumaro } from './read.ts';
import { writeDatumaro } from './write.ts';

/** Datumaro's own JSON, a file a subset (open-edge-platform.github.io/datumaro, "Datumaro format"). */
export const datumaro: Format = {
  name: 'datumaro',
  carries: carries('yes', { texts: 'no', spans: 'no', overlaps: 'no', relations: 'no', answers: 'no' }),
  read: readDatumaro,
  write: writeDatumaro,
};
