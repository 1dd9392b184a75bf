import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addRegion, removeRegions, updateRegions } from '../../../shared/labels/command-makers.ts';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import { makeBox } from '../../../shared/labels/make.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { t } from '../../app/strings/strings.ts';
import type { DeskItem } from '../port.ts';
import { createMemoryPort } from '../testing/memory-port.ts';
import { createDeskSession } from './session.ts';

const schema: ProjectSchema = {
  name: 'Cats', kind: 'boxes', documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90,
  classes: [{ id: 1, name: 'cat', colour: '#112233' }, { id: 2, name: 'dog', colour: '#445566' }],
};
const items: DeskItem[] = [0, 1, 2].map((index) => ({ index, name: `text ${index}`, media: { kind: 'text', sha256: `hash${index}`, codePoints: 3 }, state: 'untouched' }));

function setUp(kind: ProjectSchema['kind'] = 'boxes') {
  const port = createMemoryPort({ schema: { ...schema, kind }, items, asset: async (sha256) => new Blob([sha256]) });
  let nowMs = 1000;
  const start = () => {
    let nextId = 0;
    const session = createDeskSession({ port, nowMs: () => nowMs, newId: () => parseRegionId(`r${nextId++}`), say: t, sayMark: (name) => name });
    return { session, state: session.store.get, spoken: () => session.store.get().spoken.sentence };
  };
  return { port, start, pass: (ms: number) => (nowMs += ms) };
}

function draw(session: ReturnType<ReturnType<typeof setUp>['start']>['session'], x0: number) {
  const labels = session.store.get().open?.document.labels;
  if (labels === undefined) throw new Error('nothing is open');
  const box = makeBox(session.newRegion(), { x0, y0: 0, x1: x0 + 10, y1: 10 });
  session.apply('desk:mark.drawBox', [addRegion(labels, box)], [box.id]);
  return box;
}

describe('a session at the desk', () => {
  let world: ReturnType<typeof setUp>;
  beforeEach(() => {
    world = setUp();
  });

  it('saves each gesture as a mark and says saved only when it is durable', async () => {
    const { session, state } = world.start();
    await session.begin();
    draw(session, 5);
    expect(state().saving.kind).toBe('saving');
    expect(state().items[0]?.state).toBe('started');
    await session.flush();
    expect(state().saving.kind).toBe('saved');
    expect(world.port.documents.get(0)?.labels.regions).toHaveLength(1);
    expect(world.port.changes.map(({ change }) => change.cause.kind)).toEqual(['mark']);
  });

  it('takes no key for the item before while the next one is being opened', async () => {
    const { session, state, spoken } = world.start();
    await session.begin();
    const box = draw(session, 5);
    const moving = session.go(2);
    expect(state().loadingIndex).toBe(2);
    session.apply('desk:mark.delete', [removeRegions([box.id])]);
    expect(spoken()).toBe('The next item is still being opened');
    await session.sealAndNext();
    await moving;
    expect(state().open?.index).toBe(2);
    expect(world.port.documents.get(0)?.labels.regions).toHaveLength(1);
    expect(world.port.documents.get(0)?.isSealed).toBe(false);
  });

  it('undoes and redoes after a restart', async () => {
    const first = world.start();
    await first.session.begin();
    const box = draw(first.session, 5);
    first.session.apply('desk:mark.moveBox', [updateRegions([box.id], { x0: 6 })]);
    first.session.apply('desk:mark.delete', [removeRegions([box.id])]);
    await first.session.close();

    const { session, state, spoken } = world.start();
    await session.begin();
    expect(state().open?.document.labels.regions).toEqual([]);
    session.undo();
    expect(spoken()).toBe('Undid: desk:mark.delete');
    expect(state().selection).toEqual([box.id]);
    session.undo();
    expect(state().open?.document.labels.regions).toEqual([box]);
    session.redo();
    expect(state().open?.document.labels.regions[0]).toMatchObject({ x0: 6 });
    session.undo();
    session.undo();
    session.undo();
    expect(spoken()).toBe(t('desk:say.nothingToUndo'));
    await session.flush();
    expect(world.port.documents.get(0)?.history).toMatchObject({ cursor: 0 });
  });

  it('shows a draft, keeps it as one mark, and forgets it on cancel', async () => {
    const { session, state } = world.start();
    await session.begin();
    const box = draw(session, 5);
    session.draft('desk:mark.moveBox', [updateRegions([box.id], { x0: 6 })]);
    session.draft('desk:mark.moveBox', [updateRegions([box.id], { x0: 7 })]);
    expect(state().draft?.labels.regions[0]).toMatchObject({ x0: 7 });
    expect(state().open?.document.labels.regions[0]).toMatchObject({ x0: 5 });
    session.cancelDraft();
    session.draft('desk:mark.moveBox', [updateRegions([box.id], { x0: 8 })]);
    session.commitDraft();
    expect(state().open?.document.labels.regions[0]).toMatchObject({ x0: 8 });
    expect(state().open?.document.history.marks).toHaveLength(2);
  });

  it('keeps the newest state while the disk refuses, over a change of item, and saves it later', async () => {
    const { session, state } = world.start();
    await session.begin();
    world.port.failWith = 'disk full';
    draw(session, 5);
    await vi.waitFor(() => expect(state().saving).toMatchObject({ kind: 'failed', error: { message: 'disk full' } }));
    await session.go(1);
    await session.go(2);
    await session.go(0);
    expect(state().open?.document.labels.regions).toHaveLength(1);
    await session.sealAndNext();
    expect(state().sealReasons[0]?.code).toBe('NOT_SAVED');
    world.port.failWith = null;
    session.retrySaving();
    await session.flush();
    expect(world.port.documents.get(0)?.labels.regions).toHaveLength(1);
  });

  it('seals, goes to the next open item, and opens a sealed one again', async () => {
    const { session, state, spoken } = world.start();
    await session.begin();
    draw(session, 5);
    await session.sealAndNext();
    expect(state().open?.index).toBe(1);
    expect(state().items[0]?.state).toBe('sealed');
    await session.go(0);
    expect(session.apply('desk:mark.delete', [removeRegions([parseRegionId('r0')])])).toBe(false);
    expect(spoken()).toBe(t('desk:say.isSealed'));
    await session.unseal();
    expect(session.apply('desk:mark.delete', [removeRegions([parseRegionId('r0')])])).toBe(true);
  });

  it('stays on an item that cannot be sealed, with the region at fault selected', async () => {
    const { session, state } = world.start();
    await session.begin();
    const box = draw(session, 5);
    session.apply('desk:mark.resizeBox', [updateRegions([box.id], { x1: 6 })]);
    session.select([]);
    await session.sealAndNext();
    expect(state().open?.index).toBe(0);
    expect(state().sealReasons).toEqual([{ regionId: 'r0', code: 'TOO_SMALL', message: 'A box is too small.' }]);
    expect(state().selection).toEqual(['r0']);
  });

  it('asks once before it seals an empty item; a class project needs a class', async () => {
    const { session, state } = world.start();
    await session.begin();
    await session.sealAndNext();
    expect(state()).toMatchObject({ isEmptySealAsked: true, open: { index: 0 } });
    await session.sealAndNext();
    expect(state().open?.index).toBe(1);

    const other = setUp('class').start();
    await other.session.begin();
    await other.session.sealAndNext();
    await other.session.sealAndNext();
    expect(other.state()).toMatchObject({ open: { index: 0 }, sealReasons: [{ code: 'NO_CLASS' }] });
    other.session.cannotTell('unclear');
    await other.session.sealAndNext();
    expect(other.state().items[0]?.state).toBe('cannot-tell');
  });

  it('counts the time at work on each item and keeps it', async () => {
    const { session } = world.start();
    await session.begin();
    world.pass(5000);
    draw(session, 5);
    world.pass(2000);
    await session.go(1);
    await session.flush();
    expect(world.port.documents.get(0)).toMatchObject({ activeMs: 7000, labels: { activeMs: 7000 } });
    world.pass(3_600_000);
    await session.go(0);
    await session.flush();
    expect(world.port.documents.get(1)?.activeMs).toBe(30_000);
  });

  it('comes back to where the person left off', async () => {
    const first = world.start();
    await first.session.begin();
    await first.session.go(2);
    await first.session.close();
    const second = world.start();
    await second.session.begin();
    expect(second.state().open?.index).toBe(2);
  });
});
