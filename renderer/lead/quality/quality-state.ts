import { useMemo, useState } from 'react';
import type { QualityFilter } from '../../../shared/quality/dashboard/filter.ts';
import { noFilter } from '../../../shared/quality/dashboard/filter.ts';
import type { NamedDrill } from './drill-context.tsx';

/** What is looked at on the quality page. It stands above the page, so that who comes back from an item finds it as it was. */
export interface QualityState {
  readonly filter: QualityFilter;
  readonly setFilter: (filter: QualityFilter) => void;
  /** The figure whose items are listed. */
  readonly asked: NamedDrill | null;
  readonly ask: (asked: NamedDrill | null) => void;
  /** The item that is shown, among those of its list. */
  readonly item: { readonly items: readonly number[]; readonly at: number } | null;
  readonly openItem: (items: readonly number[], at: number) => void;
  readonly closeItem: () => void;
}

export function useQualityState(): QualityState {
  const [filter, setFilter] = useState<QualityFilter>(noFilter);
  const [asked, ask] = useState<NamedDrill | null>(null);
  const [item, setItem] = useState<QualityState['item']>(null);
  return useMemo(() => ({ filter, setFilter, asked, ask, item, openItem: (items, at) => setItem({ items, at }), closeItem: () => setItem(null) }), [filter, asked, item]);
}
