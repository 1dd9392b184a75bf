import { useEffect, useRef, useState } from 'react';
import { ArrowLeftRight, MoveRight, Trash2, X } from 'lucide-react';
import type { RegionId } from '../../../shared/labels/ids.ts';
import type { ItemLabels, Relation } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { IconButton } from '../../app/ui/button.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { Kbd } from '../../app/ui/kbd.tsx';
import { focusSurface } from '../focus.ts';
import type { Relating } from './use-relating.ts';

/** The selected span's relations, or the one that is being made, below the text. */
export function RelationStrip({ labels, relating, readOnly, onSelect }: { labels: ItemLabels; relating: Relating; readOnly: boolean; onSelect: (id: RegionId) => void }) {
  const t = useStrings();
  const quoteOf = (id: RegionId): string => {
    const region = labels.regions.find((each) => each.id === id);
    return region?.kind === 'span' ? region.quote : '';
  };
  if (relating.from !== null) {
    return (
      <div className="text-strip">
        <p>{t('text:relation.choose', { quote: quoteOf(relating.from) })}</p>
        <span className="text-strip__keys">
          <Kbd chord="Tab" /> <Kbd chord="Enter" />
        </span>
        <IconButton icon={X} size="s" label={t('text:relation.cancel')} onClick={relating.cancel} />
      </div>
    );
  }
  if (relating.own.length === 0) return null;
  const names = [...new Set(labels.relations.map(({ label }) => label).filter((label) => label !== ''))];
  return (
    <div className="text-strip text-strip--list" role="group" aria-label={t('text:relation.list')}>
      <datalist id="text-relation-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {relating.own.map((relation) => (
        <div key={relation.id} className="text-relation">
          <EndButton quote={quoteOf(relation.from)} onSelect={() => onSelect(relation.from)} />
          <MoveRight size={16} aria-hidden="true" />
          <RelationName key={relation.label} relation={relation} isAsked={relation.id === relating.justMade && relation.label === ''} isFixed={readOnly} onRename={(label) => relating.rename(relation, label)} />
          <MoveRight size={16} aria-hidden="true" />
          <EndButton quote={quoteOf(relation.to)} onSelect={() => onSelect(relation.to)} />
          {!readOnly && <IconButton icon={ArrowLeftRight} size="s" label={t('text:relation.turn')} onClick={() => relating.turn(relation)} />}
          {!readOnly && <IconButton icon={Trash2} size="s" label={t('text:relation.remove')} onClick={() => relating.remove(relation)} />}
        </div>
      ))}
    </div>
  );
}

function EndButton({ quote, onSelect }: { quote: string; onSelect: () => void }) {
  return (
    <button type="button" className="text-relation__end t-truncate" onClick={onSelect}>
      <bdi>{quote}</bdi>
    </button>
  );
}

function RelationName({ relation, isAsked, isFixed, onRename }: { relation: Relation; isAsked: boolean; isFixed: boolean; onRename: (label: string) => void }) {
  const t = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const isLeft = useRef(false);
  const [label, setLabel] = useState(relation.label);
  useEffect(() => {
    if (isAsked) input.current?.focus();
  }, [isAsked]);
  return (
    <TextInput
      ref={input}
      className="text-relation__name"
      value={label}
      maxLength={128}
      list="text-relation-names"
      disabled={isFixed}
      placeholder={t('text:relation.name')}
      aria-label={t('text:relation.name')}
      onChange={setLabel}
      onBlur={() => {
        if (!isLeft.current) onRename(label);
      }}
      onKeyDown={(event) => {
        isLeft.current = event.key === 'Escape';
        if (event.key === 'Enter' || event.key === 'Escape') focusSurface();
      }}
    />
  );
}
