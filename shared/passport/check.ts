import { recoverAddress } from 'ethers/transaction';
import { moveReputation, newReputation, reputationScoreBps } from '../consensus/reputation.ts';
import { hashFromDigests, moveHash, passportHash, tierHash } from './hashes.ts';
import { signedPassportSchema } from './passport.ts';
import type { Passport, PassportScope, SignedPassport } from './passport.ts';

/** Something in a passport that does not hold, and where. */
export interface PassportFault {
  /** `scopes.0.moves.3.scoreBps`; `signature` where the whole does not hold. */
  readonly field: string;
  readonly message: string;
}

export interface PassportVerdict {
  /** Null where the file is none. */
  readonly passport: SignedPassport | null;
  readonly faults: readonly PassportFault[];
}

/** Reads a passport's text and holds it against itself: shape, signature, and every score added up again. Needs no network. */
export function checkPassportText(text: string): PassportVerdict {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { passport: null, faults: [{ field: '(file)', message: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` }] };
  }
  const parsed = signedPassportSchema.safeParse(value);
  if (!parsed.success) return { passport: null, faults: parsed.error.issues.slice(0, 10).map((issue) => ({ field: issue.path.join('.') || '(file)', message: issue.message })) };
  return { passport: parsed.data, faults: [...signatureFaults(parsed.data), ...contentFaults(parsed.data)] };
}

/** The account must have signed exactly this. Where it did not, the parts' own hashes say which part was changed. */
function signatureFaults(passport: SignedPassport): PassportFault[] {
  if (isSigned(passport, passportHash(passport))) return digestFaults(passport);
  const isDigestSigned = passport.digests.length === passport.scopes.length && isSigned(passport, hashFromDigests(passport, passport.digests));
  const changed = digestFaults(passport);
  if (isDigestSigned && changed.length > 0) return changed;
  const whose = recovered(passport, passportHash(passport));
  const message = `The signature is not ${passport.account}'s over this content${whose === null ? '' : ` (it would be ${whose}'s)`}: the account, the network, the block, a score or a hash was changed, or it was signed by somebody else`;
  return [{ field: 'signature', message }];
}

function isSigned(passport: SignedPassport, hash: string): boolean {
  return recovered(passport, hash)?.toLowerCase() === passport.account.toLowerCase();
}

function recovered({ signature }: SignedPassport, hash: string): string | null {
  try {
    return recoverAddress(hash, signature);
  } catch {
    return null;
  }
}

function digestFaults({ scopes, digests }: SignedPassport): PassportFault[] {
  return scopes.flatMap(({ tiers, moves }, at) => {
    const own = digests[at];
    const changed = (kind: 'tiers' | 'moves', hashes: readonly string[]): PassportFault[] =>
      hashes.length !== (own?.[kind].length ?? 0)
        ? [{ field: `scopes.${at}.${kind}`, message: `There are ${hashes.length}, and ${own?.[kind].length ?? 0} were signed: something was taken out or put in` }]
        : hashes.flatMap((hash, place) => (own?.[kind][place] === hash ? [] : [{ field: `scopes.${at}.${kind}.${place}`, message: 'This is not what was signed: it was changed afterwards' }]));
    return [...changed('tiers', tiers.map(tierHash)), ...changed('moves', moves.map(moveHash))];
  });
}

/** What does not follow from the moves: by the contract's own arithmetic, whoever signed it. */
export function contentFaults(passport: Passport): PassportFault[] {
  return passport.scopes.flatMap((scope, at) => scopeFaults(scope, `scopes.${at}`, passport.blockNumber));
}

function scopeFaults({ moves, scoreBps, items, tiers }: PassportScope, field: string, blockNumber: number): PassportFault[] {
  const faults: PassportFault[] = [];
  const fault = (where: string, message: string) => faults.push({ field: `${field}.${where}`, message });
  let standing = newReputation;
  let before = { blockNumber: -1, logIndex: -1 };
  for (const [place, move] of moves.entries()) {
    const where = `moves.${place}`;
    if (move.blockNumber > blockNumber) fault(`${where}.blockNumber`, `Block ${move.blockNumber} is after the passport's own, ${blockNumber}`);
    if (move.blockNumber < before.blockNumber || (move.blockNumber === before.blockNumber && move.logIndex < before.logIndex)) fault(where, 'It stands before an earlier event: the order of the chain is another');
    before = move;
    if (move.items < standing.items) fault(`${where}.items`, `${move.items} items after ${standing.items}: they never become fewer`);
    standing = moveReputation(standing, Number(move.delta), Number(move.weight), move.items - standing.items);
    const score = reputationScoreBps(standing);
    if (score !== move.scoreBps) fault(`${where}.scoreBps`, `The score is said to be ${move.scoreBps}, and the moves so far give ${score}`);
  }
  const last = moves.at(-1);
  if (last === undefined) fault('moves', 'A score without an event');
  else {
    if (last.scoreBps !== scoreBps) fault('scoreBps', `The score is said to be ${scoreBps}, and the last move gives ${last.scoreBps}`);
    if (last.items !== items) fault('items', `${items} items are said, and the last move gives ${last.items}`);
  }
  for (const [place, { minScoreBps, minItems }] of tiers.entries()) {
    if (scoreBps < minScoreBps || items < minItems) fault(`tiers.${place}`, `It asks for ${minScoreBps} over ${minItems} items, and there are ${scoreBps} over ${items}`);
  }
  return faults;
}
