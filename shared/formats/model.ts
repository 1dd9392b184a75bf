import type { Json } from '../canonical-json.ts';
import type { Attributes, Origin } from '../labels/types.ts';

/** What an item or a label carries beside its own fields: where it comes from, as JSON. */
export type Extras = Readonly<Record<string, Json>>;

interface LabelBase {
  /** Classes go by name between formats: each format has numbers of its own. */
  readonly className: string;
  /** 0 to 1; null where nothing is said. */
  readonly score: number | null;
  readonly attributes: Attributes;
  /** What a model proposed, taken as it was or changed; null: by hand, or nothing is said. */
  readonly origin: Exclude<Origin, 'manual'> | null;
  /** Labels of one number belong together; null: alone. */
  readonly group: number | null;
  readonly extras: Extras | null;
}

/** A box in pixels from the image's top left corner, edges and not pixel numbers: x1 - x0 is its width. */
export interface BoxLabel extends LabelBase {
  readonly kind: 'box';
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly occluded: boolean;
  readonly truncated: boolean;
  readonly difficult: boolean;
  readonly crowd: boolean;
  /** Higher lies on top; 0 where nothing is said. */
  readonly zOrder: number;
}

/** A stretch of the text in Unicode code points, half open. */
export interface SpanLabel extends LabelBase {
  readonly kind: 'span';
  readonly start: number;
  readonly end: number;
}

/** A class of the whole item. */
export interface ClassLabel extends LabelBase {
  readonly kind: 'class';
}

export type Label = BoxLabel | SpanLabel | ClassLabel;

/** A directed relation between two labels of one item, by their places in its list. */
export interface LabelRelation {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Prodigy's three answers to a task. */
export const answers = ['accept', 'reject', 'ignore'] as const;
export type Answer = (typeof answers)[number];

/** One image or text with its labels: what every format is read to and written from. */
export interface FormatItem {
  readonly kind: 'image' | 'text';
  /** Inside the dataset, forward slashes, checked by `safePath`; the item's name in every format. */
  readonly path: string;
  /** Where its file lies in the source, where a reader has found it; else it is looked for by `path`. Never written. */
  readonly file: string | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** Of a text item; null for images. */
  readonly text: string | null;
  readonly labels: readonly Label[];
  readonly relations: readonly LabelRelation[];
  /** "val", "test"; null for the training set, or where a dataset has one set. */
  readonly split: string | null;
  readonly answer: Answer | null;
  readonly extras: Extras | null;
}

type Given<T extends LabelBase, K extends keyof T> = Pick<T, K | 'className'> & Partial<Omit<T, 'kind'>>;

/*
 * Field by field, and no spread of defaults: an object with a dozen fields that is put together by copying becomes a
 * hash table, and a dataset has a million of them.
 */
export function boxLabel(given: Given<BoxLabel, 'x0' | 'y0' | 'x1' | 'y1'>): BoxLabel {
  return {
    kind: 'box',
    className: given.className,
    score: given.score ?? null,
    attributes: given.attributes ?? NONE,
    origin: given.origin ?? null,
    group: given.group ?? null,
    extras: given.extras ?? null,
    x0: given.x0,
    y0: given.y0,
    x1: given.x1,
    y1: given.y1,
    occluded: given.occluded ?? false,
    truncated: given.truncated ?? false,
    difficult: given.difficult ?? false,
    crowd: given.crowd ?? false,
    zOrder: given.zOrder ?? 0,
  };
}

export function spanLabel(given: Given<SpanLabel, 'start' | 'end'>): SpanLabel {
  const { className, score = null, attributes = NONE, origin = null, group = null, extras = null, start, end } = given;
  return { kind: 'span', className, score, attributes, origin, group, extras, start, end };
}

export function classLabel(given: Given<ClassLabel, 'className'>): ClassLabel {
  const { className, score = null, attributes = NONE, origin = null, group = null, extras = null } = given;
  return { kind: 'class', className, score, attributes, origin, group, extras };
}

const NONE: Attributes = {};

export function imageItem(given: Pick<FormatItem, 'path'> & Partial<FormatItem>): FormatItem {
  return itemOf('image', given);
}

export function textItem(given: Pick<FormatItem, 'path' | 'text'> & Partial<FormatItem>): FormatItem {
  return itemOf('text', given);
}

function itemOf(kind: FormatItem['kind'], given: Pick<FormatItem, 'path'> & Partial<FormatItem>): FormatItem {
  return {
    kind,
    path: given.path,
    file: given.file ?? null,
    widthPx: given.widthPx ?? null,
    heightPx: given.heightPx ?? null,
    text: given.text ?? null,
    labels: given.labels ?? [],
    relations: given.relations ?? [],
    split: given.split ?? null,
    answer: given.answer ?? null,
    extras: given.extras ?? null,
  };
}
