import type { Json } from '../canonical-json.ts';
import type { AttributeValue } from '../labels/types.ts';
import { parseJson } from './json-stream.ts';
import type { BoxLabel, Extras, Label } from './model.ts';
import type { LossCounter } from './report.ts';

/*
 * Formats with one bag of attributes a label keep there what they have no field for, under these names. Datumaro's and
 * CVAT's own exports use the first five.
 */
const FLAGS = ['occluded', 'truncated', 'difficult', 'crowd'] as const;
export const reservedNames: ReadonlySet<string> = new Set([...FLAGS, 'z_order', 'group_id', 'origin', 'score', 'provenance']);

export type FlatFields = Partial<Pick<BoxLabel, (typeof FLAGS)[number] | 'zOrder' | 'group' | 'origin' | 'score' | 'extras' | 'attributes'>>;

/** Which of the names a format keeps elsewhere. */
type Omitted = ReadonlySet<string>;

/** A label's attributes and whatever else has no field in the format. Flags that are not set are left out. */
export function toFlat(label: Label, omit: Omitted = new Set()): Record<string, Json> {
  const flat: Record<string, Json> = { ...label.attributes };
  const put = (name: string, value: Json | null) => {
    if (value !== null && !omit.has(name)) flat[name] = value;
  };
  if (label.kind === 'box') for (const flag of FLAGS) put(flag, label[flag] ? true : null);
  put('z_order', label.kind === 'box' && label.zOrder !== 0 ? label.zOrder : null);
  put('group_id', label.group);
  put('origin', label.origin);
  put('score', label.score);
  put('provenance', label.extras);
  return flat;
}

/** The other way: reserved names become fields where their value fits, plain values attributes, and the rest is dropped and counted. */
export function fromFlat(raw: unknown, onDropped: (name: string) => void): FlatFields {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {};
  const fields: Record<string, unknown> = {};
  const attributes: [string, AttributeValue][] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === null || value === undefined) continue;
    if (takeReserved(fields, name, value)) continue;
    // No plain object keeps the name __proto__ through every hand that copies it.
    if (name !== '__proto__' && (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))) attributes.push([name, value]);
    else onDropped(name);
  }
  return { ...(fields as FlatFields), ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }) };
}

function takeReserved(fields: Record<string, unknown>, name: string, value: unknown): boolean {
  const flag = FLAGS.find((each) => each === name);
  const isSet = value === true || value === 1 ? true : value === false || value === 0 ? false : null;
  if (flag !== undefined && isSet !== null) fields[flag] = isSet;
  else if (name === 'z_order' && isWhole(value)) fields['zOrder'] = value;
  else if (name === 'group_id' && isWhole(value)) fields['group'] = value;
  else if (name === 'origin' && (value === 'prediction' || value === 'prediction-changed')) fields['origin'] = value;
  else if (name === 'origin' && value === 'manual') return true;
  else if (name === 'score' && typeof value === 'number' && value >= 0 && value <= 1) fields['score'] = value;
  else if (name === 'provenance' && isExtras(value)) fields['extras'] = value;
  else return false;
  return true;
}

export function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

export function isExtras(value: unknown): value is Extras {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An attribute's value as XML and CSV carry it. */
export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value that a text stands for: true, false, a number as it is printed, else the text. */
export function textValue(text: string): AttributeValue {
  if (text === 'true' || text === 'True') return true;
  if (text === 'false' || text === 'False') return false;
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/** What a label's bag of attributes becomes in a format that has texts alone: changes of type and of characters are counted. */
export function textFields(label: Label, omit: Omitted, losses: LossCounter): (readonly [string, string])[] {
  return Object.entries(toFlat(label, omit)).map(([name, value]) => {
    if (typeof value === 'string' && textValue(value) !== value) losses.add('types of attributes', 'a text that reads like a number or a yes and no is read back as one');
    return [name, valueText(value)] as const;
  });
}

/** The other way; provenance is an object in JSON. */
export function fromTextFields(fields: Iterable<readonly [string, string]>, onDropped: (name: string) => void): FlatFields {
  const flat = [...fields].map(([name, text]) => [name, name === 'provenance' ? (parseJson(text) ?? text) : textValue(text)] as const);
  return fromFlat(Object.fromEntries(flat), onDropped);
}
