import { beforeEach, describe, expect, it } from 'vitest';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels } from '../../../shared/labels/make.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import { t } from '../../app/strings/strings.ts';
import { createEditing } from '../session/editing.ts';
import type { DeskState } from '../session/state.ts';
import { initialState, shownLabels } from '../session/state.ts';
import { createStore } from '../session/store.ts';
import type { SurfaceProps } from '../surface.ts';
import { testBox } from '../tools/test-scene.ts';
import { emptyHistory } from '../history/history.ts';
import { createBoxController } from './box-controller.ts';
import { createBoxKeyboard } from './keyboard.ts';

const schema: ProjectSchema = {
  name: 'Cats', kind: 'boxes', classes: [{ id: 1, name: 'cat', colour: '#112233' }], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90,
};

/** Controller, keyboard and the real editing of a session, on an image of 400 x 300 in a view that shows it 1:1. */
function setUp(boxes: readonly BoxRegion[], selected: readonly string[] = []) {
  const said: string[] = [];
  const item = { index: 0, name: 'a', media: { kind: 'image' as const, sha256: 'a', widthPx: 400, heightPx: 300 }, state: 'untouched' as const };
  const pyramid = { widthPx: 400, heightPx: 300, levels: [], detail: null, bytes: 0, close: () => undefined };
  const media = { kind: 'image' as const, pyramid };
  const store = createStore<DeskState>({
    ...initialState,
    batch: { projectName: '', schema, thresholdBps: 5000, items: [item], place: null, readOnlyReason: null },
    items: [item],
    open: { index: 0, media: { ok: true, value: media }, view: null, document: { labels: { ...emptyItemLabels(parseItemId('a')), regions: boxes }, history: emptyHistory, activeMs: 0, isSealed: false } },
    selection: selected.map(parseRegionId),
    classId: 1,
  });
  const editing = createEditing({ store, nowMs: () => 0, say: t, sayMark: (name) => name, announce: (sentence) => said.push(sentence), activeMs: () => 0, keep: () => undefined });
  let made = 0;
  const props = (): SurfaceProps => ({
    item, media, schema, overlays: [], readOnly: false, view: null, classId: 1,
    labels: shownLabels(store.get()) ?? emptyItemLabels(parseItemId('a')),
    selection: store.get().selection,
    actions: {
      newRegion: () => ({ id: parseRegionId(`new${made++}`), classId: 1, confidence: 90 }),
      apply: editing.apply, draft: editing.draft, commitDraft: editing.commitDraft, cancelDraft: editing.cancelDraft,
      select: (selection) => store.set({ selection }),
      announce: (sentence) => said.push(sentence),
      rememberView: () => undefined,
    },
  });
  const controller = createBoxController(props(), (box) => said.push(`drew ${box.id}`));
  store.subscribe(() => controller.update(props()));
  controller.setSize({ widthPx: 448, heightPx: 348 });
  const keyboard = createBoxKeyboard(controller, { cursor: ({ x, y }) => `at ${x},${y}`, placed: (box) => `placed ${box.x0},${box.y0}`, corner: () => 'corner' });
  const corners = () => props().labels.regions.flatMap((region) => (region.kind === 'box' ? [[region.x0, region.y0, region.x1, region.y1]] : []));
  const marks = () => store.get().open?.document.history.marks.map((mark) => mark.name);
  return { controller, keyboard, corners, marks, said, editing, store };
}

describe('drawing by keyboard', () => {
  let desk: ReturnType<typeof setUp>;
  beforeEach(() => {
    desk = setUp([]);
    desk.controller.setCursor({ x: 100, y: 100 });
  });

  it('sets a corner, moves the other by 1 and 10 px, and finishes', () => {
    desk.keyboard.placePoint();
    for (let press = 0; press < 5; press++) desk.keyboard.arrow('move', 'right', true);
    for (let press = 0; press < 3; press++) desk.keyboard.arrow('move', 'down', false);
    desk.keyboard.placePoint();
    expect(desk.corners()).toEqual([[100, 100, 150, 103]]);
    expect(desk.said).toEqual(['corner', 'drew new0']);
    expect(desk.marks()).toEqual(['desk:mark.drawBox']);
  });

  it('moves the first corner after a swap', () => {
    desk.keyboard.placePoint();
    desk.keyboard.arrow('move', 'right', true);
    desk.keyboard.arrow('move', 'down', true);
    desk.keyboard.swapCorner();
    desk.keyboard.arrow('move', 'left', true);
    desk.keyboard.placePoint();
    expect(desk.corners()).toEqual([[90, 100, 110, 110]]);
  });

  it('takes long strides with Ctrl and stays in the image', () => {
    desk.keyboard.arrow('shrink', 'right', false);
    expect(desk.controller.store.get().cursor).toEqual({ x: 128, y: 100 });
    for (let press = 0; press < 40; press++) desk.keyboard.arrow('shrink', 'right', false);
    expect(desk.controller.store.get().cursor).toEqual({ x: 400, y: 100 });
    desk.keyboard.release();
    expect(desk.said).toEqual(['at 400,100']);
  });
});

describe('editing by keyboard', () => {
  it('makes one mark of all presses until the key is let go', () => {
    const desk = setUp([testBox('a', 100, 100, 150, 150)], ['a']);
    for (let press = 0; press < 7; press++) desk.keyboard.arrow('move', 'left', false);
    desk.keyboard.arrow('move', 'up', true);
    expect(desk.marks()).toEqual([]);
    expect(desk.corners()).toEqual([[93, 90, 143, 140]]);
    desk.keyboard.release();
    expect(desk.marks()).toEqual(['desk:mark.moveBox']);
    desk.editing.undo();
    expect(desk.corners()).toEqual([[100, 100, 150, 150]]);
  });

  it('pushes each edge out with Alt and pulls it in with Ctrl', () => {
    const desk = setUp([testBox('a', 100, 100, 150, 150)], ['a']);
    const after = (use: 'grow' | 'shrink', side: 'left' | 'right' | 'up' | 'down', isFar = false) => {
      desk.keyboard.arrow(use, side, isFar);
      desk.keyboard.release();
      return desk.corners()[0];
    };
    expect(after('grow', 'left', true)).toEqual([90, 100, 150, 150]);
    expect(after('grow', 'up')).toEqual([90, 99, 150, 150]);
    expect(after('grow', 'right')).toEqual([90, 99, 151, 150]);
    expect(after('grow', 'down', true)).toEqual([90, 99, 151, 160]);
    expect(after('shrink', 'left')).toEqual([91, 99, 151, 160]);
    expect(after('shrink', 'down', true)).toEqual([91, 99, 151, 150]);
  });

  it('stops at the image and at one pixel, and makes no mark of nothing', () => {
    const desk = setUp([testBox('a', 0, 0, 2, 300)], ['a']);
    desk.keyboard.arrow('move', 'left', true);
    desk.keyboard.release();
    expect(desk.marks()).toEqual([]);
    for (let press = 0; press < 5; press++) desk.keyboard.arrow('shrink', 'right', true);
    desk.keyboard.release();
    expect(desk.corners()).toEqual([[0, 0, 1, 300]]);
  });

  it('moves a box that was just dragged from where it is, and picks it there', () => {
    const desk = setUp([testBox('a', 100, 100, 150, 150), testBox('b', 300, 200, 320, 220)], ['a']);
    desk.keyboard.arrow('move', 'right', true);
    desk.keyboard.release();
    desk.store.set({ selection: [] });
    expect(desk.controller.derived().set.corners[0]).toBe(110);
    expect(desk.controller.scene().boxesAt({ x: 155, y: 120 }, 0).map((box) => box.id)).toEqual(['a']);
    expect(desk.controller.scene().boxesAt({ x: 103, y: 120 }, 0)).toEqual([]);
  });
});
