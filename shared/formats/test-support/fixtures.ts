import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real data that is not ours to pass on: beside the repository, or where TESSERA_FIXTURES says. Null where it is not there. */
export function fixtureFolder(name: string): string | null {
  const folder = join(process.env['TESSERA_FIXTURES'] ?? fileURLToPath(new URL('../../../../shared/fixtures', import.meta.url)), name);
  return existsSync(folder) ? folder : null;
}
