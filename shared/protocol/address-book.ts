import { z } from 'zod';
import { arrayOf } from '../array-of.ts';
import { addressSchema, bytes32Schema } from '../labels/ids.ts';
import { relayUrlSchema } from './relay.ts';

const contract = z.object({
  address: addressSchema,
  /** keccak-256 of the code at the address. */
  codeHash: bytes32Schema,
});

/** One deployment on one network. */
export const bookEntrySchema = z.object({
  chainId: z.number().int().positive(),
  /** The network's name, as people say it. */
  name: z.string().min(1).max(60),
  /** Which build of the contracts: see `contractsVersion`. */
  contractsVersion: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 lower-case hexadecimal digits'),
  /** `create2`: the addresses follow from the code, and are the same on every network. */
  method: z.enum(['create2', 'plain']),
  coordinator: contract,
  /** By name. */
  libraries: z.record(z.string().min(1).max(60), contract),
  /** The ERC-20 that projects are meant to pay in; null where each names its own. */
  token: contract.nullable(),
  /** Block of the coordinator's deployment: where an index of its logs begins. */
  deployedAtBlock: z.number().int().nonnegative(),
  /** Pays for annotators' gas. */
  relay: relayUrlSchema.optional(),
});
export type BookEntry = z.infer<typeof bookEntrySchema>;

/**
 * What `tessera chain deploy` writes and the app reads: deployments by network. It holds no RPC address: those are
 * everybody's own, and often carry a key.
 */
export const addressBookSchema = z.object({
  format: z.literal('tessera-address-book'),
  version: z.literal(1),
  deployments: arrayOf(bookEntrySchema, 0, 1000),
});
export type AddressBook = z.infer<typeof addressBookSchema>;

export const emptyBook: AddressBook = { format: 'tessera-address-book', version: 1, deployments: [] };

const isSame = (a: BookEntry, b: BookEntry): boolean => a.chainId === b.chainId && a.coordinator.address === b.coordinator.address;

/** Adds deployments in front of what is there; one of the same chain and coordinator is replaced. */
export function mergeBooks(book: AddressBook, added: readonly BookEntry[]): AddressBook {
  const kept = book.deployments.filter((old) => !added.some((entry) => isSame(entry, old)));
  return { ...book, deployments: [...added, ...kept] };
}

export function entryOf(book: AddressBook, chainId: number, coordinator: string): BookEntry | undefined {
  return book.deployments.find((entry) => entry.chainId === chainId && entry.coordinator.address.toLowerCase() === coordinator.toLowerCase());
}

/** A book from JSON text, or what is wrong with it: the field, and why. */
export function parseBook(text: string): { readonly ok: true; readonly book: AddressBook } | { readonly ok: false; readonly field: string; readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, field: '', reason: `it is no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const parsed = addressBookSchema.safeParse(json);
  if (parsed.success) return { ok: true, book: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, field: issue?.path.map(String).join('.') ?? '', reason: issue?.message ?? 'it has another shape' };
}
