import { z } from 'zod';
import { BackupFault } from './sealed-file.ts';

/*
 * Files one behind the other: the length of a JSON text (u32, big endian), the text, the file's bytes. The last text
 * counts the files, so that a stream that ends early is known for it.
 */

/** A file of a backup, or the backup's own facts (`path` is ABOUT). */
export interface Member {
  readonly path: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

const headSchema = z.union([z.object({ path: z.string().max(300), bytes: z.int().min(0) }), z.object({ files: z.int().min(0) })]);
const MAX_HEAD_BYTES = 64 * 1024;

function headOf(value: z.infer<typeof headSchema>): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text]);
}

/** Exactly `bytes` of each file are taken: a file that grows meanwhile does not matter, one that shrank is a throw. */
export async function* joinMembers(members: AsyncIterable<Member>): AsyncGenerator<Uint8Array> {
  let files = 0;
  for await (const { path, bytes, content } of members) {
    yield headOf({ path, bytes });
    let left = bytes;
    for await (const chunk of content) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (part.length > 0) yield part;
      if (left === 0) break;
    }
    if (left > 0) throw new Error(`${path} became shorter while it was read`);
    files += 1;
  }
  yield headOf({ files });
}

/**
 * Hands each file to `visit`, which must read its content to the end. BackupFault where the stream is not what
 * `joinMembers` made.
 */
export async function splitMembers(stream: AsyncIterable<Uint8Array>, visit: (member: Member) => Promise<void>): Promise<void> {
  const source = stream[Symbol.asyncIterator]();
  let pending: Uint8Array = new Uint8Array(0);
  const fill = async (): Promise<boolean> => {
    const next = await source.next();
    if (next.done === true) return false;
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
    return true;
  };
  const take = async (bytes: number): Promise<Buffer> => {
    while (pending.length < bytes) if (!(await fill())) throw strange('it ends in the middle');
    const taken = Buffer.from(pending.subarray(0, bytes));
    pending = pending.subarray(bytes);
    return taken;
  };
  async function* content(bytes: number): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; ) {
      if (pending.length === 0 && !(await fill())) throw strange('it ends in the middle of a file');
      const part = pending.subarray(0, left);
      pending = pending.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }
  for (let files = 0; ; files++) {
    const length = (await take(4)).readUInt32BE();
    if (length > MAX_HEAD_BYTES) throw strange('a file has no name');
    const head = headSchema.safeParse(JSON.parse((await take(length)).toString('utf8')));
    if (!head.success) throw strange('a file has no name');
    if ('files' in head.data) {
      if (head.data.files !== files || pending.length > 0 || (await fill())) throw strange('its files do not add up');
      return;
    }
    await visit({ ...head.data, content: content(head.data.bytes) });
  }
}

const strange = (why: string): BackupFault => new BackupFault('BACKUP_DAMAGED', `The content of the backup is not as Tessera writes it: ${why}`);
