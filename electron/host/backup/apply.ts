import { cp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hostMethods } from '../../../shared/host-api.ts';
import { syncFolder, writeFileAtomic } from '../atomic-file.ts';
import { putAside } from '../journal/slot.ts';
import type { SettingsFile } from '../settings.ts';
import type { WalletBooks } from '../wallet/books.ts';
import { ABOUT, DATABASE, aboutSchema } from './contents.ts';
import { WALLET, applyMerge, planMerge, walletRecordSchema } from './wallet-record.ts';
import type { WalletReport } from './wallet-record.ts';

/*
 * A restore in two halves. First the backup is unpacked and checked in `restoring`, where it harms nothing. Then the
 * file READY is put beside it, and from there on the restore will be finished, now or at the next start: each step
 * below can be taken twice.
 */

const READY = 'ready.json';
const readySchema = z.object({ createdAtMs: z.number() });

export const restoringDir = (profileDir: string): string => join(profileDir, 'restoring');
/** The window's rows out of a backup, until the window has taken them in. */
export const restoredDatabase = (profileDir: string): string => join(profileDir, 'restored', DATABASE);
const restoredFacts = (profileDir: string): string => join(profileDir, 'restored', 'facts.json');

/** What of the wallet was not taken over as it was: kept until the person has seen it. */
const reportPath = (profileDir: string): string => join(profileDir, 'restored-wallet.json');

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;

/** The backup in `restoring` is whole: from now on it will be put in place. */
export async function markReady(profileDir: string, createdAtMs: number): Promise<void> {
  await writeFileAtomic(join(restoringDir(profileDir), READY), JSON.stringify({ createdAtMs }));
}

/**
 * Puts what was unpacked in its place, if it is ready; what is half unpacked is thrown away. The journal must not be
 * open. Nothing that is there is overwritten: the journal's folder gets another name, key files that are there stay.
 */
export async function finishRestore(profileDir: string, settings: SettingsFile, books: WalletBooks, nowMs: number): Promise<void> {
  const from = restoringDir(profileDir);
  const ready = readySchema.safeParse(parsed(await readFile(join(from, READY), 'utf8').catch(() => '')));
  if (!ready.success) return rm(from, { recursive: true, force: true });
  const about = aboutSchema.parse(parsed(await readFile(join(from, ABOUT), 'utf8')));
  for (const folder of ['keystore', 'gold/answers', 'gold/plans']) await addMissing(join(from, folder), join(profileDir, folder));
  if (settings.get().activeAccount === undefined && about.activeAccount !== null) await settings.update({ activeAccount: about.activeAccount });
  await mergeWallet(profileDir, ready.data.createdAtMs, settings, books);
  if (await exists(join(from, DATABASE))) {
    await mkdir(join(profileDir, 'restored'), { recursive: true, mode: 0o700 });
    await writeFileAtomic(restoredFacts(profileDir), JSON.stringify(ready.data));
    await rename(join(from, DATABASE), restoredDatabase(profileDir));
    await syncFolder(join(profileDir, 'restored'));
  }
  if (await exists(join(from, 'journal'))) {
    await putAside(join(profileDir, 'journal'), nowMs);
    await rename(join(from, 'journal'), join(profileDir, 'journal'));
    await syncFolder(profileDir);
  }
  await rm(from, { recursive: true, force: true });
}

/**
 * The wallet's settings out of the backup into these. What will be told is on the disk before anything is merged: after
 * a crash in between, the merged books would not show any more what was here.
 */
async function mergeWallet(profileDir: string, createdAtMs: number, settings: SettingsFile, books: WalletBooks): Promise<void> {
  const from = restoringDir(profileDir);
  const text = await readFile(join(from, WALLET), 'utf8').catch(() => null);
  if (text === null) return;
  const merge = planMerge(walletRecordSchema.parse(parsed(text)), settings, books);
  const told = join(from, 'told.json');
  const before = reportOf(await readFile(told, 'utf8').catch(() => ''));
  const report: WalletReport = before ?? { createdAtMs, ...merge.report };
  if (before === null) await writeFileAtomic(told, JSON.stringify(report));
  await applyMerge(merge, settings, books);
  if (report.conflicts.length > 0) await writeFileAtomic(reportPath(profileDir), JSON.stringify(report));
}

/** What the last restore has to tell of the wallet; null where there is nothing, or where it was seen. */
export async function walletReport(profileDir: string): Promise<WalletReport | null> {
  return reportOf(await readFile(reportPath(profileDir), 'utf8').catch(() => ''));
}

function reportOf(text: string): WalletReport | null {
  const checked = hostMethods['backup.conflicts'].result.safeParse({ report: parsed(text) });
  return checked.success ? checked.data.report : null;
}

export async function dropReport(profileDir: string): Promise<void> {
  await rm(reportPath(profileDir), { force: true });
}

/** When the backup was made whose rows wait for the window; null where none do. */
export async function pendingDatabase(profileDir: string): Promise<{ createdAtMs: number } | null> {
  if (!(await exists(restoredDatabase(profileDir)))) return null;
  const facts = readySchema.safeParse(parsed(await readFile(restoredFacts(profileDir), 'utf8').catch(() => '')));
  return facts.success ? facts.data : { createdAtMs: 0 };
}

/** The window has them. */
export async function dropPending(profileDir: string): Promise<void> {
  await rm(join(profileDir, 'restored'), { recursive: true, force: true });
}

async function addMissing(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  if (names.length === 0) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names) {
    if (await exists(join(to, name))) continue;
    // By way of another name: a file that a crash left half copied would count as there.
    await cp(join(from, name), join(to, `.${name}.part`));
    await rename(join(to, `.${name}.part`), join(to, name));
  }
  await syncFolder(to);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
