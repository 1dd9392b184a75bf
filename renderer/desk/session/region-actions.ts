import { removeRegions } from '../../../shared/labels/command-makers.ts';
import type { ZMove } from '../../../shared/labels/command-makers.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import { classById } from '../../../shared/labels/schema.ts';
import type { AttributeValue, Region } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import type { Size } from '../canvas/geometry.ts';
import * as edits from './edits.ts';
import type { DeskSession } from './session.ts';
import { shownLabels } from './state.ts';

const CONFIDENCE_STEP = 5;
const DUPLICATE_OFFSET_PX = 12;

/** What can be done to the selected regions, of any kind: each one mark, and said. */
export type RegionActions = ReturnType<typeof createRegionActions>;

export function createRegionActions(session: DeskSession, say: Say) {
  const state = session.store.get;
  const labels = () => {
    session.commitDraft();
    return state().open?.document.labels ?? null;
  };
  const imageSize = (): Size | null => {
    const media = state().items[state().open?.index ?? -1]?.media;
    return media?.kind === 'image' ? media : null;
  };
  const selectable = (): readonly Region[] => (shownLabels(state())?.regions ?? []).filter((region) => region.kind !== 'item-class');
  const nameOf = (classId: number): string => {
    const { batch } = state();
    return (batch === null ? undefined : classById(batch.schema, classId)?.name) ?? `#${classId}`;
  };
  const isLockedOnly = (): boolean => {
    const current = labels();
    const { selection } = state();
    const isHeld = current !== null && selection.length > 0 && edits.unlockedIds(current, selection).length === 0;
    if (isHeld) session.announce(say('desk:say.locked'));
    return isHeld;
  };

  const pickClass = (classId: number): void => {
    const { batch, selection } = state();
    const current = labels();
    if (batch === null || current === null) return;
    if (batch.schema.kind === 'class') {
      if (session.apply('desk:mark.itemClass', edits.chooseItemClass(current, session.newRegion(classId)))) session.announce(say('desk:say.itemClass', { name: nameOf(classId) }));
      return;
    }
    session.pickClass(classId);
    const isChanged = selection.length > 0 && !isLockedOnly() && session.apply('desk:mark.changeClass', edits.reclass(current, selection, classId, batch.schema));
    session.announce(say(isChanged ? 'desk:say.reclassed' : 'desk:say.class', { name: nameOf(classId) }));
  };
  const select = (ids: readonly RegionId[]): void => {
    session.select(ids);
    const all = selectable();
    const [first] = ids;
    const at = all.findIndex((region) => region.id === first);
    const region = all[at];
    if (ids.length > 1) session.announce(say('desk:say.selectedMany', { count: ids.length }));
    else session.announce(region === undefined ? say('desk:say.selectedNone') : say('desk:say.selected', { name: nameOf(region.classId), number: at + 1, count: all.length }));
  };
  const add = (regions: readonly Region[], markName: 'desk:mark.paste' | 'desk:mark.duplicate' | 'desk:mark.copyPrevious', offsetPx: number): void => {
    const current = labels();
    if (current === null) return;
    const { commands, ids } = edits.copies(current, regions, { newId: session.newId, offsetPx, image: imageSize() });
    const outside = regions.length - ids.length;
    if (ids.length === 0 && outside > 0) session.announce(say('desk:say.allOutside'));
    else if (session.apply(markName, commands, ids)) session.announce(outside > 0 ? say('desk:say.pastedSome', { count: ids.length, outside }) : say('desk:say.pasted', { count: ids.length }));
  };
  const copy = (): number => {
    const current = labels();
    if (current === null) return 0;
    const regions = edits.regionsOf(current, state().selection);
    if (regions.length > 0) session.clipboard.regions = regions;
    return regions.length;
  };
  const remove = (markName: 'desk:mark.delete' | 'desk:mark.cut'): void => {
    const current = labels();
    if (current === null || isLockedOnly()) return;
    const ids = edits.unlockedIds(current, state().selection);
    if (ids.length > 0 && session.apply(markName, [removeRegions(ids)])) session.announce(say('desk:say.deleted', { count: ids.length }));
  };

  return {
    pickClass,
    select,
    nameOf,
    /** The region after or before the selected one; null past the ends. */
    neighbour: (step: 1 | -1): RegionId | null => {
      const all = selectable();
      const at = all.findIndex((region) => region.id === state().selection.at(-1));
      const to = at === -1 ? (step === 1 ? 0 : all.length - 1) : at + step;
      return all[to]?.id ?? null;
    },
    selectAll: () => select(selectable().filter((region) => !region.hidden).map((region) => region.id)),
    remove: () => remove('desk:mark.delete'),
    copy: () => {
      const count = copy();
      if (count > 0) session.announce(say('desk:say.copied', { count }));
    },
    cut: () => {
      if (copy() > 0) remove('desk:mark.cut');
    },
    paste: () => add(session.clipboard.regions, 'desk:mark.paste', 0),
    duplicate: () => {
      const current = labels();
      if (current !== null) add(edits.regionsOf(current, state().selection), 'desk:mark.duplicate', DUPLICATE_OFFSET_PX);
    },
    addCopies: (regions: readonly Region[]) => {
      if (regions.length === 0) session.announce(say('desk:say.nothingToCopy'));
      else add(regions, 'desk:mark.copyPrevious', 0);
    },
    order: (move: ZMove) => {
      const current = labels();
      if (current !== null && state().selection.length > 0) session.apply('desk:mark.order', edits.reorder(current, state().selection, move));
    },
    /** @param ids the selected regions where it is left out */
    toggle: (field: 'hidden' | 'locked', ids?: readonly RegionId[]) => {
      const current = labels();
      if (current === null) return;
      const commands = edits.toggleState(current, ids ?? state().selection, field);
      session.apply(field === 'hidden' ? 'desk:mark.hidden' : 'desk:mark.locked', commands);
    },
    hideOthers: () => {
      const current = labels();
      const { selection } = state();
      if (current !== null && selection.length > 0) session.apply('desk:mark.hidden', edits.hideOthers(current, selection));
    },
    toggleAll: (field: 'hidden' | 'locked') => {
      const current = labels();
      if (current !== null) session.apply(field === 'hidden' ? 'desk:mark.hidden' : 'desk:mark.locked', edits.toggleAll(current, field));
    },
    removeAll: () => {
      const current = labels();
      if (current === null) return;
      const ids = edits.unlockedIds(current, selectable().map((region) => region.id));
      if (ids.length > 0 && session.apply('desk:mark.delete', [removeRegions(ids)])) session.announce(say('desk:say.deleted', { count: ids.length }));
    },
    unlockAll: () => {
      const current = labels();
      if (current !== null) session.apply('desk:mark.locked', edits.unlockAll(current));
    },
    showAll: () => {
      const current = labels();
      if (current !== null) session.apply('desk:mark.hidden', edits.showAll(current));
    },
    flag: (flag: edits.BoxFlag) => {
      const current = labels();
      if (current === null || isLockedOnly()) return;
      if (!session.apply(`desk:mark.${flag}`, edits.toggleFlag(current, state().selection, flag))) return;
      const after = labels();
      const isOn = after !== null && edits.regionsOf(after, state().selection).some((region) => region.kind === 'box' && region[flag]);
      session.announce(say(isOn ? 'desk:say.isOn' : 'desk:say.isOff', { what: say(`desk:command.${flag}`) }));
    },
    stepConfidence: (step: 1 | -1) => {
      const current = labels();
      if (current === null || isLockedOnly()) return;
      session.apply('desk:mark.confidence', edits.setConfidence(current, state().selection, (was) => was + step * CONFIDENCE_STEP));
      const after = labels();
      const [region] = after === null ? [] : edits.regionsOf(after, state().selection);
      if (region !== undefined) session.announce(say('desk:say.confidence', { percent: region.confidence }));
    },
    /** Drafted: `session.commitDraft` makes it a mark. */
    draftConfidence: (confidence: number) => {
      const base = state().open?.document.labels;
      if (base !== undefined) session.draft('desk:mark.confidence', edits.setConfidence(base, state().selection, () => confidence));
    },
    attribute: (name: string, value: AttributeValue | undefined) => {
      const current = labels();
      if (current !== null && !isLockedOnly()) session.apply('desk:mark.attribute', edits.setAttribute(current, state().selection, name, value));
    },
    toggleItemClass: (classId: number) => {
      const current = labels();
      if (current !== null && session.apply('desk:mark.itemClass', edits.toggleItemClass(current, session.newRegion(classId)))) session.announce(say('desk:say.itemClass', { name: nameOf(classId) }));
    },
  };
}
