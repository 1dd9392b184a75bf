import type { Result } from '../../../../shared/host-api.ts';
import type { Bytes32 } from '../../../../shared/labels/ids.ts';
import { manifestRoot, parseManifest } from '../../../../shared/protocol/manifest.ts';
import { fail } from '../../context.ts';
import { hasTooManyValues } from '../../json-weight.ts';
import { MAX_MANIFEST_VALUES } from './pack-source.ts';
import { openZip } from './zip.ts';

/** A stick that was pulled out answers never. */
const READ_MS = 20_000;

/** The root of a pack file of this disk, by its own manifest. Its files are held against it when they are brought in. NOT_A_PACK */
export async function rootOfFile(path: string): Promise<Result<Bytes32>> {
  try {
    const zip = await openZip(path);
    try {
      const bytes = await zip.manifest({ signal: AbortSignal.timeout(READ_MS), onBytes: () => undefined });
      if (hasTooManyValues(bytes, MAX_MANIFEST_VALUES)) return notAPack(path, 'its manifest is too large');
      const manifest = parseManifest(JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown);
      return manifest.ok ? { ok: true, value: manifestRoot(manifest.value) } : notAPack(path, manifest.error.message);
    } finally {
      await zip.close();
    }
  } catch (error) {
    return notAPack(path, error instanceof SyntaxError ? 'its manifest is no JSON' : error instanceof Error ? error.message : 'it cannot be read');
  }
}

function notAPack(path: string, why: string): Result<never> {
  return fail('NOT_A_PACK', `${path} is no pack: ${why}`, { field: 'path', fix: 'Open a file that `tessera pack publish` wrote.' });
}
