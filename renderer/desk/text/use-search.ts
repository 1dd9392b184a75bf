import { useMemo, useState } from 'react';
import { findAll, matchFrom } from './find.ts';
import type { Stretch } from './segments.ts';

/** A search in one text: what is asked, what was found, and where one stands in it. */
export interface TextSearch {
  readonly isOpen: boolean;
  readonly query: string;
  readonly isCaseSensitive: boolean;
  readonly matches: readonly Stretch[];
  /** Index among `matches`; -1 where there are none. */
  readonly at: number;
  readonly here: Stretch | null;
  /** `from`: where the keyboard's cursor is, so that the first place found is the next one. */
  readonly open: (from: number) => void;
  readonly close: () => void;
  readonly ask: (query: string) => void;
  readonly setCaseSensitive: (isCaseSensitive: boolean) => void;
  /** Goes on by so many places, round the ends; gives the place. */
  readonly step: (by: 1 | -1) => Stretch | null;
}

export function useSearch(text: string): TextSearch {
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [isCaseSensitive, setCaseSensitive] = useState(false);
  const [from, setFrom] = useState(0);
  const [steps, setSteps] = useState(0);
  const matches = useMemo(() => (isOpen ? findAll(text, query, isCaseSensitive) : []), [isOpen, text, query, isCaseSensitive]);
  const placeAfter = (count: number): number => {
    const first = matchFrom(matches, from);
    return first === -1 ? -1 : (((first + count) % matches.length) + matches.length) % matches.length;
  };
  const at = placeAfter(steps);
  return {
    isOpen,
    query,
    isCaseSensitive,
    matches,
    at,
    here: matches[at] ?? null,
    open: (offset) => {
      setFrom(offset);
      setSteps(0);
      setIsOpen(true);
    },
    close: () => setIsOpen(false),
    ask: (next) => {
      setQuery(next);
      setSteps(0);
    },
    setCaseSensitive: (next) => {
      setCaseSensitive(next);
      setSteps(0);
    },
    step: (by) => {
      setSteps(steps + by);
      return matches[placeAfter(steps + by)] ?? null;
    },
  };
}
