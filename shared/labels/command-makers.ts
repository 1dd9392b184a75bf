import type { LabelCommand, RegionPatch } from './commands.ts';
import type { RegionId } from './ids.ts';
import type { CannotTellReason, ItemLabels, Region, Relation } from './types.ts';

/** Adds a region on top of the others. */
export function addRegion(state: ItemLabels, region: Region): LabelCommand {
  return addRegions(state, [region]);
}

/** Adds regions on top of the others, in the order given. */
export function addRegions(state: ItemLabels, regions: readonly Region[]): LabelCommand {
  const first = state.regions.length;
  return { type: 'insert', regions: regions.map((region, offset) => ({ index: first + offset, region })), relations: [] };
}

export function addRelation(state: ItemLabels, relation: Relation): LabelCommand {
  return { type: 'insert', regions: [], relations: [{ index: state.relations.length, relation }] };
}

/** Removes regions, and the relations that hang on them. */
export function removeRegions(ids: readonly RegionId[]): LabelCommand {
  return { type: 'remove', ids, relationIds: [] };
}

export function removeRelation(id: string): LabelCommand {
  return { type: 'remove', ids: [], relationIds: [id] };
}

/** Sets the same fields on several regions. */
export function updateRegions(ids: readonly RegionId[], patch: RegionPatch): LabelCommand {
  return { type: 'update', patches: ids.map((id) => ({ id, patch })) };
}

export function setCannotTell(reason: CannotTellReason | null): LabelCommand {
  return { type: 'set-cannot-tell', reason };
}

export type ZMove = 'front' | 'back' | 'forward' | 'backward';

/** Moves regions in the z-order, keeping their own order. */
export function moveInOrder(state: ItemLabels, ids: readonly RegionId[], move: ZMove): LabelCommand {
  const moved = new Set(ids);
  const order = state.regions.map((region) => region.id);
  const chosen = order.filter((id) => moved.has(id));
  const others = order.filter((id) => !moved.has(id));
  if (move === 'front') return { type: 'reorder', order: [...others, ...chosen] };
  if (move === 'back') return { type: 'reorder', order: [...chosen, ...others] };
  return { type: 'reorder', order: stepped(order, moved, move === 'forward' ? 1 : -1) };
}

function stepped(order: readonly RegionId[], moved: ReadonlySet<RegionId>, step: 1 | -1): RegionId[] {
  const result = [...order];
  const from = step === 1 ? result.length - 1 : 0;
  for (let index = from; index >= 0 && index < result.length; index -= step) {
    const here = result[index];
    const there = result[index + step];
    if (here === undefined || there === undefined || !moved.has(here) || moved.has(there)) continue;
    result[index] = there;
    result[index + step] = here;
  }
  return result;
}

/** Makes one class the class of the whole item: in a class project the item's label. */
export function setItemClass(state: ItemLabels, region: Region): LabelCommand {
  const old = state.regions.filter((other) => other.kind === 'item-class').map((other) => other.id);
  const kept = state.regions.length - old.length;
  return {
    type: 'group',
    commands: [
      { type: 'remove', ids: old, relationIds: [] },
      { type: 'insert', regions: [{ index: kept, region }], relations: [] },
    ],
  };
}
