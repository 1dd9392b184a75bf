import { z } from 'zod';
import { arrayOf } from '../array-of.ts';
import type { Failure, Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { instructionPictureSchema, MAX_PICTURES } from './instructions.ts';

/** What a project asks for. */
export const projectKindSchema = z.enum(['class', 'boxes', 'spans']);
export type ProjectKind = z.infer<typeof projectKindSchema>;

/** Class numbers travel as one byte; 0 is no class. */
const MAX_CLASS_ID = 255;

export const labelClassSchema = z.object({
  /** From 1; what the chain sees. Never changed once a project is open. */
  id: z.int().min(1).max(MAX_CLASS_ID),
  name: z.string().trim().min(1).max(128),
  /** #rrggbb */
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour as #rrggbb'),
  /** The key that picks the class on the desk; 1 to 9 are given in order where it is left out. */
  key: z.string().min(1).max(24).optional(),
  /** A sign of one or two characters that tells classes apart without colour. */
  glyph: z.string().min(1).max(8).optional(),
});
export type LabelClass = z.infer<typeof labelClassSchema>;

export const attributeDefSchema = z
  .object({
    name: z.string().trim().min(1).max(64),
    type: z.enum(['checkbox', 'select', 'number', 'text']),
    /** The choices of a select. */
    values: arrayOf(z.string().min(1).max(128), 0, 10_000).optional(),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** The classes that have the attribute; all where it is left out. */
    appliesTo: arrayOf(z.int().min(1).max(MAX_CLASS_ID), 0, 1000).optional(),
  })
  .superRefine((attribute, context) => {
    if (attribute.type === 'select' && (attribute.values ?? []).length === 0) {
      context.addIssue({ code: 'custom', path: ['values'], message: 'a select needs at least one value' });
    }
    if (attribute.default !== undefined && !fitsAttribute(attribute, attribute.default)) {
      context.addIssue({ code: 'custom', path: ['default'], message: `is no value of a ${attribute.type}` });
    }
  });
export type AttributeDef = z.infer<typeof attributeDefSchema>;

const projectSchemaShape = z.object({
  name: z.string().trim().min(1).max(200),
  kind: projectKindSchema,
  classes: arrayOf(labelClassSchema, 0, MAX_CLASS_ID),
  /** Classes of the whole item in a box or span project; they share the numbers of `classes`. */
  documentClasses: arrayOf(labelClassSchema, 0, MAX_CLASS_ID).default([]),
  attributes: arrayOf(attributeDefSchema, 0, 1000).default([]),
  /** Markdown. */
  instructions: z.string().max(100_000).default(''),
  /** The pictures that the instructions name. Left out where there are none, so that older schemas keep their hash. */
  pictures: arrayOf(instructionPictureSchema, 0, MAX_PICTURES).optional(),
  /** BCP 47 tags of the languages that the items are in. */
  languages: arrayOf(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag such as en or pt-BR'), 0, 1000).default([]),
  /** Confidence in per cent that a new region starts with. */
  confidenceDefault: z.int().min(0).max(100).default(90),
});

/** A project's schema: what its annotators are asked to say. Its hash is part of the pack's manifest. */
export const projectSchemaSchema = projectSchemaShape.superRefine((schema, context) => {
  if (schema.classes.length + schema.documentClasses.length === 0) {
    context.addIssue({ code: 'custom', path: ['classes'], message: 'a project needs at least one class' });
  }
  if (schema.kind === 'class' && schema.documentClasses.length > 0) {
    context.addIssue({ code: 'custom', path: ['documentClasses'], message: 'a class project has its classes in "classes"' });
  }
  const lists = [['classes', schema.classes] as const, ['documentClasses', schema.documentClasses] as const];
  const ids = new Set<number>();
  const names = new Set<string>();
  const all = lists.flatMap(([field, list]) => list.map((entry, index) => ({ entry, path: [field, index] })));
  for (const { entry, path } of all) {
    if (ids.has(entry.id)) context.addIssue({ code: 'custom', path: [...path, 'id'], message: `class number ${entry.id} is used twice` });
    if (names.has(entry.name)) context.addIssue({ code: 'custom', path: [...path, 'name'], message: `class name "${entry.name}" is used twice` });
    ids.add(entry.id);
    names.add(entry.name);
  }
  for (const [index, { name }] of (schema.pictures ?? []).entries()) {
    if (schema.pictures?.findIndex((other) => other.name === name) !== index) context.addIssue({ code: 'custom', path: ['pictures', index, 'name'], message: `picture "${name}" is there twice` });
  }
  for (const [index, attribute] of schema.attributes.entries()) {
    for (const classId of attribute.appliesTo ?? []) {
      if (!ids.has(classId)) context.addIssue({ code: 'custom', path: ['attributes', index, 'appliesTo'], message: `there is no class ${classId}` });
    }
    if (schema.attributes.findIndex((other) => other.name === attribute.name) !== index) {
      context.addIssue({ code: 'custom', path: ['attributes', index, 'name'], message: `attribute "${attribute.name}" is there twice` });
    }
  }
});
export type ProjectSchema = z.infer<typeof projectSchemaSchema>;

export interface SchemaFailure extends Failure {
  readonly code: 'SCHEMA_INVALID';
  readonly fields: readonly { readonly field: string; readonly fix: string }[];
}

/** Reads a schema from anything; the failure lists every field with what is wrong. */
export function parseProjectSchema(input: unknown): Result<ProjectSchema, SchemaFailure> {
  const parsed = projectSchemaSchema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const fields = parsed.error.issues.map((issue) => ({ field: issue.path.join('.') || '(schema)', fix: issue.message }));
  const message = `The schema cannot be used: ${fields.map(({ field, fix }) => `${field} ${fix}`).join('; ')}`;
  return err({ code: 'SCHEMA_INVALID', message, fields });
}

/** The highest class number in use: what the contract calls `classCount`. */
export function classCountOf(schema: ProjectSchema): number {
  return Math.max(0, ...schema.classes.map((entry) => entry.id), ...schema.documentClasses.map((entry) => entry.id));
}

export function classById(schema: ProjectSchema, classId: number): LabelClass | undefined {
  return schema.classes.find((entry) => entry.id === classId) ?? schema.documentClasses.find((entry) => entry.id === classId);
}

/** The attributes that regions of a class have, in the schema's order. */
export function attributesOf(schema: ProjectSchema, classId: number): readonly AttributeDef[] {
  return schema.attributes.filter((attribute) => attribute.appliesTo?.includes(classId) ?? true);
}

/** The attributes a new region of the class starts with. */
export function defaultAttributes(schema: ProjectSchema, classId: number): Record<string, string | number | boolean> {
  const entries = attributesOf(schema, classId).flatMap((attribute) =>
    attribute.default === undefined ? [] : [[attribute.name, attribute.default] as const],
  );
  return Object.fromEntries(entries);
}

/** Whether a value is of the attribute's type and, in a select, one of its choices. */
export function fitsAttribute(attribute: { type: AttributeDef['type']; values?: string[] | undefined }, value: unknown): boolean {
  switch (attribute.type) {
    case 'checkbox':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'select':
      return typeof value === 'string' && (attribute.values ?? []).includes(value);
    case 'text':
      return typeof value === 'string';
  }
}
