import { codePointLength } from '../../labels/text-offsets.ts';
import { readClassList } from '../class-list.ts';
import { shown, takeClass, takePath, takeSpan } from '../checks.ts';
import { fromFlat, isExtras } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { answers, classLabel, spanLabel, textItem } from '../model.ts';
import type { FormatItem, Label, LabelRelation } from '../model.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';
import { isJsonl, jsonlRows, SourceNames } from '../rows.ts';
import type { JsonlRow } from '../rows.ts';

const OF_TOKENS = ['start', 'end', 'label', 'token_start', 'token_end', 'text', 'rank'];

export async function* readSpacy(context: ReadContext): AsyncGenerator<FormatItem> {
  const names = new SourceNames();
  await readClassList(context);
  for await (const row of jsonlRows(context, isJsonl)) {
    const item = itemOf(row, names, context);
    if (item !== null) yield item;
  }
}

function itemOf({ file, field, number, row }: JsonlRow, names: SourceNames, { report, classes }: ReadContext): FormatItem | null {
  const { text } = row;
  if (typeof text !== 'string') {
    report.problem(file, `${field}: text`, `${shown(text)} is no text`, 'Give the text in "text".');
    return null;
  }
  const meta = asRecord(row['meta']) ?? {};
  const named = names.of(meta['source'], { file, number });
  const path = takePath(named.name, file, `${field}: meta.source`, report);
  if (path === null) return null;
  const length = codePointLength(text);
  const labels: Label[] = [];
  const places = new Map<string, number>();
  for (const [index, raw] of asList(row['spans']).entries()) {
    const span = asRecord(raw);
    const at = `${field}: spans[${index}]`;
    const className = takeClass(span?.['label'], file, `${at}.label`, report);
    const place = takeSpan(span?.['start'], span?.['end'], length, file, at, report);
    if (span === null || className === null || place === null) continue;
    const flat = Object.fromEntries(Object.entries(span).filter(([name]) => !OF_TOKENS.includes(name)));
    const key = `${place.start} ${place.end} ${className}`;
    if (!places.has(key)) places.set(key, labels.length);
    places.set(`${key} ${index}`, labels.length);
    labels.push(spanLabel({ className, ...place, ...fromFlat(flat, () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no')) }));
  }
  labels.push(...wholeOf(row, meta, file, field, report));
  for (const { className } of labels) classes.indexOf(className);
  const relations = asList(row['relations']).flatMap((raw, index) => relationOf(raw, places, () => report.problem(file, `${field}: relations[${index}]`, 'the relation leads to a span that is not there', 'Relations name their spans in head_span and child_span.')));
  if (row['_view_id'] === 'image_manual') report.losses.add('boxes of images', 'the format is read for texts');
  return textItem({ path, text, labels, relations, split: typeof meta['split'] === 'string' ? meta['split'] : null, answer: answers.find((each) => each === row['answer']) ?? null, extras: extrasOf(row, meta, named.isSource) });
}

/** Classes: with all they say where we wrote them, else Prodigy's chosen options, else spaCy's categories of 0.5 and over. */
function wholeOf(row: Fields, meta: Fields, file: string, field: string, report: ReadContext['report']): Label[] {
  const ours = asList(meta['classes']).map(asRecord);
  const accepted = asList(row['accept']).filter((each) => typeof each === 'string');
  const cats = Object.entries(asRecord(row['cats']) ?? {}).filter(([, value]) => value === true || (typeof value === 'number' && value >= 0.5));
  const single = typeof row['label'] === 'string' ? [{ label: row['label'] }] : [];
  const found: (Fields | null)[] = ours.length > 0 ? ours : accepted.length > 0 ? accepted.map((label) => ({ label })) : cats.length > 0 ? cats.map(([label, value]) => ({ label, ...(typeof value === 'number' && value < 1 ? { score: value } : {}) })) : single;
  return found.flatMap((each, index) => {
    const { label, ...flat } = (each ?? {});
    const className = takeClass(label, file, `${field}: class ${index + 1}`, report);
    return className === null ? [] : [classLabel({ className, ...fromFlat(flat, () => undefined) })];
  });
}

function relationOf(raw: unknown, places: ReadonlyMap<string, number>, onBad: () => void): LabelRelation[] {
  const relation = asRecord(raw);
  const place = (end: unknown) => {
    const span = asRecord(end);
    const key = `${String(span?.['start'])} ${String(span?.['end'])} ${String(span?.['label'])}`;
    return places.get(`${key} ${String(span?.['place'])}`) ?? places.get(key);
  };
  const [from, to] = [place(relation?.['head_span']), place(relation?.['child_span'])];
  if (from !== undefined && to !== undefined) return [{ from, to, label: typeof relation?.['label'] === 'string' ? relation['label'] : '' }];
  onBad();
  return [];
}

/** Prodigy's own record of who answered, and when. */
function extrasOf(row: Fields, meta: Fields, isNamedBySource: boolean): FormatItem['extras'] {
  const provenance = isExtras(meta['provenance']) ? meta['provenance'] : {};
  const own = Object.entries(row).filter(([name, value]) => /^_(session_id|annotator_id|timestamp|input_hash|task_hash)$/.test(name) && (typeof value === 'string' || typeof value === 'number'));
  const source = typeof meta['source'] === 'string' && meta['source'] !== '' && !isNamedBySource ? { source: meta['source'] } : {};
  const extras = { ...provenance, ...source, ...Object.fromEntries(own as [string, string | number][]) };
  return Object.keys(extras).length === 0 ? null : extras;
}
