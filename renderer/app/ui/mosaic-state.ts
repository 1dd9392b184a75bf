import type { StringKey } from '../strings/keys.ts';

/** What can be known of one item of a batch, from untouched to judged. */
export const tileStates = ['untouched', 'started', 'sealed', 'cannot-tell', 'agreed', 'disagreed', 'disputed', 'overturned'] as const;
export type TileState = (typeof tileStates)[number];

export function tileName(state: TileState): StringKey {
  return `app:tile.${state}`;
}

/** The mark of a state in a box of 12 x 12, drawn as a stroke; untouched has none, its edge says it. */
export const tileMarks: Readonly<Record<TileState, string | null>> = {
  untouched: null,
  started: 'M2.5 9.5L9.5 2.5',
  sealed: 'M6 4.6v2.8M4.6 6h2.8',
  'cannot-tell': 'M4 4.6a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1.1M6 9.4v.1',
  agreed: 'M2.8 6.4l2.2 2.2l4.2-4.8',
  disagreed: 'M3.4 3.4l5.2 5.2M8.6 3.4l-5.2 5.2',
  disputed: 'M2.6 4.6h6.8M2.6 7.4h6.8M7.8 2.4l-3.6 7.2',
  overturned: 'M3 4.5h4a2.2 2.2 0 0 1 0 4.4H3.6M4.8 2.6L2.9 4.5l1.9 1.9',
};

/** How many tiles there are of each state, in the order of `tileStates`, states without tiles left out. */
export function countTiles(states: readonly TileState[]): readonly { state: TileState; count: number }[] {
  return tileStates
    .map((state) => ({ state, count: states.filter((each) => each === state).length }))
    .filter(({ count }) => count > 0);
}
