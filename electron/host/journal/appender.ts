import type { HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { createSegment, openGroupWriter } from './group-writer.ts';
import type { GroupWriter } from './group-writer.ts';
import { encodeLine, MAX_LINE_BYTES } from './line.ts';
import type { Draft } from './line.ts';
import type { OpenedJournal } from './open-last.ts';
import { INDEX_STEP, segmentPath } from './segment.ts';
import type { IndexPoint, Segment } from './segment.ts';

/** Below it nothing is appended: a disk that is full to the last byte has cost people whole databases. */
const KEEP_FREE_BYTES = 32 * 1024 * 1024;
/** One group is one write and one sync. */
const GROUP_BYTES = 8 * 1024 * 1024;

type Appended = HostResult<'journal.append'>;

export interface Appender {
  /** Resolves when the entries are on the disk. They stand together and in order. */
  append(drafts: readonly Draft[]): Promise<Result<Appended>>;
  state(): { readonly segments: readonly Segment[]; readonly nextSeq: number; readonly lastAtMs: number | null };
  close(): Promise<void>;
}

interface Waiting {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
  readonly settle: (result: Result<Appended>) => void;
}

interface AppenderOptions {
  readonly nowMs: () => number;
  readonly segmentBytes: number;
  readonly freeBytes: () => Promise<number>;
}

/** Appends that arrive while a sync is under way share the next one: group commit. */
export async function createAppender(dir: string, opened: OpenedJournal, options: AppenderOptions): Promise<Appender> {
  const { segments } = opened;
  let { nextSeq, lastHash, lastAtMs } = opened;
  let current = lastOf(segments);
  let writer: GroupWriter = await openGroupWriter(current);
  const queue: Waiting[] = [];
  let flushing: Promise<void> | null = null;
  let isClosed = false;

  const rotate = async (): Promise<void> => {
    if (current.bytes < options.segmentBytes) return;
    const path = segmentPath(dir, nextSeq);
    await createSegment(dir, path);
    const fresh: Segment = { path, firstSeq: nextSeq, bytes: 0, index: [] };
    const freshWriter = await openGroupWriter(fresh);
    await writer.close();
    [current, writer] = [fresh, freshWriter];
    segments.push(fresh);
  };

  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    const free = await options.freeBytes();
    const atMs = options.nowMs();
    const lines: Buffer[] = [];
    const answers: Appended[] = [];
    const points: IndexPoint[] = [];
    let [seq, hash, offset] = [nextSeq, lastHash, current.bytes];
    for (const { drafts } of group) {
      for (const draft of drafts) {
        const encoded = encodeLine(draft, seq, atMs, hash);
        const line = Buffer.from(encoded.line);
        if ((seq - current.firstSeq) % INDEX_STEP === 0) points.push({ seq, offset, previousHash: hash });
        lines.push(line);
        [seq, hash, offset] = [seq + 1, encoded.hash, offset + line.length];
      }
      answers.push({ seq: seq - 1, hash });
    }
    const data = Buffer.concat(lines);
    const written = free - data.length < KEEP_FREE_BYTES ? diskFull(free) : await writer.write(data);
    if (!written.ok) {
      for (const { settle } of group) settle(written);
      return;
    }
    [nextSeq, lastHash, lastAtMs] = [seq, hash, atMs];
    current.index?.push(...points);
    for (const [at, answer] of answers.entries()) group[at]?.settle({ ok: true, value: answer });
    // A new file that can't be made is no reason to fail: the old one only grows longer.
    await rotate().catch(() => undefined);
  };

  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      let [count, bytes] = [0, 0];
      while (count < queue.length && (count === 0 || bytes + (queue[count]?.bytes ?? 0) <= GROUP_BYTES)) {
        bytes += queue[count]?.bytes ?? 0;
        count += 1;
      }
      const group = queue.splice(0, count);
      await writeGroup(group).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        for (const { settle } of group) settle(fail('JOURNAL_WRITE_FAILED', `The journal could not be written: ${reason}`));
      });
    }
    flushing = null;
  };

  return {
    append: (drafts) => {
      if (isClosed) return Promise.resolve(fail('JOURNAL_CLOSED', 'Tessera is closing'));
      const bytes = drafts.reduce((sum, draft) => sum + draft.payloadText.length + 200, 0);
      const tooLong = drafts.find((draft) => draft.payloadText.length > MAX_LINE_BYTES / 4);
      if (tooLong) return Promise.resolve(entryTooLarge(tooLong.key));
      return new Promise((settle) => {
        queue.push({ drafts, bytes, settle });
        flushing ??= flush();
      });
    },
    state: () => ({ segments, nextSeq, lastAtMs }),
    close: async () => {
      isClosed = true;
      await flushing;
      await writer.close();
    },
  };
}

function lastOf(segments: readonly Segment[]): Segment {
  const last = segments[segments.length - 1];
  if (!last) throw new Error('a journal has at least one segment');
  return last;
}

function diskFull(freeBytes: number): Result<never> {
  return fail('DISK_FULL', `Only ${String(Math.floor(freeBytes / 1_048_576))} MiB are free on the disk`, {
    fix: 'Free some space, then go on: what was saved is safe.',
  });
}

function entryTooLarge(key: string): Result<never> {
  return fail('ENTRY_TOO_LARGE', `The entry for ${key} is larger than 4 MiB`, { field: 'payload' });
}
