import { codePointLength } from '../../labels/text-offsets.ts';
import { carries } from '../carries.ts';
import { readClassList, writeClassList } from '../class-list.ts';
import { shown, takeClass, takePath, takeSpan } from '../checks.ts';
import { fromFlat, isExtras, toFlat } from '../fields.ts';
import type { Format, ItemWriter, ReadContext, WriteContext } from '../format.ts';
import { answers, classLabel, spanLabel, textItem } from '../model.ts';
import type { FormatItem, Label, LabelRelation } from '../model.ts';
import { asList, asRecord } from '../records.ts';
import { isJsonl, jsonlRows, SourceNames } from '../rows.ts';
import type { JsonlRow } from '../rows.ts';

/**
 * doccano's JSONL (doccano.github.io, "Import and export"): `label` for plain spans `[start, end, name]` and classes,
 * `entities` and `relations` where spans are related. Offsets count code points. Other columns are its `meta`.
 */
export const doccano: Format = {
  name: 'doccano',
  carries: carries('yes', { images: 'no', boxes: 'no', occluded: 'no', truncated: 'no', difficult: 'no', crowd: 'no', zOrder: 'no', sizes: 'no' }),
  read: readDoccano,
  write: writeDoccano,
};

async function writeDoccano(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes } = context;
  const file = await sink.open('all.jsonl');
  let count = 0;
  return {
    write: async (item) => {
      for (const label of item.labels) classes.indexOf(label.className);
      await file.write(`${JSON.stringify(rowOf(item, ++count))}\n`);
      return null;
    },
    finish: async () => {
      await file.close();
      await writeClassList(context);
    },
  };
}

function rowOf({ path, text, labels, relations, split, answer, extras }: FormatItem, id: number) {
  const flat = labels.map((label) => toFlat(label));
  const rest = {
    source: path,
    ...(split === null ? {} : { split }),
    ...(answer === null ? {} : { answer }),
    // In the order of the labels: what each says beyond its place and class.
    ...(flat.every((each) => Object.keys(each).length === 0) ? {} : { label_fields: flat }),
    ...(extras === null ? {} : { provenance: extras }),
  };
  // Spans of two forms in one file are not taken by doccano: entities are written where they are needed.
  if (relations.length === 0) return { id, text, label: labels.map((label) => (label.kind === 'span' ? [label.start, label.end, label.className] : label.className)), ...rest };
  return {
    id,
    text,
    entities: labels.flatMap((label, index) => (label.kind === 'span' ? [{ id: index + 1, label: label.className, start_offset: label.start, end_offset: label.end }] : [])),
    relations: relations.map(({ from, to, label }, index) => ({ id: index + 1, from_id: from + 1, to_id: to + 1, type: label })),
    cats: labels.flatMap((label) => (label.kind === 'class' ? [label.className] : [])),
    ...rest,
  };
}

async function* readDoccano(context: ReadContext): AsyncGenerator<FormatItem> {
  const names = new SourceNames();
  await readClassList(context);
  for await (const row of jsonlRows(context, isJsonl)) {
    const item = itemOf(row, names, context);
    if (item !== null) yield item;
  }
}

interface Raw {
  readonly field: string;
  readonly id: unknown;
  readonly name: unknown;
  /** Null for a class of the whole text. */
  readonly place: readonly [unknown, unknown] | null;
}

function itemOf({ file, field, number, row }: JsonlRow, names: SourceNames, { report, classes }: ReadContext): FormatItem | null {
  const text = row['text'] ?? row['data'];
  if (typeof text !== 'string') {
    report.problem(file, `${field}: text`, `${shown(text)} is no text`, 'Give the text in "text".');
    return null;
  }
  const path = takePath(names.of(row['source'], { file, number }).name, file, `${field}: source`, report);
  if (path === null) return null;
  const length = codePointLength(text);
  const fields = asList(row['label_fields']);
  const placeOfId = new Map<unknown, number>();
  const labels: Label[] = [];
  for (const [index, raw] of rawLabels(row, field).entries()) {
    const className = takeClass(raw.name, file, raw.field, report);
    const place = raw.place === null ? null : takeSpan(raw.place[0], raw.place[1], length, file, raw.field, report);
    if (className === null || (raw.place !== null && place === null)) continue;
    const flat = fromFlat(fields[index], () => undefined);
    placeOfId.set(raw.id, labels.length);
    classes.indexOf(className);
    labels.push(place === null ? classLabel({ className, ...flat }) : spanLabel({ className, ...place, ...flat }));
  }
  const relations = asList(row['relations']).flatMap((raw, index): LabelRelation[] => {
    const relation = asRecord(raw);
    const [from, to] = [placeOfId.get(relation?.['from_id']), placeOfId.get(relation?.['to_id'])];
    if (from !== undefined && to !== undefined) return [{ from, to, label: typeof relation?.['type'] === 'string' ? relation['type'] : '' }];
    report.problem(file, `${field}: relations[${index}]`, 'the relation leads to an entity that is not there', 'Give the ids of two entities in from_id and to_id.');
    return [];
  });
  if (asList(row['Comments']).length > 0) report.losses.add('comments', 'comments of annotators have no place here');
  return textItem({ path, text, labels, relations, split: typeof row['split'] === 'string' ? row['split'] : null, answer: answers.find((each) => each === row['answer']) ?? null, extras: isExtras(row['provenance']) ? row['provenance'] : null });
}

function rawLabels(row: JsonlRow['row'], field: string): Raw[] {
  const listed = asList(row['label'] ?? row['labels']).map((raw, index): Raw => {
    const at = `${field}: label[${index}]`;
    return Array.isArray(raw) ? { field: at, id: undefined, name: raw[2], place: [raw[0], raw[1]] } : { field: at, id: undefined, name: raw, place: null };
  });
  const single = typeof row['label'] === 'string' ? [{ field: `${field}: label`, id: undefined, name: row['label'], place: null }] : [];
  const entities = asList(row['entities']).map((raw, index): Raw => {
    const entity = asRecord(raw);
    return { field: `${field}: entities[${index}]`, id: entity?.['id'], name: entity?.['label'], place: [entity?.['start_offset'], entity?.['end_offset']] };
  });
  // Of exports before version 1: labels by their numbers in the project, or by name.
  const annotations = asList(row['annotations']).map((raw, index): Raw => {
    const annotation = asRecord(raw);
    const isSpan = annotation?.['start_offset'] !== undefined && annotation['start_offset'] !== null;
    return { field: `${field}: annotations[${index}]`, id: undefined, name: annotation?.['label'], place: isSpan ? [annotation['start_offset'], annotation['end_offset']] : null };
  });
  const cats = asList(row['cats']).map((name, index): Raw => ({ field: `${field}: cats[${index}]`, id: undefined, name, place: null }));
  return [...listed, ...single, ...entities, ...annotations, ...cats];
}
