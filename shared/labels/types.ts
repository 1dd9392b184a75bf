import { z } from 'zod';
import { itemIdSchema, regionIdSchema } from './ids.ts';
import type { ItemId, RegionId } from './ids.ts';

/** How a region came to be: by hand, taken over from a model's suggestion as it was, or taken over and changed. */
export const originSchema = z.enum(['manual', 'prediction', 'prediction-changed']);
export type Origin = z.infer<typeof originSchema>;

/** Attribute values by attribute name. A checkbox is a boolean, a number a number, a select or text a string. */
export type AttributeValue = string | number | boolean;
export type Attributes = Readonly<Record<string, AttributeValue>>;
export const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

interface RegionBase {
  readonly id: RegionId;
  /** Number of the class in the project's schema, 1 to 255. */
  readonly classId: number;
  /** How sure the annotator is, in per cent: a whole number from 0 to 100. */
  readonly confidence: number;
  readonly attributes: Attributes;
  readonly origin: Origin;
  /** Hidden on the desk; still part of the labels. */
  readonly hidden: boolean;
  readonly locked: boolean;
}

/** A box in pixels of the image, from its top left corner; may be fractional. x0 < x1, y0 < y1. */
export interface BoxRegion extends RegionBase {
  readonly kind: 'box';
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly occluded: boolean;
  readonly truncated: boolean;
  readonly difficult: boolean;
  readonly crowd: boolean;
}

/** A stretch of the text, half open, in code points and in UTF-16 units, with the text it held when it was marked. */
export interface SpanRegion extends RegionBase {
  readonly kind: 'span';
  readonly start: number;
  readonly end: number;
  readonly startUtf16: number;
  readonly endUtf16: number;
  readonly quote: string;
}

/** A class of the whole item: the only region of a class project, a document class in a box or span project. */
export interface ItemClassRegion extends RegionBase {
  readonly kind: 'item-class';
}

export type Region = BoxRegion | SpanRegion | ItemClassRegion;

/** A directed relation between two regions of one item. */
export interface Relation {
  readonly id: string;
  readonly from: RegionId;
  readonly to: RegionId;
  readonly label: string;
}

/** Why an item cannot be labelled. */
export const cannotTellReasons = ['unclear', 'damaged', 'not-covered', 'wrong-language', 'other'] as const;
export const cannotTellSchema = z.enum(cannotTellReasons);
export type CannotTellReason = z.infer<typeof cannotTellSchema>;

/** One annotator's labels of one item. */
export interface ItemLabels {
  readonly itemId: ItemId;
  /** In z-order, the bottom one first. */
  readonly regions: readonly Region[];
  readonly relations: readonly Relation[];
  /** Set: the item counts as "cannot tell" and its regions are kept only to be there when it is unset. */
  readonly cannotTell: CannotTellReason | null;
  /** Time spent on the item in milliseconds, idle time left out. */
  readonly activeMs: number;
}

const regionBase = {
  id: regionIdSchema,
  classId: z.int().min(1).max(255),
  confidence: z.int().min(0).max(100),
  attributes: attributesSchema,
  origin: originSchema,
  hidden: z.boolean(),
  locked: z.boolean(),
};

export const boxRegionSchema = z.object({
  ...regionBase,
  kind: z.literal('box'),
  x0: z.number(),
  y0: z.number(),
  x1: z.number(),
  y1: z.number(),
  occluded: z.boolean(),
  truncated: z.boolean(),
  difficult: z.boolean(),
  crowd: z.boolean(),
}) satisfies z.ZodType<BoxRegion>;

export const spanRegionSchema = z.object({
  ...regionBase,
  kind: z.literal('span'),
  start: z.int().min(0),
  end: z.int().min(0),
  startUtf16: z.int().min(0),
  endUtf16: z.int().min(0),
  quote: z.string(),
}) satisfies z.ZodType<SpanRegion>;

export const itemClassRegionSchema = z.object({
  ...regionBase,
  kind: z.literal('item-class'),
}) satisfies z.ZodType<ItemClassRegion>;

export const regionSchema = z.discriminatedUnion('kind', [boxRegionSchema, spanRegionSchema, itemClassRegionSchema]);

export const relationSchema = z.object({
  id: z.string().min(1).max(64),
  from: regionIdSchema,
  to: regionIdSchema,
  label: z.string().max(128),
}) satisfies z.ZodType<Relation>;

export const itemLabelsSchema = z.object({
  itemId: itemIdSchema,
  regions: z.array(regionSchema),
  relations: z.array(relationSchema),
  cannotTell: cannotTellSchema.nullable(),
  activeMs: z.number().min(0),
}) satisfies z.ZodType<ItemLabels>;
