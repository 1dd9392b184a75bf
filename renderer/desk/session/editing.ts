import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import { sayError } from '../../app/errors/say-error.ts';
import type { Say } from '../../app/strings/strings.ts';
import { commit, preview, redo, undo } from '../history/history.ts';
import type { Timeline } from '../history/history.ts';
import type { DeskChange, DeskDocument, DeskItem } from '../port.ts';
import { regionsOf, touchedBy } from './edits.ts';
import type { DeskState, OpenItem } from './state.ts';
import { readOnlyReason } from './state.ts';
import type { Store } from './store.ts';

export interface EditingDeps {
  readonly store: Store<DeskState>;
  readonly nowMs: () => number;
  readonly say: Say;
  /** The text of a mark's name. */
  readonly sayMark: (name: string) => string;
  readonly announce: (sentence: string) => void;
  /** Time at work on the open item up to now. */
  readonly activeMs: () => number;
  /** Keeps and saves an item's new state. */
  readonly keep: (index: number, change: DeskChange) => void;
}

export interface Editing {
  readonly apply: (markName: string, commands: readonly LabelCommand[], select?: readonly RegionId[]) => boolean;
  readonly draft: (markName: string, commands: readonly LabelCommand[]) => void;
  readonly commitDraft: () => void;
  readonly cancelDraft: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const refusals = { batch: 'desk:say.isReadOnly', moving: 'desk:say.isMoving', sealed: 'desk:say.isSealed' } as const;

/** Everything that changes the open item's labels: one door, so that each change is a mark and is saved. */
export function createEditing(deps: EditingDeps): Editing {
  const { store, say } = deps;

  const editable = (): OpenItem | null => {
    const { open } = store.get();
    const reason = readOnlyReason(store.get());
    if (open !== null && reason === null) return open;
    if (open !== null && reason !== null) deps.announce(say(refusals[reason]));
    return null;
  };

  const settle = (open: OpenItem, timeline: Timeline, cause: DeskChange['cause'], select: readonly RegionId[]): void => {
    const activeMs = deps.activeMs();
    const document: DeskDocument = { ...open.document, labels: { ...timeline.labels, activeMs }, history: timeline.history, activeMs };
    store.set({
      open: { ...open, document },
      items: withState(store.get().items, open.index, 'started'),
      draft: null,
      selection: select,
      sealReasons: [],
      isEmptySealAsked: false,
    });
    deps.keep(open.index, { document, cause });
  };

  const present = (open: OpenItem): Timeline => open.document;

  const apply: Editing['apply'] = (markName, commands, select) => {
    commitDraft();
    const open = editable();
    if (open === null || commands.length === 0) return false;
    const done = commit(present(open), { name: markName, commands, atMs: deps.nowMs() });
    if (!done.ok) {
      deps.announce(sayError(done.error, say));
      return false;
    }
    settle(open, done.value, { kind: 'mark', mark: done.value.mark }, stillThere(select ?? store.get().selection, done.value.labels));
    return true;
  };

  const draft: Editing['draft'] = (markName, commands) => {
    const { open } = store.get();
    if (open === null || readOnlyReason(store.get()) !== null) return;
    const labels = preview(open.document.labels, commands);
    if (labels.ok) store.set({ draft: { name: markName, commands, labels: labels.value } });
  };

  const commitDraft: Editing['commitDraft'] = () => {
    const { draft: open } = store.get();
    if (open === null) return;
    store.set({ draft: null });
    if (open.commands.length > 0) apply(open.name, open.commands);
  };

  const step = (kind: 'undo' | 'redo'): void => {
    commitDraft();
    const open = editable();
    if (open === null) return;
    const taken = kind === 'undo' ? undo(present(open)) : redo(present(open));
    if (taken === null) { deps.announce(say(kind === 'undo' ? 'desk:say.nothingToUndo' : 'desk:say.nothingToRedo')); return; }
    if (!taken.ok) { deps.announce(sayError(taken.error, say)); return; }
    const { mark, labels } = taken.value;
    settle(open, taken.value, { kind }, touchedBy(labels, kind === 'undo' ? mark.inverses : mark.commands));
    deps.announce(say(kind === 'undo' ? 'desk:say.undid' : 'desk:say.redid', { what: deps.sayMark(mark.name) }));
  };

  return { apply, draft, commitDraft, cancelDraft: () => store.set({ draft: null }), undo: () => step('undo'), redo: () => step('redo') };
}

export function withState(items: readonly DeskItem[], index: number, state: DeskItem['state']): readonly DeskItem[] {
  if (items[index]?.state === state) return items;
  return items.map((item, at) => (at === index ? { ...item, state } : item));
}

/** Of these, the ids that have a region, in their order. */
function stillThere(ids: readonly RegionId[], labels: ItemLabels): readonly RegionId[] {
  if (ids.length === 0) return ids;
  const there = new Set(regionsOf(labels, ids).map((region) => region.id));
  return ids.filter((id) => there.has(id));
}
