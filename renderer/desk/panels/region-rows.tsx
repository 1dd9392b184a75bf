import { memo, useDeferredValue, useMemo } from 'react';
import { Eye, EyeOff, Lock, LockOpen, PenLine, Sparkles } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { Region } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ClassSwatch } from '../../app/ui/class-chip.tsx';
import { cx } from '../../app/ui/cx.ts';
import { openContextMenu } from '../../commands/context-menu.ts';
import { lookFor } from '../canvas/looks.ts';
import type { ShownClass } from '../canvas/looks.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import { relationWords } from '../text/relation-words.ts';
import { boxFlags } from '../session/edits.ts';
import type { RegionActions } from '../session/region-actions.ts';
import { useRowWindow } from './row-window.ts';

const ROW_PX = 30;

interface RegionRowsProps {
  regions: readonly Region[];
  selection: readonly RegionId[];
  actions: RegionActions;
  isReadOnly: boolean;
}

/** The rows that are in sight, in a list box: arrows choose, Shift adds. */
export const RegionRows = memo(function RegionRows({ regions, selection, actions, isReadOnly }: RegionRowsProps) {
  const t = useStrings();
  const { looks } = useDesk();
  // Of what is saved: a drag changes no relation.
  const saved = useDeferredValue(useDeskState((state) => state.open?.document.labels));
  const related = useMemo(() => relationWords(saved ?? { regions: [], relations: [] }, t), [saved, t]);
  const chosen = useMemo(() => new Set(selection), [selection]);
  const active = selection.at(-1);
  const activeAt = useMemo(() => (active === undefined ? -1 : regions.findIndex((region) => region.id === active)), [regions, active]);
  const { scroller, from, to, onScroll } = useRowWindow(ROW_PX, regions.length, activeAt);
  const shown = regions.slice(from, to);
  const keyed = (event: React.KeyboardEvent): void => {
    const next = { ArrowDown: activeAt + 1, ArrowUp: activeAt - 1, Home: 0, End: regions.length - 1 }[event.key];
    const region = next === undefined ? undefined : regions[Math.max(0, Math.min(regions.length - 1, next))];
    if (region === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    actions.select(event.shiftKey ? [...new Set([...selection, region.id])] : [region.id]);
  };
  const regionUnder = (target: EventTarget): Region | undefined => {
    const row = target instanceof Element ? target.closest('[role="option"]') : null;
    return regions[Number(row?.getAttribute('aria-posinset') ?? 0) - 1];
  };
  const clicked = (event: React.MouseEvent): void => {
    const region = regionUnder(event.target);
    if (region === undefined) return;
    const field = event.target instanceof Element ? event.target.closest('[data-toggles]')?.getAttribute('data-toggles') : null;
    if (field === 'hidden' || field === 'locked') actions.toggle(field, [region.id]);
    else actions.select(event.shiftKey || event.ctrlKey || event.metaKey ? toggled(selection, region.id) : [region.id]);
  };
  const menu = (event: React.MouseEvent): void => {
    const region = regionUnder(event.target);
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
      onClick={clicked}
      onContextMenu={menu}
      onScroll={onScroll}
    >
      <div role="presentation" style={{ height: regions.length * ROW_PX, position: 'relative' }}>
        {shown.map((region, place) => {
          const index = from + place;
          return (
            // By its place among the drawn ones: a jump in a long list gives rows other words and makes no new ones.
            <Row
              key={index % (to - from)}
              index={index}
              count={regions.length}
              region={region}
              look={lookFor(looks, region.classId)}
              isChosen={chosen.has(region.id)}
              isReadOnly={isReadOnly}
              related={related.get(region.id)}
              t={t}
            />
          );
        })}
      </div>
    </div>
  );
});

const toggled = (selection: readonly RegionId[], id: RegionId): readonly RegionId[] => (selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id]);

interface RowProps {
  index: number;
  count: number;
  region: Region;
  look: ShownClass;
  isChosen: boolean;
  isReadOnly: boolean;
  /** Its relations, in words. */
  related: readonly string[] | undefined;
  t: Say;
}

/** Hears nothing itself: the list does, for all its rows. */
const Row = memo(function Row({ index, count, region, look, isChosen, isReadOnly, related, t }: RowProps) {
  const flags = region.kind === 'box' ? boxFlags.filter((flag) => region[flag]) : [];
  return (
    <div
      id={`desk-region-${index}`}
      role="option"
      aria-selected={isChosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      className={cx('desk-region', isChosen && 'desk-region--chosen', region.hidden && 'desk-region--hidden')}
      style={{ transform: `translateY(${index * ROW_PX}px)` }}
    >
      <ClassSwatch look={look} glyph={look.glyph} sizePx={16} />
      <span className="desk-region__name t-truncate" translate="no">{region.kind === 'span' ? region.quote : look.name}</span>
      <span className="t-hidden">{[stateWords(region, look, t), ...(related ?? [])].filter((words) => words !== '').join(', ')}</span>
      {region.origin !== 'manual' && (
        <span className="desk-region__origin" title={t(region.origin === 'prediction' ? 'desk:regions.suggested' : 'desk:regions.changed')} aria-hidden="true">
          {region.origin === 'prediction' ? <Sparkles size={13} /> : <PenLine size={13} />}
        </span>
      )}
      {flags.length > 0 && (
        <span className="desk-region__flags" title={flags.map((flag) => t(`desk:command.${flag}`)).join(', ')} aria-hidden="true">
          {flags.map((flag) => (
            <span key={flag}>{t(`desk:flag.${flag}`)}</span>
          ))}
        </span>
      )}
      <span className="desk-region__size t-number" aria-hidden={region.kind !== 'box'}>
        {region.kind === 'box' ? t('desk:regions.size', { width: Math.round(region.x1 - region.x0), height: Math.round(region.y1 - region.y0) }) : look.name}
      </span>
      <span className="desk-region__confidence t-number">{region.confidence}</span>
      {!isReadOnly && (
        <>
          <Switch icon={region.hidden ? EyeOff : Eye} isOn={region.hidden} toggles="hidden" label={t(region.hidden ? 'desk:regions.show' : 'desk:regions.hide', { name: look.name })} />
          <Switch icon={region.locked ? Lock : LockOpen} isOn={region.locked} toggles="locked" label={t(region.locked ? 'desk:regions.unlock' : 'desk:regions.lock', { name: look.name })} />
        </>
      )}
    </div>
  );
});

/** For the mouse alone: an option of a list can hold no button, and the keys have commands for it. */
const Switch = memo(function Switch({ icon: Icon, isOn, label, toggles }: { icon: LucideIcon; isOn: boolean; label: string; toggles: 'hidden' | 'locked' }) {
  return (
    <span className={cx('desk-region__switch', isOn && 'desk-region__switch--on')} title={label} data-toggles={toggles} aria-hidden="true">
      <Icon size={14} />
    </span>
  );
});

function stateWords(region: Region, look: ShownClass, t: Say): string {
  const words = [region.kind === 'span' ? look.name : null, region.hidden ? t('desk:regions.hidden') : null, region.locked ? t('desk:regions.locked') : null];
  if (region.origin !== 'manual') words.push(t(region.origin === 'prediction' ? 'desk:regions.suggested' : 'desk:regions.changed'));
  if (region.kind === 'box') words.push(...boxFlags.filter((flag) => region[flag]).map((flag) => t(`desk:command.${flag}`)));
  return words.filter((word) => word !== null).join(', ');
}
