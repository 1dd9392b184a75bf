import { useEffect, useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { EyeOff, Lock } from 'lucide-react';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { ClassSwatch } from '../../app/ui/class-chip.tsx';
import { Kbd } from '../../app/ui/kbd.tsx';
import { Select } from '../../app/ui/inputs.tsx';
import { cx } from '../../app/ui/cx.ts';
import { openContextMenu } from '../../commands/context-menu.ts';
import { lookFor } from '../canvas/looks.ts';
import type { ShownClass } from '../canvas/looks.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import type { RegionActions } from '../session/region-actions.ts';
import { shownLabels } from '../session/state.ts';
import { acceptSuggestions } from '../session/suggestions.ts';
import './region-list.css';

const ROW_PX = 30;
const FILTER_FROM = 12;

/** The regions as a list in step with the selection: what a screen reader has instead of the canvas. */
export function RegionList({ actions, suggestions }: { actions: RegionActions; suggestions: readonly Region[] }) {
  const t = useStrings();
  const { session, looks } = useDesk();
  const kind = useDeskState((state) => state.batch?.schema.kind);
  const labels = useDeskState(shownLabels);
  const selection = useDeskState((state) => state.selection);
  const [filter, setFilter] = useState('all');
  const all = useMemo(() => (labels?.regions ?? []).filter((region) => region.kind !== 'item-class'), [labels?.regions]);
  const regions = useMemo(() => (filter === 'all' ? all : all.filter((region) => String(region.classId) === filter)), [all, filter]);
  const classIds = [...new Set(all.map((region) => region.classId))];
  if (kind === 'class') return null;
  return (
    <section className="desk-section desk-regions" aria-labelledby="desk-regions-title" data-desk-pane="">
      <div className="desk-section__head">
        <h2 id="desk-regions-title" className="desk-section__title">
          {t('desk:regions.title')} <span className="t-number t-soft">{all.length}</span>
        </h2>
        {(all.length >= FILTER_FROM || filter !== 'all') && (
          <Select
            value={filter}
            aria-label={t('desk:regions.filter')}
            options={[{ value: 'all', label: t('desk:regions.all') }, ...classIds.map((id) => ({ value: String(id), label: lookFor(looks, id).name }))]}
            onChange={setFilter}
          />
        )}
      </div>
      {suggestions.length > 0 && (
        <p className="desk-regions__suggested">
          <span>{t('desk:regions.suggestions', { count: suggestions.length })}</span>
          <Button size="s" onClick={() => acceptSuggestions(session, suggestions.slice(0, 1), t)}>
            {t('desk:regions.accept')} <Kbd chord="S" />
          </Button>
        </p>
      )}
      {all.length === 0 ? (
        <p className="desk-regions__empty t-soft">
          {t('desk:regions.empty')} {kind === 'boxes' && t('desk:regions.emptyBoxes', { key: 'X' })}
        </p>
      ) : (
        <Rows regions={regions} selection={selection} actions={actions} />
      )}
    </section>
  );
}

function Rows({ regions, selection, actions }: { regions: readonly Region[]; selection: readonly RegionId[]; actions: RegionActions }) {
  const t = useStrings();
  const { looks } = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: regions.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 8 });
  const chosen = new Set(selection);
  const active = selection.at(-1);
  const activeAt = active === undefined ? -1 : regions.findIndex((region) => region.id === active);
  useEffect(() => {
    if (activeAt >= 0) virtual.scrollToIndex(activeAt);
  }, [virtual, activeAt]);
  const keyed = (event: React.KeyboardEvent): void => {
    const to = { ArrowDown: activeAt + 1, ArrowUp: activeAt - 1, Home: 0, End: regions.length - 1 }[event.key];
    const region = to === undefined ? undefined : regions[Math.max(0, Math.min(regions.length - 1, to))];
    if (region === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    actions.select(event.shiftKey ? [...new Set([...selection, region.id])] : [region.id]);
  };
  const menu = (event: React.MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    const region = regions[Number(row?.getAttribute('aria-posinset') ?? 0) - 1];
    if (region !== undefined && !chosen.has(region.id)) actions.select([region.id]);
    if (region !== undefined || selection.length > 0) openContextMenu('region', event);
  };
  return (
    <div
      ref={scroller}
      className="desk-regions__list"
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label={t('desk:regions.label')}
      aria-activedescendant={activeAt === -1 ? undefined : `desk-region-${activeAt}`}
      onKeyDown={keyed}
      onContextMenu={menu}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const region = regions[index];
          if (region === undefined) return null;
          return (
            <Row
              key={region.id}
              id={`desk-region-${index}`}
              region={region}
              look={lookFor(looks, region.classId)}
              isChosen={chosen.has(region.id)}
              place={{ index, count: regions.length, startPx: start }}
              onPick={(isAdding) => actions.select(isAdding ? toggled(selection, region.id) : [region.id])}
            />
          );
        })}
      </div>
    </div>
  );
}

const toggled = (selection: readonly RegionId[], id: RegionId): readonly RegionId[] => (selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id]);

interface RowProps {
  id: string;
  region: Region;
  look: ShownClass;
  isChosen: boolean;
  place: { index: number; count: number; startPx: number };
  onPick: (isAdding: boolean) => void;
}

function Row({ id, region, look, isChosen, place, onPick }: RowProps) {
  const t = useStrings();
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-posinset={place.index + 1}
      aria-setsize={place.count}
      className={cx('desk-region', isChosen && 'desk-region--chosen', region.hidden && 'desk-region--hidden')}
      style={{ transform: `translateY(${place.startPx}px)` }}
      onClick={(event) => onPick(event.shiftKey || event.ctrlKey || event.metaKey)}
    >
      <ClassSwatch look={look} glyph={look.glyph} sizePx={16} />
      <span className="desk-region__name t-truncate">{region.kind === 'span' ? region.quote : look.name}</span>
      <span className="t-hidden">{stateWords(region, look, t)}</span>
      {region.hidden && <EyeOff size={13} aria-hidden="true" />}
      {region.locked && <Lock size={13} aria-hidden="true" />}
      <span className="desk-region__size t-number" aria-hidden={region.kind !== 'box'}>
        {region.kind === 'box' ? t('desk:regions.size', { width: Math.round(region.x1 - region.x0), height: Math.round(region.y1 - region.y0) }) : look.name}
      </span>
      <span className="desk-region__confidence t-number">{region.confidence}</span>
    </div>
  );
}

function stateWords(region: Region, look: ShownClass, t: Say): string {
  const words = [region.kind === 'span' ? look.name : null, region.hidden ? t('desk:regions.hidden') : null, region.locked ? t('desk:regions.locked') : null];
  if (region.origin !== 'manual') words.push(t(region.origin === 'prediction' ? 'desk:regions.suggested' : 'desk:regions.changed'));
  return words.filter((word) => word !== null).join(', ');
}
