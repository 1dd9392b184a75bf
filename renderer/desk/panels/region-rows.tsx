import { useEffect, useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
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
import { shownLabels } from '../session/state.ts';
import { relationWords } from '../text/relation-words.ts';
import { boxFlags } from '../session/edits.ts';
import type { RegionActions } from '../session/region-actions.ts';

const ROW_PX = 30;

/** The rows that are in sight, in a list box: arrows choose, Shift adds. */
export function RegionRows({ regions, selection, actions, isReadOnly }: { regions: readonly Region[]; selection: readonly RegionId[]; actions: RegionActions; isReadOnly: boolean }) {
  const t = useStrings();
  const { looks } = useDesk();
  const labels = useDeskState(shownLabels);
  const related = useMemo(() => relationWords(labels ?? { regions: [], relations: [] }, t), [labels, t]);
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
              isReadOnly={isReadOnly}
              related={related.get(region.id)}
              onPick={(isAdding) => actions.select(isAdding ? toggled(selection, region.id) : [region.id])}
              onToggle={(field) => actions.toggle(field, [region.id])}
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
  isReadOnly: boolean;
  /** Its relations, in words. */
  related: readonly string[] | undefined;
  place: { index: number; count: number; startPx: number };
  onPick: (isAdding: boolean) => void;
  onToggle: (field: 'hidden' | 'locked') => void;
}

function Row({ id, region, look, isChosen, isReadOnly, related, place, onPick, onToggle }: RowProps) {
  const t = useStrings();
  const flags = region.kind === 'box' ? boxFlags.filter((flag) => region[flag]) : [];
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
          <Switch icon={region.hidden ? EyeOff : Eye} isOn={region.hidden} label={t(region.hidden ? 'desk:regions.show' : 'desk:regions.hide', { name: look.name })} onPress={() => onToggle('hidden')} />
          <Switch icon={region.locked ? Lock : LockOpen} isOn={region.locked} label={t(region.locked ? 'desk:regions.unlock' : 'desk:regions.lock', { name: look.name })} onPress={() => onToggle('locked')} />
        </>
      )}
    </div>
  );
}

/** For the mouse alone: an option of a list can hold no button, and the keys have commands for it. */
function Switch({ icon: Icon, isOn, label, onPress }: { icon: LucideIcon; isOn: boolean; label: string; onPress: () => void }) {
  return (
    <span
      className={cx('desk-region__switch', isOn && 'desk-region__switch--on')}
      title={label}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      <Icon size={14} />
    </span>
  );
}

function stateWords(region: Region, look: ShownClass, t: Say): string {
  const words = [region.kind === 'span' ? look.name : null, region.hidden ? t('desk:regions.hidden') : null, region.locked ? t('desk:regions.locked') : null];
  if (region.origin !== 'manual') words.push(t(region.origin === 'prediction' ? 'desk:regions.suggested' : 'desk:regions.changed'));
  if (region.kind === 'box') words.push(...boxFlags.filter((flag) => region[flag]).map((flag) => t(`desk:command.${flag}`)));
  return words.filter((word) => word !== null).join(', ');
}
