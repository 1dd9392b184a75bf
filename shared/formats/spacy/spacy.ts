import { carries } from '../carries.ts';
import type { Format } from '../format.ts';
import { readSpacy } from './read.ts';
import { writeSpacy } from './write.ts';

/**
 * The JSONL of spaCy and Prodigy (prodi.gy/docs/api-interfaces): `text`, `spans` in code points, `cats` or `accept` for
 * classes of the whole, `relations`, `answer`; what else there is stands in `meta`.
 */
export const spacy: Format = {
  name: 'spacy',
  carries: carries('yes', { images: 'no', boxes: 'no', occluded: 'no', truncated: 'no', difficult: 'no', crowd: 'no', zOrder: 'no', sizes: 'no' }),
  read: readSpacy,
  write: writeSpacy,
};
