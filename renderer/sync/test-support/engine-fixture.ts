import { parseProjectId, batchIdFrom, seatIdFrom } from '../../../shared/labels/ids.ts';
import { ZERO_ADDRESS, assertedSettlement, defaultParams } from '../../../shared/protocol/params.ts';
import type { DeskDocument } from '../../desk/port.ts';
import type { TesseraDatabase } from '../../store/database.ts';
import { createDeskStore } from '../../store/desk-store.ts';
import { roomy } from '../../store/test-support/roomy.ts';
import { itemKey, seatKey } from '../../store/keys.ts';
import type { SeatKey } from '../../store/keys.ts';
import { adoptSeat } from '../../store/seats.ts';
import { annotator, drawn, emptyDocument, net, project, putSeat } from '../../store/test-support/seat-fixture.ts';
import type { ScriptedHost } from '../../store/test-support/scripted-host.ts';
import { SyncEngine } from '../engine/engine.ts';
import type { EngineParts } from '../engine/parts.ts';
import type { ScriptedCoordinator } from './scripted-coordinator.ts';

export const ITEMS = 2;
export const coordinator = `0x${'ab'.repeat(20)}`;
export const place = { chainId: 31337, coordinator, annotator };

const ZERO = `0x${'00'.repeat(32)}`;
const plain = defaultParams({ name: 'x', kind: 'boxes', classes: [{ id: 1, name: 'x', colour: '#000000' }], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 }, ZERO_ADDRESS);
const assertedParams = { ...plain, ...assertedSettlement(plain), batchSize: ITEMS };

/** The project's batches are asserted from now on. */
export async function assertBatches(db: TesseraDatabase): Promise<void> {
  for (const row of await db.projects.toArray()) await db.projects.put({ ...row, params: { ...row.params, ...assertedSettlement(row.params) } });
}

const quiet = { flush: async () => null };

export const seatIdAt = (batch: number): string => seatIdFrom(batchIdFrom(parseProjectId('1'), batch), 0);
export const seatAt = (batch: number): SeatKey => seatKey(net, seatIdAt(batch));

/** Seats of so many batches, each with its items on disk and leased on the chain. */
export async function putSeats(db: TesseraDatabase, chain: ScriptedCoordinator, count: number): Promise<void> {
  await putSeat(db, ITEMS);
  await db.seats.clear();
  const item = (await db.items.toArray())[0]?.item;
  if (item === undefined) throw new Error('no item');
  for (let batch = 0; batch < count; batch++) {
    chain.lease(seatIdAt(batch));
    const firstItem = batch * ITEMS;
    for (let index = firstItem; index < firstItem + ITEMS; index++) await db.items.put({ key: itemKey(project, index), projectKey: project, index, item });
    await adoptSeat(db, { key: seatAt(batch), net, seatId: seatIdAt(batch), projectKey: project, annotator, firstItem, itemCount: ITEMS, addedAtMs: 0 });
  }
}

const deskOf = (db: TesseraDatabase, batch: number) =>
  createDeskStore({ db, journal: quiet, space: roomy, nowMs: () => 1, assets: { assetBase: '', isKept: false, fetch: async () => new Response(null, { status: 404 }) } }, seatAt(batch));

export async function unsealItem(db: TesseraDatabase, batch: number, index: number): Promise<void> {
  const opened = await deskOf(db, batch).unseal(index);
  if (!opened.ok) throw new Error(JSON.stringify(opened.reasons));
}

/** Draws one box an item and seals it. */
export async function sealItem(db: TesseraDatabase, batch: number, index: number): Promise<DeskDocument> {
  const port = deskOf(db, batch);
  const { document } = drawn(emptyDocument(index), `b${batch}i${index}`, 10 + batch, 10 + index, 100, 100);
  const sealed = await port.seal(index, document);
  if (!sealed.ok) throw new Error(JSON.stringify(sealed.reasons));
  return document;
}

export async function sealAll(db: TesseraDatabase, batch: number): Promise<void> {
  for (let index = 0; index < ITEMS; index++) await sealItem(db, batch, index);
}

/** An engine on this store and chain; `clock` is both the machine's and, in seconds, the chain's. */
export function engineOn(db: TesseraDatabase, host: ScriptedHost, chain: ScriptedCoordinator, clock: { ms: number }, signGraceMs = 0, confirmations = 1): SyncEngine {
  const parts: EngineParts = {
    db,
    host,
    net,
    ...place,
    account: annotator,
    times: () => ({ headSeconds: chain.state.timeSeconds, wallSeconds: chain.state.timeSeconds, isLocal: true }),
    nowMs: () => clock.ms,
    confirmations,
    payOf: () => 0n,
    tokenPrice: async () => null,
    random: () => 0.5,
    signGraceMs,
    text: async () => '',
    revealedLabels: async (batchId) => chain.revealedLabels(batchId),
    assertedBatch: (batchId) => ({
      batchId: BigInt(batchId),
      params: assertedParams,
      itemCount: ITEMS,
      history: chain.commitments(batchId),
      seats: chain.revealedLabels(batchId).map((labels) => ({ salt: ZERO, detailsHash: ZERO, labels })),
      assertion: chain.state.assertions.get(batchId) ?? null,
    }),
    history: (batchId) => chain.commitments(batchId),
  };
  return new SyncEngine(parts);
}
