import { z } from 'zod';
import { assertNever } from '../assert-never.ts';
import type { Failure, Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { regionIdSchema } from './ids.ts';
import type { RegionId } from './ids.ts';
import { attributesSchema, cannotTellSchema, originSchema, regionSchema, relationSchema } from './types.ts';
import type { CannotTellReason, ItemLabels, Region, Relation } from './types.ts';

/** The fields that a patch may set. A field that the region's kind lacks is refused. */
export interface RegionPatch {
  readonly classId?: number;
  readonly confidence?: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly origin?: 'manual' | 'prediction' | 'prediction-changed';
  readonly hidden?: boolean;
  readonly locked?: boolean;
  readonly x0?: number;
  readonly y0?: number;
  readonly x1?: number;
  readonly y1?: number;
  readonly occluded?: boolean;
  readonly truncated?: boolean;
  readonly difficult?: boolean;
  readonly crowd?: boolean;
  readonly start?: number;
  readonly end?: number;
  readonly startUtf16?: number;
  readonly endUtf16?: number;
  readonly quote?: string;
}

/** One change of an item's labels, as plain data: what undo history, journal and tests are made of. */
export type LabelCommand =
  /** Puts regions and relations at these places of the lists as they are after it; ascending. */
  | {
      readonly type: 'insert';
      readonly regions: readonly { readonly index: number; readonly region: Region }[];
      readonly relations: readonly { readonly index: number; readonly relation: Relation }[];
    }
  /** Takes away regions, the relations named, and every relation that hangs on a region taken away. */
  | { readonly type: 'remove'; readonly ids: readonly RegionId[]; readonly relationIds: readonly string[] }
  | { readonly type: 'update'; readonly patches: readonly { readonly id: RegionId; readonly patch: RegionPatch }[] }
  /** All region ids in their new z-order. */
  | { readonly type: 'reorder'; readonly order: readonly RegionId[] }
  | { readonly type: 'set-cannot-tell'; readonly reason: CannotTellReason | null }
  /** Several as one. */
  | { readonly type: 'group'; readonly commands: readonly LabelCommand[] };

export interface CommandFailure extends Failure {
  readonly code: 'REGION_UNKNOWN' | 'REGION_EXISTS' | 'FIELD_UNKNOWN' | 'INDEX_OUTSIDE' | 'ORDER_INCOMPLETE';
}

const fail = (code: CommandFailure['code'], message: string) => err<CommandFailure>({ code, message });

/** The labels after the command. Nothing is changed in place. */
export function apply(state: ItemLabels, command: LabelCommand): Result<ItemLabels, CommandFailure> {
  switch (command.type) {
    case 'insert':
      return applyInsert(state, command);
    case 'remove':
      return applyRemove(state, command.ids, command.relationIds);
    case 'update':
      return applyUpdate(state, command.patches);
    case 'reorder':
      return applyReorder(state, command.order);
    case 'set-cannot-tell':
      return ok({ ...state, cannotTell: command.reason });
    case 'group': {
      let current = state;
      for (const part of command.commands) {
        const next = apply(current, part);
        if (!next.ok) return next;
        current = next.value;
      }
      return ok(current);
    }
    default:
      return assertNever(command);
  }
}

/** The command that takes the labels back from after `command` to `state`. Fails where `apply` fails. */
export function invert(state: ItemLabels, command: LabelCommand): Result<LabelCommand, CommandFailure> {
  const after = apply(state, command);
  return after.ok ? inverseOf(state, command, after.value) : after;
}

function inverseOf(state: ItemLabels, command: LabelCommand, after: ItemLabels): Result<LabelCommand, CommandFailure> {
  switch (command.type) {
    case 'insert':
      return ok({
        type: 'remove',
        ids: command.regions.map((entry) => entry.region.id),
        relationIds: command.relations.map((entry) => entry.relation.id),
      });
    case 'remove':
      return ok(reinsertion(state, after));
    case 'update':
      return ok({ type: 'update', patches: oldValues(state, command.patches) });
    case 'reorder':
      return ok({ type: 'reorder', order: state.regions.map((region) => region.id) });
    case 'set-cannot-tell':
      return ok({ type: 'set-cannot-tell', reason: state.cannotTell });
    case 'group': {
      const run = applyEach(state, command.commands);
      return run.ok ? ok({ type: 'group', commands: run.value.inverses }) : run;
    }
    default:
      return assertNever(command);
  }
}

function applyInsert(state: ItemLabels, command: Extract<LabelCommand, { type: 'insert' }>): Result<ItemLabels, CommandFailure> {
  const regions = [...state.regions];
  // Only the ids that the command names: a table of all would be most of what one box costs among ten thousand.
  const named = new Set([...command.regions.map(({ region }) => region.id), ...command.relations.flatMap(({ relation }) => [relation.from, relation.to])]);
  const known = new Set(regions.flatMap(({ id }) => (named.has(id) ? [id] : [])));
  for (const { index, region } of command.regions) {
    if (known.has(region.id)) return fail('REGION_EXISTS', `Region ${region.id} is there already`);
    if (index < 0 || index > regions.length) return fail('INDEX_OUTSIDE', `There is no place ${index} among ${regions.length} regions`);
    known.add(region.id);
    regions.splice(index, 0, region);
  }
  const relations = [...state.relations];
  for (const { index, relation } of command.relations) {
    if (relations.some((other) => other.id === relation.id)) return fail('REGION_EXISTS', `Relation ${relation.id} is there already`);
    if (!known.has(relation.from) || !known.has(relation.to)) return fail('REGION_UNKNOWN', `Relation ${relation.id} needs both its regions`);
    if (index < 0 || index > relations.length) return fail('INDEX_OUTSIDE', `There is no place ${index} among ${relations.length} relations`);
    relations.splice(index, 0, relation);
  }
  return ok({ ...state, regions, relations });
}

function applyRemove(state: ItemLabels, ids: readonly RegionId[], relationIds: readonly string[]): Result<ItemLabels, CommandFailure> {
  const gone = new Set(ids);
  for (const id of gone) {
    if (!state.regions.some((region) => region.id === id)) return fail('REGION_UNKNOWN', `There is no region ${id}`);
  }
  const goneRelations = new Set(relationIds);
  for (const id of goneRelations) {
    if (!state.relations.some((relation) => relation.id === id)) return fail('REGION_UNKNOWN', `There is no relation ${id}`);
  }
  return ok({
    ...state,
    regions: state.regions.filter((region) => !gone.has(region.id)),
    relations: state.relations.filter(
      (relation) => !goneRelations.has(relation.id) && !gone.has(relation.from) && !gone.has(relation.to),
    ),
  });
}

function applyUpdate(state: ItemLabels, patches: readonly { id: RegionId; patch: RegionPatch }[]): Result<ItemLabels, CommandFailure> {
  const regions = [...state.regions];
  for (const { id, patch } of patches) {
    const index = regions.findIndex((region) => region.id === id);
    const region = regions[index];
    if (region === undefined) return fail('REGION_UNKNOWN', `There is no region ${id}`);
    const unknown = Object.keys(patch).find((field) => !(field in region));
    if (unknown !== undefined) return fail('FIELD_UNKNOWN', `A region of kind ${region.kind} has no ${unknown}`);
    regions[index] = { ...region, ...patch };
  }
  return ok({ ...state, regions });
}

function applyReorder(state: ItemLabels, order: readonly RegionId[]): Result<ItemLabels, CommandFailure> {
  const byId = new Map(state.regions.map((region) => [region.id, region]));
  const regions = [...new Set(order)].flatMap((id) => byId.get(id) ?? []);
  if (regions.length !== order.length || regions.length !== state.regions.length) {
    return fail('ORDER_INCOMPLETE', 'A new order must name every region once');
  }
  return ok({ ...state, regions });
}

function reinsertion(before: ItemLabels, after: ItemLabels): LabelCommand {
  const regionsLeft = new Set(after.regions.map((region) => region.id));
  const relationsLeft = new Set(after.relations.map((relation) => relation.id));
  return {
    type: 'insert',
    regions: before.regions.flatMap((region, index) => (regionsLeft.has(region.id) ? [] : [{ index, region }])),
    relations: before.relations.flatMap((relation, index) => (relationsLeft.has(relation.id) ? [] : [{ index, relation }])),
  };
}

/** In reverse, so that a region patched twice ends at its first value. */
function oldValues(state: ItemLabels, patches: readonly { id: RegionId; patch: RegionPatch }[]) {
  return [...patches].reverse().flatMap(({ id, patch }) => {
    const region = state.regions.find((candidate) => candidate.id === id);
    if (region === undefined) return [];
    const fields = new Set(Object.keys(patch));
    return [{ id, patch: Object.fromEntries(Object.entries(region).filter(([field]) => fields.has(field))) }];
  });
}

/** Runs commands one after another, and collects what takes them back, last first. */
export function applyEach(state: ItemLabels, commands: readonly LabelCommand[]): Result<{ labels: ItemLabels; inverses: LabelCommand[] }, CommandFailure> {
  const inverses: LabelCommand[] = [];
  let labels = state;
  for (const command of commands) {
    const next = apply(labels, command);
    if (!next.ok) return next;
    const inverse = inverseOf(labels, command, next.value);
    if (!inverse.ok) return inverse;
    inverses.unshift(inverse.value);
    labels = next.value;
  }
  return ok({ labels, inverses });
}

const index = z.int().min(0);

/** Parses a command that comes from a file, the store or another process. */
export const labelCommandSchema: z.ZodType<LabelCommand> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('insert'),
      regions: z.array(z.object({ index, region: regionSchema })),
      relations: z.array(z.object({ index, relation: relationSchema })),
    }),
    z.object({ type: z.literal('remove'), ids: z.array(regionIdSchema), relationIds: z.array(z.string()) }),
    z.object({ type: z.literal('update'), patches: z.array(z.object({ id: regionIdSchema, patch: patchSchema })) }),
    z.object({ type: z.literal('reorder'), order: z.array(regionIdSchema) }),
    z.object({ type: z.literal('set-cannot-tell'), reason: cannotTellSchema.nullable() }),
    z.object({ type: z.literal('group'), commands: z.array(labelCommandSchema) }),
  ]),
);

const flag = z.boolean().exactOptional();
const count = z.int().min(0).exactOptional();
const pixels = z.number().exactOptional();
const patchSchema = z.strictObject({
  classId: z.int().min(1).max(255).exactOptional(),
  confidence: z.int().min(0).max(100).exactOptional(),
  attributes: attributesSchema.exactOptional(),
  origin: originSchema.exactOptional(),
  hidden: flag,
  locked: flag,
  x0: pixels,
  y0: pixels,
  x1: pixels,
  y1: pixels,
  occluded: flag,
  truncated: flag,
  difficult: flag,
  crowd: flag,
  start: count,
  end: count,
  startUtf16: count,
  endUtf16: count,
  quote: z.string().exactOptional(),
}) satisfies z.ZodType<RegionPatch>;
