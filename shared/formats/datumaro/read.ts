import { shown, takeBox, takeClass, takePath, takeSize } from '../checks.ts';
import { isTraining } from '../cvat/read.ts';
import { fromFlat, isExtras, isWhole } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { jsonEntries } from '../json-stream.ts';
import { boxLabel, classLabel, imageItem } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { isOwnFile } from '../own-files.ts';
import { asList, asRecord } from '../records.ts';

/** A subset's file is read twice: our own has the classes after the items. */
export async function* readDatumaro(context: ReadContext): AsyncGenerator<FormatItem> {
  const { source, report } = context;
  const files: string[] = [];
  for await (const { path } of source.files()) if (/^(annotations\/)?[^/]+\.json$/i.test(path) && !isOwnFile(path)) files.push(path);
  const inFolder = files.filter((path) => path.includes('/'));
  if (files.length === 0) report.problem('', '', 'There is no .json file', 'Choose a folder with annotations/.');
  for (const file of inFolder.length > 0 ? inFolder : files) {
    const names = await classNames(file, context);
    let isDatumaro = names !== null;
    for await (const { path, value } of report.guardEach(file, () => jsonEntries(source.text(file), 'object'))) {
      if (path[0] !== 'items' || typeof path[1] !== 'number' || path.length !== 2) continue;
      isDatumaro = true;
      const item = await itemOf(value, file, `items[${path[1]}]`, names ?? [], context);
      if (item !== null) yield item;
    }
    if (!isDatumaro) report.problem(file, '(the top)', 'the file is no Datumaro file: it has neither categories nor items', 'Choose a folder that Datumaro exported.');
  }
}

/** By number; null where there is no list of labels. */
async function classNames(file: string, { source, classes, report }: ReadContext): Promise<readonly (string | null)[] | null> {
  try {
    for await (const { path, value } of jsonEntries(source.text(file), 'object')) {
      if (path[0] !== 'categories' || path[1] !== 'label') continue;
      return asList(asRecord(value)?.['labels']).map((label, index) => {
        const name = takeClass(asRecord(label)?.['name'], file, `categories.label.labels[${index}].name`, report);
        if (name !== null) classes.indexOf(name);
        return name;
      });
    }
  } catch {
    // The second reading says what is wrong.
  }
  return null;
}

async function itemOf(value: unknown, file: string, field: string, names: readonly (string | null)[], context: ReadContext): Promise<FormatItem | null> {
  const { source, report } = context;
  const fields = asRecord(value);
  const media = asRecord(fields?.['image']) ?? asRecord(fields?.['media']);
  const raw = media?.['path'];
  const path = takePath(typeof raw === 'string' && raw !== '' ? (placeOf(raw, fields?.['id']) ?? raw) : fields?.['id'], file, `${field}.image.path`, report);
  if (fields === null || path === null) return null;
  const [height, width] = asList(media?.['size']);
  let size = takeSize(width, height, file, `${field}.image.size`, report);
  const subset = /([^/]+)\.json$/i.exec(file)?.[1] ?? '';
  // Sets often have the same names: an image of the set's own folder comes first.
  const beside = await source.find(`images/${subset}/${path}`);
  const own = beside?.endsWith(`images/${subset}/${path}`) === true ? beside : null;
  if (size.widthPx === null) {
    const found = own ?? (await source.find(path));
    size = (found === null ? null : await source.imageSize(found)) ?? size;
  }
  const labels = asList(fields['annotations']).flatMap((each, index) => labelOf(each, size, file, `${field}.annotations[${index}]`, names, report) ?? []);
  const provenance = asRecord(fields['attr'])?.['provenance'];
  return imageItem({ path, file: own, ...size, labels, split: isTraining(subset) || !file.includes('/') ? null : subset, extras: isExtras(provenance) ? provenance : null });
}

/** Without saved images Datumaro writes where they lay on its machine: of such a path the item's id says what is the dataset's own. */
function placeOf(raw: string, id: unknown): string | null {
  const isElsewhere = /^([/\\]|[a-z]:[/\\])/i.test(raw);
  return isElsewhere && typeof id === 'string' && id !== '' ? id + (/\.[^./\\]+$/.exec(raw)?.[0] ?? '') : null;
}

function labelOf(value: unknown, size: { widthPx: number | null; heightPx: number | null }, file: string, field: string, names: readonly (string | null)[], report: ReadContext['report']): Label | null {
  const fields = asRecord(value);
  const type = fields?.['type'];
  if (fields === null || (type !== 'bbox' && type !== 'label')) {
    report.losses.add(`${typeof type === 'string' ? type : 'unknown'} annotations`, 'boxes and labels are read; others have no place here');
    return null;
  }
  const number = fields['label_id'];
  const className = isWhole(number) ? (names[number] ?? null) : null;
  if (className === null) {
    report.problem(file, `${field}.label_id`, `there is no label ${shown(number)}`, `Labels count from 0 to ${names.length - 1}, in the order of the categories.`);
    return null;
  }
  const dropped = () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no');
  const flat = { ...fromFlat(fields['attributes'], dropped), group: isWhole(fields['group']) && fields['group'] !== 0 ? fields['group'] : null };
  if (type === 'label') return classLabel({ className, ...flat });
  const [x, y, width, height] = asList(fields['bbox']);
  const far = (low: unknown, length: unknown) => (typeof low === 'number' && typeof length === 'number' ? low + length : length);
  const corners = takeBox({ x0: x, y0: y, x1: far(x, width), y1: far(y, height) }, size, file, `${field}.bbox`, report);
  const zOrder = fields['z_order'];
  return corners === null ? null : boxLabel({ className, ...corners, ...flat, ...(isWhole(zOrder) ? { zOrder } : {}) });
}
