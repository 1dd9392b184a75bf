import { MAX_CONSENSUS_REGIONS, unpackItem } from '../labels/codec-bytes.ts';
import type { RawRegion } from '../labels/codec-bytes.ts';
import type { RegionDetails } from '../labels/details.ts';
import { unitToPixel } from '../labels/pixels.ts';
import type { ProjectKind, ProjectSchema } from '../labels/schema.ts';
import { classById } from '../labels/schema.ts';
import type { AttributeValue } from '../labels/types.ts';
import type { DatasetRegion, DatasetShape } from './dataset-types.ts';
import type { ManifestItem } from './manifest.ts';

/** What turns an encoded item into a dataset's regions. */
export interface RegionReader {
  readonly kind: ProjectKind;
  readonly schema: ProjectSchema;
  readonly item: ManifestItem;
}

/** The regions of an encoded item, in their order; none for "cannot tell", null where the bytes are no item. */
export function readItem(reader: RegionReader, bytes: Uint8Array, details: readonly RegionDetails[] = []): DatasetRegion[] | null {
  const raw = unpackItem(reader.kind, bytes, { classCount: 255, maxRegions: MAX_CONSENSUS_REGIONS });
  if (!raw.ok) return null;
  return (raw.value ?? []).map((region, index) => datasetRegion(reader, region, details[index]));
}

function datasetRegion(reader: RegionReader, raw: RawRegion, details: RegionDetails | undefined): DatasetRegion {
  const flags = details?.flags ?? '';
  return {
    shape: shapeOf(reader, raw),
    classId: raw.classId,
    className: classById(reader.schema, raw.classId)?.name ?? `class ${raw.classId}`,
    confidence: raw.confidence,
    attributes: details?.attributes ?? PLAIN.attributes,
    occluded: flags.includes('o'),
    truncated: flags.includes('t'),
    difficult: flags.includes('d'),
    crowd: flags.includes('c'),
    origin: details?.origin ?? 'manual',
  };
}

function shapeOf({ kind, item }: RegionReader, { coordinates }: RawRegion): DatasetShape {
  const [a = 0, b = 0, c = 0, d = 0] = coordinates;
  if (kind === 'class' || coordinates.every((value) => value === 0)) return { kind: 'item-class' };
  if (kind === 'spans') return { kind: 'span', start: a, end: b };
  const widthPx = item.width ?? 1;
  const heightPx = item.height ?? 1;
  return { kind: 'box', x0: unitToPixel(a, widthPx), y0: unitToPixel(b, heightPx), x1: unitToPixel(c, widthPx), y1: unitToPixel(d, heightPx) };
}

const PLAIN = { attributes: {}, occluded: false, truncated: false, difficult: false, crowd: false, origin: 'manual' } as const;

/** Of most regions nothing is said but class and place. */
function isPlain({ attributes, occluded, truncated, difficult, crowd, origin }: DatasetRegion): boolean {
  if (occluded || truncated || difficult || crowd || origin !== 'manual') return false;
  for (const _ in attributes) return false;
  return true;
}

/** What more than half of the voters say beside class and place. */
export function majorityDetails(regions: readonly DatasetRegion[]): Pick<DatasetRegion, 'attributes' | 'occluded' | 'truncated' | 'difficult' | 'crowd' | 'origin'> {
  if (regions.every(isPlain)) return PLAIN;
  const isMost = (count: number) => 2 * count > regions.length;
  const most = (has: (region: DatasetRegion) => boolean) => isMost(regions.filter(has).length);
  const names = new Set(regions.flatMap((region) => Object.keys(region.attributes)));
  const attributes: Record<string, AttributeValue> = {};
  for (const name of [...names].sort()) {
    const values = regions.flatMap((region) => region.attributes[name] ?? []);
    const winner = values.find((value) => isMost(values.filter((other) => other === value).length));
    if (winner !== undefined) attributes[name] = winner;
  }
  const origin = (['prediction', 'prediction-changed'] as const).find((candidate) => most((region) => region.origin === candidate)) ?? 'manual';
  return {
    attributes,
    occluded: most((region) => region.occluded),
    truncated: most((region) => region.truncated),
    difficult: most((region) => region.difficult),
    crowd: most((region) => region.crowd),
    origin,
  };
}
