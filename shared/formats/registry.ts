import { coco } from './coco/coco.ts';
import { cvat } from './cvat/cvat.ts';
import { datumaro } from './datumaro/datumaro.ts';
import type { Format } from './format.ts';
import { labelStudio } from './label-studio/label-studio.ts';
import { labelme } from './labelme/labelme.ts';
import type { FormatName } from './names.ts';
import { voc } from './voc/voc.ts';
import { yolo } from './yolo/darknet.ts';
import { ultralytics } from './yolo/ultralytics.ts';

/** Every format: one folder a format, one line here. */
const formats: readonly Format[] = [coco, yolo, ultralytics, voc, cvat, labelme, labelStudio, datumaro];

const byName = new Map(formats.map((format) => [format.name, format]));

export function formatOf(name: FormatName): Format {
  const found = byName.get(name);
  if (found === undefined) throw new RangeError(`${name} is not in the registry`);
  return found;
}
