import { useStrings } from '../strings/strings.ts';
import { Tile } from './mosaic.tsx';
import type { TileState } from './mosaic-state.ts';
import { countTiles, tileName } from './mosaic-state.ts';

/** The states that a mosaic shows, in words, with how many there are of each. */
export function MosaicLegend({ states, hasCounts = true }: { states: readonly TileState[]; hasCounts?: boolean }) {
  const t = useStrings();
  return (
    <ul className="t-legend" aria-label={t('app:mosaic.legend')}>
      {countTiles(states).map(({ state, count }) => (
        <li key={state} className="t-legend__item">
          <Tile state={state} />
          {hasCounts ? t('app:mosaic.part', { count, state: t(tileName(state)) }) : t(tileName(state))}
        </li>
      ))}
    </ul>
  );
}
