import { z } from 'zod';
import { attributesSchema } from '../labels/types.ts';
import { codePointLength } from '../labels/text-offsets.ts';
import { safePath, takeBox, takeSpan } from './checks.ts';
import { answers } from './model.ts';
import type { FormatItem, Label } from './model.ts';
import type { Report } from './report.ts';

const base = {
  className: z.string().min(1).max(256),
  score: z.number().min(0).max(1).nullable(),
  attributes: attributesSchema,
  origin: z.enum(['prediction', 'prediction-changed']).nullable(),
  group: z.int().nullable(),
  extras: z.record(z.string(), z.json()).nullable(),
};
const flag = z.boolean();
const labelSchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('box'), x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number(), occluded: flag, truncated: flag, difficult: flag, crowd: flag, zOrder: z.int() }),
  z.object({ ...base, kind: z.literal('span'), start: z.int().min(0), end: z.int().min(1) }),
  z.object({ ...base, kind: z.literal('class') }),
]) satisfies z.ZodType<Label>;

const sizePx = z.int().min(1).max(1_000_000).nullable();

/** An item as `extras.jsonl` has it: written by us, and read as if by anybody. */
export const itemSchema = z
  .object({
    kind: z.enum(['image', 'text']),
    path: z.string().refine((path) => safePath(path) === path, 'is no path inside the dataset'),
    widthPx: sizePx,
    heightPx: sizePx,
    text: z.string().nullable(),
    labels: z.array(labelSchema),
    relations: z.array(z.object({ from: z.int().min(0), to: z.int().min(0), label: z.string().max(256) })),
    split: z.string().min(1).max(64).regex(/^[\w.-]+$/).nullable(),
    answer: z.enum(answers).nullable(),
    extras: base.extras,
  })
  .refine(({ relations, labels }) => relations.every(({ from, to }) => from < labels.length && to < labels.length), 'a relation leads to no label')
  .refine(({ kind, text }) => (kind === 'text') === (text !== null), 'a text item has a text, and an image has none') satisfies z.ZodType<Omit<FormatItem, 'file'>>;

/** Reads an item; the problem is said where it is none. Labels that do not fit their image or text are left out with theirs. */
export function parseItem(value: unknown, file: string, field: string, report: Report): FormatItem | null {
  const parsed = itemSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    report.problem(file, [field, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is no item', 'Write the line again, or take it out.');
    return null;
  }
  const item: FormatItem = { ...parsed.data, file: null };
  const length = item.text === null ? 0 : codePointLength(item.text);
  const isSound = item.labels.every((label, index) => {
    const at = `${field}.labels[${index}]`;
    if (label.kind === 'box') return takeBox({ x0: label.x0, y0: label.y0, x1: label.x1, y1: label.y1 }, item, file, at, report) !== null;
    return label.kind === 'class' || takeSpan(label.start, label.end, length, file, at, report) !== null;
  });
  return isSound ? item : null;
}
