import type { RegionId } from '../../../shared/labels/ids.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';

const SHOWN = 40;

/** What the arcs show, in words, by region: `owns → “the ship”`. */
export function relationWords({ regions, relations }: Pick<ItemLabels, 'regions' | 'relations'>, t: Say): ReadonlyMap<RegionId, readonly string[]> {
  const words = new Map<RegionId, string[]>();
  if (relations.length === 0) return words;
  const quotes = new Map(regions.flatMap((region) => (region.kind === 'span' ? [[region.id, shortened(region.quote)] as const] : [])));
  const add = (id: RegionId, line: string): void => void words.set(id, [...(words.get(id) ?? []), line]);
  for (const { from, to, label } of relations) {
    const name = label === '' ? t('text:relation.unnamed') : label;
    add(from, t('text:relation.out', { name, quote: quotes.get(to) ?? '' }));
    add(to, t('text:relation.in', { name, quote: quotes.get(from) ?? '' }));
  }
  return words;
}

const shortened = (quote: string): string => {
  const letters = Array.from(quote);
  return letters.length <= SHOWN ? quote : `${letters.slice(0, SHOWN).join('')}…`;
};
