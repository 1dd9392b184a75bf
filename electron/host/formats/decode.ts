import { TextDecoder } from 'node:util';
import { SourceFault } from '../../../shared/formats/files.ts';

/** The Unicode encodings that a text can begin with a mark of, or show by its zeros; one that XML declares; else UTF-8. */
export function encodingOf(head: Uint8Array): string {
  const [one, two] = head;
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = Math.min(head.length, 512);
  for (let at = 0; at < looked; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  if ((zeros[1] ?? 0) > looked / 5 && zeros[0] === 0) return 'utf-16le';
  if ((zeros[0] ?? 0) > looked / 5 && zeros[1] === 0) return 'utf-16be';
  return /^\s*<\?xml[^>]*encoding=["']([\w.:-]+)["']/.exec(Buffer.from(head.subarray(0, 200)).toString('latin1'))?.[1] ?? 'utf-8';
}

/** Bytes to text. Throws SourceFault where a byte fits no character: a text is never guessed at. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let encoding = 'utf-8';
  let readBytes = 0;
  const run = (bytes: Uint8Array | undefined): string => {
    try {
      return decoder?.decode(bytes, { stream: bytes !== undefined }) ?? '';
    } catch {
      const place = readBytes + strangeByte(bytes ?? new Uint8Array(), encoding);
      throw new SourceFault(`The file is no ${encoding.toUpperCase()} text: there are other bytes near place ${place}`, 'Save it as UTF-8. Files of older Windows programs are often latin-1.', `byte ${place}`);
    }
  };
  for await (const chunk of chunks) {
    if (decoder === null) {
      encoding = encodingOf(chunk);
      decoder = decoderOf(encoding);
    }
    const text = run(chunk);
    readBytes += chunk.length;
    if (text !== '') yield text;
  }
  const rest = run(undefined);
  if (rest !== '') yield rest;
}

/** Where the first byte stands that fits no character, give or take a character that began before. */
function strangeByte(bytes: Uint8Array, encoding: string): number {
  const before = new TextDecoder(encoding).decode(bytes).split('\ufffd', 1)[0] ?? '';
  return encoding.startsWith('utf-16') ? 2 * before.length : Buffer.byteLength(before, 'utf8');
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new SourceFault(`The file says it is in ${encoding}, which is not known`, 'Save it as UTF-8.', 'encoding');
  }
}
