import { fromHex, toHex } from '../../../shared/bytes.ts';
import { encodeBatch } from '../../../shared/labels/codec.ts';
import type { CodecContext, ItemGeometry } from '../../../shared/labels/codec.ts';
import { joinItems } from '../../../shared/labels/codec-bytes.ts';
import { MAX_DETAILS_ON_CHAIN_BYTES, decodeDetails, encodeDetails, packDetails } from '../../../shared/labels/details.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';
import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import type { LabelRow } from '../../store/schema/rows.ts';

export interface PrepareInput {
  items: readonly ManifestItem[];
  rows: ReadonlyMap<number, LabelRow>;
  /** Items that are not sealed go as "cannot tell". */
  isSentAsIs: boolean;
  areDetailsOnChain: boolean;
  context: CodecContext;
  /** The size of an image, or the text, of an item. */
  geometry: (item: ManifestItem) => Promise<ItemGeometry>;
}

export interface Prepared {
  labels: Uint8Array;
  details: Uint8Array;
  /** The revision of each item that went in: signing is refused where one has changed meanwhile. */
  basis: Map<number, number>;
}

/** A seat's labels and details as its commitment will cover them, or the first item that cannot go. */
export async function prepareSeat(input: PrepareInput): Promise<Result<Prepared>> {
  const entries: { labels: ItemLabels; geometry: ItemGeometry }[] = [];
  const basis = new Map<number, number>();
  for (const [index, item] of input.items.entries()) {
    const row = input.rows.get(index);
    if (row !== undefined) basis.set(index, row.rev);
    const labels = labelsOf(item, row, input.isSentAsIs);
    if (labels === null) return err({ code: 'ITEM_OPEN', message: `Item ${index + 1} is not sealed.` });
    entries.push({ labels, geometry: await input.geometry(item) });
  }
  const labels = encodeBatch(entries, input.context);
  if (!labels.ok) return labels;
  if (!isAsSealed(input, labels.value)) return err({ code: 'SEAL_BROKEN', message: 'What is on disk is not what was sealed. Open the items of this batch and seal them again.' });
  const details = encodeDetails(entries, input.context);
  if (!details.ok) return details;
  return ok({ labels: labels.value, details: fitted(details.value, input.areDetailsOnChain), basis });
}

function labelsOf(item: ManifestItem, row: LabelRow | undefined, isSentAsIs: boolean): ItemLabels | null {
  if (row?.document.isSealed === true) return { ...row.document.labels, activeMs: row.document.activeMs };
  if (!isSentAsIs) return null;
  return { ...emptyItemLabels(item.id), cannotTell: 'other', activeMs: row?.document.activeMs ?? 0 };
}

/** Every sealed item must still encode to the bytes that its seal holds. */
function isAsSealed({ items, rows }: PrepareInput, labels: Uint8Array): boolean {
  const sealed = items.map((_, index) => {
    const row = rows.get(index);
    return row?.document.isSealed === true && row.seal !== null ? fromHex(row.seal.encoded) : Uint8Array.of(0xff);
  });
  return toHex(joinItems(sealed)) === toHex(labels);
}

/** Details that a reveal would refuse for their size keep what every item has and give up what regions have. */
function fitted(details: Uint8Array, areOnChain: boolean): Uint8Array {
  if (!areOnChain || details.length <= MAX_DETAILS_ON_CHAIN_BYTES) return details;
  const whole = decodeDetails(details);
  if (!whole.ok) return details;
  return packDetails({ version: 1, items: whole.value.items.map(({ regions: _regions, relations: _relations, ...item }) => ({ ...item, regions: [] })) });
}
