import type { Readable } from 'node:stream';
import { open } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { FetchFailure } from './http-get.ts';
import { MAX_MANIFEST_BYTES, copyStream, diskFailure } from './pack-source.ts';
import type { PackSource } from './pack-source.ts';

/** An archive may hold a folder with the pack in it. Nothing else in it is looked at: no name of it becomes a path. */
const WANTED = /^(?:[^/\\]+\/)?(manifest\.json|assets\/[0-9a-f]{64})$/;
/** A list of more entries is made to exhaust memory. */
const MAX_ENTRIES = 5_000_000;

/** A zip file of this disk: read entry by entry, never unpacked as a whole. */
export async function openZip(path: string): Promise<PackSource> {
  const told = (error: unknown): Error => diskFailure(path, error instanceof FetchFailure || isSystemError(error) ? error : broken(path, error));
  const zip = await zipOf(path).catch((error: unknown) => Promise.reject(told(error)));
  const entries = await entriesOf(zip).catch((error: unknown) => {
    zip.close();
    return Promise.reject(told(error));
  });
  const streamOf = (name: string, most: number): Promise<Readable> => {
    const entry = entries.get(name);
    if (entry === undefined) throw new FetchFailure('SOURCE_LACKS_FILE', `${name} is not in ${path}`, false);
    // Told by the archive itself; what comes out is counted all the same.
    if (entry.uncompressedSize > most) throw new FetchFailure('SOURCE_TOO_LARGE', `${name} of ${path} has ${entry.uncompressedSize} bytes, and ${most} were expected`, false);
    return new Promise((resolve, reject) => zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(broken(path, error)))));
  };
  return {
    manifest: async () => {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of (await streamOf('manifest.json', MAX_MANIFEST_BYTES)) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > MAX_MANIFEST_BYTES) throw new FetchFailure('SOURCE_TOO_LARGE', `manifest.json of ${path} is too large`, false);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
    asset: async (sha256, bytes, to, carry) => {
      try {
        await copyStream(await streamOf(`assets/${sha256}`, bytes), to, bytes, carry, path);
      } catch (error) {
        throw error instanceof FetchFailure || isSystemError(error) || (error instanceof Error && error.name === 'AbortError') ? error : broken(path, error);
      }
    },
    close: async () => zip.close(),
  };
}

function zipOf(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // A size that the archive states and that does not come true ends the stream with an error.
    open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true }, (error, zip) => (error === null ? resolve(zip) : reject(asError(error))));
  });
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new FetchFailure('SOURCE_TOO_LARGE', `The archive lists ${zip.entryCount} files`, false);
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      const name = WANTED.exec(entry.fileName)?.[1];
      if (name !== undefined && !entries.has(name)) entries.set(name, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'errno' in error && 'syscall' in error;
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function broken(path: string, error: unknown): FetchFailure {
  return new FetchFailure('SOURCE_BROKEN', `${path} cannot be read as a zip file: ${error instanceof Error ? error.message : String(error)}`, false);
}
