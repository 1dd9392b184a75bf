import { describe, expect, it } from 'vitest';
import { addRegion } from '../../../shared/labels/command-makers.ts';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import { makeBox } from '../../../shared/labels/make.ts';
import { projectSchemaSchema } from '../../../shared/labels/schema.ts';
import { t } from '../../app/strings/strings.ts';
import type { DeskItem } from '../port.ts';
import { createDeskSession } from '../session/session.ts';
import { createMemoryPort } from '../testing/memory-port.ts';
import { IDLE_AFTER_MS } from './active-time.ts';

const schema = projectSchemaSchema.parse({ name: 'Cats', kind: 'boxes', classes: [{ id: 1, name: 'cat', colour: '#112233' }] });
const items: DeskItem[] = [0, 1].map((index) => ({ index, name: `${index}`, media: { kind: 'text', sha256: `hash${index}`, codePoints: 3 }, state: 'untouched' }));

async function atWork() {
  const port = createMemoryPort({ schema, items, asset: async (sha256) => new Blob([sha256]) });
  let nowMs = 1_000_000;
  const session = createDeskSession({ port, nowMs: () => nowMs, newId: () => parseRegionId('r'), say: t, sayMark: (name) => name });
  await session.begin();
  const labels = session.store.get().open?.document.labels;
  if (labels === undefined) throw new Error('nothing is open');
  const box = makeBox(session.newRegion(), { x0: 0, y0: 0, x1: 10, y1: 10 });
  return {
    session,
    pass: (ms: number) => (nowMs += ms),
    draw: () => session.apply('desk:mark.drawBox', [addRegion(labels, box)]),
    seal: async () => {
      await session.sealAndNext();
      const sealed = port.documents.get(0);
      if (sealed?.isSealed !== true) throw new Error('not sealed');
      // The two places of the record that name it must never differ: one is saved, the other is signed.
      expect(sealed.labels.activeMs).toBe(sealed.activeMs);
      return sealed.activeMs;
    },
  };
}

describe('the time in a sealed record', () => {
  it('is what was spent, up to the seal', async () => {
    const { session, pass, draw, seal } = await atWork();
    pass(4000);
    session.noteInput();
    draw();
    pass(2000);
    expect(await seal()).toBe(6000);
  });

  it('leaves out what comes after half a minute without a hand', async () => {
    const { session, pass, draw, seal } = await atWork();
    draw();
    pass(20 * 60_000);
    session.noteInput();
    pass(1000);
    expect(await seal()).toBe(IDLE_AFTER_MS + 1000);
  });

  it('leaves out a window that is out of sight, whatever was pressed elsewhere', async () => {
    const { session, pass, draw, seal } = await atWork();
    draw();
    pass(3000);
    session.noteVisibility(false);
    pass(600_000);
    session.noteVisibility(true);
    pass(2000);
    expect(await seal()).toBe(5000);
  });

  it('leaves out a sleep of the machine, which no event announces', async () => {
    const { session, pass, draw, seal } = await atWork();
    draw();
    session.noteInput();
    pass(9 * 3_600_000);
    session.noteInput();
    pass(500);
    expect(await seal()).toBe(IDLE_AFTER_MS + 500);
  });

  it('goes on from where it was after the seal was opened again, and not while it was sealed', async () => {
    const { session, pass, draw, seal } = await atWork();
    draw();
    pass(2000);
    await seal();
    await session.go(0);
    pass(10_000);
    await session.unseal();
    pass(1500);
    expect(await seal()).toBe(3500);
  });
});
