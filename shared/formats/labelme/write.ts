import { writeClassList } from '../class-list.ts';
import { toFlat } from '../fields.ts';
import type { ItemWriter, WriteContext } from '../format.ts';
import type { BoxLabel, FormatItem } from '../model.ts';
import { stemOf, Stems } from '../stems.ts';

/** What labelme is started with: --labels labels.txt. */
export const CLASS_NAMES = 'labels.txt';
const FLAGS = ['occluded', 'truncated', 'difficult', 'crowd'] as const;
const OWN = new Set<string>([...FLAGS, 'group_id', 'score', 'z_order', 'origin', 'provenance']);

/** The label file lies beside its image. */
export async function writeLabelme(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes, report } = context;
  const stems = new Stems(report.losses);
  return {
    write: async (item) => {
      const path = stems.free(item.path);
      for (const label of item.labels) classes.indexOf(label.className);
      await sink.put(`${stemOf(path)}.json`, `${JSON.stringify(documentOf({ ...item, path }), null, 1)}\n`);
      return path;
    },
    finish: () => writeClassList(context, CLASS_NAMES),
  };
}

function documentOf(item: FormatItem) {
  const whole = item.labels.filter(({ kind }) => kind === 'class');
  return {
    version: '5.4.1',
    flags: Object.fromEntries(whole.map(({ className }) => [className, true])),
    shapes: item.labels.flatMap((label) => (label.kind === 'box' ? [shapeOf(label)] : [])),
    imagePath: item.path.split('/').at(-1) ?? item.path,
    imageData: null,
    imageHeight: item.heightPx,
    imageWidth: item.widthPx,
    ...(whole.length === 0 ? {} : { classes: whole.map((label) => ({ label: label.className, ...toFlat(label) })) }),
    ...(item.extras === null ? {} : { provenance: item.extras }),
  };
}

function shapeOf(label: BoxLabel) {
  const { x0, y0, x1, y1, score, zOrder, origin, extras } = label;
  const attributes = toFlat(label, OWN);
  return {
    label: label.className,
    points: [
      [x0, y0],
      [x1, y1],
    ],
    group_id: label.group,
    description: '',
    shape_type: 'rectangle',
    flags: Object.fromEntries(FLAGS.filter((flag) => label[flag]).map((flag) => [flag, true])),
    ...(score === null ? {} : { score }),
    ...(zOrder === 0 ? {} : { z_order: zOrder }),
    ...(origin === null ? {} : { origin }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(extras === null ? {} : { provenance: extras }),
  };
}
