import type { DatasetRelation, FinalRelation } from './dataset-types.ts';

/** A region of a seat's own that was counted for one of the dataset's. */
export interface CountedVote {
  /** Place among the seats that revealed. */
  readonly seat: number;
  readonly regionIndex: number;
}

export interface SeatRelations {
  /** The seat's number in its batch. */
  readonly seat: number;
  readonly relations: readonly DatasetRelation[];
  /** Without details nobody knows whether it relates anything. */
  readonly isKnown: boolean;
}

/** Relations whose ends are among so many regions: details are nobody's proof of what they point at. */
export function soundRelations(relations: readonly DatasetRelation[] | undefined, regionCount: number): DatasetRelation[] {
  return (relations ?? []).filter(({ from, to }) => from < regionCount && to < regionCount);
}

/**
 * Relations between the dataset's regions: what more than half of the seats with known details give that have a region counted
 * for either end. The contract does not see them: they are as sure as the details, which the commitments cover.
 * @param votes of each of the dataset's regions
 */
export function majorityRelations(votes: readonly (readonly CountedVote[])[], seats: readonly SeatRelations[]): FinalRelation[] {
  const found = new Map<string, { relation: DatasetRelation; voters: Set<number> }>();
  for (const [place, { seat, relations }] of seats.entries()) {
    const regionsOf = (regionIndex: number) => votes.flatMap((each, region) => (each.some((vote) => vote.seat === place && vote.regionIndex === regionIndex) ? [region] : []));
    for (const { from, to, label } of relations) {
      for (const start of regionsOf(from)) {
        for (const end of regionsOf(to)) {
          const key = JSON.stringify([start, end, label]);
          const entry = found.get(key) ?? { relation: { from: start, to: end, label }, voters: new Set() };
          entry.voters.add(seat);
          found.set(key, entry);
        }
      }
    }
  }
  const haveBoth = ({ from, to }: DatasetRelation) =>
    seats.filter(({ isKnown }, place) => isKnown && [from, to].every((region) => votes[region]?.some((vote) => vote.seat === place) === true)).length;
  return [...found.values()]
    .filter(({ relation, voters }) => 2 * voters.size > haveBoth(relation))
    .map(({ relation, voters }) => ({ ...relation, voters: [...voters].sort((one, other) => one - other) }))
    .sort((one, other) => one.from - other.from || one.to - other.to || (one.label < other.label ? -1 : 1));
}
