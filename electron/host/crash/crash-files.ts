import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crashReportSchema, crashText } from '../../../shared/crash/crash-report.ts';
import type { CrashParts, CrashReport } from '../../../shared/crash/crash-report.ts';

const KEPT_MOST = 20;
const FILE = /^(\d{1,16}-(?:window|host|main))\.json$/;

interface CrashFilesOptions {
  readonly profileDir: string;
  readonly version: string;
  readonly nowMs: () => number;
}

/**
 * Reports of faults in `<profile>/crashes`, readable by their owner alone, the newest twenty. Nothing ever sends one.
 * Written at once and not as a promise: who writes may be about to end.
 */
export class CrashFiles {
  readonly #dir: string;

  constructor(private readonly options: CrashFilesOptions) {
    this.#dir = join(options.profileDir, 'crashes');
  }

  /** Where a report lies, to be shown. */
  pathOf(id: string): string {
    return join(this.#dir, `${id}.json`);
  }

  /** Never throws: a fault in telling of a fault would hide it. The same one again, right after it, is kept once. */
  add(from: CrashReport['from'], parts: CrashParts): void {
    try {
      const [newest] = this.list();
      if (newest?.from === from && newest.name === parts.name && String(newest.frames) === String(parts.frames)) return;
      const atMs = Math.max(this.options.nowMs(), (newest?.atMs ?? 0) + 1);
      const runtime = `Node ${process.versions.node}`;
      const report: CrashReport = { id: `${atMs}-${from}`, atMs, from, version: this.options.version, platform: `${process.platform} ${process.arch}`, runtime, ...parts };
      mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
      writeFileSync(this.pathOf(report.id), `${crashText(crashReportSchema.parse(report))}\n`, { mode: 0o600, flush: true });
      for (const { id } of this.list().slice(KEPT_MOST)) this.remove(id);
    } catch {
      // A full disk, or no right to write: the fault itself is told where it always was.
    }
  }

  /** The newest first. A file that is none of ours is passed over. */
  list(): CrashReport[] {
    const names = readNames(this.#dir);
    const reports = names.flatMap((name) => {
      const report = crashReportSchema.safeParse(parseJson(join(this.#dir, name)));
      return report.success && `${report.data.id}.json` === name ? [report.data] : [];
    });
    return reports.sort((one, other) => other.atMs - one.atMs);
  }

  remove(id: string): void {
    if (FILE.test(`${id}.json`)) rmSync(this.pathOf(id), { force: true });
  }
}

function readNames(dir: string): string[] {
  try {
    return readdirSync(dir).filter((name) => FILE.test(name));
  } catch {
    return [];
  }
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
