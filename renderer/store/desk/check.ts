import { concat, fromHex, keccak, toHex, utf8 } from '../../../shared/bytes.ts';
import { canonicalJson, plainJson } from '../../../shared/canonical-json.ts';
import { encodeItem } from '../../../shared/labels/codec.ts';
import type { CodecContext, ItemGeometry } from '../../../shared/labels/codec.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { SealOutcome } from '../../desk/port.ts';

export type SealReason = Extract<SealOutcome, { ok: false }>['reasons'][number];

export type Checked = { ok: true; encoded: string; hash: string } | { ok: false; reasons: SealReason[] };

/** Encodes an item for sealing, or says of every region what is wrong and what mends it. */
export function checkItem(labels: ItemLabels, context: CodecContext, geometry: ItemGeometry): Checked {
  const reasons: SealReason[] = [];
  let regions = [...labels.regions];
  for (;;) {
    const encoded = encodeItem({ ...labels, regions }, context, geometry);
    if (encoded.ok) {
      return reasons.length > 0 ? { ok: false, reasons } : { ok: true, encoded: toHex(encoded.value), hash: sealHash(encoded.value, labels) };
    }
    const { code, message, fix, regionIndex } = encoded.error;
    const region = regionIndex === undefined ? undefined : regions[regionIndex];
    reasons.push({ regionId: region?.id ?? null, code, message: `${message}. ${fix}` });
    if (region === undefined) return { ok: false, reasons };
    // The codec tells of one fault: the others are found without the region that has it.
    regions = regions.filter((other) => other !== region);
  }
}

/** keccak256 over the encoded item and everything else that was said about it. */
function sealHash(encoded: Uint8Array, labels: ItemLabels): string {
  const details = keccak(utf8(canonicalJson(plainJson(labels))));
  return keccak(concat(encoded, fromHex(details)));
}
