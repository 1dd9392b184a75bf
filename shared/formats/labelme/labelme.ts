import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readLabelme } from './read.ts';
import { writeLabelme } from './write.ts';

/**
 * labelme's file an image (github.com/wkentaro/labelme). What it has no field for stands in keys of its own, which
 * labelme keeps as `other_data` when it saves the file again.
 */
export const labelme: Format = {
  name: 'labelme',
  carries: carries('yes', { texts: 'no', spans: 'no', overlaps: 'no', relations: 'no', splits: 'no', answers: 'no' }),
  read: readLabelme,
  write: writeLabelme,
};
