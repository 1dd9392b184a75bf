import { z } from 'zod';
import type { HostResult } from '../../../shared/host-api.ts';
import type { WalletBooks } from '../wallet/books.ts';
import type { Contact } from '../wallet/contacts.ts';
import { MAX_CONTACTS, MAX_CONTACT_NAME, contactSchema } from '../wallet/contacts.ts';
import { limitSchema, spentSchema } from '../wallet/spending.ts';
import type { DailyLimit } from '../wallet/spending.ts';
import type { SettingsFile } from '../settings.ts';

/*
 * What the wallet keeps beside its keys, as a backup carries it: the address book, daily limits, what was spent (a
 * limit counts it, and look-alike addresses are held against it), and the time until it locks.
 */

export const WALLET = 'wallet.json';

export const walletRecordSchema = z.object({
  v: z.literal(1),
  /** Null where none was chosen. */
  autoLockMinutes: z.int().min(1).max(240).nullable(),
  contacts: z.array(contactSchema),
  limits: z.array(limitSchema),
  spends: z.array(spentSchema),
});
type WalletRecord = z.output<typeof walletRecordSchema>;

/** What a restore found in the wallet and left, or added under another name. */
export type WalletReport = NonNullable<HostResult<'backup.conflicts'>['report']>;
type Conflict = WalletReport['conflicts'][number];

export function recordOf(settings: SettingsFile, { contacts, spending }: WalletBooks): { text: string; contacts: number; limits: number } {
  const record: WalletRecord = {
    v: 1,
    autoLockMinutes: settings.get().autoLockMinutes ?? null,
    contacts: [...contacts.list()],
    limits: [...spending.limits()],
    spends: [...spending.record()],
  };
  const text = JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return { text, contacts: record.contacts.length, limits: record.limits.length };
}

/** What is to be written, and what is to be told of it. */
export interface Merge {
  readonly contacts: readonly Contact[];
  readonly limits: readonly DailyLimit[];
  readonly spends: WalletRecord['spends'];
  /** Null: stays as it is. */
  readonly autoLockMinutes: number | null;
  readonly report: Omit<WalletReport, 'createdAtMs'>;
}

/**
 * Holds a record against what is here. Of two limits the lower holds: a restore never lets more out than either allowed.
 * Names that were given here stay; an address that comes under a name which another has here is told apart by a number.
 */
export function planMerge(record: WalletRecord, settings: SettingsFile, books: WalletBooks): Merge {
  const people = mergeContacts(record.contacts, books);
  const limits = mergeLimits(record.limits, books);
  const here = settings.get().autoLockMinutes ?? null;
  const there = record.autoLockMinutes;
  const locking: Conflict[] = here !== null && there !== null && here !== there ? [{ kind: 'auto-lock', here, backup: there }] : [];
  return {
    contacts: people.added,
    limits: limits.set,
    spends: record.spends,
    autoLockMinutes: here === null ? there : null,
    report: { contacts: people.added.length, limits: limits.set.length, conflicts: [...limits.conflicts, ...people.conflicts, ...locking] },
  };
}

/** Can be done twice: what is there already is not written again. */
export async function applyMerge({ contacts, limits, spends, autoLockMinutes }: Merge, settings: SettingsFile, books: WalletBooks): Promise<void> {
  for (const { account, chainId, asset, amount } of limits) await books.spending.setLimit(account, chainId, asset, amount);
  await books.spending.takeIn(spends);
  await books.contacts.takeIn(contacts);
  if (autoLockMinutes !== null) await settings.update({ autoLockMinutes });
}

function mergeLimits(limits: readonly DailyLimit[], { spending }: WalletBooks): { set: DailyLimit[]; conflicts: Conflict[] } {
  const set: DailyLimit[] = [];
  const conflicts: Conflict[] = [];
  for (const limit of limits) {
    const here = spending.limit(limit.account, limit.chainId, limit.asset);
    if (here === limit.amount) continue;
    if (here === null || limit.amount < here) set.push(limit);
    if (here === null) continue;
    const { account, chainId, asset, amount } = limit;
    conflicts.push({ kind: 'limit', account, chainId, asset, here: here.toString(), backup: amount.toString(), kept: amount < here ? 'backup' : 'here' });
  }
  return { set, conflicts };
}

const plain = (name: string): string => name.trim().toLowerCase();

function mergeContacts(contacts: readonly Contact[], { contacts: book }: WalletBooks): { added: Contact[]; conflicts: Conflict[] } {
  const here = book.list();
  const added: Contact[] = [];
  const conflicts: Conflict[] = [];
  let left = 0;
  for (const contact of contacts) {
    const known = book.find(contact.address);
    if (known !== null) {
      if (known.name !== contact.name) conflicts.push({ kind: 'contact-name', address: known.address, here: known.name, backup: contact.name });
      continue;
    }
    if (here.length + added.length >= MAX_CONTACTS) {
      left += 1;
      continue;
    }
    const namesake = here.find(({ name }) => plain(name) === plain(contact.name));
    const name = namesake === undefined ? contact.name : numbered(contact.name.trim(), [...here, ...added]);
    added.push({ ...contact, name });
    if (namesake !== undefined) conflicts.push({ kind: 'same-name', name: namesake.name, here: namesake.address, backup: contact.address, now: name });
  }
  if (left > 0) conflicts.push({ kind: 'book-full', left });
  return { added, conflicts };
}

/** `Bob (2)`, or the next number that nobody has. */
function numbered(name: string, taken: readonly Contact[]): string {
  for (let n = 2; ; n++) {
    const suffix = ` (${String(n)})`;
    const next = `${name.slice(0, MAX_CONTACT_NAME - suffix.length)}${suffix}`;
    if (!taken.some((each) => plain(each.name) === plain(next))) return next;
  }
}
