import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostArguments, HostResult, Result } from '../../../shared/host-api.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import { EXPORT_MANIFEST } from '../files/export-folder.ts';
import { unzip } from '../formats/unzip.ts';
import type { Staging } from '../packs/staging.ts';
import { MAX_FAULTS } from './fault.ts';
import type { ExportFault } from './fault.ts';
import { verifyExport } from './verify-export.ts';
import type { Verified } from './verify-export.ts';

export interface VerifySourceParts {
  readonly chain: ChainService;
  readonly staging: Pick<Staging, 'folderOf' | 'drop'>;
  readonly exportsDir: string;
}

const EXPORT_ID = /^\d{1,78}-\d{1,16}$/;

/** What `tessera verify` does, for an export of this machine or one that a window has sent, as a folder or as a zip of one. BAD_FILE, BAD_STAGING, STAGING_EMPTY, EXPORT_MISSING, and as `openExport`. */
export async function verifySource({ chain, staging, exportsDir }: VerifySourceParts, { source, against, blockHash }: HostArguments<'files.verify'>): Promise<Result<HostResult<'files.verify'>>> {
  const request = { chain: against === 'chain' ? chain : null, blockHash: blockHash ?? null };
  if (source.from === 'export') {
    if (!EXPORT_ID.test(source.exportId)) return fail('EXPORT_MISSING', 'There is no such export on this machine', { field: 'exportId', fix: 'Export the project again.' });
    return answerOf(await verifyExport({ folder: join(exportsDir, source.exportId), ...request }), []);
  }
  const staged = await staging.folderOf(source.stagingId);
  if (!staged.ok) return staged;
  try {
    return await verifyStaged(staged.value, request);
  } finally {
    await staging.drop(source.stagingId);
  }
}

async function verifyStaged(staged: string, request: { chain: ChainService | null; blockHash: string | null }): Promise<Result<HostResult<'files.verify'>>> {
  const entries = await readdir(staged, { withFileTypes: true });
  const [only] = entries;
  if (entries.length !== 1 || only?.isFile() !== true || !/\.zip$/i.test(only.name)) return answerOf(await verifyExport({ folder: staged, ...request }), []);
  const zip = await unzip(join(staged, only.name)).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof zip === 'string') return fail('BAD_FILE', `${only.name} is no zip that can be read: ${zip}`, { field: only.name, fix: 'Pack the export again, or choose its folder.' });
  try {
    const refused = zip.problems.map(({ file, reason }): ExportFault => ({ file, item: null, field: '', reason }));
    return answerOf(await verifyExport({ folder: await topOf(zip.folder), ...request }), refused);
  } finally {
    await zip.remove();
  }
}

/** A zip of a folder has that folder in it. */
async function topOf(folder: string): Promise<string> {
  const isTop = (await stat(join(folder, EXPORT_MANIFEST)).catch(() => null)) !== null;
  const [only, ...more] = isTop ? [] : await readdir(folder, { withFileTypes: true });
  return only?.isDirectory() === true && more.length === 0 ? join(folder, only.name) : folder;
}

/** @param refused entries of a zip that no export has: links, and names that lead out of it */
function answerOf(verified: Result<Verified>, refused: readonly ExportFault[]): Result<HostResult<'files.verify'>> {
  if (!verified.ok) return verified;
  const { holds, faults, faultCount, remarks, against, claims, items, files, trusted } = verified.value;
  return {
    ok: true,
    value: {
      holds: holds && refused.length === 0,
      faults: [...refused, ...faults].slice(0, MAX_FAULTS),
      faultCount: faultCount + refused.length,
      remarks: [...remarks],
      against,
      items,
      files,
      trusted: [...trusted],
      of: claims === null ? null : { projectId: claims.project.id, chainId: claims.chainId, coordinator: claims.coordinator, blockNumber: claims.block.number, blockHash: claims.block.hash },
    },
  };
}
