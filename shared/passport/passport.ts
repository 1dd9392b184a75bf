import { z } from 'zod';
import { arrayOf } from '../array-of.ts';
import type { ChainIndex, ReputationRecord } from '../protocol/chain-records.ts';
import { tierOf } from '../consensus/reputation.ts';

/*
 * A reputation passport: what the chain says of one account, as of a block, with every event that it rests on. It is
 * signed by the account itself: who holds the file knows who stands for it, and can add up the events again.
 */

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'must be an address: 0x and 40 hexadecimal digits');
const hash32 = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 32 bytes: 0x and 64 lower-case hexadecimal digits');
const id = z.string().regex(/^\d{1,78}$/, 'must be a whole number in decimal digits');
const whole = z.string().regex(/^-?\d{1,76}$/, 'must be a whole number in decimal digits');
const count = z.int().min(0).max(0xffff_ffff);
const bps = z.int().min(0).max(10_000);

/** One event that moved the score. */
const moveSchema = z.strictObject({
  batchId: id,
  /** Basis points that entered the sum, and observations that entered the weight. */
  delta: whole,
  weight: whole,
  /** What the event says the score and the items were after it. */
  scoreBps: bps,
  items: count,
  blockNumber: z.int().min(0),
  blockHash: hash32,
  transactionHash: hash32,
  logIndex: count,
});
export type PassportMove = z.infer<typeof moveSchema>;

/** A tier of a project in the scope that the account has reached, with what it asks for. */
const tierSchema = z.strictObject({ projectId: id, tier: z.int().min(0).max(3), minScoreBps: bps, minItems: count });
export type PassportTier = z.infer<typeof tierSchema>;

const scopeSchema = z.strictObject({ scope: address, scoreBps: bps, items: count, tiers: arrayOf(tierSchema, 0, 10_000), moves: arrayOf(moveSchema, 0, 100_000) });
export type PassportScope = z.infer<typeof scopeSchema>;

export const passportSchema = z.strictObject({
  kind: z.literal('tessera-passport'),
  version: z.literal(1),
  chainId: z.int().min(1),
  coordinator: address,
  account: address,
  /** As of this block, and no later one. */
  blockNumber: z.int().min(0),
  blockHash: hash32,
  issuedAtSeconds: z.int().min(0),
  scopes: arrayOf(scopeSchema, 0, 1000),
});
export type Passport = z.infer<typeof passportSchema>;

/** The hashes of every part, so that what was changed can be named: the signature covers them too. */
const digestsSchema = arrayOf(z.strictObject({ tiers: arrayOf(hash32, 0, 10_000), moves: arrayOf(hash32, 0, 100_000) }), 0, 1000);
export type PassportDigests = z.infer<typeof digestsSchema>;

export const signedPassportSchema = passportSchema.extend({ digests: digestsSchema, signature: z.string().regex(/^0x[0-9a-f]{130}$/, 'must be a signature of 65 bytes') });
export type SignedPassport = z.infer<typeof signedPassportSchema>;

export interface PassportParts {
  readonly chainId: number;
  readonly coordinator: string;
  readonly account: string;
  /** The newest block that was read to its end. */
  readonly block: { readonly number: number; readonly hash: string };
  readonly issuedAtSeconds: number;
}

/** Everything that an index says of an account's standing. Not signed yet. */
export function passportOf(index: ChainIndex, { chainId, coordinator, account, block, issuedAtSeconds }: PassportParts): Passport {
  const own = [...index.reputations.values()].filter((record) => record.account.toLowerCase() === account.toLowerCase() && record.moves.length > 0);
  return {
    ...{ kind: 'tessera-passport', version: 1, chainId, coordinator, account, blockNumber: block.number, blockHash: block.hash, issuedAtSeconds },
    scopes: own.map((record) => scopeOf(index, record)).sort((a, b) => b.items - a.items || (a.scope < b.scope ? -1 : 1)),
  };
}

function scopeOf(index: ChainIndex, { scope, scoreBps, items, moves }: ReputationRecord): PassportScope {
  const tiers = [...index.projects.values()].flatMap((project): PassportTier[] => {
    const tier = project.scope === scope ? tierOf(scoreBps, items, project.params.tiers) : 0;
    const rung = project.params.tiers[tier - 1];
    return rung === undefined ? [] : [{ projectId: project.id, tier, minScoreBps: rung.minScoreBps, minItems: rung.minItems }];
  });
  return {
    ...{ scope, scoreBps, items, tiers },
    moves: moves.map(({ batchId, delta, weight, scoreBps: score, items: scored, place }) => ({
      ...{ batchId, delta: delta.toString(), weight: weight.toString(), scoreBps: score, items: scored },
      ...{ blockNumber: place.blockNumber, blockHash: place.blockHash, transactionHash: place.transactionHash, logIndex: place.logIndex },
    })),
  };
}
