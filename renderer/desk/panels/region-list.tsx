import type { Ref } from 'react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Region } from '../../../shared/labels/types.ts';
import type { StringKey } from '../../app/strings/keys.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { CommandKbd } from '../../app/ui/command-kbd.tsx';
import { Select } from '../../app/ui/inputs.tsx';
import type { SelectOption } from '../../app/ui/inputs.tsx';
import { SearchInput } from '../../app/ui/search-input.tsx';
import { focusSurface } from '../focus.ts';
import { lookFor } from '../canvas/looks.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import type { RegionActions } from '../session/region-actions.ts';
import { readOnlyReason, shownLabels } from '../session/state.ts';
import { acceptSuggestions, dismissSuggestion } from '../session/suggestions.ts';
import { findRegions, kindsAmong } from './region-filter.ts';
import type { RegionFilter, RegionState } from './region-filter.ts';
import { RegionRows } from './region-rows.tsx';
import './region-list.css';

/** A list longer than this can be narrowed at once; a shorter one when it is asked for. */
const FILTER_FROM = 8;

const STATE_WORDS: Readonly<Record<RegionState, StringKey>> = {
  hidden: 'desk:regions.hidden',
  locked: 'desk:regions.locked',
  occluded: 'desk:mark.occluded',
  truncated: 'desk:mark.truncated',
  difficult: 'desk:mark.difficult',
  crowd: 'desk:mark.crowd',
  suggested: 'desk:regions.suggested',
  changed: 'desk:regions.changed',
  unsure: 'desk:regions.unsure',
};

interface RegionListProps {
  actions: RegionActions;
  suggestions: readonly Region[];
  searchRef: Ref<HTMLInputElement>;
  isSearching: boolean;
  onSearchEnd: () => void;
}

/** The regions as a list in step with the selection: what a screen reader has instead of the canvas. */
export function RegionList({ actions, suggestions, searchRef, isSearching, onSearchEnd }: RegionListProps) {
  const t = useStrings();
  const { session, looks } = useDesk();
  const kind = useDeskState((state) => state.batch?.schema.kind);
  const [labelsNow, selectionNow] = [useDeskState(shownLabels), useDeskState((state) => state.selection)];
  // After the picture, which shows what was done at once.
  const labels = useDeferredValue(labelsNow);
  const selection = useDeferredValue(selectionNow);
  const isReadOnly = useDeskState((state) => readOnlyReason(state) !== null);
  const [filter, setFilter] = useState<RegionFilter>('all');
  const [query, setQuery] = useState('');
  const all = useMemo(() => (labels?.regions ?? []).filter((region) => region.kind !== 'item-class'), [labels?.regions]);
  const regions = useMemo(() => findRegions(all, filter, query, (id) => lookFor(looks, id).name), [all, filter, query, looks]);
  // Of what is saved: a drag would have ten thousand regions looked through with each of its frames.
  const saved = useDeferredValue(useDeskState((state) => state.open?.document.labels.regions));
  const options = useMemo(() => filterOptions(saved ?? [], filter, (id) => lookFor(looks, id).name, t), [saved, filter, looks, t]);
  const isNarrowed = filter !== 'all' || query.trim() !== '';
  if (kind === 'class') return null;
  const finish = (): void => {
    setQuery('');
    onSearchEnd();
    focusSurface();
  };
  return (
    <section className="desk-section desk-regions" aria-busy={labels !== labelsNow || selection !== selectionNow} aria-labelledby="desk-regions-title" data-desk-pane="">
      <div className="desk-section__head">
        <h2 id="desk-regions-title" className="desk-section__title">
          {t('desk:regions.title')} <span className="t-number t-soft">{isNarrowed ? t('desk:regions.found', { found: regions.length, count: all.length }) : all.length}</span>
        </h2>
        {isNarrowed && regions.length > 0 && (
          <Button size="s" onClick={() => actions.select(regions.map((region) => region.id))}>
            {t('desk:regions.selectFound')}
          </Button>
        )}
      </div>
      {(all.length >= FILTER_FROM || isNarrowed || isSearching) && (
        <div className="desk-regions__narrow">
          <SearchInput
            ref={searchRef}
            label={t('desk:regions.search')}
            value={query}
            onChange={setQuery}
            onKeyDown={(event) => {
              if (event.key === 'Enter') actions.select(regions.map((region) => region.id));
              if (event.key === 'Enter' || event.key === 'Escape') finish();
            }}
          />
          <Select value={filter} aria-label={t('desk:regions.filter')} options={options} onChange={setFilter} />
        </div>
      )}
      {suggestions.length > 0 && (
        <div className="desk-regions__suggested">
          <span>{t('desk:regions.suggestions', { count: suggestions.length })}</span>
          <Button size="s" onClick={() => acceptSuggestions(session, suggestions.slice(0, 1), t)}>
            {t('desk:regions.accept')} <CommandKbd id="suggestion.accept" />
          </Button>
          <Button size="s" tone="quiet" onClick={() => dismissSuggestion(session, suggestions[0], t, (id) => lookFor(looks, id).name)}>
            {t('desk:regions.dismiss')} <CommandKbd id="suggestion.dismiss" />
          </Button>
        </div>
      )}
      {regions.length === 0 ? (
        <p className="desk-regions__empty t-soft">
          {all.length > 0 ? t('desk:regions.noneFound') : t('desk:regions.empty')} {all.length === 0 && kind === 'boxes' && t('desk:regions.emptyBoxes', { key: 'X' })}
        </p>
      ) : (
        <RegionRows regions={regions} selection={selection} actions={actions} isReadOnly={isReadOnly} />
      )}
    </section>
  );
}

/** The classes and states that some region has, and the chosen one, so that it can be seen and taken back. */
function filterOptions(all: readonly Region[], chosen: RegionFilter, nameOf: (classId: number) => string, t: ReturnType<typeof useStrings>): SelectOption<RegionFilter>[] {
  const { classIds, states } = kindsAmong(all, chosen);
  const options: SelectOption<RegionFilter>[] = [
    { value: 'all', label: t('desk:regions.all') },
    ...classIds.map((id) => ({ value: `class-${id}` as const, label: nameOf(id) })),
    ...states.map((state) => ({ value: state, label: t('desk:regions.only', { state: t(STATE_WORDS[state]) }) })),
  ];
  if (options.some((option) => option.value === chosen)) return options;
  return [...options, { value: chosen, label: nameOf(Number(chosen.slice('class-'.length))) }];
}
