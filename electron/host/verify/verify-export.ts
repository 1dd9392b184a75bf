import { rm } from 'node:fs/promises';
import { asRecord } from '../../../shared/formats/records.ts';
import type { Result } from '../../../shared/host-api.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXPORT_MANIFEST } from '../files/export-folder.ts';
import type { Claims } from './claims.ts';
import { compareJson } from './compare-json.ts';
import type { ExportFault } from './fault.ts';
import { openExport } from './open-export.ts';
import type { OpenRequest, Opening, Remade } from './open-export.ts';
import { rebuild } from './rebuild.ts';

export interface Verified {
  readonly holds: boolean;
  readonly faults: readonly ExportFault[];
  readonly faultCount: number;
  /** What is true and should be known: what the export leaves out, and what is taken on trust. */
  readonly remarks: readonly string[];
  readonly against: 'chain' | 'proof';
  readonly claims: Claims | null;
  readonly items: number;
  readonly files: number;
  /** Blocks whose hash is believed; none where a chain was asked. */
  readonly trusted: readonly { readonly number: number; readonly hash: string }[];
}

/**
 * Holds an export against the chain, or against its own light proof: the dataset is made again from the events, written
 * again in the export's format, and compared byte for byte. An error is what could not be checked, as of `openExport`.
 */
export async function verifyExport(request: OpenRequest): Promise<Result<Verified>> {
  const opened = await openExport(request);
  if (!opened.ok) return opened;
  const state = opened.value;
  const { claims, dataset, faults, remarks, trusted, listing } = state;
  if (dataset === null || claims === null) checkListed(state);
  else await compareWithRebuilt(state, claims, dataset);
  return { ok: true, value: { holds: faults.count === 0, faults: faults.list, faultCount: faults.count, remarks, against: request.chain === null ? 'proof' : 'chain', claims, items: dataset?.manifest.items.length ?? 0, files: listing.files.size, trusted } };
}

async function compareWithRebuilt(state: Opening, claims: Claims, dataset: Remade): Promise<void> {
  const { missing } = claims;
  if (missing.length > 0) state.remarks.push(`${missing.length} files of items are not in the export, as it says itself: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', ...' : ''}`);
  const scratch = await temporaryFolder('verify');
  try {
    await rebuild({ folder: state.folder, listing: state.listing, faults: state.faults, claims, dataset, scratch });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Where the dataset cannot be made again: at least the files are held against the hashes that the export lists. */
function checkListed({ listing, faults, manifest }: Opening): void {
  const files = asRecord(manifest)?.['files'];
  if (!Array.isArray(files)) return;
  const listed = new Map(files.map(asRecord).flatMap((row): [string, unknown][] => (typeof row?.['name'] === 'string' ? [[row['name'], row['sha256']]] : [])));
  for (const [name, sha256] of listed) {
    const actual = listing.files.get(name);
    if (actual === undefined) faults.add(name, '', 'the file is missing');
    else for (const { reason } of compareJson(actual.sha256, sha256)) faults.add(name, '', `the file's SHA-256 ${reason}`);
  }
  for (const name of listing.files.keys()) if (name !== EXPORT_MANIFEST && !listed.has(name)) faults.add(name, '', 'is no file of the export');
}
