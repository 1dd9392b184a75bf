import { carries } from '../carries.ts';
import { readClassList, writeClassList } from '../class-list.ts';
import { shown, takePath, takeSize } from '../checks.ts';
import { isExtras } from '../fields.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import { answers, imageItem, textItem } from '../model.ts';
import type { FormatItem, LabelRelation } from '../model.ts';
import { asList, asRecord } from '../records.ts';
import { isJsonl, jsonlRows, namedByPlace } from '../rows.ts';
import type { JsonlRow } from '../rows.ts';
import { labelOf, regionOf } from './regions.ts';

/** A line of JSON an item, with everything that an item can say. */
export const jsonl: Format = { name: 'jsonl', carries: carries('yes', {}), read: readJsonl, write: writeJsonl };

async function writeJsonl(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes } = context;
  const file = await sink.open('labels.jsonl');
  return {
    write: async (item) => {
      for (const label of item.labels) classes.indexOf(label.className);
      await file.write(`${JSON.stringify(rowOf(item))}\n`);
      return item.kind === 'image' ? `images/${item.path}` : null;
    },
    finish: async () => {
      await file.close();
      await writeClassList(context);
    },
  };
}

function rowOf(item: FormatItem) {
  const { path, widthPx, heightPx, text, split, answer, relations, extras } = item;
  return {
    file: path,
    ...(widthPx === null ? {} : { width: widthPx, height: heightPx }),
    ...(text === null ? {} : { text }),
    ...(split === null ? {} : { split }),
    ...(answer === null ? {} : { answer }),
    regions: item.labels.map((label) => regionOf(label, text)),
    ...(relations.length === 0 ? {} : { relations }),
    ...(extras === null ? {} : { provenance: extras }),
  };
}

async function* readJsonl(context: ReadContext): AsyncGenerator<FormatItem> {
  await readClassList(context);
  for await (const row of jsonlRows(context, isJsonl)) {
    const item = await itemOf(row, context);
    if (item !== null) yield item;
  }
}

async function itemOf({ file, field, number, row }: JsonlRow, context: ReadContext): Promise<FormatItem | null> {
  const { source, report } = context;
  const text = typeof row['text'] === 'string' ? row['text'] : null;
  const path = takePath(row['file'] ?? row['item'] ?? row['task'] ?? (text === null ? undefined : namedByPlace(file, number)), file, `${field}: file`, report);
  if (path === null) return null;
  let size = takeSize(row['width'], row['height'], file, `${field}: width`, report);
  if (text === null && size.widthPx === null) {
    const found = await source.find(path);
    size = (found === null ? null : await source.imageSize(found)) ?? size;
  }
  const given = { ...size, text };
  const places = new Map<number, number>();
  const labels = asList(row['regions']).flatMap((raw, index) => {
    const label = labelOf(raw, given, { file, field: `${field}: regions[${index}]` }, context);
    if (label !== null) places.set(index, places.size);
    return label ?? [];
  });
  const relations = asList(row['relations']).flatMap((raw, index) => relationOf(raw, places, () => report.problem(file, `${field}: relations[${index}]`, `${shown(raw)} is no relation between two regions`, 'Give {"from", "to", "label"}: places among the regions, from 0.')));
  const rest = { path, labels, relations, split: typeof row['split'] === 'string' ? row['split'] : null, answer: answers.find((each) => each === row['answer']) ?? null, extras: isExtras(row['provenance']) ? row['provenance'] : null };
  return text === null ? imageItem({ ...rest, ...size }) : textItem({ ...rest, text });
}

/** Among the labels that were taken. @param places from place in the file to place in the item */
export function relationOf(raw: unknown, places: ReadonlyMap<number, number>, onBad: () => void): LabelRelation[] {
  const fields = asRecord(raw);
  const [from, to] = [places.get(fields?.['from'] as number), places.get(fields?.['to'] as number)];
  if (from !== undefined && to !== undefined) return [{ from, to, label: typeof fields?.['label'] === 'string' ? fields['label'] : '' }];
  onBad();
  return [];
}
