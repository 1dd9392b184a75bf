import { fromHex, keccak, toHex } from '../../../shared/bytes.ts';
import type { HostError } from '../../../shared/host-api.ts';
import { parseAddress, parseBytes32, parseSeatId } from '../../../shared/labels/ids.ts';
import { detailsHash } from '../../../shared/labels/details.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { geometryOf } from '../../../shared/protocol/manifest.ts';
import type { SignedPayload } from '../../store/schema/rows.ts';
import { itemsBetween } from '../../store/projects.ts';
import { labelsOfSeat, signSeat } from '../../store/seats.ts';
import type { DueSeat } from './calls.ts';
import type { EngineParts } from './parts.ts';
import { prepareSeat } from './prepare.ts';

export type SignResult = { ok: true; signed: SignedPayload } | { ok: false; error: HostError };

/**
 * Makes a seat's commitment and keeps it with the labels that it covers, in one transaction, before anything is sent.
 * The salt comes from the wallet's key and is not kept: the same comes again for the reveal.
 */
export async function signDue(parts: EngineParts, { seat, params }: DueSeat): Promise<SignResult> {
  const items = await itemsBetween(parts.db, seat.projectKey, seat.firstItem, seat.itemCount);
  if (items.length !== seat.itemCount) return failed('PACK_MISSING', 'The items of this batch are not on this disk.');
  const { rows, damaged } = await labelsOfSeat(parts.db, seat.key);
  if (damaged.length > 0) return failed('LABELS_DAMAGED', `The labels of item ${damaged.map((index) => index + 1).join(', ')} are damaged on disk.`);
  const prepared = await prepareSeat({
    items: items.map(({ item }) => item),
    rows,
    isSentAsIs: seat.isSentAsIs,
    areDetailsOnChain: params.detailsOnChain,
    context: params,
    geometry: async (item) => geometryOf(item, null) ?? { kind: 'text', text: await parts.text(item.sha256) },
  });
  if (!prepared.ok) return prepared;
  const { labels, details, basis } = prepared.value;
  const salt = await parts.host.call('wallet.seatSalt', { seatId: seat.seatId });
  if (!salt.ok) return salt;
  const commitment = commitmentOf({
    chainId: parts.chainId,
    coordinator: parseAddress(parts.coordinator),
    seatId: parseSeatId(seat.seatId),
    annotator: parseAddress(seat.annotator),
    labelsHash: keccak(labels),
    detailsHash: detailsHash(details),
    salt: parseBytes32(salt.value.salt),
  });
  const offered = { labels: toHex(labels), details: toHex(details), detailsHash: detailsHash(details), commitment, atMs: parts.nowMs() };
  const kept = await signSeat(parts.db, seat.key, offered, basis, parts.nowMs());
  if (!kept.ok) return failed(kept.code, 'The labels changed while they were being signed; they are signed again.');
  return { ok: true, signed: kept.signed };
}

/** Whether the payload on disk still opens the commitment on chain with this salt. */
export function opensWith(parts: EngineParts, { seat }: DueSeat, salt: string): boolean {
  const { signed } = seat;
  if (signed === null) return false;
  const opened = commitmentOf({
    chainId: parts.chainId,
    coordinator: parseAddress(parts.coordinator),
    seatId: parseSeatId(seat.seatId),
    annotator: parseAddress(seat.annotator),
    labelsHash: keccak(fromHex(signed.labels)),
    detailsHash: parseBytes32(signed.detailsHash),
    salt: parseBytes32(salt),
  });
  return opened === signed.commitment;
}

function failed(code: string, message: string): { ok: false; error: HostError } {
  return { ok: false, error: { code, message } };
}
