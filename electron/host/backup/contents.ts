import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { JournalService } from '../journal/journal.ts';
import type { WalletBooks } from '../wallet/books.ts';
import type { SettingsFile } from '../settings.ts';
import type { Member } from './members.ts';
import { WALLET, recordOf } from './wallet-record.ts';

/** What a backup says of itself. */
export const aboutSchema = z.object({
  v: z.literal(1),
  /** Of the Tessera that wrote it. */
  appVersion: z.string(),
  profile: z.string(),
  /** Null where the journal could not be read. */
  journal: z.object({ entries: z.int(), lastAtMs: z.number().nullable() }).nullable(),
  /** Addresses of the key files in it; none where they were left out. */
  accounts: z.array(z.string()),
  /** The window's database is in it; else it is rebuilt from the journal. */
  hasDatabase: z.boolean(),
  activeAccount: z.string().nullable(),
  /** How much of the address book and the limits is in it; files of the first version have neither. */
  wallet: z.object({ contacts: z.int(), limits: z.int() }).optional(),
});
export type About = z.infer<typeof aboutSchema>;

export const ABOUT = 'about.json';
export const DATABASE = 'database.jsonl';

/** Every path that a backup may hold: what is named otherwise was not made by us, and is refused. */
const PATHS = /^(about\.json|wallet\.json|database\.jsonl|journal\/\d{16}\.jsonl|gold\/(answers|plans)\/0x[0-9a-f]{64}\.json|keystore\/0x[0-9a-fA-F]{40}\.json)$/;
export const isBackupPath = (path: string): boolean => PATHS.test(path);

export interface BackupSource {
  readonly profileDir: string;
  readonly profile: string;
  readonly appVersion: string;
  readonly journal: JournalService;
  readonly settings: SettingsFile;
  readonly books: WalletBooks;
  readonly hasKeys: boolean;
  /** The window's rows as a file; null on the command line, which has no window. */
  readonly databasePath: string | null;
}

/** What lies in the profile now, as files of a backup; the facts come first. */
export async function* contentsOf(source: BackupSource, tell: (about: About) => void): AsyncGenerator<Member> {
  const { profileDir, profile, appVersion, journal, settings, databasePath } = source;
  const status = await journal.status({});
  const files = journal.files();
  const keys = source.hasKeys ? await filesIn(join(profileDir, 'keystore')) : [];
  const wallet = recordOf(settings, source.books);
  const about: About = {
    ...{ v: 1, appVersion, profile, activeAccount: settings.get().activeAccount ?? null },
    journal: status.ok ? { entries: status.value.entries, lastAtMs: status.value.lastAtMs } : null,
    accounts: keys.map((path) => basename(path, '.json')),
    hasDatabase: databasePath !== null,
    wallet: { contacts: wallet.contacts, limits: wallet.limits },
  };
  tell(about);
  yield textMember(ABOUT, JSON.stringify(about));
  yield textMember(WALLET, wallet.text);
  for (const { path, bytes } of files) yield { path: `journal/${basename(path)}`, bytes, content: bytes === 0 ? Readable.from([]) : createReadStream(path) };
  for (const folder of ['answers', 'plans']) {
    for (const path of await filesIn(join(profileDir, 'gold', folder))) yield textMember(`gold/${folder}/${basename(path)}`, await readFile(path));
  }
  for (const path of keys) yield textMember(`keystore/${basename(path)}`, await readFile(path));
  if (databasePath !== null) yield { path: DATABASE, bytes: (await stat(databasePath)).size, content: createReadStream(databasePath) };
}

function textMember(path: string, content: string | Buffer): Member {
  const bytes = Buffer.from(content);
  return { path, bytes: bytes.length, content: Readable.from([bytes]) };
}

/** The files of a folder that a backup takes; none where there is no folder. */
async function filesIn(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  const kind = basename(dir) === 'keystore' ? 'keystore' : `gold/${basename(dir)}`;
  return names.filter((name) => isBackupPath(`${kind}/${name}`)).sort().map((name) => join(dir, name));
}
