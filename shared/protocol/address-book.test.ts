import { describe, expect, it } from 'vitest';
import { type BookEntry, addressBookSchema, bookEntrySchema, emptyBook, entryOf, mergeBooks, parseBook } from './address-book.ts';

const hash = (digit: string): string => `0x${digit.repeat(64)}`;
const contract = (digit: string): { address: string; codeHash: string } => ({ address: `0x${digit.repeat(40)}`, codeHash: hash(digit) });

function entry(more: Partial<Record<keyof BookEntry, unknown>> = {}): BookEntry {
  return bookEntrySchema.parse({
    chainId: 100,
    name: 'Gnosis',
    contractsVersion: '0123456789abcdef',
    method: 'create2',
    coordinator: contract('1'),
    libraries: { Opening: contract('2') },
    token: null,
    deployedAtBlock: 7,
    ...more,
  });
}

describe('the address book', () => {
  it('is read back as it was written', () => {
    const book = mergeBooks(emptyBook, [entry(), entry({ chainId: 10, token: contract('3') })]);
    expect(parseBook(JSON.stringify(book))).toEqual({ ok: true, book });
  });

  it('is left where entry after entry is wrong', () => {
    expect(addressBookSchema.safeParse({ ...emptyBook, deployments: Array<object>(900).fill({}) }).error?.issues.length).toBeLessThanOrEqual(25);
  });

  it('replaces a deployment of the same chain and coordinator, keeps all others, newest first', () => {
    const old = mergeBooks(emptyBook, [entry(), entry({ chainId: 10 })]);
    const other = entry({ coordinator: contract('4') });
    const book = mergeBooks(old, [entry({ deployedAtBlock: 9 }), other]);
    expect(book.deployments.map(({ chainId, deployedAtBlock, coordinator }) => `${chainId} ${deployedAtBlock} ${coordinator.address.slice(0, 4)}`)).toEqual(['100 9 0x11', '100 7 0x44', '10 7 0x11']);
  });

  it('finds a deployment however its address is spelt, and only on its own chain', () => {
    const checksummed = { address: '0x4e59b44847b379578588920cA78FbF26c0B4956C', codeHash: hash('5') };
    const book = mergeBooks(emptyBook, [entry({ coordinator: checksummed })]);
    expect(entryOf(book, 100, checksummed.address.toLowerCase())?.chainId).toBe(100);
    expect(entryOf(book, 10, checksummed.address)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{', ''],
    ['another file', '{"format":"other"}', 'format'],
    ['a later version', JSON.stringify({ ...emptyBook, version: 2 }), 'version'],
    ['an address cut short', JSON.stringify({ ...emptyBook, deployments: [{ ...entry(), coordinator: { address: '0x12', codeHash: hash('1') } }] }), 'deployments.0.coordinator.address'],
    ['a chain id as text', JSON.stringify({ ...emptyBook, deployments: [{ ...entry(), chainId: '100' }] }), 'deployments.0.chainId'],
    ['a missing code hash', JSON.stringify({ ...emptyBook, deployments: [{ ...entry(), libraries: { Opening: { address: contract('2').address } } }] }), 'deployments.0.libraries.Opening.codeHash'],
  ])('names the field of %s', (_, text, field) => {
    expect(parseBook(text)).toMatchObject({ ok: false, field });
  });
});
