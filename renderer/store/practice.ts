import { defaultParams, ZERO_ADDRESS } from '../../shared/protocol/params.ts';
import type { Manifest } from '../../shared/protocol/manifest.ts';
import type { TesseraDatabase } from './database.ts';
import { itemKey, netKey, projectKey, seatKey } from './keys.ts';
import type { SeatKey } from './keys.ts';
import { putItems, putProject } from './projects.ts';
import { adoptSeat } from './seats.ts';

/*
 * Practice is kept as seats of a network that there is not: chain 0, the zero address. So practice labels have the
 * same editing, journal, backup and restore as those that are paid for, and no index, engine or outbox ever reads them.
 */
const practiceNet = netKey(0, ZERO_ADDRESS);

/** The sample's packs, by what they are for. Their order is their number in the store: new ones go to the end. */
export const practiceKinds = ['boxes', 'spans', 'classes'] as const;
export type PracticeKind = (typeof practiceKinds)[number];

const numberOf = (kind: PracticeKind): string => String(practiceKinds.indexOf(kind) + 1);

export function practiceSeat(kind: PracticeKind): SeatKey {
  return seatKey(practiceNet, numberOf(kind));
}

/** Whether it can be opened as it is, without the host. */
export async function isPracticeKept(db: TesseraDatabase, kind: PracticeKind): Promise<boolean> {
  return db.apart('r', [db.seats, db.items], async () => {
    const seat = await db.seats.get(practiceSeat(kind));
    if (seat === undefined) return false;
    return (await db.items.where('projectKey').equals(seat.projectKey).count()) >= seat.itemCount;
  });
}

/** Puts a pack of the sample into the store with a seat for all of its items. A seat that is there keeps its labels. */
export async function adoptPractice(db: TesseraDatabase, kind: PracticeKind, pack: { root: string; manifest: Manifest }, nowMs: number): Promise<void> {
  const { root, manifest } = pack;
  const key = projectKey(practiceNet, numberOf(kind));
  const itemCount = manifest.items.length;
  const params = { ...defaultParams(manifest.schema, ZERO_ADDRESS), batchSize: itemCount };
  const opened = { projectId: numberOf(kind), lead: ZERO_ADDRESS, root, packUri: '', itemCount, params, openedAtSeconds: 0 };
  const seat = { key: practiceSeat(kind), net: practiceNet, seatId: numberOf(kind), projectKey: key, annotator: ZERO_ADDRESS, firstItem: 0, itemCount, addedAtMs: nowMs };
  await db.apart('rw', [db.projects, db.items, db.seats, db.settings, db.outbox, db.journalQueue], async () => {
    await putProject(db, { ...opened, key, net: practiceNet, name: manifest.name, schema: manifest.schema, pack: 'ready', packProblem: null, checkedAtMs: nowMs });
    await putItems(db, manifest.items.map((item, index) => ({ key: itemKey(key, index), projectKey: key, index, item })));
    await adoptSeat(db, seat);
  });
}
