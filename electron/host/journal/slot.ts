import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { syncFolder } from '../atomic-file.ts';
import { fail } from '../context.ts';
import { closedJournal, openJournal } from './journal.ts';
import type { JournalOptions, JournalService } from './journal.ts';

/** A journal whose folder can be changed for another while the host runs. */
export interface JournalSlot extends JournalService {
  /**
   * Puts a damaged journal's folder aside and begins a new one. JOURNAL_SOUND where it can be used as it is.
   * The window writes everything that it has into the new one.
   */
  renew(): Promise<Result<Record<string, never>>>;
  /** Closes the journal, lets `change` do what it does to the folder, and opens what is there then. Calls wait meanwhile. */
  swap(change: () => Promise<void>): Promise<void>;
}

export async function openJournalSlot(dir: string, options: JournalOptions): Promise<JournalSlot> {
  const open = async (): Promise<JournalService> => {
    const opened = await openJournal(dir, options);
    if (opened.ok) return opened.value;
    options.log(opened.error.message);
    return closedJournal(opened.error);
  };
  let journal = await open();
  let changing: Promise<unknown> = Promise.resolve();
  const swap = (change: () => Promise<void>): Promise<void> => {
    const next = changing.then(async () => {
      await journal.close();
      try {
        await change();
      } finally {
        journal = await open();
      }
    });
    changing = next.catch(() => undefined);
    return next;
  };
  const now = async (): Promise<JournalService> => {
    await changing;
    return journal;
  };
  return {
    append: async (args) => (await now()).append(args),
    read: async (args) => (await now()).read(args),
    status: async (args) => (await now()).status(args),
    files: () => journal.files(),
    swap,
    renew: async () => {
      if (await isReadable(await now())) return fail('JOURNAL_SOUND', 'The journal can be used as it is', { fix: 'Nothing has to be done.' });
      await swap(() => putAside(dir, options.nowMs()));
      const renewed = await journal.status({});
      return renewed.ok ? { ok: true, value: {} } : renewed;
    },
    close: async () => {
      await changing;
      await journal.close();
    },
  };
}

/** Whether every entry can be read to the last. */
async function isReadable(journal: JournalService): Promise<boolean> {
  for (let fromSeq: number | null = 0; fromSeq !== null; ) {
    const page: Awaited<ReturnType<JournalService['read']>> = await journal.read({ fromSeq, limit: 5000 });
    if (!page.ok) return false;
    fromSeq = page.value.nextSeq;
  }
  return true;
}

/** Nothing of a journal is ever deleted: the folder gets another name. */
export async function putAside(dir: string, nowMs: number): Promise<void> {
  await rename(dir, `${dir}-before-${String(nowMs)}`).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  await syncFolder(dirname(dir));
}
