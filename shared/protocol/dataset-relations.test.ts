import { describe, expect, it } from 'vitest';
import { majorityRelations, soundRelations } from './dataset-relations.ts';

const vote = (seat: number, regionIndex: number) => ({ seat, regionIndex });
const seat = (number: number, relations: { from: number; to: number; label: string }[], isKnown = true) => ({ seat: number, relations, isKnown });
const livesIn = { from: 0, to: 1, label: 'lives in' };

describe('relations of the dataset’s own labels', () => {
  /** Two regions; the third seat lists them the other way round. */
  const votes = [[vote(0, 0), vote(1, 0), vote(2, 1)], [vote(0, 1), vote(1, 1), vote(2, 0)]];

  it('stand where more than half of those say so that have both ends, whatever the order of their regions', () => {
    expect(majorityRelations(votes, [seat(0, [livesIn]), seat(2, []), seat(5, [{ from: 1, to: 0, label: 'lives in' }])])).toEqual([{ ...livesIn, voters: [0, 5] }]);
    expect(majorityRelations(votes, [seat(0, [livesIn]), seat(2, []), seat(5, [livesIn])])).toEqual([]);
  });

  it('are not outvoted by seats that lack an end, nor by those whose details nobody has', () => {
    const [first = [], second = []] = votes;
    expect(majorityRelations([first, second.slice(0, 1)], [seat(0, [livesIn]), seat(1, []), seat(2, [])])).toEqual([{ ...livesIn, voters: [0] }]);
    expect(majorityRelations(votes, [seat(0, [livesIn]), seat(1, [], false), seat(2, [], false)])).toEqual([{ ...livesIn, voters: [0] }]);
  });

  it('lead to regions that are there', () => {
    expect(soundRelations([livesIn, { from: 2, to: 0, label: 'x' }], 2)).toEqual([livesIn]);
  });
});
