export interface ClaimQuestion {
  /** What the claims would pay, in the token's smallest unit. */
  readonly payUnits: bigint;
  /** The most that the transaction would cost, in wei of the network's currency. */
  readonly costWei: bigint;
  readonly seats: number;
  /** Since the first of them could be claimed. */
  readonly waitedSeconds: number;
  /** The person's own price: how many of the token's units one wei is worth, as a fraction; null where none was given. */
  readonly unitsPerWei: { readonly units: bigint; readonly wei: bigint } | null;
}

export type ClaimVerdict = 'worth' | 'too-little' | 'gathering';

/** Pay that is not at least so many times its gas waits for more pay to share the transaction. */
const WORTH_TIMES = 4n;
/** Without a price: so many share the transaction's base cost, or a day has passed. */
const ENOUGH_SEATS = 8;
const DAY_SECONDS = 24 * 60 * 60;
/** What is earned is not held back for ever: the stake under it is bound as long. */
const LONGEST_DAYS = 14;

/**
 * Whether claiming now is worth its gas. The chain knows no price of the token in the network's currency, so that it
 * is the person's, or nobody's: then claims are gathered.
 */
export function isWorthItsGas({ payUnits, costWei, seats, waitedSeconds, unitsPerWei }: ClaimQuestion): ClaimVerdict {
  if (waitedSeconds >= LONGEST_DAYS * DAY_SECONDS) return 'worth';
  if (unitsPerWei !== null) return payUnits * unitsPerWei.wei >= WORTH_TIMES * costWei * unitsPerWei.units ? 'worth' : 'too-little';
  return seats >= ENOUGH_SEATS || waitedSeconds >= DAY_SECONDS ? 'worth' : 'gathering';
}
