import type { RegionId } from '../../../shared/labels/ids.ts';
import type { RegionStart } from '../../../shared/labels/make.ts';
import { defaultAttributes } from '../../../shared/labels/schema.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { DeskChange, DeskPort } from '../port.ts';
import type { SurfaceActions } from '../surface.ts';
import { afterPaint } from './after-paint.ts';
import { pickableClasses } from './class-keys.ts';
import { createClock } from './clock.ts';
import { createEditing } from './editing.ts';
import type { Editing } from './editing.ts';
import { createDocumentCache, createMediaCache, loadMedia } from './loader.ts';
import { createMoving } from './moving.ts';
import type { Moving } from './moving.ts';
import { createPause } from './pause.ts';
import { createSaveQueue, sleepOnTimer } from './save-queue.ts';
import { createSealing } from './sealing.ts';
import type { Sealing } from './sealing.ts';
import { initialState } from './state.ts';
import type { DeskState } from './state.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

/** From so many on, handing the labels to the database takes longer than a frame: the picture comes first. */
const MANY_REGIONS = 2000;

export interface SessionDeps {
  readonly port: DeskPort;
  readonly nowMs: () => number;
  readonly newId: () => RegionId;
  readonly say: Say;
  readonly sayMark: (name: string) => string;
}

/** A person at work on one batch: its state, and everything that can be done to it. No DOM. */
export interface DeskSession extends Editing, Moving, Sealing {
  readonly store: Store<DeskState>;
  readonly surface: SurfaceActions;
  readonly select: (ids: readonly RegionId[]) => void;
  readonly pickClass: (classId: number) => void;
  readonly announce: (sentence: string) => void;
  readonly newRegion: (classId?: number) => RegionStart;
  readonly newId: () => RegionId;
  /** Regions cut or copied: kept between items. */
  clipboard: { regions: readonly Region[] };
  /** Time at work on the open item so far. */
  readonly activeMs: () => number;
  readonly noteInput: () => void;
  readonly noteVisibility: (isVisible: boolean) => void;
  readonly retrySaving: () => void;
  /** True when everything is durable. */
  readonly flush: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export function createDeskSession(deps: SessionDeps): DeskSession {
  const { nowMs, say } = deps;
  const store = createStore<DeskState>(initialState);
  const pause = createPause(deps.port, store);
  const { port } = pause;
  const clock = createClock(nowMs);
  const queue = createSaveQueue({
    save: async (index, change) => {
      if (change.document.labels.regions.length >= MANY_REGIONS) await afterPaint();
      await port.save(index, change);
    },
    onStatus: (saving) => store.set({ saving }),
    sleep: sleepOnTimer,
  });
  const documents = createDocumentCache((index) => port.load(index), queue.pendingFor);
  const media = createMediaCache((item) => loadMedia(port, item));

  const announce = (sentence: string): void => store.set({ spoken: { sentence, count: store.get().spoken.count + 1 } });
  const keep = (index: number, change: DeskChange): void => {
    documents.put(index, change.document);
    queue.push(index, change);
  };
  /** The time spent since the last save: not a gesture, so it is saved by itself. */
  const saveTime = (): void => {
    const { open, batch, isSealing } = store.get();
    const activeMs = clock.activeMs();
    if (open === null || open.document.isSealed || isSealing || batch?.readOnlyReason !== null || activeMs === open.document.activeMs) return;
    const document = { ...open.document, activeMs, labels: { ...open.document.labels, activeMs } };
    store.set({ open: { ...open, document } });
    keep(open.index, { document, cause: { kind: 'time' } });
  };

  const editing = createEditing({ store, nowMs, say, sayMark: deps.sayMark, announce, activeMs: clock.activeMs, keep });
  const moving = createMoving({ port, store, documents, media, clock, say, announce, saveTime, commitDraft: editing.commitDraft });
  const sealing = createSealing({ port, store, documents, clock, say, announce, saveTime, flush: queue.flush, editing, moving });

  const newRegion = (classId = store.get().classId): RegionStart => {
    const schema = store.get().batch?.schema;
    return {
      id: deps.newId(),
      classId,
      confidence: schema?.confidenceDefault ?? 100,
      attributes: schema === undefined ? {} : defaultAttributes(schema, classId),
    };
  };
  const select = (ids: readonly RegionId[]): void => {
    const { selection } = store.get();
    if (ids.length !== selection.length || ids.some((id, at) => id !== selection[at])) store.set({ selection: ids });
  };
  const pickClass = (classId: number): void => {
    const { batch } = store.get();
    if (batch !== null && pickableClasses(batch.schema).some((each) => each.id === classId)) store.set({ classId });
  };

  let visits = 0;
  return {
    store,
    ...editing,
    ...moving,
    begin: () => {
      visits += 1;
      pause.start();
      return moving.begin();
    },
    ...sealing,
    surface: {
      newRegion: () => newRegion(),
      apply: (markName, commands) => editing.apply(markName, commands),
      draft: editing.draft,
      commitDraft: editing.commitDraft,
      cancelDraft: editing.cancelDraft,
      select,
      announce,
      rememberView: moving.rememberView,
    },
    select,
    pickClass,
    announce,
    newRegion,
    newId: deps.newId,
    clipboard: { regions: [] },
    activeMs: () => (store.get().open?.document.isSealed === true ? (store.get().open?.document.activeMs ?? 0) : clock.activeMs()),
    noteInput: clock.input,
    noteVisibility: (isVisible) => {
      clock.visibility(isVisible);
      if (!isVisible) saveTime();
    },
    retrySaving: queue.retryNow,
    flush: queue.flush,
    close: async () => {
      const visit = visits;
      editing.commitDraft();
      saveTime();
      moving.stop();
      await queue.flush();
      // Someone may have come back meanwhile: the pictures are theirs now.
      if (visit !== visits) return;
      media.close();
      pause.stop();
    },
  };
}
