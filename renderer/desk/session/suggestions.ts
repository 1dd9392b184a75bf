import { addRegions } from '../../../shared/labels/command-makers.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { DeskSession } from './session.ts';
import type { DeskState } from './state.ts';
import { shownLabels } from './state.ts';

const none: readonly Region[] = [];

/** What a model proposed and nobody took over yet. A new list only when the item or its labels changed. */
export function createPendingSuggestions(): (state: DeskState) => readonly Region[] {
  let key: readonly unknown[] = [];
  let value = none;
  return (state) => {
    const labels = shownLabels(state);
    const proposed = state.open?.document.suggestions ?? none;
    if (proposed.length === 0) return none;
    if (key[0] === labels?.regions && key[1] === proposed) return value;
    const taken = new Set(labels?.regions.map((region) => region.id));
    key = [labels?.regions, proposed];
    value = proposed.filter((region) => !taken.has(region.id));
    return value;
  };
}

/** Takes suggestions over as they are; what is changed in them afterwards marks them as changed. */
export function acceptSuggestions(session: DeskSession, regions: readonly Region[], say: Say): void {
  const labels = session.store.get().open?.document.labels;
  if (labels === undefined || regions.length === 0) { session.announce(say('desk:say.noSuggestion')); return; }
  const taken = regions.map((region): Region => ({ ...region, origin: 'prediction' }));
  const isDone = session.apply('desk:mark.acceptSuggestion', [addRegions(labels, taken)], taken.map((region) => region.id));
  if (isDone) session.announce(say('desk:say.accepted', { count: taken.length }));
}
