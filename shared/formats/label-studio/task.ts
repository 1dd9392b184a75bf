import { sliceCodePoints } from '../../labels/text-offsets.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';
import type { LossCounter } from '../report.ts';

/** What a task is about: a text as it stands, or what names an image. */
export interface TaskMedia {
  readonly text: string | null;
  readonly image: string | null;
}

const IMAGE_KEYS = ['image', 'img', 'image_url', 'url'];
const IMAGE_NAME = /\.(jpe?g|png|gif|bmp|webp|tiff?|avif)([?#].*)?$/i;
/** Results of these types lie on an image. */
const ON_IMAGE = /^(rectangle|polygon|ellipse|keypoint|brush|bitmask)(labels)?$/;

/** Out of a task's data, whose keys are the project's own: by the usual keys, else by what the values look like. Null where neither an image nor a text is found. */
export function mediaOf(data: Fields, results: readonly unknown[]): TaskMedia | null {
  const strings = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const image = strings.find(([key]) => IMAGE_KEYS.includes(key)) ?? strings.find(([key, value]) => key !== 'path' && IMAGE_NAME.test(value));
  const isOnImage = results.some((each) => ON_IMAGE.test(String(asRecord(each)?.['type'])));
  if (typeof data['text'] === 'string' && !(isOnImage && image !== undefined)) return { text: data['text'], image: null };
  if (image !== undefined) return { text: null, image: image[1] };
  const texts = strings.filter(([key]) => key !== 'path' && key !== 'split').map(([, value]) => value);
  const text = texts.find((each) => results.some((result) => marks(result, each))) ?? (texts.length === 1 ? texts[0] : undefined);
  return text === undefined ? null : { text, image: null };
}

/** Whether a span of the text has the words that stand beside its offsets. */
function marks(result: unknown, text: string): boolean {
  const value = asRecord(asRecord(result)?.['value']);
  const { start, end, text: marked } = value ?? {};
  if (typeof start !== 'number' || typeof end !== 'number' || typeof marked !== 'string' || marked === '') return false;
  return text.slice(start, end) === marked || sliceCodePoints(text, start, end) === marked;
}

/** What JSON-MIN adds to a task's data. */
const OF_ANNOTATION = new Set(['id', 'annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time']);
/** Names that the interface's own templates give a choice of one, which JSON-MIN has as a bare text. */
const CHOICE_NAMES = new Set(['choice', 'choices', 'sentiment', 'class', 'category', 'topic', 'label']);

/** A task in the full layout out of a row of JSON-MIN, which has one annotation and each control's value under its name; null for what is no such row. */
export function taskOfMin(row: Fields, losses: LossCounter): Fields | null {
  const data: Record<string, unknown> = {};
  const result: Fields[] = [];
  for (const [name, value] of Object.entries(row)) {
    const regions = asList(value).map(asRecord);
    if (OF_ANNOTATION.has(name)) continue;
    if (regions.length > 0 && regions.every((each) => each !== null)) result.push(...regions.map((each, at) => regionOf(name, each, at)));
    else if (asRecord(value)?.['choices'] !== undefined) result.push({ id: name, type: 'choices', from_name: name, value });
    else if (typeof value === 'string' && CHOICE_NAMES.has(name)) result.push({ id: name, type: 'choices', from_name: name, value: { choices: [value] } });
    else data[name] = value;
  }
  const media = mediaOf(data, result);
  if (media === null || (row['annotation_id'] === undefined && row['annotator'] === undefined && row['id'] === undefined)) return null;
  const others = Object.entries(data).filter(([name, value]) => value !== media.text && value !== media.image && !['width', 'height', 'path', 'split'].includes(name));
  losses.add('columns that have no place', others.slice(0, 10).map(([name]) => name).join(', '), others.length);
  return { id: row['id'], data, annotations: [{ result }] };
}

/** A region says what it is by the key that holds its classes. */
function regionOf(name: string, value: Fields, at: number): Fields {
  const key = Object.keys(value).find((each) => /^([a-z]*labels|choices)$/.test(each));
  return { id: `${name}-${at}`, type: key ?? 'rectangle', from_name: name, value, original_width: value['original_width'], original_height: value['original_height'] };
}
