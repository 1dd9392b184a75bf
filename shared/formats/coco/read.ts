import { shown, takeBox, takeClass, takePath, takeScore, takeSize, tidy } from '../checks.ts';
import { fromFlat, isExtras } from '../fields.ts';
import { SourceFault } from '../files.ts';
import type { Source } from '../files.ts';
import type { ReadContext } from '../format.ts';
import { gather } from '../gather.ts';
import { jsonEntries } from '../json-stream.ts';
import type { JsonEntry } from '../json-stream.ts';
import type { Gathering } from '../gather.ts';
import { boxLabel, classLabel, imageItem } from '../model.ts';
import type { FormatItem, Label } from '../model.ts';
import { isOwnFile } from '../own-files.ts';
import { RepeatedIds } from './repeated-ids.ts';
import { boxRuns } from './box-mask.ts';
import { asList, asRecord } from '../records.ts';
import type { Fields } from '../records.ts';

/**
 * Reads COCO instances. A file is read twice, images and categories first: the annotations may come before them. What
 * stays in memory is the images' ids; labels wait on disk.
 */
export async function* readCoco(context: ReadContext): AsyncGenerator<FormatItem> {
  const files = await cocoFiles(context.source);
  if (files.length === 0) context.report.problem('', '', 'There is no .json file', 'Choose a COCO instances file, or a folder with one in annotations/.');
  for (const file of files) yield* new CocoFile(file, context).items();
}

/**
 * JSON files in the folder itself or in `annotations`, else a folder a set, as Roboflow has them
 * (train/_annotations.coco.json); of several those called instances or annotations, where there are such.
 */
async function cocoFiles(source: Source): Promise<string[]> {
  const [top, deeper]: [string[], string[]] = [[], []];
  for await (const { path } of source.files()) if (/\.json$/i.test(path) && !isOwnFile(path) && !/(^|\/)package\.json$/i.test(path)) (/^(annotations\/)?[^/]+$/i.test(path) ? top : deeper).push(path);
  const found = top.length > 0 ? top : deeper;
  const instances = found.filter((path) => /(^|\/)(instances[^/]*|_annotations[^/]*)\.json$/i.test(path));
  return instances.length > 0 ? instances : found;
}

/** The folder that a file of annotations speaks of, with its slash: its own, or the one around `annotations`. */
function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1).replace(/(^|\/)annotations\/$/i, '$1');
}

type Id = number | string;

/** An annotation, or a class of a whole image, whose image and category are known; its box is not checked yet. */
interface Part {
  readonly field: string;
  readonly className: string;
  readonly isWhole: boolean;
  readonly fields: Fields;
}

type Gathered = Gathering<FormatItem, Part>;

class CocoFile {
  private readonly categories = new Map<Id, string>();
  private readonly images = new Map<Id, number>();
  private readonly annotations = new RepeatedIds();

  constructor(
    private readonly file: string,
    private readonly context: ReadContext,
  ) {}

  async *items(): AsyncGenerator<FormatItem> {
    const { source, report } = this.context;
    const spool: Gathered = gather(source);
    const problems = report.count;
    const seen = { images: false, annotations: false, categories: false };
    const heads = report.guardEach(this.file, () => jsonEntries(source.text(this.file), 'object'));
    for await (const entry of heads) {
      const list = entry.path[0];
      if (list === 'images') seen.images = true;
      if (list === 'annotations') seen.annotations = true;
      if (list === 'categories') seen.categories = true;
      if (entry.path.length !== 2) continue;
      if (list === 'annotations') this.noteId(entry);
      else if (list === 'categories') this.takeCategory(entry);
      else if (list === 'images') await this.takeImage(entry, (item) => spool.start(item));
    }
    if (!seen.images && !seen.annotations && !seen.categories) {
      if (report.count === problems) report.problem(this.file, '(the top)', 'the file is no COCO file: it has neither images nor annotations nor categories', 'Choose a COCO instances file.');
      return;
    }
    this.annotations.close();
    yield* this.withLabels(spool);
  }

  /** Ids of annotations are told of where they are there twice: nothing here goes by them, but other readers keep one of each. */
  private noteId({ value }: JsonEntry): void {
    const id = asRecord(value)?.['id'];
    if (isId(id)) this.annotations.add(id);
  }

  private async *withLabels(spool: Gathered): AsyncGenerator<FormatItem> {
    try {
      for await (const entry of jsonEntries(this.context.source.text(this.file), 'object')) {
        if (entry.path.length !== 2 || (entry.path[0] !== 'annotations' && entry.path[0] !== 'images')) continue;
        if (entry.path[0] === 'annotations') await this.takeAnnotation(entry, spool);
        else await this.takeWhole(entry, spool);
      }
    } catch (error) {
      // The first reading has said it.
      if (!(error instanceof SourceFault)) throw error;
    }
    for await (const { head, parts } of spool.all()) yield { ...head, labels: [...parts.filter(({ isWhole }) => !isWhole), ...parts.filter(({ isWhole }) => isWhole)].flatMap((part) => this.label(part, head) ?? []) };
  }

  private takeCategory({ path, value }: JsonEntry): void {
    const field = fieldOf(path);
    const fields = this.record(value, field);
    const id = fields === null ? null : this.id(fields['id'], `${field}.id`);
    if (fields === null || id === null) return;
    const name = takeClass(fields['name'], this.file, `${field}.name`, this.context.report);
    if (name === null) return;
    if (this.categories.has(id)) this.problem(`${field}.id`, `category ${id} is there twice; the first counts`, 'Give every category its own id.');
    else {
      this.categories.set(id, name);
      this.context.classes.indexOf(name, typeof id === 'number' ? id : null);
    }
  }

  private async takeImage({ path, value }: JsonEntry, start: (item: FormatItem) => Promise<number>): Promise<void> {
    const field = fieldOf(path);
    const fields = this.record(value, field);
    const id = fields === null ? null : this.id(fields['id'], `${field}.id`);
    if (fields === null || id === null) return;
    if (this.images.has(id)) {
      this.problem(`${field}.id`, `image ${id} is there twice; the first counts`, 'Give every image its own id.');
      return;
    }
    const named = takePath(fields['file_name'], this.file, `${field}.file_name`, this.context.report);
    if (named === null) return;
    const name = folderOf(this.file) + named;
    const size = takeSize(fields['width'], fields['height'], this.file, `${field}.width`, this.context.report);
    const extras = isExtras(fields['provenance']) ? fields['provenance'] : null;
    this.images.set(id, await start(imageItem({ path: name, ...size, extras })));
  }

  private async takeAnnotation({ path, value }: JsonEntry, spool: Gathered): Promise<void> {
    const field = fieldOf(path);
    const fields = this.record(value, field);
    if (fields === null) return;
    const times = isId(fields['id']) ? this.annotations.takeRepeat(fields['id']) : null;
    if (times !== null) this.problem(`${field}.id`, `annotation ${shown(fields['id'])} is there ${times} times; each is taken as a label of its own`, 'Give every annotation its own id: other readers keep one of them.');
    const image = this.images.get(fields['image_id'] as Id);
    const className = this.categories.get(fields['category_id'] as Id);
    if (image === undefined) this.problem(`${field}.image_id`, `there is no image ${shown(fields['image_id'])}`, 'Add the image, or remove the annotation.');
    else if (className === undefined) this.problem(`${field}.category_id`, `there is no category ${shown(fields['category_id'])}`, 'Add the category, or remove the annotation: ids of COCO go to 90 with gaps, and are not places in a list.');
    else {
      const { bbox, iscrowd, score, attributes, keypoints, segmentation } = fields;
      // A crowd is written with a mask: that of its box says no more than the box.
      const hasMask = isMask(segmentation) && !(isCrowd(iscrowd) && isBoxMask(segmentation, bbox));
      await spool.add(image, { field, className, isWhole: false, fields: { bbox, iscrowd, score, attributes, hasMask, hasKeypoints: Array.isArray(keypoints) } });
    }
  }

  private label({ field, className, isWhole, fields }: Part, size: FormatItem): Label | null {
    const { report } = this.context;
    const flat = fromFlat(fields['attributes'], () => report.losses.add('attributes that are lists or objects', 'an attribute is a text, a number or a yes and no'));
    const score = takeScore(fields['score'], this.file, `${field}.score`, report) ?? flat.score ?? null;
    if (isWhole) return classLabel({ className, ...flat, score });
    const bbox = fields['bbox'];
    if (!Array.isArray(bbox) || bbox.length !== 4) {
      this.problem(`${field}.bbox`, `${shown(bbox)} is no box`, 'bbox is x, y, width, height in pixels.');
      return null;
    }
    const [x, y, width, height] = bbox as [unknown, unknown, unknown, unknown];
    const corners = takeBox({ x0: x, y0: y, x1: sum(x, width), y1: sum(y, height) }, size, this.file, `${field}.bbox`, report);
    if (corners === null) return null;
    if (fields['hasMask'] === true) report.losses.add('segmentation masks', 'the mask is left out and its box kept');
    if (fields['hasKeypoints'] === true) report.losses.add('keypoints', 'there are no keypoints here');
    return boxLabel({ className, ...corners, ...flat, score, ...(isCrowd(fields['iscrowd']) ? { crowd: true } : {}) });
  }

  /** Classes of the whole image, as we write them. */
  private async takeWhole({ path, value }: JsonEntry, spool: Gathered): Promise<void> {
    const fields = asRecord(value);
    const image = fields === null ? undefined : this.images.get(fields['id'] as Id);
    if (fields === null || image === undefined || !Array.isArray(fields['categories'])) return;
    for (const [index, raw] of fields['categories'].entries()) {
      const entry = asRecord(raw);
      const className = entry === null ? undefined : this.categories.get(entry['category_id'] as Id);
      const field = `${fieldOf(path)}.categories[${index}]`;
      if (entry === null || className === undefined) this.problem(`${field}.category_id`, `there is no category ${shown(entry?.['category_id'])}`, 'Add the category, or remove the entry.');
      else await spool.add(image, { field, className, isWhole: true, fields: entry });
    }
  }

  private id(raw: unknown, field: string): Id | null {
    if (isId(raw)) return raw;
    this.problem(field, `${shown(raw)} is no id`, 'An id is a whole number or a short text.');
    return null;
  }

  private record(value: unknown, field: string): Fields | null {
    const fields = asRecord(value);
    if (fields === null) this.problem(field, `${shown(value)} is no entry`, 'Correct the entry, or remove it.');
    return fields;
  }

  private problem(field: string, reason: string, fix: string): void {
    this.context.report.problem(this.file, field, reason, fix);
  }
}

function isId(raw: unknown): raw is Id {
  return (typeof raw === 'number' && Number.isSafeInteger(raw)) || (typeof raw === 'string' && raw !== '' && raw.length <= 200);
}

function isCrowd(raw: unknown): boolean {
  return raw === 1 || raw === true;
}

function fieldOf(path: JsonEntry['path']): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function sum(one: unknown, other: unknown): unknown {
  if (typeof one !== 'number') return one;
  return typeof other === 'number' ? one + other : other;
}

/** An outline or mask, other than the empty one that box tools write. */
function isMask(segmentation: unknown): boolean {
  return Array.isArray(segmentation) ? segmentation.length > 0 : segmentation !== undefined && segmentation !== null;
}

/** Whether run lengths are those of the box, as we write them for crowds. */
function isBoxMask(segmentation: unknown, bbox: unknown): boolean {
  const mask = asRecord(segmentation);
  const [height, width] = asList(mask?.['size']);
  const counts = asList(mask?.['counts']);
  const [x, y, boxWidth, boxHeight] = asList(bbox);
  if (![height, width, x, y, boxWidth, boxHeight].every((each) => typeof each === 'number' && Number.isFinite(each) && Math.abs(each) <= 1_000_000)) return false;
  const [x0, y0] = [x as number, y as number];
  const corners = { x0, y0, x1: tidy(x0 + (boxWidth as number)), y1: tidy(y0 + (boxHeight as number)) };
  // Two runs a column: a box that is wider than the mask has room for is not laid out.
  if (counts.length !== 2 * (Math.min(width as number, Math.ceil(corners.x1)) - Math.floor(x0)) + 1) return false;
  const expected = boxRuns(corners, { width: width as number, height: height as number });
  return expected.every((run, at) => run === counts[at]);
}
