/** The lines of a text in pieces, without their ends (LF or CRLF), numbered from 1. A last empty line is none. */
export async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  let number = 0;
  let held: string[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      const text = held.join('') + chunk.slice(from, end);
      held = [];
      from = end + 1;
      yield { number: ++number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    }
    if (from < chunk.length) held.push(chunk.slice(from));
  }
  const last = held.join('');
  if (last !== '') yield { number: number + 1, text: last };
}
