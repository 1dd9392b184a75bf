import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { type JournalService, openJournal } from '../../host/journal/journal.ts';
import { lockProfile } from '../../host/profile-lock.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';

export interface RecoverOptions {
  readonly home: string;
  readonly profile: string;
  readonly out?: string;
  readonly json?: boolean;
}

const PAGE_ENTRIES = 5000;
/** Entries that carry a label's whole state: the last one of a key is what it was. */
const LABEL_KINDS = new Set(['edit', 'seal', 'sign']);

interface Recovered {
  readonly entries: number;
  readonly lastAtMs: number | null;
  readonly tornTail: boolean;
  /** By key, by kind: the last payload. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, { readonly atMs: number; readonly payload: unknown }>>>>;
}

async function readAll(journal: JournalService): Promise<Result<Recovered>> {
  const status = await journal.status({});
  if (!status.ok) return status;
  const labels: Record<string, Record<string, { atMs: number; payload: unknown }>> = {};
  for (let fromSeq: number | null = 0; fromSeq !== null; ) {
    const page: Awaited<ReturnType<JournalService['read']>> = await journal.read({ fromSeq, limit: PAGE_ENTRIES });
    if (!page.ok) return page;
    for (const { kind, key, atMs, payload } of page.value.entries) {
      if (LABEL_KINDS.has(kind)) labels[key] = { ...labels[key], [kind]: { atMs, payload } };
    }
    fromSeq = page.value.nextSeq;
  }
  const { entries, lastAtMs, tornTail } = status.value;
  return { ok: true, value: { entries, lastAtMs, tornTail, labels } };
}

/** `tessera recover`: what the journal alone still knows of every label. */
export async function runRecover(options: RecoverOptions, output: Output): Promise<Result<ExitCode>> {
  const profileDir = join(options.home, 'profiles', options.profile);
  const journalDir = join(profileDir, 'journal');
  if (!existsSync(journalDir)) return fail('NO_JOURNAL', `There is no journal in ${journalDir}.`, { field: '--profile', fix: 'Name the home and the profile whose labels you want.' });
  const lock = await lockProfile(profileDir);
  if (!lock.ok) return lock;
  try {
    const journal = await openJournal(journalDir, { nowMs: Date.now, log: (line) => output.progress(line) });
    if (!journal.ok) return journal;
    const recovered = await readAll(journal.value);
    await journal.value.close();
    if (!recovered.ok) return recovered;
    const text = JSON.stringify(recovered.value, null, 2);
    if (options.out !== undefined) writeFileSync(options.out, text);
    const count = Object.keys(recovered.value.labels).length;
    if (options.out === undefined) output.result(recovered.value, () => text);
    else output.result({ out: options.out, labels: count, entries: recovered.value.entries }, () => `${count} labels of ${recovered.value.entries} entries in ${options.out ?? ''}`);
    return { ok: true, value: EXIT.done };
  } finally {
    await lock.value.release();
  }
}
