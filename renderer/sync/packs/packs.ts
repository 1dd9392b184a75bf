import type { HostClient } from '../../../shared/host-api.ts';
import { parseBytes32 } from '../../../shared/labels/ids.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import type { Manifest, ManifestItem } from '../../../shared/protocol/manifest.ts';
import type { TesseraDatabase } from '../../store/database.ts';
import { itemKey, projectKey } from '../../store/keys.ts';
import type { NetKey } from '../../store/keys.ts';
import { getProject, itemsBetween, putItems, putProject } from '../../store/projects.ts';
import type { ProjectRow, SeatRow } from '../../store/schema/rows.ts';

/** What the chain told of a project when it was opened. */
export type OpenedProject = Pick<ProjectRow, 'projectId' | 'lead' | 'root' | 'packUri' | 'itemCount' | 'params' | 'openedAtSeconds'>;

export interface PackParts {
  db: TesseraDatabase;
  host: HostClient;
  net: NetKey;
  nowMs: () => number;
}

/** A pack that was missing is asked for again after this long. */
const ASK_AGAIN_MS = 5_000;
const MANIFESTS_KEPT = 4;
const ITEMS_A_WRITE = 500;

type Loaded = { ok: true; manifest: Manifest } | { ok: false; pack: 'missing' | 'broken'; problem: string };

/** Manifests of projects: fetched by their root, held against it, kept as rows. */
export class Packs {
  /** The newest last; a manifest may be large, so that only a few stay in memory. */
  readonly #manifests = new Map<string, Manifest>();

  constructor(private readonly parts: PackParts) {}

  /** The project's row, made or made anew where its pack was missing. */
  async project(opened: OpenedProject): Promise<ProjectRow> {
    const { db, net, nowMs } = this.parts;
    const key = projectKey(net, opened.projectId);
    const known = await getProject(db, key);
    const isSame = known?.root === opened.root;
    if (known !== undefined && isSame && (known.pack === 'ready' || nowMs() - known.checkedAtMs < ASK_AGAIN_MS)) return known;
    const loaded = await this.#load(opened.root, opened.itemCount);
    const row = rowOf(key, net, opened, loaded, nowMs());
    await putProject(db, row);
    return row;
  }

  /** Makes sure that a seat's items are on this disk. False where the pack is not. */
  async items(seat: SeatRow, opened: OpenedProject): Promise<boolean> {
    const { db } = this.parts;
    const there = await itemsBetween(db, seat.projectKey, seat.firstItem, seat.itemCount);
    if (there.length === seat.itemCount) return true;
    const loaded = await this.#load(opened.root, opened.itemCount);
    if (!loaded.ok) return false;
    const items = loaded.manifest.items.slice(seat.firstItem, seat.firstItem + seat.itemCount);
    await putItems(
      db,
      items.map((item, offset) => ({ key: itemKey(seat.projectKey, seat.firstItem + offset), projectKey: seat.projectKey, index: seat.firstItem + offset, item })),
    );
    return items.length === seat.itemCount;
  }

  /**
   * All items of a project's pack, in their order: kept on this disk from then on, bit by bit. Null where the pack is not
   * to be had.
   */
  async all(opened: OpenedProject): Promise<readonly ManifestItem[] | null> {
    const { db, net } = this.parts;
    const loaded = await this.#load(opened.root, opened.itemCount);
    if (!loaded.ok) return null;
    const key = projectKey(net, opened.projectId);
    const { items } = loaded.manifest;
    const keep = async () => {
      for (let from = 0; from < items.length; from += ITEMS_A_WRITE) {
        await putItems(db, items.slice(from, from + ITEMS_A_WRITE).map((item, at) => ({ key: itemKey(key, from + at), projectKey: key, index: from + at, item })));
      }
    };
    // Who asked has them already; a disk that is full or a store that closes keeps none, and harms nothing.
    void keep().catch(() => undefined);
    return items;
  }

  async #load(root: string, itemCount: number): Promise<Loaded> {
    const known = this.#manifests.get(root);
    if (known !== undefined) return { ok: true, manifest: known };
    const answer = await this.parts.host.call('packs.manifest', { root });
    if (!answer.ok) return { ok: false, pack: 'missing', problem: answer.error.message };
    const parsed = parseManifestOf(parseBytes32(root), answer.value);
    if (!parsed.ok) return { ok: false, pack: 'broken', problem: parsed.error.message };
    const manifest = parsed.value;
    if (manifest.items.length !== itemCount) {
      return { ok: false, pack: 'broken', problem: `The pack has ${manifest.items.length} items, and the project on chain has ${itemCount}.` };
    }
    this.#manifests.set(root, manifest);
    const oldest = this.#manifests.keys().next();
    if (this.#manifests.size > MANIFESTS_KEPT && oldest.done !== true) this.#manifests.delete(oldest.value);
    return { ok: true, manifest };
  }
}

function rowOf(key: ProjectRow['key'], net: NetKey, opened: OpenedProject, loaded: Loaded, nowMs: number): ProjectRow {
  const fixed = { ...opened, key, net, checkedAtMs: nowMs };
  if (!loaded.ok) return { ...fixed, name: '', schema: null, pack: loaded.pack, packProblem: loaded.problem };
  return { ...fixed, name: loaded.manifest.name, schema: loaded.manifest.schema, pack: 'ready', packProblem: null, relay: loaded.manifest.relay ?? null };
}
