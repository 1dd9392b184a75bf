import { useState } from 'react';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { Relation } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { focusSurface } from '../focus.ts';
import type { SurfaceProps } from '../surface.ts';
import { relate, relationsOf, renameRelation, turnRelation, unrelate } from './relations.ts';

/** Relating one span to another: begun at one, finished at the other. */
export interface Relating {
  /** The span that waits for its other end. */
  readonly from: RegionId | null;
  /** Relations of the selected span. */
  readonly own: readonly Relation[];
  readonly hasAny: boolean;
  /** The newest, whose name is asked for. */
  readonly justMade: string | null;
  readonly begin: (from: RegionId) => void;
  /** Says again what is waited for. */
  readonly remind: () => void;
  readonly finish: (to: RegionId) => void;
  readonly cancel: () => void;
  readonly rename: (relation: Relation, label: string) => void;
  readonly turn: (relation: Relation) => void;
  readonly remove: (relation: Relation) => void;
  readonly removeAll: () => void;
}

export function useRelating({ labels, selection, actions }: Pick<SurfaceProps, 'labels' | 'selection' | 'actions'>): Relating {
  const t = useStrings();
  const [from, setFrom] = useState<RegionId | null>(null);
  const [justMade, setJustMade] = useState<string | null>(null);
  const own = relationsOf(labels, selection.at(-1));
  const quoteOf = (id: RegionId): string => {
    const region = labels.regions.find((each) => each.id === id);
    return region?.kind === 'span' ? region.quote : '';
  };
  const apply = (markName: 'text:mark.relate' | 'text:mark.renameRelation' | 'text:mark.turnRelation' | 'text:mark.unrelate', command: LabelCommand | null): boolean => command !== null && actions.apply(markName, [command]);
  // Undone, deleted: nothing waits for its other end any more.
  const waiting = from !== null && labels.regions.some((region) => region.id === from) ? from : null;
  return {
    from: waiting,
    own,
    hasAny: own.length > 0,
    justMade,
    begin: (id) => {
      setFrom(id);
      // Tab goes through the spans while the text itself has the focus.
      focusSurface();
      actions.announce(t('text:relation.choose', { quote: quoteOf(id) }));
    },
    remind: () => {
      if (waiting !== null) actions.announce(t('text:relation.choose', { quote: quoteOf(waiting) }));
    },
    finish: (to) => {
      if (waiting === null) return;
      const id = actions.newRegion().id;
      setFrom(null);
      if (!apply('text:mark.relate', relate(labels, { id, from: waiting, to, label: '' }))) return;
      setJustMade(id);
      actions.select([waiting]);
      actions.announce(t('text:relation.made', { from: quoteOf(waiting), to: quoteOf(to) }));
    },
    cancel: () => {
      setFrom(null);
      actions.announce(t('text:relation.cancelled'));
    },
    rename: (relation, label) => void apply('text:mark.renameRelation', renameRelation(labels, relation, label.trim())),
    turn: (relation) => void apply('text:mark.turnRelation', turnRelation(labels, relation)),
    remove: (relation) => void apply('text:mark.unrelate', unrelate([relation])),
    removeAll: () => void apply('text:mark.unrelate', unrelate(own)),
  };
}
