import type { ProjectId, SeatId } from '../../../shared/labels/ids.ts';
import { detailsHash } from '../../../shared/labels/details.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';

/** Sealed details by the hash that was committed to; null where they are not known. */
export type DetailsFinder = (hash: string) => Promise<Uint8Array | null>;

/** The details of a project's revealed seats that did not travel on chain, as far as they are found, by seat. */
export async function detailsOfProject(index: ChainIndex, projectId: ProjectId, find: DetailsFinder): Promise<Map<SeatId, Uint8Array>> {
  const found = new Map<SeatId, Uint8Array>();
  for (const { id, projectId: own, reveal } of index.seats.values()) {
    if (own !== projectId || reveal === null || reveal.details !== '0x') continue;
    const bytes = await find(reveal.detailsHash);
    if (bytes !== null && detailsHash(bytes) === reveal.detailsHash) found.set(id, bytes);
  }
  return new Map([...found].sort(([one], [other]) => (BigInt(one) < BigInt(other) ? -1 : 1)));
}
