import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getFileNameLowLevel, openPromise } from 'yauzl';
import type { Entry } from 'yauzl';
import { safePath } from '../../../shared/formats/checks.ts';
import type { ImportProblem } from '../../../shared/formats/report.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const MAX_FILES = 1_000_000;
const MAX_BYTES = 200 * 1024 ** 3;
/** Deflate reaches 1032 to 1; real annotations stay far below. */
const MAX_RATIO = 250;
const FREE_BYTES = 16 * 1024 * 1024;

export interface Unzipped {
  readonly folder: string;
  readonly problems: readonly ImportProblem[];
  remove(): Promise<void>;
}

/** An entry as the zip's own list of contents has it. */
export interface ZipEntry {
  /** Its path, which stays inside the zip. */
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly crc32: number;
}

const TWICE = ['an entry of this name was there before; the first one counts', 'Give every file a name of its own.'] as const;

/**
 * A zip's files in a folder of their own. A name that leads out of it, a link, a locked entry, and one that grows like
 * no real file are left out and listed. Throws where the file is no zip, and when it is stopped: nothing is left then.
 * @param isKept asked of each sound entry: whether it need not be unpacked
 */
export async function unzip(path: string, signal?: AbortSignal, isKept: (entry: ZipEntry) => Promise<boolean> = async () => Promise.resolve(false)): Promise<Unzipped> {
  const folder = await temporaryFolder('zip');
  const remove = () => rm(folder, { recursive: true, force: true });
  const problems: ImportProblem[] = [];
  const refuse = (file: string, reason: string, fix: string) => void problems.push({ file, field: '', reason, fix });
  try {
    const zip = await openPromise(path, { decodeStrings: false, validateEntrySizes: true });
    // Many small entries make a bomb as well as one large one, and entries that share their bytes.
    const most = Math.min(MAX_BYTES, (await stat(path)).size * MAX_RATIO + FREE_BYTES);
    const names = new Set<string>();
    let files = 0;
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      const name = nameOf(entry);
      if (name.endsWith('/')) continue;
      const safe = safePath(name);
      const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
      if (++files > MAX_FILES) {
        refuse(name, 'the zip has more in it than can be taken', 'Cut it into parts.');
        break;
      }
      if (safe === null) refuse(name, 'the name leads out of the zip', 'Pack the folder again, with paths inside it.');
      else if (isLink) refuse(name, 'the entry is a link', 'Pack the file itself.');
      else if (entry.isEncrypted()) refuse(name, 'the entry is locked with a password', 'Pack it without one.');
      else if (entry.uncompressedSize > FREE_BYTES && entry.uncompressedSize > entry.compressedSize * MAX_RATIO) refuse(name, `the entry would grow to ${Math.round(entry.uncompressedSize / entry.compressedSize)} times its size: this is no dataset`, 'Take it out.');
      else if (total + entry.uncompressedSize > most) {
        refuse(name, most < MAX_BYTES ? `the zip would grow to over ${MAX_RATIO} times its size: what comes from here on is left out` : 'the zip has more in it than can be taken', 'Cut it into parts, or unpack it and name the folder.');
        break;
      } else if (names.has(safe)) refuse(name, ...TWICE);
      else {
        names.add(safe);
        if (await isKept({ name: safe, bytes: entry.uncompressedSize, crc32: entry.crc32 })) continue;
        const place = join(folder, ...safe.split('/'));
        try {
          await mkdir(dirname(place), { recursive: true });
          await pipeline(await zip.openReadStreamPromise(entry), counted(entry.uncompressedSize), createWriteStream(place, { flags: 'wx' }));
          total += entry.uncompressedSize;
        } catch (error) {
          if (isCode(error, 'EEXIST', 'ENOTDIR', 'EISDIR')) refuse(name, ...TWICE);
          else refuse(name, `the entry cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'Pack it again.');
        }
      }
    }
    return { folder, problems, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Names are decoded here: the library would refuse a whole zip for one that leads out of it. */
function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** Ends a stream that gives more than its header says. */
function counted(most: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > most) done(new Error('there is more in it than it says'));
      else done(null, chunk);
    },
  });
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
