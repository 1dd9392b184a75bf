import { tidy } from '../checks.ts';
import type { ClassTable } from '../classes.ts';
import { toFlat } from '../fields.ts';
import type { FileWriter } from '../files.ts';
import type { ItemWriter, WriteContext } from '../format.ts';
import type { FormatItem, Label } from '../model.ts';
import { stemOf, Stems } from '../stems.ts';

const OWN = new Set(['z_order', 'group_id']);

export async function writeDatumaro({ sink, classes, report }: WriteContext): Promise<ItemWriter> {
  const stems = new Stems(report.losses);
  const subsets = new Map<string, { readonly file: FileWriter; count: number }>();
  const subset = async (name: string) => {
    const known = subsets.get(name);
    if (known !== undefined) return known;
    const file = await sink.open(`annotations/${name}.json`);
    await file.write('{"dm_format_version":"1.0","media_type":2,"infos":{},\n"items":[');
    const made = { file, count: 0 };
    subsets.set(name, made);
    return made;
  };
  return {
    write: async (item) => {
      const name = item.split ?? 'default';
      const part = await subset(name);
      const path = stems.free(`${name}/${item.path}`).slice(name.length + 1);
      part.count++;
      await part.file.write(`${part.count === 1 ? '\n' : ',\n'}${JSON.stringify(itemOf({ ...item, path }, classes))}`);
      return `images/${name}/${path}`;
    },
    finish: async () => {
      if (subsets.size === 0) await subset('default');
      const labels = classes.list().map(({ name }) => ({ name, parent: '', attributes: [] }));
      for (const { file } of subsets.values()) {
        await file.write(`\n],\n"categories":${JSON.stringify({ label: { labels, attributes: ['occluded'] } })}}\n`);
        await file.close();
      }
    },
  };
}

function itemOf(item: FormatItem, classes: ClassTable) {
  return {
    id: stemOf(item.path),
    annotations: item.labels.flatMap((label, index) => annotationOf(label, index, classes)),
    attr: item.extras === null ? {} : { provenance: item.extras },
    image: { path: item.path, ...(item.widthPx === null ? {} : { size: [item.heightPx, item.widthPx] }) },
  };
}

/** Group 0 is no group in Datumaro. */
function annotationOf(label: Label, index: number, classes: ClassTable) {
  const common = { id: index + 1, attributes: toFlat(label, OWN), group: label.group ?? 0, label_id: classes.indexOf(label.className) };
  if (label.kind === 'class') return [{ type: 'label', ...common }];
  if (label.kind === 'span') return [];
  const { x0, y0, x1, y1, zOrder } = label;
  return [{ type: 'bbox', ...common, z_order: zOrder, bbox: [x0, y0, tidy(x1 - x0), tidy(y1 - y0)] }];
}
