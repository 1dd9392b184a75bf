import { SourceFault } from './files.ts';
import type { Source } from './files.ts';
import { parseJson, parseLoose } from './json-stream.ts';
import type { Report } from './report.ts';

/** A file of one image's labels is small, or holds the image itself in base64. */
const MAX_CHARS = 64 * 1024 * 1024;

/** A file of one item; null with the problem said. */
export async function wholeText(source: Source, path: string, report: Report): Promise<string | null> {
  return report.guard(path, async () => {
    const pieces: string[] = [];
    let chars = 0;
    for await (const piece of source.text(path)) {
      chars += piece.length;
      if (chars > MAX_CHARS) throw new SourceFault(`The file has over ${MAX_CHARS / 1024 / 1024} Mi characters`, 'A file of one image’s labels is smaller: take out what is no label.');
      pieces.push(piece);
    }
    return pieces.join('');
  });
}

/** The JSON in a file of one item; undefined with the problem said. */
export async function wholeJson(source: Source, path: string, report: Report): Promise<unknown> {
  const text = await wholeText(source, path, report);
  if (text === null) return undefined;
  // Python writes NaN and the infinities bare.
  const value = parseJson(text) ?? parseLoose(text);
  if (value === undefined) report.problem(path, '(file)', text === '' ? 'the file is empty' : 'the file is no JSON, or breaks off', 'Write the file again.');
  return value;
}
