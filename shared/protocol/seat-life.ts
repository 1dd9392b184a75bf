import type { SeatState } from './seat-state.ts';

/** Who moves a seat: the annotator, the app that signs, a transaction that the chain takes, or time alone. */
type Mover = 'person' | 'app' | 'chain' | 'time';

interface Move {
  readonly from: SeatState;
  readonly to: SeatState;
  readonly by: Mover;
}

const move = (by: Mover, from: SeatState, ...to: SeatState[]): Move[] => to.map((each) => ({ from, to: each, by }));

/**
 * A seat's life as a machine: every single move that there is (DESIGN section 7). Where it stands now is never
 * remembered but read (`seatStatus`); this says what may come after it. Only a reorganisation goes against it.
 */
export const seatMoves: readonly Move[] = [
  ...move('person', 'leased', 'labelling', 'sealed'),
  // Items can be opened again, and what was begun be undone, until the batch is signed.
  ...move('person', 'labelling', 'leased', 'sealed'),
  ...move('person', 'sealed', 'labelling'),
  ...move('app', 'sealed', 'signed'),
  ...move('chain', 'signed', 'committed'),
  ...move('time', 'committed', 'revealable'),
  // The last of the others has committed, and reveal is open at once.
  ...move('chain', 'committed', 'revealable'),
  ...move('chain', 'revealable', 'revealed'),
  ...move('chain', 'revealed', 'settled'),
  ...move('chain', 'settled', 'audited'),
  ...move('time', 'settled', 'claimable'),
  ...move('time', 'audited', 'claimable'),
  ...move('chain', 'claimable', 'paid'),
  ...(['leased', 'labelling', 'sealed', 'signed'] as const).flatMap((from) => [...move('time', from, 'expired'), ...move('chain', from, 'expired')]),
  // A batch that ends void takes its seats along; who has revealed gets the stake back.
  ...move('chain', 'committed', 'expired'),
  ...move('chain', 'revealable', 'expired'),
  ...move('chain', 'revealed', 'expired'),
  ...move('time', 'committed', 'forfeited'),
  ...move('time', 'revealable', 'forfeited'),
  ...move('chain', 'committed', 'forfeited'),
  ...move('chain', 'revealable', 'forfeited'),
  // Until anybody settles or voids the batch, a void one may still turn out to be what ended it.
  ...move('chain', 'forfeited', 'expired'),
];

const reachable: ReadonlyMap<SeatState, ReadonlySet<SeatState>> = new Map([...new Set(seatMoves.map(({ from }) => from))].map((from) => [from, statesAfter(from)]));

function statesAfter(from: SeatState): Set<SeatState> {
  const seen = new Set<SeatState>([from]);
  for (const state of seen) for (const next of seatMoves) if (next.from === state) seen.add(next.to);
  return seen;
}

/** Whether a seat seen in one state may be seen in the other later, with any moves in between, while no block is taken back. */
export function canFollow(before: SeatState, after: SeatState): boolean {
  return before === after || (reachable.get(before)?.has(after) ?? false);
}
