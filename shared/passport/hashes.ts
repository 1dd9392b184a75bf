import { TypedDataEncoder } from 'ethers/hash';
import { concat, fromHex, keccak, utf8, word } from '../bytes.ts';
import type { Bytes32 } from '../labels/ids.ts';
import { parseBytes32 } from '../labels/ids.ts';
import type { Passport, PassportDigests, PassportMove, PassportTier } from './passport.ts';

/** EIP-712: a domain of its own, so that a passport's signature can never be that of a call. */
const domainOf = ({ chainId, coordinator }: Pick<Passport, 'chainId' | 'coordinator'>) => ({ name: 'Tessera Passport', version: '1', chainId, verifyingContract: coordinator });

const moveType = { Move: [
  { name: 'batchId', type: 'uint256' }, { name: 'delta', type: 'int256' }, { name: 'weight', type: 'uint256' }, { name: 'scoreBps', type: 'uint16' }, { name: 'items', type: 'uint32' },
  { name: 'blockNumber', type: 'uint64' }, { name: 'blockHash', type: 'bytes32' }, { name: 'transactionHash', type: 'bytes32' }, { name: 'logIndex', type: 'uint32' },
] };
const tierType = { Tier: [{ name: 'projectId', type: 'uint256' }, { name: 'tier', type: 'uint8' }, { name: 'minScoreBps', type: 'uint16' }, { name: 'minItems', type: 'uint32' }] };

/** The typed data that is signed, as wallets and explorers take it. */
export const passportTypes = {
  Passport: [
    { name: 'account', type: 'address' }, { name: 'blockNumber', type: 'uint64' }, { name: 'blockHash', type: 'bytes32' }, { name: 'issuedAtSeconds', type: 'uint64' }, { name: 'scopes', type: 'Scope[]' },
  ],
  Scope: [
    { name: 'scope', type: 'address' }, { name: 'scoreBps', type: 'uint16' }, { name: 'items', type: 'uint32' }, { name: 'tiers', type: 'Tier[]' }, { name: 'moves', type: 'Move[]' },
  ],
  ...tierType,
  ...moveType,
};

/** The 32 bytes that are signed. */
export function passportHash(passport: Passport): Bytes32 {
  return hashFromDigests(passport, digestsOf(passport));
}

/** The hash of every tier and move by itself. */
export function digestsOf({ scopes }: Pick<Passport, 'scopes'>): PassportDigests {
  return scopes.map(({ tiers, moves }) => ({ tiers: tiers.map(tierHash), moves: moves.map(moveHash) }));
}

/**
 * The signed hash put together of the parts' own hashes (EIP-712: an array is the hash of its members' hashes). The
 * same as hashing the whole: with it the parts can be taken for signed one by one.
 */
export function hashFromDigests(passport: Passport, digests: PassportDigests): Bytes32 {
  const encoder = TypedDataEncoder.from(passportTypes);
  const scopes = passport.scopes.map(({ scope, scoreBps, items }, place) => {
    const parts = digests[place] ?? { tiers: [], moves: [] };
    return keccak(concat(typeHash(encoder, 'Scope'), word(BigInt(scope)), word(BigInt(scoreBps)), word(BigInt(items)), listHash(parts.tiers), listHash(parts.moves)));
  });
  const { account, blockNumber, blockHash, issuedAtSeconds } = passport;
  const struct = keccak(concat(typeHash(encoder, 'Passport'), word(BigInt(account)), word(BigInt(blockNumber)), fromHex(blockHash), word(BigInt(issuedAtSeconds)), listHash(scopes)));
  return keccak(concat(Uint8Array.of(0x19, 0x01), fromHex(TypedDataEncoder.hashDomain(domainOf(passport))), fromHex(struct)));
}

/** By ethers alone, from the whole: what a wallet elsewhere would sign. */
export function passportHashByEthers(passport: Passport): Bytes32 {
  const { account, blockNumber, blockHash, issuedAtSeconds, scopes } = passport;
  return parseBytes32(TypedDataEncoder.hash(domainOf(passport), passportTypes, { account, blockNumber, blockHash, issuedAtSeconds, scopes }));
}

export function moveHash(move: PassportMove): string {
  return TypedDataEncoder.hashStruct('Move', moveType, move);
}

export function tierHash(tier: PassportTier): string {
  return TypedDataEncoder.hashStruct('Tier', tierType, tier);
}

const typeHash = (encoder: TypedDataEncoder, name: string): Uint8Array => fromHex(keccak(utf8(encoder.encodeType(name))));
const listHash = (hashes: readonly string[]): Uint8Array => fromHex(keccak(concat(...hashes.map(fromHex))));
