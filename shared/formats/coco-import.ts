import { z } from 'zod';
import { attributesSchema } from '../labels/types.ts';
import type { Suggestion } from '../protocol/manifest.ts';
import type { Failure, Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { MAX_PROBLEMS } from './imported.ts';
import type { Imported } from './imported.ts';
import { LossCounter } from './report.ts';
import type { ImportProblem } from './report.ts';

const id = z.union([z.int(), z.string().min(1).max(200)]);
const documentSchema = z.object({ images: z.array(z.unknown()), annotations: z.array(z.unknown()).default([]), categories: z.array(z.unknown()) });
const categorySchema = z.object({ id, name: z.string().trim().min(1).max(128) });
const imageSchema = z.object({ id, file_name: z.string().min(1).max(1000), width: z.number().positive().max(1_000_000).optional(), height: z.number().positive().max(1_000_000).optional() });
const annotationSchema = z.object({
  image_id: id,
  category_id: id,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  score: z.number().min(0).max(1).optional(),
  iscrowd: z.union([z.number(), z.boolean()]).optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  segmentation: z.unknown().optional(),
  keypoints: z.unknown().optional(),
});

export interface CocoFailure extends Failure {
  readonly code: 'COCO_INVALID';
  readonly file: string;
  readonly fix: string;
}

/** Reads a COCO instances file from parsed JSON. Broken entries are listed by their path, all others are taken. */
export function importCoco(file: string, input: unknown): Result<Imported, CocoFailure> {
  const document = documentSchema.safeParse(input);
  if (!document.success) {
    const field = document.error.issues[0]?.path.join('.') ?? 'the top';
    const fix = 'Choose a COCO instances file: JSON with images, annotations and categories.';
    return err({ code: 'COCO_INVALID', file, message: `${file} is no COCO file: ${field || 'the top'} is not what it should be`, fix });
  }
  const reader = new CocoReader(file);
  reader.readCategories(document.data.categories);
  reader.readImages(document.data.images);
  reader.readAnnotations(document.data.annotations);
  return ok(reader.result());
}

interface Image {
  readonly fileName: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly labels: Suggestion[];
}

class CocoReader {
  private readonly classes = new Map<number | string, { id: number; name: string }>();
  private readonly images = new Map<number | string, Image>();
  private readonly problems: ImportProblem[] = [];
  private problemCount = 0;
  private readonly losses = new LossCounter();

  constructor(private readonly file: string) {}

  readCategories(entries: readonly unknown[]): void {
    for (const [index, entry] of entries.entries()) {
      const parsed = this.parse(categorySchema, entry, `categories[${index}]`);
      if (parsed === null) continue;
      if (this.classes.has(parsed.id)) this.problem(`categories[${index}].id`, `category ${parsed.id} is there twice`, 'Give every category its own id.');
      // Class numbers are bytes from 1; ids of COCO go to 90 with gaps, and elsewhere start at 0.
      else if (this.classes.size >= 255) this.problem(`categories[${index}]`, 'there are more than 255 categories', 'Merge categories.');
      else this.classes.set(parsed.id, { id: this.classes.size + 1, name: parsed.name });
    }
  }

  readImages(entries: readonly unknown[]): void {
    for (const [index, entry] of entries.entries()) {
      const parsed = this.parse(imageSchema, entry, `images[${index}]`);
      if (parsed === null) continue;
      if (this.images.has(parsed.id)) {
        this.problem(`images[${index}].id`, `image ${parsed.id} is there twice`, 'Give every image its own id.');
        continue;
      }
      const fileName = parsed.file_name.replaceAll('\\', '/');
      this.images.set(parsed.id, { fileName, widthPx: parsed.width ?? null, heightPx: parsed.height ?? null, labels: [] });
    }
  }

  readAnnotations(entries: readonly unknown[]): void {
    for (const [index, entry] of entries.entries()) {
      const path = `annotations[${index}]`;
      const parsed = this.parse(annotationSchema, entry, path);
      if (parsed === null) continue;
      const image = this.images.get(parsed.image_id);
      const category = this.classes.get(parsed.category_id);
      if (image === undefined) this.problem(`${path}.image_id`, `there is no image ${parsed.image_id}`, 'Add the image, or remove the annotation.');
      else if (category === undefined) this.problem(`${path}.category_id`, `there is no category ${parsed.category_id}`, 'Add the category, or remove the annotation.');
      else this.addBox(path, image, category.id, parsed);
    }
  }

  result(): Imported {
    const more = this.problemCount - this.problems.length;
    const rest = more > 0 ? [{ file: this.file, field: '', reason: `${more} more problems of the same sort`, fix: 'Mend those listed first.' }] : [];
    return { classes: [...this.classes.values()], items: [...this.images.values()], problems: [...this.problems, ...rest], losses: this.losses.list() };
  }

  private addBox(path: string, image: Image, classId: number, parsed: z.infer<typeof annotationSchema>): void {
    const [x, y, width, height] = parsed.bbox;
    const right = Math.min(x + width, image.widthPx ?? Infinity);
    const bottom = Math.min(y + height, image.heightPx ?? Infinity);
    const [left, top] = [Math.max(0, x), Math.max(0, y)];
    if (!(width > 0 && height > 0 && right > left && bottom > top)) {
      this.problem(`${path}.bbox`, `the box ${parsed.bbox.join(', ')} has no area inside its image`, 'bbox is x, y, width, height in pixels, with a width and height above 0.');
      return;
    }
    if (left !== x || top !== y || right !== x + width || bottom !== y + height) this.losses.add('parts of boxes outside the image', 'boxes end at the edges of their image');
    if (isMask(parsed.segmentation)) this.losses.add('segmentation masks', 'a box project has boxes; the mask is left out and its box kept');
    if (parsed.keypoints !== undefined) this.losses.add('keypoints', 'there are no keypoints in a box project');
    const attributes = plainAttributes(parsed.attributes, parsed.iscrowd);
    image.labels.push({
      classId,
      confidence: Math.round((parsed.score ?? 1) * 100),
      box: [left, top, tidy(right), tidy(bottom)],
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    });
  }

  private parse<T>(schema: z.ZodType<T>, entry: unknown, path: string): T | null {
    const parsed = schema.safeParse(entry);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    this.problem([path, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is not what it should be', 'Correct the entry, or remove it.');
    return null;
  }

  private problem(field: string, reason: string, fix: string): void {
    this.problemCount++;
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ file: this.file, field, reason, fix });
  }
}

/** Values that attributes can have here; a provenance of an earlier export, and other objects, stay behind. */
function plainAttributes(attributes: Record<string, unknown> | undefined, isCrowd: number | boolean | undefined) {
  const entries = Object.entries(attributes ?? {}).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const parsed = attributesSchema.safeParse(Object.fromEntries(entries));
  return { ...(parsed.success ? parsed.data : {}), ...(isCrowd === 1 || isCrowd === true ? { crowd: true } : {}) };
}

/** An outline or mask, other than the empty one that box tools write. */
function isMask(segmentation: unknown): boolean {
  return Array.isArray(segmentation) ? segmentation.length > 0 : segmentation !== undefined && segmentation !== null;
}

/** Without the dust of adding binary fractions. */
function tidy(value: number): number {
  return Number(value.toFixed(9));
}
