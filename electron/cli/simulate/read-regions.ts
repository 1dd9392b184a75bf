import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { MAX_REGIONS, type RawRegion, faultOf } from '../../../shared/labels/codec-bytes.ts';
import { clampBox, pixelToUnit } from '../../../shared/labels/pixels.ts';
import { isSame } from '../../../shared/labels/similarity.ts';
import { fail } from '../../host/context.ts';
import { readText } from '../files.ts';
import { type BadRow, ClassNumbers, type Crowd, type CrowdItem, MAX_CLASSES } from './crowd.ts';

const regionSchema = z.object({
  label: z.string().min(1),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  span: z.tuple([z.int().min(0), z.int().min(0).max(0xffff_ffff)]).optional(),
  confidence: z.number().min(0).max(100).optional(),
});
const rowSchema = z.object({
  task: z.string().min(1),
  worker: z.string().min(1),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
  regions: z.array(regionSchema).max(MAX_REGIONS, `at most ${MAX_REGIONS} regions an item`),
});
type Row = z.infer<typeof rowSchema>;
type RegionKind = 'boxes' | 'spans';

class RowFault extends Error {
  constructor(readonly field: string, reason: string) {
    super(reason);
  }
}

function coordinatesOf(kind: RegionKind, region: Row['regions'][number], row: Row, index: number): number[] {
  if (kind === 'spans') {
    if (region.span === undefined) throw new RowFault(`regions[${index}].span`, 'it is missing: [start, end] in code points');
    return region.span;
  }
  if (region.box === undefined) throw new RowFault(`regions[${index}].box`, 'it is missing: [x, y, width, height] in pixels');
  const { width, height } = row;
  if (width === undefined || height === undefined) throw new RowFault(width === undefined ? 'width' : 'height', 'it is missing: the image\'s size in pixels');
  const [x, y, w, h] = region.box;
  const held = clampBox({ x0: x, y0: y, x1: x + w, y1: y + h }, width, height);
  return [pixelToUnit(held.x0, width), pixelToUnit(held.y0, height), pixelToUnit(held.x1, width), pixelToUnit(held.y1, height)];
}

function regionsOf(kind: RegionKind, row: Row, classes: ClassNumbers, options: RegionOptions): RawRegion[] {
  const regions: RawRegion[] = [];
  for (const [index, region] of row.regions.entries()) {
    const coordinates = coordinatesOf(kind, region, row, index);
    const packed = { classId: classes.of(region.label), confidence: Math.round(region.confidence ?? options.confidence), coordinates };
    const fault = faultOf(kind, packed, index, Number.MAX_SAFE_INTEGER);
    if (fault !== null) throw new RowFault(`regions[${index}].${fault.field ?? ''}`, fault.message);
    const twin = regions.findIndex((other) => isSame(kind, other, packed, options.thresholdBps));
    if (twin >= 0) throw new RowFault(`regions[${index}]`, `it is the same as regions[${twin}]: their overlap reaches the threshold`);
    regions.push(packed);
  }
  return regions;
}

function parseRow(line: string): Row {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new RowFault('(line)', `no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = rowSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RowFault(issue?.path.map(String).join('.') ?? '(line)', issue?.message ?? 'not of the form');
}

export interface RegionOptions {
  /** 0 to 100, where a region says none. */
  readonly confidence: number;
  readonly thresholdBps: number;
}

/** A crowd of boxes or spans: JSONL, a line an item and worker. A bad line is named, and the rest read. */
export function readRegionCrowd(path: string, kind: RegionKind, options: RegionOptions): Result<Crowd> {
  const text = readText(path);
  if (!text.ok) return text;
  const classes = new ClassNumbers();
  const items = new Map<string, CrowdItem>();
  const bad: BadRow[] = [];
  let rows = 0;
  for (const [index, line] of text.value.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    rows += 1;
    try {
      const row = parseRow(line);
      const { task, worker, width = 1, height = 1 } = row;
      const item = items.get(task) ?? { task, widthPx: width, heightPx: height, answers: [] };
      if (item.answers.some((answer) => answer.worker === worker)) throw new RowFault('worker', `${worker} has answered ${task} before; the first answer counts`);
      if (item.widthPx !== width || item.heightPx !== height) throw new RowFault('width', `the image of ${task} was ${item.widthPx} x ${item.heightPx} before`);
      const regions = regionsOf(kind, row, classes, options);
      items.set(task, item);
      item.answers.push({ worker, regions });
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      bad.push({ file: path, line: index + 1, field: error.field, reason: error.message });
    }
  }
  if (classes.names.length > MAX_CLASSES) return fail('TOO_MANY_CLASSES', `${path} has ${classes.names.length} different labels; a project has at most ${MAX_CLASSES} classes.`, { field: `${path}:label` });
  return { ok: true, value: { kind, classes: classes.names, items: [...items.values()], rows, bad } };
}
