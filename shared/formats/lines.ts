import { SourceFault } from './files.ts';

/** More than any row of a dataset: a line is held whole. */
const MAX_LINE_CHARS = 64 * 1024 * 1024;

/** The lines of a text in pieces, without their ends (LF or CRLF), numbered from 1. A last empty line is none. Throws SourceFault where one is longer than can be held. */
export async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  let number = 0;
  let held: string[] = [];
  let heldChars = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      const text = held.join('') + chunk.slice(from, end);
      held = [];
      heldChars = 0;
      from = end + 1;
      yield { number: ++number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    }
    if (from === chunk.length) continue;
    held.push(chunk.slice(from));
    heldChars += chunk.length - from;
    if (heldChars > MAX_LINE_CHARS) throw new SourceFault(`Line ${number + 1} has over ${MAX_LINE_CHARS / 1024 / 1024} Mi characters`, 'Write an entry a line; what comes before was taken.', `line ${number + 1}`);
  }
  const last = held.join('');
  if (last !== '') yield { number: number + 1, text: last };
}
