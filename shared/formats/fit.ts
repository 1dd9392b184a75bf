import { features, why, BESIDE_FILE } from './carries.ts';
import type { Carries, Feature } from './carries.ts';
import type { FormatItem, Label, LabelRelation } from './model.ts';
import type { LossCounter } from './report.ts';

/** What a label says, by feature: how much there is of it, and the label without it. */
const labelFeatures: Partial<Record<Feature, { has: (label: Label) => boolean; without: (label: Label) => Label }>> = {
  scores: { has: ({ score }) => score !== null, without: (label) => ({ ...label, score: null }) },
  attributes: { has: ({ attributes }) => Object.keys(attributes).length > 0, without: (label) => ({ ...label, attributes: {} }) },
  occluded: flag('occluded'),
  truncated: flag('truncated'),
  difficult: flag('difficult'),
  crowd: flag('crowd'),
  zOrder: { has: (label) => label.kind === 'box' && label.zOrder !== 0, without: (label) => (label.kind === 'box' ? { ...label, zOrder: 0 } : label) },
  groups: { has: ({ group }) => group !== null, without: (label) => ({ ...label, group: null }) },
  origins: { has: ({ origin }) => origin !== null, without: (label) => ({ ...label, origin: null }) },
  labelExtras: { has: ({ extras }) => extras !== null, without: (label) => ({ ...label, extras: null }) },
};

function flag(name: 'occluded' | 'truncated' | 'difficult' | 'crowd') {
  return {
    has: (label: Label) => label.kind === 'box' && label[name],
    without: (label: Label): Label => (label.kind === 'box' ? { ...label, [name]: false } : label),
  };
}

const ofKind: Readonly<Record<Label['kind'], Feature>> = { box: 'boxes', span: 'spans', class: 'classes' };

/**
 * The item as a format can keep it, each thing that is left out counted; null where it has no place at all. What goes
 * beside the format is counted and stays. Writers get nothing else, so that nothing is lost silently.
 */
export function fit(item: FormatItem, keeps: Carries, losses: LossCounter): FormatItem | null {
  const lose = (feature: Feature, count: number) => {
    if (count > 0) losses.add(features[feature], keeps[feature] === 'beside' ? `the format has no room: kept in ${BESIDE_FILE} alone` : why[feature], count);
  };
  const kind = item.kind === 'image' ? 'images' : 'texts';
  if (keeps[kind] === 'no') {
    lose(kind, 1);
    return null;
  }
  const ordered = wholeLast(item, losses);
  let labels: readonly Label[] = ordered.labels;
  let relations: readonly LabelRelation[] = ordered.relations;
  for (const [label, feature] of Object.entries(ofKind) as [Label['kind'], Feature][]) {
    const isOfKind = (each: Label) => each.kind === label;
    if (keeps[feature] !== 'yes') lose(feature, labels.filter(isOfKind).length);
    if (keeps[feature] === 'no' && labels.some(isOfKind)) ({ labels, relations } = keep(labels, relations, (each) => !isOfKind(each)));
  }
  for (const [feature, { has, without }] of Object.entries(labelFeatures) as [Feature, NonNullable<(typeof labelFeatures)[Feature]>][]) {
    if (keeps[feature] === 'yes') continue;
    const count = labels.filter(has).length;
    lose(feature, count);
    if (keeps[feature] === 'no' && count > 0) labels = labels.map(without);
  }
  if (keeps.overlaps !== 'yes') ({ labels, relations } = withoutOverlaps(labels, relations, keeps, lose));
  const rest = itemRest(item, keeps, lose);
  if (keeps.relations !== 'yes') lose('relations', relations.length);
  return { ...item, ...rest, labels, relations: keeps.relations === 'no' ? [] : relations };
}

/** Classes of the whole item after all others, as most formats have them; only places are related to each other. */
function wholeLast({ labels, relations }: FormatItem, losses: LossCounter): Pick<FormatItem, 'labels' | 'relations'> {
  if (relations.length === 0 && !labels.some(({ kind }) => kind === 'class')) return { labels, relations };
  const isPlace = (index: number) => labels[index] !== undefined && labels[index].kind !== 'class';
  const between = relations.filter(({ from, to }) => isPlace(from) && isPlace(to));
  losses.add('relations of whole items', 'only boxes and spans are related', relations.length - between.length);
  const order = [...labels.keys()].sort((one, other) => Number(isPlace(other)) - Number(isPlace(one)) || one - other);
  const places = new Map(order.map((old, place) => [old, place]));
  return {
    labels: order.flatMap((index) => labels[index] ?? []),
    relations: between.map(({ from, to, label }) => ({ from: places.get(from) ?? 0, to: places.get(to) ?? 0, label })),
  };
}

function itemRest(item: FormatItem, keeps: Carries, lose: (feature: Feature, count: number) => void): Partial<FormatItem> {
  const rest: { -readonly [K in keyof FormatItem]?: FormatItem[K] } = {};
  const drop = (feature: Feature, isThere: boolean, without: () => void) => {
    if (!isThere || keeps[feature] === 'yes') return;
    lose(feature, 1);
    if (keeps[feature] === 'no') without();
  };
  drop('splits', item.split !== null, () => (rest.split = null));
  drop('answers', item.answer !== null, () => (rest.answer = null));
  drop('itemExtras', item.extras !== null, () => (rest.extras = null));
  drop('sizes', item.widthPx !== null, () => {
    rest.widthPx = null;
    rest.heightPx = null;
  });
  return rest;
}

/** The labels that stay, with relations between them by their new places. */
function keep(labels: readonly Label[], relations: readonly LabelRelation[], stays: (label: Label, index: number) => boolean) {
  const places = new Map<number, number>();
  const kept = labels.filter((label, index) => {
    if (!stays(label, index)) return false;
    places.set(index, places.size);
    return true;
  });
  const between = relations.flatMap((relation) => {
    const [from, to] = [places.get(relation.from), places.get(relation.to)];
    return from === undefined || to === undefined ? [] : [{ ...relation, from, to }];
  });
  return { labels: kept, relations: between };
}

/** Of spans that overlap the longest stays, of equal ones the first. */
function withoutOverlaps(labels: readonly Label[], relations: readonly LabelRelation[], keeps: Carries, lose: (feature: Feature, count: number) => void) {
  const spans = labels.flatMap((label, index) => (label.kind === 'span' ? [{ index, start: label.start, end: label.end }] : []));
  const dropped = new Set<number>();
  let last: (typeof spans)[number] | null = null;
  for (const span of spans.sort((one, other) => one.start - other.start || other.end - one.end || one.index - other.index)) {
    if (last === null || span.start >= last.end) last = span;
    else if (span.end - span.start > last.end - last.start) {
      dropped.add(last.index);
      last = span;
    } else dropped.add(span.index);
  }
  lose('overlaps', dropped.size);
  return dropped.size === 0 || keeps.overlaps === 'beside' ? { labels, relations } : keep(labels, relations, (_, index) => !dropped.has(index));
}
