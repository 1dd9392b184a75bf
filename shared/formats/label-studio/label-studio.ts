import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readLabelStudio } from './read.ts';
import { writeLabelStudio } from './write.ts';

/**
 * Label Studio's JSON of tasks (labelstud.io/guide/task_format). Boxes are per cent of the image; offsets count UTF-16
 * units, as the browser does, beside the text that they mark. What a region says beyond its fields stands in `meta`.
 */
export const labelStudio: Format = { name: 'label-studio', carries: carries('yes', {}), read: readLabelStudio, write: writeLabelStudio };
