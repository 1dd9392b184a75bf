import { shown, takeBox, takeClass, takePath, takeSize } from '../checks.ts';
import type { Size } from '../checks.ts';
import { readClassList } from '../class-list.ts';
import { fromFlat, isExtras, isWhole } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { boxLabel, classLabel, imageItem } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { isOwnFile } from '../own-files.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';
import { stemOf } from '../stems.ts';
import { wholeJson } from '../whole-file.ts';
import { CLASS_NAMES } from './write.ts';

export async function* readLabelme(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  let count = 0;
  await readClassList(context, CLASS_NAMES);
  for await (const { path } of source.files()) {
    if (!/\.json$/i.test(path) || isOwnFile(path)) continue;
    count++;
    const item = await itemOf(path, context);
    if (item !== null) yield item;
  }
  if (count === 0) report.problem('', '', 'There is no .json file', 'Choose a folder of labelme files.');
}

async function itemOf(file: string, context: ReadContext): Promise<FormatItem | null> {
  const { source, report } = context;
  const value = await wholeJson(source, file, report);
  if (value === undefined) return null;
  const fields = asRecord(value);
  if (fields === null || !Array.isArray(fields['shapes'])) {
    report.problem(file, 'shapes', 'the file is no labelme file: it has no list of shapes', 'Take it out, or write it again.');
    return null;
  }
  // A path beside the file; one that leads up and elsewhere, as labelme writes for other folders, counts by its last part.
  const raw = fields['imagePath'];
  const name = typeof raw === 'string' ? raw.replaceAll('\\', '/').split('/').at(-1) : raw;
  const inside = takePath(name, file, 'imagePath', report);
  if (inside === null) return null;
  const path = file.includes('/') ? `${file.slice(0, file.lastIndexOf('/'))}/${inside}` : inside;
  if (stemOf(path) !== stemOf(file)) report.problem(file, 'imagePath', `it names ${shown(raw)}, and the file is called ${file}: the file may have been renamed`, 'Rename one of them; the name in the file is taken.');
  const said = takeSize(fields['imageWidth'], fields['imageHeight'], file, 'imageWidth', report);
  const found = said.widthPx === null ? await source.find(path) : null;
  const size = found === null ? said : ((await source.imageSize(found)) ?? said);
  const labels = [...asList(fields['shapes']).flatMap((shape, index) => shapeOf(shape, size, file, `shapes[${index}]`, context) ?? []), ...wholeOf(fields, file, context)];
  return imageItem({ path, ...size, labels, extras: isExtras(fields['provenance']) ? fields['provenance'] : null });
}

function shapeOf(value: unknown, size: Size, file: string, field: string, { report, classes }: ReadContext): Label | null {
  const shape = asRecord(value);
  const className = takeClass(shape?.['label'], file, `${field}.label`, report);
  if (shape === null || className === null) return null;
  const type = shape['shape_type'] ?? 'polygon';
  const points = asList(shape['points']).map(asList);
  if (type !== 'rectangle' && type !== 'polygon' && type !== 'rotation') {
    report.losses.add(`${typeof type === 'string' ? type : 'unnamed'} shapes`, 'boxes are read; other shapes have no place here');
    return null;
  }
  if (type !== 'rectangle') report.losses.add('outlines and turned boxes', 'the upright box around them is read');
  if (points.length < 2) {
    report.problem(file, `${field}.points`, `the shape has ${points.length} points`, 'A rectangle has two opposite corners.');
    return null;
  }
  const numbers = points.flat();
  const bad = numbers.find((each) => typeof each !== 'number');
  if (bad !== undefined || points.some((point) => point.length !== 2)) {
    report.problem(file, `${field}.points`, `${shown(bad ?? points)} is no point`, 'A point is x and y in pixels.');
    return null;
  }
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis] as number)) as [number[], number[]];
  // Opposite corners come in any order.
  const corners = takeBox({ x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) }, size, file, `${field}.points`, report);
  if (corners === null) return null;
  classes.indexOf(className);
  const { score, z_order, origin, provenance, group_id, difficult } = shape;
  const dropped = () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no');
  const bag = { ...asRecord(shape['attributes']), ...asRecord(shape['flags']), score, z_order, origin, provenance, ...(difficult === true ? { difficult } : {}) };
  return boxLabel({ className, ...corners, ...fromFlat(bag, dropped), group: isWhole(group_id) ? group_id : null });
}

/** Classes of the whole image: with all they say where we wrote them, else the flags that are set. */
function wholeOf(fields: Fields, file: string, { report, classes }: ReadContext): Label[] {
  const ours = asList(fields['classes']).map(asRecord);
  const named = new Set(ours.map((each) => each?.['label']));
  const flags = Object.entries(asRecord(fields['flags']) ?? {}).filter(([name, isSet]) => isSet === true && !named.has(name));
  return [...ours, ...flags.map(([label]) => ({ label }))].flatMap((each, index) => {
    const { label, ...rest } = (each ?? {}) as Fields;
    const className = takeClass(label, file, `classes[${index}].label`, report);
    if (className === null) return [];
    classes.indexOf(className);
    return [classLabel({ className, ...fromFlat(rest, () => undefined) })];
  });
}
