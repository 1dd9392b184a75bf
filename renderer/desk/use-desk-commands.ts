import { useMemo } from 'react';
import type { Say } from '../app/strings/strings.ts';
import { sayKey, useStrings } from '../app/strings/strings.ts';
import type { Handlers } from '../commands/registry.ts';
import { useCommands } from '../commands/use-commands.ts';
import type { CommandScope } from '../commands/types.ts';
import { focusDetails, focusNextPane, isSurfaceFocused } from './focus.ts';
import { emptyHistory, markToRedo, markToUndo } from './history/history.ts';
import type { DeskHistory } from './port.ts';
import { assignClassKeys, classCommandOf, pickableClasses } from './session/class-keys.ts';
import type { DeskSession } from './session/session.ts';
import type { RegionActions } from './session/region-actions.ts';
import { nextUnsealed, readOnlyReason } from './session/state.ts';
import type { DeskState } from './session/state.ts';
import { useStore } from './session/store.ts';
import { acceptSuggestions, dismissSuggestion } from './session/suggestions.ts';
import type { Region } from '../../shared/labels/types.ts';

export interface DeskCommandsOptions {
  readonly actions: RegionActions;
  readonly isImage: boolean;
  readonly suggestions: readonly Region[];
  readonly nameOf: (classId: number) => string;
  readonly openDialog: (dialog: 'cannot-tell' | 'instructions') => void;
  /** Puts the cursor into the search field of a list. */
  readonly search: (list: 'classes' | 'regions') => void;
}

/** What keys, palette and menus can do on any item. */
export function useDeskCommands(session: DeskSession, options: DeskCommandsOptions): void {
  const t = useStrings();
  const scope: CommandScope = options.isImage ? 'desk.boxes' : 'desk';
  const hasSelection = useStore(session.store, (state) => state.selection.length > 0);
  const isReadOnly = useStore(session.store, (state) => readOnlyReason(state) !== null);
  const isSealed = useStore(session.store, (state) => state.open?.document.isSealed === true);
  const steps = useStore(session.store, (state) => state.open?.document.history ?? emptyHistory);
  const tabs = useMemo(() => tabHandlers(options.actions), [options.actions]);
  const { actions, suggestions } = options;
  useCommands(scope, tabs);
  useCommands(scope, {
    ...itemHandlers(session, options),
    ...(isSealed ? { 'item.unseal': () => void session.unseal() } : {}),
    ...(isReadOnly
      ? {}
      : {
          ...historyHandlers(session, steps, t),
          'region.paste': actions.paste,
          'region.show-all': actions.showAll,
          'region.unlock-all': actions.unlockAll,
          'region.hide-all': () => actions.toggleAll('hidden'),
          'region.lock-all': () => actions.toggleAll('locked'),
          'region.delete-all': actions.removeAll,
          'item.copy-next': () => void copyNext(session, actions),
          'item.copy-previous': () => void copyPrevious(session, actions),
          'item.cannot-tell': () => options.openDialog('cannot-tell'),
          'suggestion.accept': () => acceptSuggestions(session, suggestions.slice(0, 1), t),
          'suggestion.dismiss': () => dismissSuggestion(session, suggestions[0], t, options.nameOf),
          'suggestion.accept-all': () => acceptSuggestions(session, suggestions, t),
          ...classHandlers(session.store.get(), actions, t),
          ...itemClassHandlers(session.store.get(), actions, t),
        }),
    ...(hasSelection && !isReadOnly ? regionHandlers(actions) : {}),
    ...(hasSelection ? { 'region.copy': actions.copy, 'desk.cancel': () => actions.select([]) } : {}),
    'region.select-all': actions.selectAll,
    'class.search': () => options.search('classes'),
    'region.find': () => options.search('regions'),
  });
}

/** As far as a stride through a batch goes. */
const FAR_ITEMS = 10;

function itemHandlers(session: DeskSession, { openDialog }: DeskCommandsOptions): Handlers {
  return {
    'item.seal': () => void session.sealAndNext(),
    'item.next': () => void session.goBy(1),
    'item.previous': () => void session.goBy(-1),
    'item.next-far': () => void session.goBy(FAR_ITEMS),
    'item.previous-far': () => void session.goBy(-FAR_ITEMS),
    'item.next-open': () => {
      const { items, open } = session.store.get();
      const next = nextUnsealed(items, open?.index ?? -1);
      if (next !== null) void session.go(next);
    },
    'item.instructions': () => openDialog('instructions'),
    'view.next-pane': focusNextPane,
  };
}

function regionHandlers(actions: RegionActions): Handlers {
  return {
    'region.delete': actions.remove,
    'region.duplicate': actions.duplicate,
    'region.cut': actions.cut,
    'region.front': () => actions.order('front'),
    'region.back': () => actions.order('back'),
    'region.forward': () => actions.order('forward'),
    'region.backward': () => actions.order('backward'),
    'region.hide': () => actions.toggle('hidden'),
    'region.hide-others': actions.hideOthers,
    'region.edit-details': focusDetails,
    'region.lock': () => actions.toggle('locked'),
    'region.occluded': () => actions.flag('occluded'),
    'region.truncated': () => actions.flag('truncated'),
    'region.difficult': () => actions.flag('difficult'),
    'region.crowd': () => actions.flag('crowd'),
    'region.surer': () => actions.stepConfidence(1),
    'region.less-sure': () => actions.stepConfidence(-1),
  };
}

/** Under the names of what they undo and redo; those that have nothing to do still say so when they are run. */
function historyHandlers(session: DeskSession, steps: DeskHistory, t: Say): Handlers {
  const undoable = markToUndo(steps);
  const redoable = markToRedo(steps);
  return {
    'history.undo': { run: session.undo, title: undoable === undefined ? undefined : t('desk:command.undoNamed', { what: sayKey(undoable.name) }) },
    'history.redo': { run: session.redo, title: redoable === undefined ? undefined : t('desk:command.redoNamed', { what: sayKey(redoable.name) }) },
  };
}

/** Classes of the whole item, where the project has them beside those of its regions. */
function itemClassHandlers({ batch }: DeskState, actions: RegionActions, t: Say): Handlers {
  const handlers: Handlers = {};
  if (batch === null || batch.schema.classes.length === 0) return handlers;
  const ids = ['item.class-1', 'item.class-2', 'item.class-3', 'item.class-4', 'item.class-5', 'item.class-6', 'item.class-7', 'item.class-8', 'item.class-9'] as const;
  ids.forEach((id, at) => {
    const picked = batch.schema.documentClasses[at];
    if (picked !== undefined) handlers[id] = { run: () => actions.toggleItemClass(picked.id), title: t('desk:command.itemClassNamed', { name: picked.name }) };
  });
  return handlers;
}

function classHandlers({ batch }: DeskState, actions: RegionActions, t: Say): Handlers {
  const handlers: Handlers = {};
  if (batch === null) return handlers;
  const classes = pickableClasses(batch.schema);
  for (const [classId, key] of assignClassKeys(classes)) {
    const id = classCommandOf(key);
    const picked = classes.find((each) => each.id === classId);
    if (picked !== undefined) handlers[id] = { run: () => actions.pickClass(picked.id), title: t('desk:command.pickClassNamed', { name: picked.name }) };
  }
  return handlers;
}

/**
 * Tab goes through the regions while the surface has the focus, and leaves it at the last one: no trap.
 * Asked at each press, since it depends on where the focus is.
 */
function tabHandlers(actions: RegionActions): Handlers {
  const handlers: Handlers = {};
  const define = (id: 'region.next' | 'region.previous', step: 1 | -1): void => {
    Object.defineProperty(handlers, id, {
      enumerable: true,
      get: () => {
        const next = isSurfaceFocused() ? actions.neighbour(step) : null;
        return next === null ? undefined : () => actions.select([next]);
      },
    });
  };
  define('region.next', 1);
  define('region.previous', -1);
  return handlers;
}

async function copyPrevious(session: DeskSession, actions: RegionActions): Promise<void> {
  const { open } = session.store.get();
  if (open === null) return;
  const previous = open.index === 0 ? null : await session.peekAt(open.index - 1);
  if (session.store.get().open?.index !== open.index) return;
  actions.addCopies((previous?.regions ?? []).filter((region) => region.kind === 'box'));
}

/** The selected boxes, or all where none is, to the next item: for what stays in its place from picture to picture. */
async function copyNext(session: DeskSession, actions: RegionActions): Promise<void> {
  session.commitDraft();
  const { open, selection, items } = session.store.get();
  if (open === null) return;
  const boxes = open.document.labels.regions.filter((region) => region.kind === 'box');
  const chosen = boxes.filter((region) => selection.includes(region.id));
  const next = open.index + 1;
  await session.goBy(1);
  if (next < items.length && session.store.get().open?.index === next) actions.addCopies(chosen.length > 0 ? chosen : boxes);
}
