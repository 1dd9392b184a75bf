import { randomBytes } from 'node:crypto';
import type { HostHandlers, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { spaceOf } from '../disk-space.ts';
import { canonicalJson } from './canonical-json.ts';
import { createAppender } from './appender.ts';
import type { Appender } from './appender.ts';
import { openLastSegment } from './open-last.ts';
import type { Draft } from './line.ts';
import { GENESIS } from './line.ts';
import { readPage } from './read-page.ts';

export interface JournalService {
  append: HostHandlers['journal.append'];
  read: HostHandlers['journal.read'];
  status: HostHandlers['journal.status'];
  /** The journal's files with the bytes of each that are whole entries on the disk now, in order. */
  files(): readonly { readonly path: string; readonly bytes: number }[];
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  /** A segment that reaches this many bytes is closed and a new one begun. */
  readonly segmentBytes?: number;
  /** Free bytes of the disk that holds `dir`. */
  readonly freeBytes?: (dir: string) => Promise<number>;
}

/**
 * Opens (or begins) the append-only journal in `dir`: JSON lines in numbered files, each line carrying the SHA-256
 * of the one before. What a crash left half written at the end is cut off and kept aside. JOURNAL_DAMAGED where
 * a file is missing: then nothing is written, so that nothing is made worse.
 */
export async function openJournal(dir: string, options: JournalOptions): Promise<Result<JournalService>> {
  const opened = await openLastSegment(dir, options.nowMs(), options.log);
  if (!opened.ok) return opened;
  const freeBytes = options.freeBytes ?? (async (path: string) => (await spaceOf(path)).freeBytes);
  const appender = await createAppender(dir, opened.value, {
    nowMs: options.nowMs,
    segmentBytes: options.segmentBytes ?? 64 * 1024 * 1024,
    freeBytes: () => freeBytes(dir),
  });
  if (appender.state().nextSeq === 0) {
    // The canary: a journal that has it was begun here, so an empty window store beside it means loss, not a first start.
    const born = canonicalJson({ journalId: randomBytes(8).toString('hex'), startedAtMs: options.nowMs() });
    if (born.ok) await appender.append([{ kind: 'canary', key: 'journal', payloadText: born.value }]);
  }
  return { ok: true, value: service(dir, appender, opened.value.isTorn, freeBytes) };
}

function service(dir: string, appender: Appender, tornTail: boolean, freeBytes: (dir: string) => Promise<number>): JournalService {
  return {
    append: async ({ entries }) => {
      const drafts: Draft[] = [];
      for (const entry of entries) {
        const text = canonicalJson(entry.payload);
        if (!text.ok) return text;
        drafts.push({ kind: entry.kind, key: entry.key, payloadText: text.value });
      }
      return await appender.append(drafts);
    },
    read: async ({ fromSeq, limit }) => {
      const { segments, nextSeq } = appender.state();
      const at = segments.findLastIndex((segment) => segment.firstSeq <= fromSeq);
      const segment = segments[at];
      if (!segment || fromSeq >= nextSeq) return { ok: true, value: { entries: [], nextSeq: null } };
      const page = await readPage(segment, segments[at - 1], GENESIS, fromSeq, Math.min(limit, nextSeq - fromSeq));
      if (!page.ok) return page;
      const after = (page.value.at(-1)?.seq ?? fromSeq) + 1;
      return { ok: true, value: { entries: page.value, nextSeq: after < nextSeq ? after : null } };
    },
    status: async () => {
      const { segments, nextSeq, lastAtMs } = appender.state();
      const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
      return { ok: true, value: { entries: nextSeq, lastAtMs, bytes, tornTail, freeBytes: await freeBytes(dir) } };
    },
    files: () => appender.state().segments.map(({ path, bytes }) => ({ path, bytes })),
    close: () => appender.close(),
  };
}

/** A journal that could not be opened: every call says why, the rest of the host works. */
export function closedJournal(error: { code: string; message: string; fix?: string | undefined }): JournalService {
  const refused = fail(error.code, error.message, error.fix === undefined ? {} : { fix: error.fix });
  return {
    append: () => Promise.resolve(refused),
    read: () => Promise.resolve(refused),
    status: () => Promise.resolve(refused),
    files: () => [],
    close: () => Promise.resolve(),
  };
}
