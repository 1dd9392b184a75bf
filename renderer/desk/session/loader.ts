import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import { errorOf } from '../../app/errors/say-error.ts';
import { readableImage } from '../decode/readable-image.ts';
import { buildPyramid } from '../media/pyramid.ts';
import type { DeskDocument, DeskItem, DeskPort } from '../port.ts';
import type { LoadedMedia } from '../surface.ts';

export interface MediaFailure {
  readonly code: 'ASSET_UNAVAILABLE' | 'IMAGE_UNREADABLE' | 'TEXT_UNREADABLE';
  readonly message: string;
}

export type MediaResult = Result<LoadedMedia, MediaFailure>;

/** What decoded media may take in memory, the open item's aside. */
const BUDGET_BYTES = 256 * 1024 * 1024;

/** Decodes media and keeps the last few, so that the next item is there before it is asked for. */
export interface MediaCache {
  readonly get: (item: DeskItem) => Promise<MediaResult>;
  /** The media, where it is decoded already. */
  readonly peek: (item: DeskItem) => MediaResult | undefined;
  /** This item's media stays, whatever the budget. */
  readonly pin: (item: DeskItem) => void;
  /** Gives back all memory. It can be used again. */
  readonly close: () => void;
}

interface Entry {
  readonly promise: Promise<MediaResult>;
  result: MediaResult | undefined;
}

export function createMediaCache(load: (item: DeskItem) => Promise<MediaResult>, budgetBytes = BUDGET_BYTES): MediaCache {
  const entries = new Map<string, Entry>();
  let pinned: string | null = null;

  const evict = (): void => {
    let bytes = 0;
    for (const [key, entry] of [...entries].reverse()) {
      if (key === pinned || entry.result === undefined) continue;
      bytes += bytesOf(entry.result);
      if (bytes <= budgetBytes) continue;
      bytes -= bytesOf(entry.result);
      entries.delete(key);
      release(entry.result);
    }
  };
  const start = (item: DeskItem): Entry => {
    const promise = load(item);
    const entry: Entry = { promise, result: undefined };
    void promise.then((result) => {
      entry.result = result;
      if (entries.get(item.media.sha256) !== entry) { release(result); return; }
      // A failure is not kept: the file may be there the next time.
      if (!result.ok) entries.delete(item.media.sha256);
      evict();
    });
    return entry;
  };
  return {
    get: (item) => {
      const key = item.media.sha256;
      const entry = entries.get(key) ?? start(item);
      entries.delete(key);
      entries.set(key, entry);
      return entry.promise;
    },
    peek: (item) => entries.get(item.media.sha256)?.result,
    pin: (item) => {
      pinned = item.media.sha256;
      evict();
    },
    close: () => {
      pinned = null;
      for (const entry of entries.values()) release(entry.result);
      entries.clear();
    },
  };
}

function bytesOf(result: MediaResult | undefined): number {
  if (result?.ok !== true) return 0;
  return result.value.kind === 'image' ? result.value.pyramid.bytes : result.value.text.length * 2;
}

function release(result: MediaResult | undefined): void {
  if (result?.ok === true && result.value.kind === 'image') result.value.pyramid.close();
}

/** Reads and decodes an item's media from the port. */
export async function loadMedia(port: Pick<DeskPort, 'asset'>, item: DeskItem): Promise<MediaResult> {
  let blob: Blob;
  try {
    blob = await port.asset(item.media.sha256);
  } catch (cause) {
    return err({ code: 'ASSET_UNAVAILABLE', message: errorOf(cause).message });
  }
  if (item.media.kind === 'image') {
    const readable = await readableImage(blob);
    if (!readable.ok) return err({ code: 'IMAGE_UNREADABLE', message: readable.error });
    const pyramid = await buildPyramid(readable.value, item.media);
    return pyramid.ok ? ok({ kind: 'image', pyramid: pyramid.value }) : pyramid;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await blob.arrayBuffer());
    return ok({ kind: 'text', text });
  } catch {
    return err({ code: 'TEXT_UNREADABLE', message: 'The file is not UTF-8 text.' });
  }
}

/** Documents by item: the newest that is known here wins over what the store has. */
export interface DocumentCache {
  readonly get: (index: number) => Promise<DeskDocument>;
  readonly peek: (index: number) => DeskDocument | undefined;
  readonly put: (index: number, document: DeskDocument) => void;
}

const DOCUMENTS_KEPT = 12;

export function createDocumentCache(load: (index: number) => Promise<DeskDocument>, pendingFor: (index: number) => DeskDocument | undefined): DocumentCache {
  const kept = new Map<number, DeskDocument>();
  const put = (index: number, document: DeskDocument): void => {
    kept.delete(index);
    kept.set(index, document);
    for (const oldest of kept.keys()) {
      if (kept.size <= DOCUMENTS_KEPT) break;
      kept.delete(oldest);
    }
  };
  const peek = (index: number): DeskDocument | undefined => pendingFor(index) ?? kept.get(index);
  return {
    peek,
    put,
    get: async (index) => {
      const known = peek(index);
      if (known !== undefined) return known;
      const loaded = await load(index);
      // Something may have been done to it while it was read.
      const newer = peek(index);
      if (newer === undefined) put(index, loaded);
      return newer ?? loaded;
    },
  };
}
