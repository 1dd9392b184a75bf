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

/** Types whose region is drawn by another result of the same id. */
const SHAPES = new Set(['rectanglelabels', 'rectangle', 'labels', 'hypertextlabels']);
/** What is said of a single region by further controls, and the key of the value that holds it. */
const OF_REGION: Readonly<Record<string, string>> = { choices: 'choices', textarea: 'text', number: 'number', rating: 'rating' };

/** What results that share an id say together. */
interface Regions {
  readonly shapes: ReadonlySet<unknown>;
  readonly rectangles: ReadonlySet<unknown>;
  readonly classes: ReadonlyMap<unknown, readonly unknown[]>;
  readonly attributes: ReadonlyMap<unknown, Fields>;
}

/** Regions and relations of one annotation. Results that share an id are one region: its shape, its class from another control, and what further controls say of it. */
export function resultsOf(results: readonly unknown[], place: ResultPlace, context: ReadContext): { labels: Label[]; relations: LabelRelation[] } {
  const { report } = context;
  const regions = regionsOf(results);
  const labels: Label[] = [];
  const places = new Map<unknown, number>();
  const open: { readonly field: string; readonly result: Fields }[] = [];
  for (const [index, raw] of results.entries()) {
    const result = asRecord(raw);
    const field = `${place.field}[${index}]`;
    if (result === null) report.problem(place.file, field, `${shown(raw)} is no result`, 'Take it out.');
    else if (result['type'] === 'relation') open.push({ field, result });
    else if (!isPartOfOther(result, regions)) {
      const found = labelsOf(result, { ...place, field }, regions, context);
      if (found.length > 0) places.set(result['id'], labels.length);
      labels.push(...found);
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

function regionsOf(results: readonly unknown[]): Regions {
  const sound = results.map(asRecord).filter((each) => each !== null && each['id'] !== undefined);
  const ofType = (types: ReadonlySet<unknown>) => new Set(sound.filter((each) => types.has(each?.['type'])).map((each) => each?.['id']));
  const shapes = ofType(SHAPES);
  const classes = new Map<unknown, readonly unknown[]>();
  const attributes = new Map<unknown, Fields>();
  for (const result of sound) {
    const names = namedClasses(result);
    if (names.length > 0 && result?.['type'] !== 'choices') classes.set(result?.['id'], names);
    const key = OF_REGION[String(result?.['type'])];
    if (key === undefined || !shapes.has(result?.['id'])) continue;
    const said = asRecord(result?.['value'])?.[key];
    const name = result?.['from_name'];
    attributes.set(result?.['id'], { ...attributes.get(result?.['id']), [typeof name === 'string' ? name : key]: Array.isArray(said) ? said.join(key === 'text' ? '\n' : ', ') : said });
  }
  return { shapes, rectangles: ofType(new Set(['rectangle'])), classes, attributes };
}

/** The class of a bare rectangle, or what is said of a region that another result draws. */
function isPartOfOther(result: Fields, { shapes, rectangles }: Regions): boolean {
  const type = String(result['type']);
  if (OF_REGION[type] !== undefined) return shapes.has(result['id']);
  return (type === 'labels' || type === 'hypertextlabels') && rectangles.has(result['id']);
}

function namedClasses(result: Fields | null): readonly unknown[] {
  const value = asRecord(result?.['value']);
  return CLASS_KEYS.map((key) => asList(value?.[key])).find((each) => each.length > 0) ?? [];
}

/** A label a class that the result names: controls may let several be chosen. */
function labelsOf(result: Fields, place: ResultPlace, regions: Regions, { report, classes }: ReadContext): Label[] {
  const { file, field } = place;
  const type = String(result['type']);
  const value = asRecord(result['value']) ?? {};
  const isBox = type === 'rectanglelabels' || type === 'rectangle';
  const isSpan = place.text !== null && (type === 'labels' || type === 'hypertextlabels');
  if (!isBox && !isSpan && type !== 'choices') {
    report.losses.add(`${type} results`, 'boxes, spans, choices and relations are read; others have no place here');
    return [];
  }
  const own = namedClasses(result);
  const names = own.length > 0 ? own : (regions.classes.get(result['id']) ?? [undefined]);
  const fields = fieldsOf(result, regions.attributes.get(result['id']) ?? {}, place, report);
  return names.flatMap((name) => {
    const className = takeClass(name, file, `${field}.value`, report);
    if (className === null) return [];
    const label = isBox ? box(className, value, fields, place, report) : isSpan ? span(className, value, fields, place, report) : classLabel({ className, ...fields });
    if (label !== null) classes.indexOf(className);
    return label ?? [];
  });
}

function fieldsOf(result: Fields, said: Fields, { isPrediction, file, field }: ResultPlace, report: ReadContext['report']): FlatFields {
  const origin = result['origin'];
  const { text: notes, ...meta } = asRecord(result['meta']) ?? {};
  const note = asList(notes)[0];
  const score = takeScore(result['score'], file, `${field}.score`, report);
  return {
    ...fromFlat({ ...said, ...meta, ...(typeof note === 'string' ? { text: note } : {}) }, () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no')),
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
