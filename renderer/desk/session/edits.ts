import { addRegions, moveInOrder, setItemClass, updateRegions } from '../../../shared/labels/command-makers.ts';
import type { ZMove } from '../../../shared/labels/command-makers.ts';
import type { LabelCommand, RegionPatch } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import { makeItemClass } from '../../../shared/labels/make.ts';
import type { RegionStart } from '../../../shared/labels/make.ts';
import { attributesOf, defaultAttributes, fitsAttribute } from '../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { AttributeValue, Attributes, ItemLabels, Region } from '../../../shared/labels/types.ts';
import { moveRect } from '../canvas/geometry.ts';
import type { Size } from '../canvas/geometry.ts';
import { changedOrigin } from '../tools/box-edit.ts';

type Ids = readonly RegionId[];

const CONFIDENCE_MAX = 100;

/** The last answer for each list of regions: panels ask for the selected ones with every change of anything. */
const found = new WeakMap<readonly Region[], { ids: Ids; regions: readonly Region[] }>();

export function regionsOf(labels: ItemLabels, ids: Ids): readonly Region[] {
  if (ids.length === 0) return [];
  const known = found.get(labels.regions);
  if (known?.ids === ids) return known.regions;
  const chosen = new Set(ids);
  const regions = labels.regions.filter((region) => chosen.has(region.id));
  found.set(labels.regions, { ids, regions });
  return regions;
}

export const unlockedIds = (labels: ItemLabels, ids: Ids): Ids => regionsOf(labels, ids).filter((region) => !region.locked).map((region) => region.id);

/** Patches of regions that have something to change; none gives no command. */
function patched(regions: readonly Region[], patchOf: (region: Region) => RegionPatch | null): LabelCommand[] {
  const patches = regions.flatMap((region) => {
    const patch = region.locked ? null : patchOf(region);
    return patch === null ? [] : [{ id: region.id, patch }];
  });
  return patches.length === 0 ? [] : [{ type: 'update', patches }];
}

/** Another class; attributes that it lacks go, those that it has and the old one had not start at their default. */
export function reclass(labels: ItemLabels, ids: Ids, classId: number, schema: ProjectSchema): LabelCommand[] {
  return patched(regionsOf(labels, ids), (region) =>
    region.classId === classId
      ? null
      : { classId, attributes: attributesFor(schema, classId, region.attributes), origin: changedOrigin(region.origin) },
  );
}

function attributesFor(schema: ProjectSchema, classId: number, had: Attributes): Attributes {
  const kept = attributesOf(schema, classId).flatMap((attribute) => {
    const value = had[attribute.name];
    return value !== undefined && fitsAttribute(attribute, value) ? [[attribute.name, value] as const] : [];
  });
  return { ...defaultAttributes(schema, classId), ...Object.fromEntries(kept) };
}

export function setConfidence(labels: ItemLabels, ids: Ids, confidence: (was: number) => number): LabelCommand[] {
  return patched(regionsOf(labels, ids), (region) => {
    const wanted = Math.round(Math.min(CONFIDENCE_MAX, Math.max(0, confidence(region.confidence))));
    return wanted === region.confidence ? null : { confidence: wanted };
  });
}

/** Sets an attribute; undefined takes it away. */
export function setAttribute(labels: ItemLabels, ids: Ids, name: string, value: AttributeValue | undefined): LabelCommand[] {
  return patched(regionsOf(labels, ids), (region) => {
    if (region.attributes[name] === value) return null;
    const { [name]: _old, ...others } = region.attributes;
    return { attributes: value === undefined ? others : { ...others, [name]: value }, origin: changedOrigin(region.origin) };
  });
}

export const boxFlags = ['occluded', 'truncated', 'difficult', 'crowd'] as const;
export type BoxFlag = (typeof boxFlags)[number];

/** On for all, or off where all have it. */
export function toggleFlag(labels: ItemLabels, ids: Ids, flag: BoxFlag): LabelCommand[] {
  const boxes = regionsOf(labels, ids).filter((region) => region.kind === 'box');
  const wanted = !boxes.every((box) => box[flag]);
  return patched(boxes, (region) => (region.kind === 'box' && region[flag] !== wanted ? { [flag]: wanted, origin: changedOrigin(region.origin) } : null));
}

/** Hides or locks; a lock can be taken off a locked region, so locks do not hold here. */
export function toggleState(labels: ItemLabels, ids: Ids, field: 'hidden' | 'locked'): LabelCommand[] {
  const regions = regionsOf(labels, ids);
  if (regions.length === 0) return [];
  const wanted = !regions.every((region) => region[field]);
  const changed = regions.filter((region) => region[field] !== wanted).map((region) => region.id);
  return [updateRegions(changed, { [field]: wanted })];
}

export function showAll(labels: ItemLabels): LabelCommand[] {
  const hidden = labels.regions.filter((region) => region.hidden).map((region) => region.id);
  return hidden.length === 0 ? [] : [updateRegions(hidden, { hidden: false })];
}

/** Moves regions in the z-order; no command where they are as far as they can go. */
export function reorder(labels: ItemLabels, ids: Ids, move: ZMove): LabelCommand[] {
  const command = moveInOrder(labels, ids, move);
  const isSame = command.type === 'reorder' && command.order.every((id, at) => labels.regions[at]?.id === id);
  return isSame ? [] : [command];
}

/** Leaves only these in sight. */
export function hideOthers(labels: ItemLabels, ids: Ids): LabelCommand[] {
  const kept = new Set(ids);
  const changed = labels.regions.filter((region) => region.kind !== 'item-class' && region.hidden === kept.has(region.id));
  return changed.length === 0 ? [] : [{ type: 'update', patches: changed.map(({ id }) => ({ id, patch: { hidden: !kept.has(id) } })) }];
}

/** Hides or locks all regions, or shows and frees all where all are. */
export function toggleAll(labels: ItemLabels, field: 'hidden' | 'locked'): LabelCommand[] {
  return toggleState(labels, labels.regions.filter((region) => region.kind !== 'item-class').map((region) => region.id), field);
}

export function unlockAll(labels: ItemLabels): LabelCommand[] {
  const locked = labels.regions.filter((region) => region.locked).map((region) => region.id);
  return locked.length === 0 ? [] : [updateRegions(locked, { locked: false })];
}

/** Copies, made by hand and so with that origin; boxes are moved by an offset as far as the image lets them. */
export function copies(labels: ItemLabels, regions: readonly Region[], options: { newId: () => RegionId; offsetPx: number; image: Size | null }): { commands: LabelCommand[]; ids: RegionId[] } {
  const { image, newId, offsetPx } = options;
  const made = regions.flatMap((region): Region[] => {
    const copy: Region = { ...region, id: newId(), origin: 'manual', hidden: false, locked: false };
    if (copy.kind !== 'box' || image === null) return [copy];
    if (copy.x0 >= image.widthPx || copy.y0 >= image.heightPx) return [];
    const cut = { ...copy, x1: Math.min(copy.x1, image.widthPx), y1: Math.min(copy.y1, image.heightPx) };
    return [{ ...cut, ...moveRect(cut, offsetPx, offsetPx, image) }];
  });
  return { commands: made.length === 0 ? [] : [addRegions(labels, made)], ids: made.map((region) => region.id) };
}

/** The one class of an item in a class project. */
export function chooseItemClass(labels: ItemLabels, start: RegionStart): LabelCommand[] {
  const [old] = itemClasses(labels);
  return old?.classId === start.classId ? [] : [setItemClass(labels, makeItemClass(start))];
}

/** Puts a document class on the item, or takes it away. */
export function toggleItemClass(labels: ItemLabels, start: RegionStart): LabelCommand[] {
  const old = itemClasses(labels).filter((region) => region.classId === start.classId);
  if (old.length > 0) return [{ type: 'remove', ids: old.map((region) => region.id), relationIds: [] }];
  return [addRegions(labels, [makeItemClass(start)])];
}

export const itemClasses = (labels: ItemLabels): readonly Region[] => labels.regions.filter((region) => region.kind === 'item-class');

/** Regions that a gesture touched and that are there. */
export function touchedBy(labels: ItemLabels, commands: readonly LabelCommand[]): RegionId[] {
  const named = new Set(commands.flatMap(idsIn));
  return labels.regions.filter((region) => named.has(region.id) && region.kind !== 'item-class').map((region) => region.id);
}

function idsIn(command: LabelCommand): readonly RegionId[] {
  if (command.type === 'insert') return command.regions.map((entry) => entry.region.id);
  if (command.type === 'update') return command.patches.map((entry) => entry.id);
  return command.type === 'group' ? command.commands.flatMap(idsIn) : [];
}
