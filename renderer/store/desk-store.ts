import type { HostError } from '../../shared/host-api.ts';
import type { ItemGeometry } from '../../shared/labels/codec.ts';
import { emptyItemLabels } from '../../shared/labels/make.ts';
import type { Region } from '../../shared/labels/types.ts';
import { geometryOf } from '../../shared/protocol/manifest.ts';
import type { ManifestItem } from '../../shared/protocol/manifest.ts';
import type { DeskBatch, DeskDocument, DeskItem, DeskItemState, DeskPort, SealOutcome } from '../desk/port.ts';
import { readAsset } from './desk/assets.ts';
import type { AssetSource } from './desk/assets.ts';
import { checkItem } from './desk/check.ts';
import { suggestedRegions } from './desk/suggested.ts';
import { readMarks } from './desk/marks.ts';
import { writeChange, writeSeal } from './desk/label-writes.ts';
import type { WriteOutcome } from './desk/label-writes.ts';
import { isNoRoom } from './database.ts';
import type { TesseraDatabase } from './database.ts';
import { itemKey, labelKey } from './keys.ts';
import type { SeatKey } from './keys.ts';
import { itemStates } from './seats.ts';
import { labelRowSchema } from './schema/rows.ts';
import { isForRoom } from './space.ts';
import type { SpaceWatch } from './space.ts';
import type { ItemRow, ProjectRow, SeatRow } from './schema/rows.ts';

/** A seal waits so long for the journal, then goes on: the queue keeps the entry and is tried again. */
const JOURNAL_WAIT_MS = 3_000;

/** What the desk's store needs of the window. */
export interface DeskStoreParts {
  db: TesseraDatabase;
  assets: AssetSource;
  journal: { flush(): Promise<HostError | null> };
  space: Pick<SpaceWatch, 'get' | 'subscribe' | 'noteFailure'>;
  nowMs: () => number;
}

/** Something that the desk asked for and that is not on this disk; `code` has a sentence in the catalogue. */
export class DeskStoreError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'DeskStoreError';
  }
}

interface Loaded {
  seat: SeatRow;
  project: ProjectRow & { schema: NonNullable<ProjectRow['schema']> };
  items: ItemRow[];
}

/** The desk's port for one seat. Works without the host and without a network. */
export function createDeskStore(parts: DeskStoreParts, seat: SeatKey): DeskPort {
  const { db, assets, journal, space, nowMs } = parts;
  const texts = new Map<string, string>();

  const asset = async (sha256: string): Promise<Blob> => {
    const outcome = await readAsset(db, assets, sha256, nowMs());
    if (outcome.ok) return outcome.blob;
    throw new DeskStoreError(outcome.error.code, outcome.error.message);
  };

  const textOf = async (sha256: string): Promise<string> => {
    const text = texts.get(sha256) ?? (await (await asset(sha256)).text());
    texts.set(sha256, text);
    return text;
  };
  const geometry = async ({ item }: ItemRow): Promise<ItemGeometry> => geometryOf(item, null) ?? { kind: 'text', text: await textOf(item.sha256) };
  /** A model's proposals for an item, beside its labels; none where its text cannot be read now. */
  const suggestions = async (index: number): Promise<readonly Region[]> => {
    const item = await itemOf(db, seat, index);
    if (item?.suggestions === undefined) return [];
    const needsText = item.suggestions.some(({ span }) => span !== undefined);
    return suggestedRegions(item, needsText ? await textOf(item.sha256).catch(() => null) : null);
  };

  const sealing = async (write: () => Promise<WriteOutcome>): Promise<SealOutcome> => {
    try {
      return await sealed(await withRoom(space, write), journal);
    } catch (error) {
      if (!(error instanceof DeskStoreError)) throw error;
      return { ok: false, reasons: [{ regionId: null, code: error.code, message: error.message }] };
    }
  };

  return {
    open: async () => batchOf(await loadSeat(db, seat), await db.apart('r', [db.labels], () => itemStates(db, seat))),
    load: async (index) => {
      // One after the other: what runs beside a transaction of Dexie's may be taken for a part of it, and finds no table there.
      const document = await loadDocument(db, seat, index);
      const proposed = await suggestions(index);
      return proposed.length === 0 ? document : { ...document, suggestions: proposed };
    },
    save: async (index, change) => {
      const outcome = await withRoom(space, () => writeChange(db, { seat, index }, change, nowMs()));
      if (!outcome.ok) throw refused(outcome);
    },
    seal: async (index, document) => {
      const { project, items } = await loadSeat(db, seat);
      const item = items[index];
      if (item === undefined) throw new DeskStoreError('ITEM_UNKNOWN', `There is no item ${index + 1} in this batch`);
      const context = { kind: project.schema.kind, classCount: project.params.classCount, thresholdBps: project.params.thresholdBps };
      const checked = checkItem(document.labels, context, await geometry(item));
      if (!checked.ok) return checked;
      const seal = { encoded: checked.encoded, hash: checked.hash, atMs: nowMs() };
      return sealing(() => writeSeal(db, { seat, index }, document, seal, nowMs()));
    },
    unseal: async (index) => {
      const document = await loadDocument(db, seat, index);
      return sealing(() => writeSeal(db, { seat, index }, document, null, nowMs()));
    },
    remember: async (place) => {
      await db.apart('rw', [db.seats], () => db.seats.update(seat, { place }));
    },
    watch: (tell) => {
      const say = () => tell(space.get().level === 'full' ? 'sync:desk.full' : null);
      say();
      return space.subscribe(say);
    },
    asset,
  };
}

/** Says of a write that failed for want of room that it did. */
async function withRoom<T>(space: DeskStoreParts['space'], write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    space.noteFailure(error);
    if (isNoRoom(error)) throw new DeskStoreError('DISK_FULL', error.message);
    throw isForRoom(error) ? new DeskStoreError('STORAGE_FULL', 'The browser has no room left for this change. What was saved is safe.') : error;
  }
}

async function sealed(outcome: WriteOutcome, journal: DeskStoreParts['journal']): Promise<SealOutcome> {
  if (!outcome.ok) return { ok: false, reasons: [{ regionId: null, code: outcome.code, message: refused(outcome).message }] };
  // "Saved" is said after the journal has it too; a host that is away must not stop the work.
  await Promise.race([journal.flush(), new Promise((resolve) => setTimeout(resolve, JOURNAL_WAIT_MS))]);
  return { ok: true };
}

function refused(outcome: Extract<WriteOutcome, { ok: false }>): DeskStoreError {
  const message = outcome.code === 'SIGNED' ? 'The batch is signed: its labels can no longer change.' : 'This seat is not on this disk.';
  return new DeskStoreError(outcome.code, message);
}

/**
 * In a transaction of its own, as all that the desk reads and writes (`!`): what begins in the same turn in which
 * another's goes on may otherwise be taken for a part of that one.
 */
async function loadSeat(db: TesseraDatabase, key: SeatKey): Promise<Loaded> {
  return db.apart('r', [db.seats, db.projects, db.items], () => readSeat(db, key));
}

async function readSeat(db: TesseraDatabase, key: SeatKey): Promise<Loaded> {
  const seat = await db.seats.get(key);
  if (seat === undefined) throw new DeskStoreError('SEAT_UNKNOWN', 'This seat is not on this disk.');
  const project = await db.projects.get(seat.projectKey);
  if (project?.schema == null) throw new DeskStoreError('PACK_MISSING', project?.packProblem ?? "The project's pack is not on this disk.");
  const first = itemKey(seat.projectKey, seat.firstItem);
  const end = itemKey(seat.projectKey, seat.firstItem + seat.itemCount);
  const items = await db.items.where('key').between(first, end, true, false).toArray();
  if (items.length !== seat.itemCount) throw new DeskStoreError('PACK_MISSING', 'Items of this batch are not on this disk.');
  return { seat, project: { ...project, schema: project.schema }, items };
}

function batchOf({ seat, project, items }: Loaded, states: ReadonlyMap<number, DeskItemState>): DeskBatch {
  return {
    projectName: project.name,
    schema: project.schema,
    thresholdBps: project.params.thresholdBps,
    items: items.map(({ item }, index): DeskItem => ({ index, name: item.name, media: mediaOf(item), state: states.get(index) ?? 'untouched' })),
    place: seat.place,
    readOnlyReason: seat.signed === null ? null : 'sync:desk.signed',
  };
}

function mediaOf(item: ManifestItem): DeskItem['media'] {
  const { sha256, width, height } = item;
  return width !== undefined && height !== undefined
    ? { kind: 'image', sha256, widthPx: width, heightPx: height }
    : { kind: 'text', sha256, codePoints: item.codePoints ?? 0 };
}

async function itemOf(db: TesseraDatabase, key: SeatKey, index: number): Promise<ManifestItem | null> {
  return db.apart('r', [db.seats, db.items], async () => {
    const seat = await db.seats.get(key);
    if (seat === undefined || index >= seat.itemCount) return null;
    return (await db.items.get(itemKey(seat.projectKey, seat.firstItem + index)))?.item ?? null;
  });
}

async function loadDocument(db: TesseraDatabase, seat: SeatKey, index: number): Promise<DeskDocument> {
  const key = labelKey(seat, index);
  // Row and marks of one moment.
  const stored = await db.apart('r', [db.labels, db.marks], async () => {
    const label = await db.labels.get(key);
    return label === undefined ? null : { label, marks: await readMarks(db, key, (label as Partial<typeof label>).history?.count ?? 0) };
  });
  if (stored !== null) {
    const row = labelRowSchema.safeParse(stored.label);
    if (row.success && stored.marks !== null) return { ...row.data.document, history: { marks: stored.marks, cursor: row.data.history.cursor } };
    const where = row.success ? 'history' : row.error.issues[0]?.path.join('.');
    throw new DeskStoreError('LABELS_DAMAGED', `The labels of item ${index + 1} are damaged on disk (${where ?? 'unreadable'}); the journal has them.`);
  }
  const { items } = await loadSeat(db, seat);
  const row = items[index];
  if (row === undefined) throw new DeskStoreError('ITEM_UNKNOWN', `There is no item ${index + 1} in this batch`);
  return { labels: emptyItemLabels(row.item.id), history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
}
