import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { type AddressBook, type BookEntry, emptyBook, mergeBooks, parseBook } from '../../../shared/protocol/address-book.ts';
import { fail } from '../context.ts';
import { writeAtomic } from './local/durable.ts';

/** The address book that the app of this home reads, and `tessera chain deploy` writes. */
export function bookPath(homeDir: string): string {
  return join(homeDir, 'address-book.json');
}

/** Book from text. BAD_BOOK names the file and the field. @param from the file, for the message */
export function bookOf(text: string, from: string): Result<AddressBook> {
  const parsed = parseBook(text);
  if (parsed.ok) return { ok: true, value: parsed.book };
  const where = parsed.field === '' ? '' : `${parsed.field}: `;
  return fail('BAD_BOOK', `${from} is no address book: ${where}${parsed.reason}`, { field: parsed.field === '' ? from : parsed.field, fix: 'Mend the file, or put it aside: a new one is written at the next deployment.' });
}

/** The book of a file; an empty one where there is no such file. */
export function readBook(path: string): Result<AddressBook> {
  if (!existsSync(path)) return { ok: true, value: emptyBook };
  try {
    return bookOf(readFileSync(path, 'utf8'), path);
  } catch (error) {
    return fail('BAD_BOOK', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { field: path });
  }
}

/** Adds deployments to a file's book; whole or not at all. A file that is no book is never overwritten. */
export function addToBook(path: string, added: readonly BookEntry[]): Result<AddressBook> {
  const old = readBook(path);
  if (!old.ok) return old;
  const book = mergeBooks(old.value, added);
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Nothing in it is secret: it is made to be given to others.
    writeAtomic(path, `${JSON.stringify(book, null, 2)}\n`, 0o644);
  } catch (error) {
    return fail('BAD_BOOK', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { field: path });
  }
  return { ok: true, value: book };
}
