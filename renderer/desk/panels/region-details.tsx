import { ArrowDownToLine, ArrowUpToLine, Combine, CopyPlus, Eye, EyeOff, Lock, LockOpen, SplitSquareHorizontal, Trash2 } from 'lucide-react';
import type { BoxRegion, Region } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { IconButton } from '../../app/ui/button.tsx';
import { RangeInput } from '../../app/ui/range-input.tsx';
import { ClassChip } from '../../app/ui/class-chip.tsx';
import { clamp } from '../canvas/geometry.ts';
import { lookFor } from '../canvas/looks.ts';
import { formatKeys } from '../../commands/keys.ts';
import { firstKeyOf } from '../../commands/keymap.ts';
import { commands } from '../../commands/registry.ts';
import { commandSpec } from '../../commands/table.ts';
import { focusSurface } from '../focus.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import { boxFlags, regionsOf } from '../session/edits.ts';
import type { BoxFlag } from '../session/edits.ts';
import type { RegionActions } from '../session/region-actions.ts';
import { readOnlyReason, shownLabels } from '../session/state.ts';
import { placeBoxes } from '../tools/box-edit.ts';
import { AttributeFields } from './attribute-fields.tsx';
import { ExactNumber } from './exact-number.tsx';
import './region-details.css';

/** What is selected, exactly, and everything about it that can be changed. */
export function RegionDetails({ actions }: { actions: RegionActions }) {
  const t = useStrings();
  const { looks } = useDesk();
  const labels = useDeskState(shownLabels);
  const selection = useDeskState((state) => state.selection);
  const schema = useDeskState((state) => state.batch?.schema);
  const isReadOnly = useDeskState((state) => readOnlyReason(state) !== null);
  const regions = labels === null ? [] : regionsOf(labels, selection);
  const [first, ...others] = regions;
  if (first === undefined || schema === undefined) return null;
  const isLocked = regions.every((region) => region.locked);
  const isFixed = isReadOnly || isLocked;
  const boxes = regions.filter((region): region is BoxRegion => region.kind === 'box');
  const look = lookFor(looks, first.classId);
  const classIds = new Set(regions.map((region) => region.classId));
  return (
    <section
      className="desk-section desk-details"
      aria-labelledby="desk-details-title"
      data-desk-pane=""
      data-desk-details=""
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        focusSurface();
      }}
    >
      <div className="desk-section__head">
        <h2 id="desk-details-title" className="desk-section__title">
          {others.length === 0 ? <ClassChip look={look} name={look.name} glyph={look.glyph} /> : t('desk:details.many', { count: regions.length })}
        </h2>
        {!isReadOnly && <Toolbar actions={actions} regions={regions} isLocked={isLocked} />}
      </div>
      <Confidence actions={actions} regions={regions} isFixed={isFixed} />
      {boxes.length > 0 && <Flags actions={actions} boxes={boxes} isFixed={isFixed} />}
      {classIds.size === 1 && <AttributeFields key={first.id} actions={actions} schema={schema} regions={regions} isFixed={isFixed} />}
      {boxes.length === 1 && others.length === 0 && first.kind === 'box' && <Geometry box={first} isFixed={isFixed} />}
    </section>
  );
}

function Toolbar({ actions, regions, isLocked }: { actions: RegionActions; regions: readonly Region[]; isLocked: boolean }) {
  const t = useStrings();
  const isHidden = regions.every((region) => region.hidden);
  const isBox = regions.some((region) => region.kind === 'box');
  return (
    <div className="desk-details__tools" role="toolbar" aria-label={t('desk:details.tools')}>
      <IconButton size="s" icon={isHidden ? EyeOff : Eye} label={t('desk:command.hide')} isPressed={isHidden} onClick={() => actions.toggle('hidden')} />
      <IconButton size="s" icon={isLocked ? Lock : LockOpen} label={t('desk:command.lock')} isPressed={isLocked} onClick={() => actions.toggle('locked')} />
      {isBox && <IconButton size="s" icon={ArrowUpToLine} label={t('desk:command.front')} onClick={() => actions.order('front')} />}
      {isBox && <IconButton size="s" icon={ArrowDownToLine} label={t('desk:command.back')} onClick={() => actions.order('back')} />}
      {isBox && regions.length > 1 && <IconButton size="s" icon={Combine} label={t('desk:command.merge')} onClick={() => commands.run('region.merge')} />}
      {isBox && regions.length === 1 && <IconButton size="s" icon={SplitSquareHorizontal} label={t('desk:command.split')} onClick={() => commands.run('region.split')} />}
      {isBox && <IconButton size="s" icon={CopyPlus} label={t('desk:command.duplicate')} onClick={actions.duplicate} />}
      <IconButton size="s" icon={Trash2} label={t('desk:command.remove')} disabled={isLocked} onClick={actions.remove} />
    </div>
  );
}

function Confidence({ actions, regions, isFixed }: { actions: RegionActions; regions: readonly Region[]; isFixed: boolean }) {
  const t = useStrings();
  const { session } = useDesk();
  const value = regions[0]?.confidence ?? 0;
  const isMixed = regions.some((region) => region.confidence !== value);
  return (
    <label className="desk-details__row">
      <span>{t('desk:details.confidence')}</span>
      <span className="desk-details__slider">
        <RangeInput
          min={0}
          max={100}
          step={5}
          value={value}
          disabled={isFixed}
          onChange={actions.draftConfidence}
          onPointerUp={session.commitDraft}
          onKeyUp={session.commitDraft}
          onBlur={session.commitDraft}
        />
        <output className="t-number">{isMixed ? t('desk:details.mixed') : t('desk:details.percent', { percent: value })}</output>
      </span>
    </label>
  );
}

const FLAG_COMMANDS = { occluded: 'region.occluded', truncated: 'region.truncated', difficult: 'region.difficult', crowd: 'region.crowd' } as const satisfies Record<BoxFlag, string>;

function Flags({ actions, boxes, isFixed }: { actions: RegionActions; boxes: readonly BoxRegion[]; isFixed: boolean }) {
  const t = useStrings();
  return (
    <div className="desk-flags" role="group" aria-label={t('desk:details.flags')}>
      {boxFlags.map((flag) => {
        const count = boxes.filter((box) => box[flag]).length;
        const isPressed = count === boxes.length ? true : count === 0 ? false : ('mixed' as const);
        const chord = firstKeyOf(commandSpec(FLAG_COMMANDS[flag]));
        return (
          <button key={flag} type="button" className="desk-flag" aria-pressed={isPressed} disabled={isFixed} onClick={() => actions.flag(flag)}>
            <span className="t-truncate">{t(`desk:command.${flag}`)}</span>
            {chord !== undefined && <span className="desk-flag__key" aria-hidden="true">{formatKeys(chord)}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** Corner and size in whole image pixels: a new corner moves the box, a new size pushes its right or lower edge. */
function Geometry({ box, isFixed }: { box: BoxRegion; isFixed: boolean }) {
  const t = useStrings();
  const { session } = useDesk();
  const media = useDeskState((state) => state.items[state.open?.index ?? -1]?.media);
  if (media?.kind !== 'image') return null;
  const { widthPx, heightPx } = media;
  const draft = (markName: 'desk:mark.moveBox' | 'desk:mark.resizeBox', place: (whole: BoxRegion) => { x0: number; y0: number; x1: number; y1: number }): void => {
    const base = session.store.get().open?.document.labels.regions.find((region) => region.id === box.id);
    const command = base?.kind === 'box' ? placeBoxes([base], place) : null;
    session.draft(markName, command === null ? [] : [command]);
  };
  const common = { isDisabled: isFixed, onCommit: session.commitDraft, onCancel: session.cancelDraft };
  const moveX = (value: number) => (was: BoxRegion) => {
    const x0 = clamp(value, 0, widthPx - (was.x1 - was.x0));
    return { ...was, x0, x1: x0 + was.x1 - was.x0 };
  };
  const moveY = (value: number) => (was: BoxRegion) => {
    const y0 = clamp(value, 0, heightPx - (was.y1 - was.y0));
    return { ...was, y0, y1: y0 + was.y1 - was.y0 };
  };
  return (
    <div className="desk-geometry" role="group" aria-label={t('desk:details.geometry')}>
      <ExactNumber {...common} sign={t('desk:details.x')} label={t('desk:details.left')} value={box.x0} max={widthPx} onDraft={(value) => draft('desk:mark.moveBox', moveX(value))} />
      <ExactNumber {...common} sign={t('desk:details.y')} label={t('desk:details.top')} value={box.y0} max={heightPx} onDraft={(value) => draft('desk:mark.moveBox', moveY(value))} />
      <ExactNumber
        {...common}
        sign={t('desk:details.w')}
        label={t('desk:details.width')}
        value={box.x1 - box.x0}
        max={widthPx}
        onDraft={(value) => draft('desk:mark.resizeBox', (was) => ({ ...was, x1: clamp(was.x0 + value, was.x0 + 1, widthPx) }))}
      />
      <ExactNumber
        {...common}
        sign={t('desk:details.h')}
        label={t('desk:details.height')}
        value={box.y1 - box.y0}
        max={heightPx}
        onDraft={(value) => draft('desk:mark.resizeBox', (was) => ({ ...was, y1: clamp(was.y0 + value, was.y0 + 1, heightPx) }))}
      />
    </div>
  );
}
