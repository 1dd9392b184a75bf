import { toHex } from '../../../shared/bytes.ts';
import type { Hex } from '../../../shared/bytes.ts';
import { MAX_REGIONS, faultOf, packItem } from '../../../shared/labels/codec-bytes.ts';
import type { RawRegion } from '../../../shared/labels/codec-bytes.ts';
import { clampBox, pixelToUnit } from '../../../shared/labels/pixels.ts';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { isSame } from '../../../shared/labels/similarity.ts';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';
import type { StatedAnswer } from './read-answers.ts';

export interface AnswerRules {
  readonly kind: ProjectKind;
  readonly classCount: number;
  readonly thresholdBps: number;
}

const SURE = 100;

/** A known answer as the chain will read it, or why it could not be one. */
export function encodeAnswer({ regions }: StatedAnswer, item: ManifestItem, rules: AnswerRules): Hex | { readonly fault: string } {
  if (regions.length > MAX_REGIONS) return { fault: `it has ${regions.length} regions, more than ${MAX_REGIONS}` };
  if (rules.kind === 'class' && regions.length === 0) return { fault: 'it names no class' };
  const packed: RawRegion[] = [];
  for (const [at, { classId, box, span }] of regions.entries()) {
    const coordinates = placesOf(rules.kind, item, box, span);
    if (coordinates === null) return { fault: `region ${at + 1} is not a place in it` };
    const region = { classId, confidence: SURE, coordinates };
    const fault = faultOf(rules.kind, region, at, rules.classCount);
    if (fault !== null) return { fault: fault.message };
    const twin = packed.findIndex((other) => isSame(rules.kind, other, region, rules.thresholdBps));
    if (twin >= 0) return { fault: `regions ${twin + 1} and ${at + 1} are one region said twice: they overlap by the threshold` };
    packed.push(region);
  }
  return toHex(packItem(rules.kind, packed));
}

type Region = StatedAnswer['regions'][number];

/** The coordinates of a region; all zero for a class of the whole item. null where they are not of the kind, or outside. */
function placesOf(kind: ProjectKind, item: ManifestItem, box: Region['box'], span: Region['span']): number[] | null {
  if (kind === 'class') return box === undefined && span === undefined ? [] : null;
  if (kind === 'spans') {
    if (box !== undefined) return null;
    if (span === undefined) return [0, 0];
    return span[0] < span[1] && span[1] <= (item.codePoints ?? 0) ? [...span] : null;
  }
  if (span !== undefined) return null;
  if (box === undefined) return [0, 0, 0, 0];
  const [width, height] = [item.width ?? 0, item.height ?? 0];
  const [x, y, w, h] = box;
  if (![x, y, w, h].every(Number.isFinite) || x >= width || y >= height || x + w <= 0 || y + h <= 0) return null;
  const held = clampBox({ x0: x, y0: y, x1: x + w, y1: y + h }, width, height);
  return [pixelToUnit(held.x0, width), pixelToUnit(held.y0, height), pixelToUnit(held.x1, width), pixelToUnit(held.y1, height)];
}

/** What the choice is balanced over: of the answer's classes the one that fewest answers have; 0 where it has none. */
export function categoriesOf(answers: ReadonlyMap<string, StatedAnswer>): ReadonlyMap<string, number> {
  const counts = new Map<number, number>();
  const classesOf = ({ regions }: StatedAnswer) => [...new Set(regions.map(({ classId }) => classId))];
  for (const answer of answers.values()) for (const classId of classesOf(answer)) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  const rarest = (answer: StatedAnswer) => classesOf(answer).sort((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || one - other)[0] ?? 0;
  return new Map([...answers].map(([item, answer]) => [item, rarest(answer)]));
}
