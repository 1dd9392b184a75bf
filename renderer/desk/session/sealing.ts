import type { CannotTellReason } from '../../../shared/labels/types.ts';
import { setCannotTell } from '../../../shared/labels/command-makers.ts';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import { errorOf, sayError } from '../../app/errors/say-error.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { DeskPort, SealOutcome } from '../port.ts';
import type { Clock } from './clock.ts';
import type { Editing } from './editing.ts';
import { withState } from './editing.ts';
import type { DocumentCache } from './loader.ts';
import type { Moving } from './moving.ts';
import { nextUnsealed, readOnlyReason } from './state.ts';
import type { DeskState, OpenItem, SealReason } from './state.ts';
import type { Store } from './store.ts';

export interface SealingDeps {
  readonly port: DeskPort;
  readonly store: Store<DeskState>;
  readonly documents: DocumentCache;
  readonly clock: Clock;
  readonly say: Say;
  readonly announce: (sentence: string) => void;
  readonly saveTime: () => void;
  readonly flush: () => Promise<boolean>;
  readonly editing: Editing;
  readonly moving: Moving;
}

export interface Sealing {
  /** Seals the open item and goes on to the next that is not sealed; stays where it can't be, with the reasons. */
  readonly sealAndNext: () => Promise<void>;
  readonly unseal: () => Promise<void>;
  readonly cannotTell: (reason: CannotTellReason | null) => void;
}

export function createSealing(deps: SealingDeps): Sealing {
  const { store, say } = deps;
  const refuse = (reasons: readonly SealReason[]): void => {
    const [first] = reasons;
    store.set({ sealReasons: reasons });
    if (first !== undefined) deps.announce(say('desk:say.notSealed', { reason: sayError(first, say) }));
    const region = reasons.find((reason) => reason.regionId !== null)?.regionId;
    if (region !== undefined && region !== null) store.set({ selection: [parseRegionId(region)] });
  };
  const attempt = async (work: () => Promise<SealOutcome>): Promise<SealOutcome> => {
    try {
      return await work();
    } catch (cause) {
      return { ok: false, reasons: [{ regionId: null, ...errorOf(cause) }] };
    }
  };
  const isEmpty = (open: OpenItem): boolean => open.document.labels.regions.length === 0 && open.document.labels.cannotTell === null;
  /** An empty image is an answer; an item of a class project without a class is none. */
  const holdBack = (): void => {
    if (store.get().batch?.schema.kind === 'class') { refuse([{ regionId: null, code: 'NO_CLASS', message: say('desk:seal.needsClass') }]); return; }
    store.set({ isEmptySealAsked: true });
    deps.announce(say('desk:seal.askEmpty'));
  };

  const seal = async (open: OpenItem): Promise<boolean> => {
    const { open: latest } = store.get();
    const document = latest?.index === open.index ? latest.document : open.document;
    if (!(await deps.flush())) {
      refuse([{ regionId: null, code: 'NOT_SAVED', message: say('desk:seal.notSaved') }]);
      return false;
    }
    const outcome = await attempt(() => deps.port.seal(open.index, document));
    if (!outcome.ok) {
      refuse(outcome.reasons);
      return false;
    }
    place({ ...open, document: { ...document, isSealed: true } }, document.labels.cannotTell === null ? 'sealed' : 'cannot-tell');
    return true;
  };

  const place = (open: OpenItem, state: 'sealed' | 'cannot-tell' | 'started'): void => {
    deps.documents.put(open.index, open.document);
    const isStillOpen = store.get().open?.index === open.index;
    store.set({ items: withState(store.get().items, open.index, state), sealReasons: [], isEmptySealAsked: false, ...(isStillOpen ? { open } : {}) });
  };

  const sealAndNext = async (): Promise<void> => {
    deps.editing.commitDraft();
    const { open } = store.get();
    if (open === null || store.get().isSealing || store.get().loadingIndex !== null) return;
    if (readOnlyReason(store.get()) === 'batch') { deps.announce(say('desk:say.isReadOnly')); return; }
    if (!open.document.isSealed) {
      if (isEmpty(open) && !store.get().isEmptySealAsked) { holdBack(); return; }
      deps.saveTime();
      store.set({ isSealing: true });
      const isSealed = await seal(open);
      store.set({ isSealing: false });
      if (!isSealed) return;
      if (store.get().batch?.staysAfterSeal === true) { deps.announce(say('desk:say.sealedStays')); return; }
    }
    const next = nextUnsealed(store.get().items, open.index);
    if (next === null) deps.announce(say('desk:say.batchDone'));
    else await deps.moving.go(next);
  };

  return {
    sealAndNext,
    unseal: async () => {
      const { open } = store.get();
      if (open === null || !open.document.isSealed || store.get().loadingIndex !== null) return;
      const outcome = await attempt(() => deps.port.unseal(open.index));
      if (!outcome.ok) { refuse(outcome.reasons); return; }
      deps.clock.start(open.document.activeMs);
      place({ ...open, document: { ...open.document, isSealed: false } }, 'started');
      deps.announce(say('desk:say.unsealed'));
    },
    cannotTell: (reason) => {
      const { open } = store.get();
      if (open === null || open.document.labels.cannotTell === reason) return;
      const isDone = deps.editing.apply(reason === null ? 'desk:mark.canTell' : 'desk:mark.cannotTell', [setCannotTell(reason)]);
      if (isDone) deps.announce(say(reason === null ? 'desk:say.canTell' : 'desk:say.cannotTell'));
    },
  };
}
