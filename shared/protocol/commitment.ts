import { concat, fromHex, keccak, utf8, word } from '../bytes.ts';
import type { Address, Bytes32, SeatId } from '../labels/ids.ts';

/** The type that commitments are bound to, beside chain, contract, seat and annotator. */
export const COMMIT_TYPE =
  'Commitment(uint256 chainId,address coordinator,uint256 seatId,address annotator,bytes32 labelsHash,bytes32 detailsHash,bytes32 salt)';
export const COMMIT_TYPEHASH = keccak(utf8(COMMIT_TYPE));

/** What opens a commitment. */
export interface Opening {
  readonly chainId: number;
  readonly coordinator: Address;
  readonly seatId: SeatId;
  readonly annotator: Address;
  /** keccak256 of the batch's labels. */
  readonly labelsHash: Bytes32;
  readonly detailsHash: Bytes32;
  readonly salt: Bytes32;
}

/**
 * The one word that binds a seat to its labels (DESIGN section 5), as the contract's `commitmentOf`:
 * keccak256(abi.encode(COMMIT_TYPEHASH, chainId, coordinator, seatId, annotator, labelsHash, detailsHash, salt)).
 */
export function commitmentOf(opening: Opening): Bytes32 {
  return keccak(
    concat(
      fromHex(COMMIT_TYPEHASH),
      word(BigInt(opening.chainId)),
      word(BigInt(opening.coordinator)),
      word(BigInt(opening.seatId)),
      word(BigInt(opening.annotator)),
      fromHex(opening.labelsHash),
      fromHex(opening.detailsHash),
      fromHex(opening.salt),
    ),
  );
}
