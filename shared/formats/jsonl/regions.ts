import { codePointLength, sliceCodePoints } from '../../labels/text-offsets.ts';
import { shown, takeBox, takeClass, takeScore, takeSpan, tidy } from '../checks.ts';
import { fromFlat, toFlat } from '../fields.ts';
import type { ReadContext } from '../format.ts';
import { boxLabel, classLabel, spanLabel } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { asList, asRecord } from '../records.ts';

const OWN = new Set(['score']);
/** What a region has a field for; the rest is as in a bag of attributes. */
const OWN_FIELDS = new Set(['label', 'class', 'box', 'span', 'text', 'confidence', 'attributes']);

/** A label in the layout that `tessera simulate` and known answers have too: `box` is x, y, width, height, `span` start and end; neither: of the whole item. */
export function regionOf(label: Label, text: string | null) {
  const rest = { ...(label.score === null ? {} : { confidence: label.score }), ...toFlat({ ...label, attributes: {} }, OWN), ...(Object.keys(label.attributes).length === 0 ? {} : { attributes: label.attributes }) };
  if (label.kind === 'box') return { label: label.className, box: [label.x0, label.y0, tidy(label.x1 - label.x0), tidy(label.y1 - label.y0)], ...rest };
  if (label.kind === 'span') return { label: label.className, span: [label.start, label.end], ...(text === null ? {} : { text: sliceCodePoints(text, label.start, label.end) }), ...rest };
  return { label: label.className, ...rest };
}

/** Where a region stands, for its problems. */
export interface RegionPlace {
  readonly file: string;
  readonly field: string;
}

export function labelOf(raw: unknown, item: Pick<FormatItem, 'text' | 'widthPx' | 'heightPx'>, { file, field }: RegionPlace, { report, classes }: Pick<ReadContext, 'report' | 'classes'>): Label | null {
  const region = asRecord(raw);
  const className = takeClass(region?.['label'] ?? region?.['class'], file, `${field}.label`, report);
  if (region === null || className === null) return null;
  const { box, span, text, confidence, attributes } = region;
  const flat = Object.fromEntries(Object.entries(region).filter(([name]) => !OWN_FIELDS.has(name)));
  const dropped = () => report.losses.add('fields of labels that have no place', 'attributes stand in "attributes"');
  const fields = { ...fromFlat({ ...asRecord(attributes), ...flat }, dropped), score: takeScore(confidence ?? flat['score'], file, `${field}.confidence`, report) };
  const made = shapeOf(className, fields, { box, span, text }, item, { file, field }, report);
  if (made !== null) classes.indexOf(className);
  return made;
}

function shapeOf(className: string, fields: object, { box, span, text }: Readonly<Record<'box' | 'span' | 'text', unknown>>, item: Pick<FormatItem, 'text' | 'widthPx' | 'heightPx'>, { file, field }: RegionPlace, report: ReadContext['report']): Label | null {
  if (box !== undefined) {
    const [x, y, width, height] = asList(box);
    const far = (low: unknown, length: unknown) => (typeof low === 'number' && typeof length === 'number' ? low + length : length);
    const corners = takeBox({ x0: x, y0: y, x1: far(x, width), y1: far(y, height) }, item, file, `${field}.box`, report);
    return corners === null ? null : boxLabel({ className, ...corners, ...fields });
  }
  if (span === undefined) return classLabel({ className, ...fields });
  if (item.text === null) {
    report.problem(file, `${field}.span`, 'the item has no text', 'Give the text in "text".');
    return null;
  }
  const [start, end] = asList(span);
  const place = takeSpan(start, end, codePointLength(item.text), file, `${field}.span`, report);
  if (place === null) return null;
  if (typeof text === 'string' && text !== sliceCodePoints(item.text, place.start, place.end)) {
    report.problem(file, `${field}.text`, `${shown(text)} does not stand at ${place.start} to ${place.end}`, 'Offsets count Unicode code points, as Python does.');
    return null;
  }
  return spanLabel({ className, ...place, ...fields });
}
