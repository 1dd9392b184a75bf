import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readVoc } from './read.ts';
import { writeVoc } from './write.ts';

/**
 * Pascal VOC, a file an image (host.robots.ox.ac.uk/pascal/VOC, devkit). Coordinates are taken as edges, as Datumaro and
 * CVAT do; the devkit's own count from 1 with the last pixel inside is a choice. Attributes are Datumaro's extension.
 */
export const voc: Format = {
  name: 'voc',
  carries: carries('yes', { texts: 'no', spans: 'no', overlaps: 'no', classes: 'no', relations: 'no', splits: 'no', answers: 'no' }),
  read: readVoc,
  write: writeVoc,
};
