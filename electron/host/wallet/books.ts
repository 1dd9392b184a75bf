import { openContacts } from './contacts.ts';
import type { Contacts } from './contacts.ts';
import { openSpending } from './spending.ts';
import type { Spending } from './spending.ts';

/** What the wallet keeps beside its keys. Opened once: what a restore adds is in them at once. */
export interface WalletBooks {
  readonly contacts: Contacts;
  readonly spending: Spending;
}

export interface BooksPlace {
  readonly profileDir: string;
  readonly keystoreDir: string;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
}

export async function openBooks({ profileDir, keystoreDir, nowMs, log }: BooksPlace): Promise<WalletBooks> {
  return { contacts: await openContacts(profileDir, nowMs, log), spending: await openSpending(keystoreDir, nowMs, log) };
}
