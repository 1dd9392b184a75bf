import { readFile } from 'node:fs';
import { promisify } from 'node:util';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';
import type { PacksService, ServedFile } from '../packs/port.ts';
import { SMALL_BYTES } from './export-folder.ts';
import type { ExportFolder } from './export-folder.ts';
import type { ItemFiles } from './write-export.ts';

// Half the work of the one that promises come with, which counts where there are files by the thousand.
const readWhole = promisify(readFile);

/** Items' files out of the packs of this machine. */
export class PackFiles implements ItemFiles {
  /** Small texts between being labelled and being brought, by hash: read once. */
  readonly #held = new Map<string, Buffer>();

  constructor(private readonly packs: Pick<PacksService, 'asset'>) {}

  async textOf({ sha256 }: ManifestItem): Promise<string | null> {
    const found = await this.#find(sha256);
    if (found === null) return null;
    const bytes = await readWhole(found.path);
    if (bytes.length <= SMALL_BYTES) this.#held.set(sha256, bytes);
    return bytes.toString('utf8');
  }

  async bring(folder: ExportFolder, name: string, { sha256 }: ManifestItem): Promise<boolean> {
    const held = this.#held.get(sha256);
    this.#held.delete(sha256);
    if (held !== undefined) return (await folder.bringBytes(name, held, sha256)) !== null;
    const found = await this.#find(sha256);
    if (found === null) return false;
    if (found.bytes > SMALL_BYTES) return (await folder.bring(name, found.path, sha256)) !== null;
    const bytes = await readWhole(found.path).catch(() => null);
    return bytes !== null && (await folder.bringBytes(name, bytes, sha256)) !== null;
  }

  async #find(sha256: string): Promise<ServedFile | null> {
    const found = await this.packs.asset(sha256);
    return found.ok ? found.value : null;
  }
}
