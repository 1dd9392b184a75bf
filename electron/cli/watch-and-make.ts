import type { HostResult, Result } from '../../shared/host-api.ts';
import { parseBytes32 } from '../../shared/labels/ids.ts';
import { parseManifestOf } from '../../shared/protocol/manifest.ts';
import { packSeries } from '../../shared/protocol/pack-series.ts';
import type { NamedPack } from '../../shared/protocol/pack-series.ts';
import type { PacksService } from '../host/packs/port.ts';
import { freshFiles } from '../host/packs/watch-folder.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Output } from './output.ts';

/** @param more of what is in the folders these files alone, without what earlier packs have; null for everything */
export type MakePack = (name: string, more: { readonly only: readonly string[]; readonly apartFrom: readonly string[] } | null) => Promise<Result<HostResult<'packs.ingest'>>>;

interface WatchJob {
  readonly packs: Pick<PacksService, 'list' | 'manifest'>;
  readonly name: string;
  readonly paths: readonly string[];
  /** New files, before a pack is made of them. */
  readonly atLeast: number;
  readonly make: MakePack;
  readonly signal: AbortSignal;
}

const SHOWN_NAMES = 10;

/**
 * Makes a pack of what is in the folders, and another one of what is new whenever there is enough of it, until it is
 * stopped. Which files are taken already the packs themselves say, so that nothing else has to be remembered.
 */
export async function watchAndMake({ packs, name, paths, atLeast, make, signal }: WatchJob, output: Output): Promise<Result<ExitCode>> {
  const earlier = await earlierPacks(packs, name);
  if (!earlier.ok) return earlier;
  const { names } = earlier.value;
  const all = [...earlier.value.packs];
  const seen = new Set(names);
  const listed = new Set<string>();
  output.progress(`Watching. A pack is made when ${atLeast} new files are there; end with Ctrl+C.`);
  for await (const fresh of freshFiles(paths, (file) => seen.has(file), signal)) {
    const added = fresh.filter((file) => !listed.has(file));
    for (const file of added) listed.add(file);
    if (added.length > 0) output.progress(`New: ${added.slice(0, SHOWN_NAMES).join(', ')}${added.length > SHOWN_NAMES ? ` and ${added.length - SHOWN_NAMES} more` : ''}`);
    if (fresh.length < atLeast) {
      output.progress(`${fresh.length} of ${atLeast} files for the next pack`);
      continue;
    }
    const { roots, nextName } = packSeries(all, name);
    const made = await make(nextName, { only: fresh, apartFrom: roots });
    if (made.ok) all.push(made.value.pack);
    else if (made.error.code !== 'NO_ITEMS' && made.error.code !== 'NOTHING_NEW') return made;
    else output.problem(made.error);
    // What could not be taken was named, and is not tried again until the next start.
    for (const file of fresh) seen.add(file);
  }
  return { ok: true, value: EXIT.done };
}

interface Earlier {
  readonly packs: readonly NamedPack[];
  /** Of the items of the series. */
  readonly names: readonly string[];
}

/** Packs of this home, and what is in "Harbour", "Harbour 2" and so on. */
async function earlierPacks(packs: WatchJob['packs'], name: string): Promise<Result<Earlier>> {
  const list = await packs.list({});
  if (!list.ok) return list;
  const names: string[] = [];
  for (const root of packSeries(list.value, name).roots) {
    const raw = await packs.manifest({ root });
    const manifest = raw.ok ? parseManifestOf(parseBytes32(root), raw.value) : raw;
    if (!manifest.ok) return manifest;
    names.push(...manifest.value.items.map((item) => item.name));
  }
  return { ok: true, value: { packs: list.value, names } };
}
