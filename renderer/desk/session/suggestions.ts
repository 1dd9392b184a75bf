import { addRegions, removeRegions } from '../../../shared/labels/command-makers.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { DeskHistory } from '../port.ts';
import type { DeskSession } from './session.ts';
import type { DeskState } from './state.ts';
import { shownLabels } from './state.ts';

const none: readonly Region[] = [];

/** What a model proposed and nobody took over or dismissed yet. A new list only when there are others in it. */
export function createPendingSuggestions(): (state: DeskState) => readonly Region[] {
  let key: readonly unknown[] = [];
  let value = none;
  return (state) => {
    const labels = shownLabels(state);
    const proposed = state.open?.document.suggestions ?? none;
    if (proposed.length === 0) return none;
    const history = state.open?.document.history;
    if (key[0] === labels?.regions && key[1] === proposed && key[2] === history) return value;
    key = [labels?.regions, proposed, history];
    const gone = new Set<RegionId>([...(labels?.regions.map((region) => region.id) ?? []), ...dismissedIn(history)]);
    const pending = proposed.filter((region) => !gone.has(region.id));
    if (pending.length !== value.length || pending.some((region, at) => region !== value[at])) value = pending;
    return value;
  };
}

const DISMISSED = 'desk:mark.dismissSuggestion';

/** The suggestions that marks of the history dismissed: an undone mark dismisses nothing. */
function dismissedIn(history: DeskHistory | undefined): readonly RegionId[] {
  if (history === undefined) return [];
  const done = history.marks.slice(0, history.cursor).filter(({ name }) => name === DISMISSED);
  return done.flatMap(({ commands }) => commands.flatMap((command) => (command.type === 'remove' ? command.ids : [])));
}

/**
 * Lets a suggestion go. It is a mark that adds the region and takes it away again: so it is undone like any other,
 * and is kept with the item, though the labels stay as they are.
 */
export function dismissSuggestion(session: DeskSession, region: Region | undefined, say: Say, nameOf: (classId: number) => string): void {
  const { open, selection } = session.store.get();
  if (open === null || region === undefined) { session.announce(say('desk:say.noSuggestion')); return; }
  const isDone = session.apply(DISMISSED, [addRegions(open.document.labels, [region]), removeRegions([region.id])], selection);
  if (isDone) session.announce(say('desk:say.dismissed', { name: nameOf(region.classId) }));
}

/** Takes suggestions over as they are; what is changed in them afterwards marks them as changed. */
export function acceptSuggestions(session: DeskSession, regions: readonly Region[], say: Say): void {
  const labels = session.store.get().open?.document.labels;
  if (labels === undefined || regions.length === 0) { session.announce(say('desk:say.noSuggestion')); return; }
  const taken = regions.map((region): Region => ({ ...region, origin: 'prediction' }));
  const isDone = session.apply('desk:mark.acceptSuggestion', [addRegions(labels, taken)], taken.map((region) => region.id));
  if (isDone) session.announce(say('desk:say.accepted', { count: taken.length }));
}
