import { parseItemId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { emptyHistory } from '../history/history.ts';
import type { DeskBatch, DeskChange, DeskDocument, DeskItem, DeskPlace, DeskPort } from '../port.ts';

/** For tests and the bench: a desk's world in memory. What is saved is cloned, as a database would. */
export interface MemoryPort extends DeskPort {
  /** What is durable, by item. */
  readonly documents: Map<number, DeskDocument>;
  readonly changes: { index: number; change: DeskChange }[];
  place: DeskPlace | null;
  /** Set: the next saves fail with it. */
  failWith: string | null;
}

export function createMemoryPort(given: {
  schema: ProjectSchema;
  items: readonly DeskItem[];
  asset: (sha256: string) => Promise<Blob>;
  documents?: ReadonlyMap<number, DeskDocument>;
  batch?: Partial<DeskBatch>;
}): MemoryPort {
  const items = given.items.map((item) => ({ ...item }));
  const fresh = (index: number): DeskDocument => ({
    labels: emptyItemLabels(parseItemId(`item-${index}`)),
    history: emptyHistory,
    activeMs: 0,
    isSealed: false,
  });
  const setState = (index: number, state: DeskItem['state']): void => {
    const item = items[index];
    if (item !== undefined) items[index] = { ...item, state };
  };
  const port: MemoryPort = {
    documents: new Map(given.documents),
    changes: [],
    place: null,
    failWith: null,
    open: async () => ({
      projectName: given.schema.name,
      schema: given.schema,
      thresholdBps: 5000,
      items: [...items],
      place: port.place,
      readOnlyReason: null,
      ...given.batch,
    }),
    load: async (index) => structuredClone(port.documents.get(index) ?? fresh(index)),
    save: async (index, change) => {
      await Promise.resolve();
      if (port.failWith !== null) throw new Error(port.failWith);
      const saved = structuredClone(change);
      port.documents.set(index, saved.document);
      port.changes.push({ index, change: saved });
      setState(index, 'started');
    },
    seal: async (index, document) => {
      const tiny = document.labels.regions.find((region) => region.kind === 'box' && region.x1 - region.x0 < 2);
      if (tiny !== undefined) return { ok: false, reasons: [{ regionId: tiny.id, code: 'TOO_SMALL', message: 'A box is too small.' }] };
      port.documents.set(index, structuredClone({ ...document, isSealed: true }));
      setState(index, document.labels.cannotTell === null ? 'sealed' : 'cannot-tell');
      return { ok: true };
    },
    unseal: async (index) => {
      const document = port.documents.get(index);
      if (document !== undefined) port.documents.set(index, { ...document, isSealed: false });
      setState(index, 'started');
      return { ok: true };
    },
    remember: async (place) => {
      port.place = place;
    },
    asset: given.asset,
  };
  return port;
}
