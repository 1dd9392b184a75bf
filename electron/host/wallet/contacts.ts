import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getAddress } from 'ethers/address';
import { z } from 'zod';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { fail } from '../context.ts';

export type Contact = HostResult<'wallet.contacts'>[number];

/** Names that the person gave to addresses, in `<profile>/contacts.json`. */
export interface Contacts {
  /** By name. */
  list(): readonly Contact[];
  find(address: string): Contact | null;
  /** Adds it, or gives another name to one that is there. TOO_MANY_CONTACTS */
  put(address: string, name: string): Promise<Result<null>>;
  remove(address: string): Promise<void>;
  /** Adds several at once, as they are; addresses that are there stay. Whoever calls minds MAX_CONTACTS. */
  takeIn(more: readonly Contact[]): Promise<void>;
}

export const MAX_CONTACTS = 1000;
export const MAX_CONTACT_NAME = 60;
/** As the file has them, and a backup too. */
export const contactSchema = z.object({ address: z.string().regex(/^0x[0-9a-fA-F]{40}$/), name: z.string().min(1).max(MAX_CONTACT_NAME), addedAtMs: z.number() });
const fileSchema = z.array(contactSchema);

/** One that can't be read is kept beside as `contacts.bad.json`, never overwritten. */
export async function openContacts(profileDir: string, nowMs: () => number, log: (line: string) => void): Promise<Contacts> {
  const path = join(profileDir, 'contacts.json');
  let contacts: Contact[] = [];
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) {
    const parsed = fileSchema.safeParse(jsonOrNull(text));
    if (parsed.success) contacts = parsed.data;
    else {
      await writeFileAtomic(join(profileDir, 'contacts.bad.json'), text);
      log(`contacts.json could not be read and was set aside as contacts.bad.json in ${profileDir}`);
    }
  }
  const find = (address: string): Contact | null => contacts.find((each) => each.address.toLowerCase() === address.toLowerCase()) ?? null;
  let turn: Promise<unknown> = Promise.resolve();
  const save = (next: Contact[]): Promise<void> => {
    contacts = next.sort((a, b) => a.name.localeCompare(b.name));
    const written = turn.then(() => writeFileAtomic(path, `${JSON.stringify(contacts, null, 2)}\n`));
    turn = written.catch(() => undefined);
    return written;
  };
  return {
    list: () => contacts,
    find,
    put: async (address, name) => {
      const known = find(address);
      if (known === null && contacts.length >= MAX_CONTACTS) {
        return fail('TOO_MANY_CONTACTS', `The address book has ${String(MAX_CONTACTS)} entries already`, { fix: 'Remove one that is no longer used.' });
      }
      await save([...contacts.filter((each) => each !== known), { address: getAddress(address.toLowerCase()), name, addedAtMs: known?.addedAtMs ?? nowMs() }]);
      return { ok: true, value: null };
    },
    takeIn: async (more) => {
      const unknown = more.filter(({ address }) => find(address) === null);
      if (unknown.length > 0) await save([...contacts, ...unknown]);
    },
    remove: (address) => save(contacts.filter((each) => each.address.toLowerCase() !== address.toLowerCase())),
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
