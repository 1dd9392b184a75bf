// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostHandlers } from '../../../../shared/host-api.ts';
import { createPacksService } from '../service.ts';
import { ensureTestSample } from '../../practice/test-support/sample.ts';
import { TesseraDatabase } from '../../../../renderer/store/database.ts';
import { createDeskStore } from '../../../../renderer/store/desk-store.ts';
import { JournalFlusher } from '../../../../renderer/store/journal/queue.ts';
import { practiceSeat } from '../../../../renderer/store/practice.ts';
import { restoreFromJournal } from '../../../../renderer/store/journal/restore.ts';
import { marked } from '../../../../renderer/store/test-support/seat-fixture.ts';
import { roomy } from '../../../../renderer/store/test-support/roomy.ts';
import { ScriptedHost } from '../../../../renderer/store/test-support/scripted-host.ts';
import { parseRegionId } from '../../../../shared/labels/ids.ts';
import { addRegion } from '../../../../shared/labels/command-makers.ts';
import { makeBox } from '../../../../shared/labels/make.ts';
import { openPractice } from '../../../../renderer/practice/open-practice.ts';
import { stepAfter } from '../../../../renderer/practice/tour/steps.ts';

let home = '';
let db: TesseraDatabase;
let host: ScriptedHost;
let count = 0;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tessera-practice-'));
  db = new TesseraDatabase(`practice-${count++}`);
  const packs: Pick<HostHandlers, 'packs.sample' | 'packs.manifest'> = handlersOf();
  host = new ScriptedHost({ 'packs.sample': packs['packs.sample'], 'packs.manifest': packs['packs.manifest'] });
});
afterEach(() => {
  db.close();
  rmSync(home, { recursive: true, force: true });
});

function handlersOf() {
  const service = createPacksService({ homeDir: home, profileDir: home, nowMs: () => 0 }, undefined, ensureTestSample());
  return { 'packs.sample': service.sample, 'packs.manifest': service.manifest };
}

const parts = () => ({ db, host, nowMs: () => 7 });
const portOf = (database: TesseraDatabase, journal: JournalFlusher) =>
  createDeskStore({ db: database, journal, space: roomy, nowMs: () => 7, assets: { assetBase: '/asset', isKept: false, fetch: async () => new Response(null, { status: 404 }) } }, practiceSeat('boxes'));

/** A box on the first item, saved. */
async function draw(database: TesseraDatabase, journal: JournalFlusher): Promise<void> {
  const port = portOf(database, journal);
  const empty = await port.load(0);
  const box = makeBox({ id: parseRegionId('r'), classId: 3, confidence: 90 }, { x0: 526, y0: 224, x1: 989, y1: 473 });
  const { document, mark } = marked(empty, 'desk:mark.drawBox', addRegion(empty.labels, box));
  await port.save(0, { document, cause: { kind: 'mark', mark } });
  await journal.flush();
}

describe('practice', () => {
  it('is the sample, opened from this disk from the second time on', async () => {
    expect(await openPractice(parts(), 'boxes')).toEqual({ ok: true, seat: practiceSeat('boxes') });
    const asked = host.calls.length;
    host.isConnected = false;
    expect(await openPractice(parts(), 'boxes')).toEqual({ ok: true, seat: practiceSeat('boxes') });
    expect(host.calls).toHaveLength(asked);
    expect(await openPractice(parts(), 'spans')).toMatchObject({ ok: false, error: { code: 'HOST_UNREACHABLE' } });
  });

  it('keeps what was labelled where it is opened again, by two views at a time too', async () => {
    await Promise.all([openPractice(parts(), 'boxes'), openPractice(parts(), 'boxes')]);
    const journal = new JournalFlusher(db, host);
    await draw(db, journal);
    await db.items.clear();
    expect((await openPractice(parts(), 'boxes')).ok).toBe(true);
    expect((await portOf(db, journal).load(0)).labels.regions).toHaveLength(1);
    journal.stop();
  });

  it('comes back out of the journal, and none of it is in the outbox of a chain', async () => {
    await openPractice(parts(), 'boxes');
    const journal = new JournalFlusher(db, host);
    await draw(db, journal);
    const port = portOf(db, journal);
    expect((await port.seal(0, await port.load(0))).ok).toBe(true);
    await journal.flush();
    journal.stop();
    const fresh = new TesseraDatabase(`practice-fresh-${count}`);
    expect(await restoreFromJournal(fresh, host)).toMatchObject({ ok: true, value: { sealed: 1, problems: [] } });
    const again = portOf(fresh, new JournalFlusher(fresh, host));
    expect((await again.open()).items).toHaveLength(12);
    expect(await again.load(0)).toMatchObject({ isSealed: true, labels: { regions: [{ classId: 3 }] } });
    expect((await db.outbox.toArray()).map(({ net }) => net).filter((net) => !net.startsWith('0:0x00'))).toEqual([]);
    fresh.close();
  });

  it('says that the sample is missing where it is', async () => {
    const service = createPacksService({ homeDir: home, profileDir: home, nowMs: () => 0 }, undefined, join(home, 'none'));
    host.script = { 'packs.sample': service.sample };
    expect(await openPractice(parts(), 'boxes')).toMatchObject({ ok: false, error: { code: 'SAMPLE_MISSING' } });
  });
});

describe('the tour', () => {
  const box = (classId: number) => ({ kind: 'mark' as const, mark: { name: 'm', commands: [{ type: 'insert' as const, regions: [{ index: 0, region: makeBox({ id: parseRegionId('r'), classId, confidence: 90 }, { x0: 1, y0: 1, x1: 9, y1: 9 }) }], relations: [] }], inverses: [], atMs: 0 } });
  const named = { kind: 'mark' as const, mark: { name: 'm', commands: [{ type: 'update' as const, patches: [{ id: parseRegionId('r'), patch: { classId: 3 } }] }], inverses: [], atMs: 0 } };

  it('goes on by what its step asks for, and by nothing else', () => {
    const deeds = [box(1), named, { kind: 'undo' as const }, { kind: 'redo' as const }, { kind: 'seal' as const }];
    const steps = ['draw', 'name', 'undo', 'redo', 'seal'] as const;
    for (const [at, step] of steps.entries()) {
      for (const [done, deed] of deeds.entries()) expect([step, done, stepAfter(step, deed)]).toEqual([step, done, done === at ? (steps[at + 1] ?? null) : step]);
    }
  });

  it('does not ask for a name where the class was chosen before drawing', () => {
    expect(stepAfter('draw', box(3))).toBe('undo');
  });
});
