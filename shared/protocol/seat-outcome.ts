/** What settlement moved of a seat and its annotator: one word of `BatchSettled`. */
export interface SeatOutcome {
  /** f, 0 to 10,000. */
  readonly payFactorBps: number;
  /** The annotator's score in the scope, now. */
  readonly scoreBps: number;
  /** Items scored in the scope ever, now. */
  readonly items: number;
  /** Observations that entered the standing. */
  readonly weight: bigint;
  /** Their sum in basis points. */
  readonly delta: bigint;
}

const field = (word: bigint, shift: bigint, bits: number): bigint => BigInt.asUintN(bits, word >> shift);

/** Low bits first: payFactorBps 16, scoreBps 16, items 32, weight 32, delta 160 signed. See ILabelEvents.BatchSettled. */
export function readSeatOutcome(word: bigint): SeatOutcome {
  return {
    payFactorBps: Number(field(word, 0n, 16)),
    scoreBps: Number(field(word, 16n, 16)),
    items: Number(field(word, 32n, 32)),
    weight: field(word, 64n, 32),
    delta: BigInt.asIntN(160, word >> 96n),
  };
}

export function seatOutcomeWord(outcome: SeatOutcome): bigint {
  const { payFactorBps, scoreBps, items, weight, delta } = outcome;
  return BigInt(payFactorBps) | (BigInt(scoreBps) << 16n) | (BigInt(items) << 32n) | (weight << 64n) | (BigInt.asUintN(160, delta) << 96n);
}
