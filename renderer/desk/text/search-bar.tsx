import { type Ref } from 'react';
import { CaseSensitive, ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button, IconButton } from '../../app/ui/button.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { MOST_FOUND } from './find.ts';
import type { TextSearch } from './use-search.ts';

interface BarProps {
  readonly search: TextSearch;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly canMark: boolean;
  readonly onStep: (by: 1 | -1) => void;
  readonly onMarkAll: () => void;
  readonly onClose: () => void;
}

/** Finds words in the text. Enter and Shift+Enter go from place to place; Escape leaves with the cursor at the place. */
export function SearchBar({ search, inputRef, canMark, onStep, onMarkAll, onClose }: BarProps) {
  const t = useStrings();
  const count = search.matches.length;
  const keyed = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div className="text-search" role="search">
      <Search size={16} aria-hidden="true" />
      <TextInput ref={inputRef} className="text-search__input" type="search" dir="auto" value={search.query} aria-label={t('text:search.label')} placeholder={t('text:search.label')} onChange={search.ask} onKeyDown={keyed} />
      <span className="text-search__count t-number" role="status">
        {search.query.trim() === '' ? '' : count === 0 ? t('text:search.none') : t(count === MOST_FOUND ? 'text:search.countMany' : 'text:search.count', { number: search.at + 1, total: count })}
      </span>
      <IconButton icon={ChevronUp} size="s" label={t('text:command.searchPrevious')} disabled={count === 0} onClick={() => onStep(-1)} />
      <IconButton icon={ChevronDown} size="s" label={t('text:command.searchNext')} disabled={count === 0} onClick={() => onStep(1)} />
      <IconButton icon={CaseSensitive} size="s" label={t('text:search.case')} isPressed={search.isCaseSensitive} onClick={() => search.setCaseSensitive(!search.isCaseSensitive)} />
      {canMark && (
        <Button size="s" disabled={count === 0} onClick={onMarkAll}>
          {t('text:search.markAll')}
        </Button>
      )}
      <IconButton icon={X} size="s" label={t('text:search.close')} onClick={onClose} />
    </div>
  );
}
