import { fromHex } from '../../../../shared/bytes.ts';
import { hasBit } from '../../../../shared/consensus/masks.ts';
import type { ItemGeometry } from '../../../../shared/labels/codec.ts';
import { emptyItemLabels } from '../../../../shared/labels/make.ts';
import type { ProjectSchema } from '../../../../shared/labels/schema.ts';
import type { BatchRecord, ProjectRecord } from '../../../../shared/protocol/chain-records.ts';
import { geometryOf } from '../../../../shared/protocol/manifest.ts';
import type { ManifestItem } from '../../../../shared/protocol/manifest.ts';
import type { DeskBatch, DeskItem, DeskPort } from '../../../desk/port.ts';
import { shownRegions } from '../../../review/overlays.ts';

/** An item of the project, with what the chain says of it. */
export interface ViewedItem {
  readonly index: number;
  readonly item: ManifestItem;
  /** Undefined where nobody has taken a seat in its batch. */
  readonly batch: BatchRecord | undefined;
  /** Within the batch. */
  readonly offset: number;
}

export interface ItemPortParts {
  readonly project: ProjectRecord;
  readonly name: string;
  readonly schema: ProjectSchema;
  readonly items: readonly ViewedItem[];
  readonly start: number;
  readonly asset: (sha256: string) => Promise<Blob>;
}

/** The desk over items of a project with the labels that stand: to be looked at, never changed. */
export function createItemPort({ project, name, schema, items, start, asset }: ItemPortParts): DeskPort {
  const readOnly = async () => undefined;
  const refused = async () => ({ ok: false as const, reasons: [] });
  const at = (index: number): ViewedItem => {
    const found = items[index];
    if (found === undefined) throw new RangeError(`There is no item ${index} in the list`);
    return found;
  };
  return {
    open: async (): Promise<DeskBatch> => ({
      projectName: name,
      schema,
      thresholdBps: project.params.thresholdBps,
      items: items.map(({ item, batch, offset }, index): DeskItem => ({ index, name: item.name, media: mediaOf(item), state: batch !== undefined && hasBit(batch.resolvedMask, offset) ? 'sealed' : 'untouched' })),
      place: { index: start, view: null },
      readOnlyReason: 'lead:quality.item.readOnly',
    }),
    load: async (index) => {
      const viewed = at(index);
      const encoded = standingLabels(viewed.batch, viewed.offset);
      const geometry = await itemGeometry(viewed.item, asset);
      const regions = encoded === null || geometry === null ? [] : shownRegions(fromHex(encoded), project.params, geometry, 'standing');
      return { labels: { ...emptyItemLabels(viewed.item.id), regions }, history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
    },
    save: readOnly,
    seal: refused,
    unseal: refused,
    remember: readOnly,
    asset,
  };
}

/** The labels that stand: a ruling that settled or overturned the item, else the consensus; null before settlement. */
export function standingLabels(batch: BatchRecord | undefined, offset: number): string | null {
  if (batch?.phase !== 'settled') return null;
  const ruling = batch.rulings.find(({ item }) => item === offset);
  if (ruling !== undefined && (ruling.overturned || !hasBit(batch.consensusMask, offset))) return ruling.labels;
  return batch.consensus[offset] ?? null;
}

/** Null where the item's text cannot be had. */
export async function itemGeometry(item: ManifestItem, asset: (sha256: string) => Promise<Blob>): Promise<ItemGeometry | null> {
  const size = geometryOf(item, null);
  if (size !== null) return size;
  const text = await asset(item.sha256).then(
    (blob) => blob.text(),
    () => null,
  );
  return text === null ? null : { kind: 'text', text };
}

function mediaOf({ sha256, width, height, codePoints }: ManifestItem): DeskItem['media'] {
  return width !== undefined && height !== undefined ? { kind: 'image', sha256, widthPx: width, heightPx: height } : { kind: 'text', sha256, codePoints: codePoints ?? 0 };
}
