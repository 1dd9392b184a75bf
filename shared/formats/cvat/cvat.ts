import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readCvat } from './read.ts';
import { writeCvat } from './write.ts';

/** CVAT for images 1.1 (docs.cvat.ai, "CVAT for image"): one file, `<image>` with `<box>` and `<tag>`. */
export const cvat: Format = {
  name: 'cvat',
  carries: carries('yes', { texts: 'no', spans: 'no', overlaps: 'no', relations: 'no', answers: 'no' }),
  read: readCvat,
  write: writeCvat,
};
