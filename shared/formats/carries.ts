/**
 * What a dataset can say and a format may keep. The one table behind loss reports and docs/formats.md: `yes`, `no`, or
 * `beside`: not in the format itself, but in `extras.jsonl` beside it, which we read back and others do not.
 */
export const features = {
  images: 'images',
  texts: 'texts',
  boxes: 'boxes',
  spans: 'spans',
  overlaps: 'spans that overlap',
  classes: 'classes of whole items',
  relations: 'relations',
  scores: 'scores',
  attributes: 'attributes',
  occluded: 'occluded flags',
  truncated: 'truncated flags',
  difficult: 'difficult flags',
  crowd: 'crowd flags',
  zOrder: 'z-orders',
  groups: 'groups',
  origins: 'origins of suggestions',
  splits: 'splits',
  answers: 'answers (accept, reject, ignore)',
  sizes: 'image sizes',
  labelExtras: 'provenance of labels',
  itemExtras: 'provenance of items',
} as const;

export type Feature = keyof typeof features;
export type Keeps = 'yes' | 'no' | 'beside';
export type Carries = Readonly<Record<Feature, Keeps>>;

/** A row of the table: one answer for all that is not named. */
export function carries(usual: Keeps, named: Partial<Carries>): Carries {
  const all = Object.keys(features) as Feature[];
  return Object.fromEntries(all.map((feature) => [feature, named[feature] ?? usual])) as unknown as Carries;
}

/** Why each feature is missing where it is, for the loss report. */
export const why: Readonly<Record<Feature, string>> = {
  images: 'the format holds texts alone',
  texts: 'the format holds images alone',
  boxes: 'the format has no boxes',
  spans: 'the format has no spans of text',
  overlaps: 'a token has one tag: the longer span is kept',
  classes: 'the format has no classes of whole items',
  relations: 'the format has no relations',
  scores: 'the format has no scores',
  attributes: 'the format has no attributes',
  occluded: 'the format has no such flag',
  truncated: 'the format has no such flag',
  difficult: 'the format has no such flag',
  crowd: 'the format has no such flag',
  zOrder: 'the format has no z-order',
  groups: 'the format has no groups',
  origins: 'the format does not say who proposed a label',
  splits: 'the format holds one set',
  answers: 'the format has no answers to tasks',
  sizes: 'the format does not say how large images are',
  labelExtras: 'the format has no room for it',
  itemExtras: 'the format has no room for it',
};

export const BESIDE_FILE = 'extras.jsonl';
