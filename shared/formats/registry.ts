import { coco } from './coco/coco.ts';
import { conll } from './conll/conll.ts';
import { cvat } from './cvat/cvat.ts';
import { datumaro } from './datumaro/datumaro.ts';
import { doccano } from './doccano/doccano.ts';
import type { Format } from './format.ts';
import { imagefolder } from './imagefolder/imagefolder.ts';
import { jsonl } from './jsonl/jsonl.ts';
import { labelStudio } from './label-studio/label-studio.ts';
import { labelme } from './labelme/labelme.ts';
import type { FormatName } from './names.ts';
import { spacy } from './spacy/spacy.ts';
import { csv } from './tables/csv.ts';
import { parquet } from './tables/parquet.ts';
import { voc } from './voc/voc.ts';
import { yolo } from './yolo/darknet.ts';
import { ultralytics } from './yolo/ultralytics.ts';

/** Every format: one folder a format, one line here. */
const formats: readonly Format[] = [coco, yolo, ultralytics, voc, cvat, labelme, labelStudio, datumaro, conll, spacy, doccano, csv, jsonl, imagefolder, parquet];

const byName = new Map(formats.map((format) => [format.name, format]));

export function formatOf(name: FormatName): Format {
  const found = byName.get(name);
  if (found === undefined) throw new RangeError(`${name} is not in the registry`);
  return found;
}
