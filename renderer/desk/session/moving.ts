import { errorOf } from '../../app/errors/say-error.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { DeskItem, DeskPlace, DeskPort } from '../port.ts';
import { pickableClasses } from './class-keys.ts';
import type { Clock } from './clock.ts';
import type { DocumentCache, MediaCache } from './loader.ts';
import type { DeskState } from './state.ts';
import type { Store } from './store.ts';

export interface MovingDeps {
  readonly port: DeskPort;
  readonly store: Store<DeskState>;
  readonly documents: DocumentCache;
  readonly media: MediaCache;
  readonly clock: Clock;
  readonly say: Say;
  readonly announce: (sentence: string) => void;
  readonly saveTime: () => void;
  readonly commitDraft: () => void;
}

export interface Moving {
  /** Opens the batch where the person left off. */
  readonly begin: () => Promise<void>;
  readonly go: (index: number) => Promise<void>;
  readonly goBy: (step: number) => Promise<void>;
  /** The labels of another item, without going there; null where they can't be read. */
  readonly peekAt: (index: number) => Promise<ItemLabels | null>;
  readonly rememberView: (view: DeskPlace['view']) => void;
  readonly stop: () => void;
}

const REMEMBER_AFTER_MS = 300;
/** The item that was asked for is painted first: decoding its neighbours takes the same processor. */
const PREFETCH_AFTER_MS = 60;

/** Opens items, and has the neighbours ready. */
export function createMoving(deps: MovingDeps): Moving {
  const { store, documents, media } = deps;
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let prefetchTimer: ReturnType<typeof setTimeout> | undefined;

  const remember = (place: DeskPlace): void => {
    // Where one was is worth keeping, but losing it harms nothing: the next move writes it again.
    void deps.port.remember(place).catch(() => undefined);
  };

  const prefetch = (around: number): void => {
    for (const index of [around + 1, around - 1]) {
      const item = store.get().items[index];
      if (item === undefined) continue;
      void media.get(item);
      void documents.get(index).catch(() => undefined);
    }
  };

  const show = async (item: DeskItem, index: number, view: DeskPlace['view']): Promise<void> => {
    const mine = ++request;
    const isReady = documents.peek(index) !== undefined && media.peek(item) !== undefined;
    if (!isReady) store.set({ loadingIndex: index });
    try {
      const [document, decoded] = await Promise.all([documents.get(index), media.get(item)]);
      if (mine !== request) return;
      media.pin(item);
      deps.clock.start(document.activeMs);
      store.set({
        open: { index, document, media: decoded, view },
        loadingIndex: null,
        failure: null,
        draft: null,
        selection: [],
        sealReasons: [],
        isEmptySealAsked: false,
      });
      deps.announce(deps.say('desk:say.item', { name: item.name, number: index + 1, count: store.get().items.length, regions: document.labels.regions.length }));
      clearTimeout(prefetchTimer);
      prefetchTimer = setTimeout(() => prefetch(index), PREFETCH_AFTER_MS);
    } catch (cause) {
      if (mine !== request) return;
      store.set({ loadingIndex: null, failure: { index, error: errorOf(cause) } });
    }
  };

  const go = async (index: number): Promise<void> => {
    const item = store.get().items[index];
    if (item === undefined || index === store.get().open?.index) return;
    deps.commitDraft();
    deps.saveTime();
    clearTimeout(timer);
    remember({ index, view: null });
    await show(item, index, null);
  };

  return {
    begin: async () => {
      try {
        const batch = await deps.port.open();
        store.set({ batch, items: batch.items, classId: pickableClasses(batch.schema)[0]?.id ?? 0, failure: null });
        const index = batch.items[batch.place?.index ?? 0] === undefined ? 0 : (batch.place?.index ?? 0);
        const item = batch.items[index];
        if (item !== undefined) await show(item, index, batch.place?.view ?? null);
      } catch (cause) {
        store.set({ failure: { index: null, error: errorOf(cause) } });
      }
    },
    go,
    goBy: async (step) => {
      const { open, loadingIndex, items } = store.get();
      const from = loadingIndex ?? open?.index ?? 0;
      // A stride that is too long ends at the first or last item.
      const to = Math.max(0, Math.min(items.length - 1, from + step));
      if (to !== from) await go(to);
      else deps.announce(deps.say(step > 0 ? 'desk:say.lastItem' : 'desk:say.firstItem'));
    },
    peekAt: async (index) => {
      try {
        return (await documents.get(index)).labels;
      } catch {
        return null;
      }
    },
    rememberView: (view) => {
      const { open } = store.get();
      if (open === null) return;
      clearTimeout(timer);
      timer = setTimeout(() => remember({ index: open.index, view }), REMEMBER_AFTER_MS);
    },
    stop: () => {
      request += 1;
      clearTimeout(timer);
      clearTimeout(prefetchTimer);
    },
  };
}
