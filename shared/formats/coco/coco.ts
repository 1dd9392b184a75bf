import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readCoco } from './read.ts';
import { writeCoco } from './write.ts';

/**
 * COCO's object detection layout (cocodataset.org/#format-data): ids from 1, bbox as x, y, width, height in pixels.
 * Scores stand with the annotation, all else in `attributes`, which Datumaro and CVAT read and write too.
 */
export const coco: Format = {
  name: 'coco',
  carries: carries('yes', { texts: 'no', spans: 'no', overlaps: 'no', relations: 'no', splits: 'no', answers: 'no' }),
  read: readCoco,
  write: writeCoco,
};
