import { z } from 'zod';
import type { Hex } from '../bytes.ts';
import { addressSchema, bytes32Schema, parseAddress, projectOfBatch, projectOfSeat, batchIdOf, seatIdOf, projectIdOf } from '../labels/ids.ts';
import type { Address, ProjectId } from '../labels/ids.ts';
import { coordinatorInterface } from './abi.ts';
import type { SignedCall } from './eip712.ts';

/*
 * What a relay and the app say to each other: JSON over HTTP. An operation is an account's signed call. Calls that
 * `executeBySig` runs act for the signer; calls that anybody may make are sent as they are, and their signature only
 * tells the relay whose quota they count against (the contract would refuse it for anything else).
 */

/** Run for the signer by `executeBySig`. */
const FOR_SIGNER = ['depositStake', 'withdrawStake', 'takeSeats', 'commit', 'claim'] as const;
/** Anybody may make them; who does has no gain of it, so that a relay may. */
const BY_ANYBODY = ['reveal', 'settle', 'anchorAudit', 'drawAudit', 'voidBatch', 'freeSeat', 'permit', 'anchorAssertion', 'drawAssertion', 'finaliseAssertion'] as const;
type RelayedName = (typeof FOR_SIGNER)[number] | (typeof BY_ANYBODY)[number];

export interface RelayedCall {
  readonly name: RelayedName;
  /** `signer`: through `executeBySig`, once for its nonce. `anybody`: as it is, once for the state that it changes. */
  readonly as: 'signer' | 'anybody';
  /** Projects that it concerns; empty for calls about a token. */
  readonly projects: readonly ProjectId[];
  /** The token of a deposit, withdrawal or permit; null for calls about projects. */
  readonly token: Address | null;
  /** Whose tokens a permit moves; null for every other call. */
  readonly owner: Address | null;
}

const numbers = z.array(z.bigint());
const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => (names as readonly string[]).includes(name);

/** What a relay would do with a call of the coordinator; null where none would send it, or its bytes are not canonical. */
export function relayedCall(data: string): RelayedCall | null {
  const called = coordinatorInterface.getFunction(data.slice(0, 10));
  if (called === null) return null;
  const { name } = called;
  const as = isOneOf(FOR_SIGNER, name) ? 'signer' : isOneOf(BY_ANYBODY, name) ? 'anybody' : null;
  if (as === null) return null;
  try {
    const args = coordinatorInterface.decodeFunctionData(called, data);
    // One call, one encoding: the hash that makes it once must not have a twin.
    if (coordinatorInterface.encodeFunctionData(called, args) !== data.toLowerCase()) return null;
    return { name: name as RelayedName, as, ...subjectOf(name as RelayedName, args.toArray()) };
  } catch {
    return null;
  }
}

function subjectOf(name: RelayedName, args: readonly unknown[]): Pick<RelayedCall, 'projects' | 'token' | 'owner'> {
  const [first, second] = args;
  switch (name) {
    case 'depositStake':
    case 'withdrawStake':
      return { projects: [], token: addressSchema.parse(first), owner: null };
    case 'permit':
      return { projects: [], token: addressSchema.parse(first), owner: addressSchema.parse(second) };
    case 'takeSeats':
      return ofProjects([projectIdOf(z.bigint().parse(first))]);
    case 'commit':
      return ofProjects(listOf(first).map((seat) => projectOfSeat(seatIdOf(seat))));
    case 'claim':
      return ofProjects(listOf(first).map((batch) => projectOfBatch(batchIdOf(batch))));
    case 'reveal':
    case 'freeSeat':
      return ofProjects([projectOfSeat(seatIdOf(z.bigint().parse(first)))]);
    default:
      return ofProjects([projectOfBatch(batchIdOf(z.bigint().parse(first)))]);
  }
}

const listOf = (value: unknown): bigint[] => numbers.parse(Array.isArray(value) ? [...(value as unknown[])] : value);
const ofProjects = (projects: ProjectId[]): Pick<RelayedCall, 'projects' | 'token' | 'owner'> => ({ projects: [...new Set(projects)], token: null, owner: null });

const hex = z.string().regex(/^0x([0-9a-f]{2})*$/, 'must be bytes: 0x and an even number of lower-case hex digits');
const uint256 = z.string().regex(/^(0|[1-9]\d{0,77})$/, 'must be a whole number in decimal digits').refine((text) => /^\d+$/.test(text) && BigInt(text) < 1n << 256n, 'must fit 256 bits');

const operationSchema = z.strictObject({
  signer: addressSchema,
  nonce: uint256,
  /** Unix seconds of the chain's clock. */
  deadline: z.int().min(0).max(0xffff_ffff_ffff),
  data: hex,
  signature: hex.refine((text) => text.length === 132, 'must have 65 bytes'),
});

/** Body of `POST /v1/operations`. */
export const relayRequestSchema = z.strictObject({ chainId: z.int().positive(), coordinator: addressSchema, operation: operationSchema });
export type RelayRequest = z.infer<typeof relayRequestSchema>;

/** `queued`: taken. `sent`: in a transaction. `done`: on chain. `refused`: will not be sent any more, and why. */
export const operationStatuses = ['queued', 'sent', 'done', 'refused'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

const sentence = z.string().max(500);

/** What a relay says of an operation. Nobody has to believe it: the chain decides. */
export const relayAnswerSchema = z.object({
  /** EIP-712 digest of the call. */
  hash: bytes32Schema,
  status: z.enum(operationStatuses),
  transactionHash: bytes32Schema.nullable(),
  reason: sentence.nullable(),
});
export type RelayAnswer = z.infer<typeof relayAnswerSchema>;

/** What a relay says in place of an answer. */
export const relayErrorSchema = z.object({
  error: z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/), message: sentence, retryAfterSeconds: z.int().min(0).optional() }),
});

/** The call of a request, as it was signed. */
export function callOfRequest({ operation }: RelayRequest): SignedCall {
  return {
    signer: parseAddress(operation.signer),
    nonce: BigInt(operation.nonce),
    deadlineSeconds: BigInt(operation.deadline),
    data: operation.data as Hex,
    signature: operation.signature as Hex,
  };
}

/** Body of a request that carries a signed call. */
export function requestOf(chainId: number, coordinator: Address, call: SignedCall): RelayRequest {
  const { signer, nonce, deadlineSeconds, data, signature } = call;
  return { chainId, coordinator, operation: { signer, nonce: nonce.toString(), deadline: Number(deadlineSeconds), data: data.toLowerCase(), signature: signature.toLowerCase() } };
}

const RELAY_URL = /^(https:\/\/[a-z0-9](?:[a-z0-9.-]{0,252})|http:\/\/(?:127\.0\.0\.1|localhost))(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/i;

/**
 * The address of a relay: `https:`, or `http:` to this machine. Without credentials, query or fragment, so that nothing
 * but the operation travels. In the form that paths are put behind; null where it is none.
 */
export function relayUrlOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed.length <= 300 && RELAY_URL.test(trimmed) ? trimmed.replace(/\/+$/, '') : null;
}

/** Of an address book, a network's settings or a manifest. */
export const relayUrlSchema = z.string().max(300).refine((text) => relayUrlOf(text) !== null, 'must be an https address without password, query or fragment');
