import { codePointOfUtf16, codePointLength, sliceCodePoints } from '../../labels/text-offsets.ts';
import { shown, takeBox, takeClass, takeScore, takeSpan } from '../checks.ts';
import type { Size } from '../checks.ts';
import { fromFlat } from '../fields.ts';
import type { FlatFields } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { boxLabel, classLabel, spanLabel } from '../model.ts';
import type { Label, LabelRelation } from '../model.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';

export interface ResultPlace {
  readonly text: string | null;
  readonly size: Size;
  readonly file: string;
  readonly field: string;
  readonly isPrediction: boolean;
}

/** The types that name a class, and the key of their value that holds it. */
const CLASS_KEYS = ['rectanglelabels', 'labels', 'hypertextlabels', 'choices'] as const;

/** Regions and relations of one annotation. Results that share an id are one region: its shape, and its class from another control. */
export function resultsOf(results: readonly unknown[], place: ResultPlace, context: ReadContext): { labels: Label[]; relations: LabelRelation[] } {
  const { report } = context;
  const classOf = new Map<unknown, unknown>();
  const bare = new Set(['rectangle', 'labels', 'hypertextlabels']);
  for (const raw of results) {
    const result = asRecord(raw);
    const found = namedClass(result);
    if (found !== undefined && result?.['type'] !== 'choices') classOf.set(result?.['id'], found);
  }
  const labels: Label[] = [];
  const places = new Map<unknown, number>();
  const open: { readonly field: string; readonly result: Fields }[] = [];
  for (const [index, raw] of results.entries()) {
    const result = asRecord(raw);
    const field = `${place.field}[${index}]`;
    if (result === null) report.problem(place.file, field, `${shown(raw)} is no result`, 'Take it out.');
    else if (result['type'] === 'relation') open.push({ field, result });
    else {
      const isRegionPart = bare.has(String(result['type'])) && results.some((other) => other !== raw && asRecord(other)?.['id'] === result['id'] && asRecord(other)?.['type'] === 'rectangle');
      if (isRegionPart && result['type'] !== 'rectangle') continue;
      const label = labelOf(result, { ...place, field }, classOf, context);
      if (label === null) continue;
      places.set(result['id'], labels.length);
      labels.push(label);
    }
  }
  const relations = open.flatMap(({ field, result }): LabelRelation[] => {
    const [from, to] = [places.get(result['from_id']), places.get(result['to_id'])];
    if (from === undefined || to === undefined) {
      report.problem(place.file, field, 'the relation leads to a region that is not there', 'Take it out.');
      return [];
    }
    const label = asList(result['labels'])[0];
    const said = typeof label === 'string' ? label : '';
    return result['direction'] === 'left' ? [{ from: to, to: from, label: said }] : [{ from, to, label: said }];
  });
  return { labels, relations };
}

function namedClass(result: Fields | null): unknown {
  const value = asRecord(result?.['value']);
  return CLASS_KEYS.map((key) => asList(value?.[key])[0]).find((each) => each !== undefined);
}

function labelOf(result: Fields, place: ResultPlace, classOf: ReadonlyMap<unknown, unknown>, { report, classes }: ReadContext): Label | null {
  const { file, field } = place;
  const type = String(result['type']);
  const value = asRecord(result['value']) ?? {};
  const isBox = type === 'rectanglelabels' || type === 'rectangle';
  const isSpan = place.text !== null && (type === 'labels' || type === 'hypertextlabels');
  if (!isBox && !isSpan && type !== 'choices') {
    report.losses.add(`${type} results`, 'boxes, spans, choices and relations are read; others have no place here');
    return null;
  }
  const className = takeClass(namedClass(result) ?? classOf.get(result['id']), file, `${field}.value`, report);
  if (className === null) return null;
  const fields = fieldsOf(result, place, report);
  const label = isBox ? box(className, value, fields, place, report) : isSpan ? span(className, value, fields, place, report) : classLabel({ className, ...fields });
  if (label !== null) classes.indexOf(className);
  return label;
}

function fieldsOf(result: Fields, { isPrediction, file, field }: ResultPlace, report: ReadContext['report']): FlatFields {
  const origin = result['origin'];
  const { text: notes, ...meta } = asRecord(result['meta']) ?? {};
  const note = asList(notes)[0];
  const score = takeScore(result['score'], file, `${field}.score`, report);
  return {
    ...fromFlat({ ...meta, ...(typeof note === 'string' ? { text: note } : {}) }, () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no')),
    ...(score === null ? {} : { score }),
    ...(isPrediction ? { origin: 'prediction' as const } : origin === 'prediction' || origin === 'prediction-changed' ? { origin } : {}),
  };
}

/** Per cent to pixels; a turned rectangle turns about its top left corner. */
function box(className: string, value: Fields, fields: FlatFields, { size, file, field }: ResultPlace, report: ReadContext['report']): Label | null {
  const { widthPx, heightPx } = size;
  if (widthPx === null || heightPx === null) {
    report.problem(file, `${field}.original_width`, 'the image’s size is not known, and boxes are per cent of it', 'Name the folder of the images with --images.');
    return null;
  }
  const share = (name: string) => (typeof value[name] === 'number' ? value[name] : NaN);
  const [x, y, width, height] = [(share('x') * widthPx) / 100, (share('y') * heightPx) / 100, (share('width') * widthPx) / 100, (share('height') * heightPx) / 100];
  const turn = (typeof value['rotation'] === 'number' ? value['rotation'] : 0) % 360;
  if (turn !== 0) report.losses.add('rotations of boxes', 'a turned box becomes the upright one around it');
  const [sine, cosine] = turn === 0 ? [0, 1] : [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
  const xs = [0, width * cosine, -height * sine, width * cosine - height * sine].map((dx) => x + dx);
  const ys = [0, width * sine, height * cosine, width * sine + height * cosine].map((dy) => y + dy);
  const isNumber = [x, y, width, height].every((each) => Number.isFinite(each));
  const raw = isNumber && width > 0 && height > 0 ? { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) } : { x0: x, y0: y, x1: x + width, y1: y + height };
  const corners = takeBox(raw, size, file, `${field}.value`, report);
  return corners === null ? null : boxLabel({ className, ...corners, ...fields });
}

/** Offsets are UTF-16 units; tools that write code points are told apart by the text beside them. */
function span(className: string, value: Fields, fields: FlatFields, place: ResultPlace, report: ReadContext['report']): Label | null {
  const { file, field } = place;
  const text = place.text ?? '';
  const { start, end, text: marked } = value;
  const units = takeSpan(start, end, text.length, file, `${field}.value`, report);
  if (units === null) return null;
  const fromUnits = { start: codePointOfUtf16(text, units.start), end: codePointOfUtf16(text, units.end) };
  if (typeof marked !== 'string' || text.slice(units.start, units.end) === marked) return spanLabel({ className, ...fromUnits, ...fields });
  const isCodePoints = units.end <= codePointLength(text) && sliceCodePoints(text, units.start, units.end) === marked;
  if (isCodePoints) return spanLabel({ className, ...units, ...fields });
  report.problem(file, `${field}.value.text`, `${shown(marked)} does not stand at ${units.start} to ${units.end}`, 'Offsets count from the start of data.text, with its line ends as they are.');
  return null;
}
