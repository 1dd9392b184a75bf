import { addRelation } from '../../../shared/labels/command-makers.ts';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { ItemLabels, Relation } from '../../../shared/labels/types.ts';

export function relationsOf(labels: Pick<ItemLabels, 'relations'>, id: RegionId | undefined): Relation[] {
  return labels.relations.filter((relation) => relation.from === id || relation.to === id);
}

/** Relates two regions, or null where they are one, or related that way already. */
export function relate(labels: ItemLabels, relation: Relation): LabelCommand | null {
  const { from, to } = relation;
  if (from === to || labels.relations.some((other) => other.from === from && other.to === to && other.label === relation.label)) return null;
  return addRelation(labels, relation);
}

/** The relation under another name, at its place in the list. */
export function renameRelation(labels: ItemLabels, relation: Relation, label: string): LabelCommand | null {
  const index = labels.relations.findIndex((other) => other.id === relation.id);
  if (index === -1 || label === relation.label) return null;
  return {
    type: 'group',
    commands: [
      { type: 'remove', ids: [], relationIds: [relation.id] },
      { type: 'insert', regions: [], relations: [{ index, relation: { ...relation, label } }] },
    ],
  };
}

/** Turns the relation round. */
export function turnRelation(labels: ItemLabels, relation: Relation): LabelCommand | null {
  const index = labels.relations.findIndex((other) => other.id === relation.id);
  if (index === -1) return null;
  return {
    type: 'group',
    commands: [
      { type: 'remove', ids: [], relationIds: [relation.id] },
      { type: 'insert', regions: [], relations: [{ index, relation: { ...relation, from: relation.to, to: relation.from } }] },
    ],
  };
}

export function unrelate(relations: readonly Relation[]): LabelCommand | null {
  return relations.length === 0 ? null : { type: 'remove', ids: [], relationIds: relations.map(({ id }) => id) };
}
