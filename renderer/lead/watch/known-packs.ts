import { z } from 'zod';
import type { HostClient, HostResult, Result } from '../../../shared/host-api.ts';
import { packSeries } from '../../../shared/protocol/pack-series.ts';

/** Of a manifest what is asked for here; the host has held it against its root. */
const manifestNames = z.object({ items: z.array(z.object({ name: z.string() })) });

/** What was made of a folder, as the packs of this machine say. */
export interface MadeSoFar {
  /** Packs of the series, and those that were made of the folder under another name. */
  readonly roots: readonly string[];
  readonly names: ReadonlySet<string>;
  /** What the next pack is called. */
  readonly nextName: string;
}

/** Reads names of items out of packs, each pack once: it never changes. */
export class KnownPacks {
  readonly #names = new Map<string, readonly string[]>();

  constructor(private readonly host: HostClient) {}

  /**
   * @param series name of the first pack
   * @param others roots of packs of the folder that may be called otherwise; those that were removed are passed over
   */
  async madeOf(series: string, others: readonly string[]): Promise<Result<MadeSoFar>> {
    const list = await this.host.call('packs.list', {});
    if (!list.ok) return list;
    const { roots, nextName } = packSeries(list.value, series);
    const all = [...new Set([...roots, ...others.filter((root) => isThere(list.value, root))])];
    const names = new Set<string>();
    for (const root of all) {
      const of = await this.namesOf(root);
      if (!of.ok) return of;
      for (const name of of.value) names.add(name);
    }
    return { ok: true, value: { roots: all, names, nextName } };
  }

  async namesOf(root: string): Promise<Result<readonly string[]>> {
    const known = this.#names.get(root);
    if (known !== undefined) return { ok: true, value: known };
    const raw = await this.host.call('packs.manifest', { root });
    if (!raw.ok) return raw;
    const parsed = manifestNames.safeParse(raw.value);
    if (!parsed.success) return { ok: false, error: { code: 'PACK_BROKEN', message: `The manifest of ${root} cannot be read.` } };
    const names = parsed.data.items.map(({ name }) => name);
    this.#names.set(root, names);
    return { ok: true, value: names };
  }
}

const isThere = (packs: HostResult<'packs.list'>, root: string): boolean => packs.some((pack) => pack.root === root);
