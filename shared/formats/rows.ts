import { safePath, shown } from './checks.ts';
import type { ReadContext } from './format.ts';
import { hash53 } from './hash.ts';
import { parseJson, parseLoose } from './json-stream.ts';
import { lines } from './lines.ts';
import { isOwnFile } from './own-files.ts';
import { asRecord } from './records.ts';
import type { Fields } from './records.ts';

export interface JsonlRow {
  readonly file: string;
  /** "line 3" */
  readonly field: string;
  readonly number: number;
  readonly row: Fields;
}

/** The objects of the source's .jsonl files that `isOne` names, a line each; a line that is none is listed. */
export async function* jsonlRows({ source, report }: ReadContext, isOne: (path: string) => boolean): AsyncGenerator<JsonlRow> {
  let count = 0;
  for await (const { path: file } of source.files()) {
    if (!isOne(file)) continue;
    count++;
    for await (const { number, text } of report.guardEach(file, () => lines(source.text(file)))) {
      if (text.trim() === '') continue;
      const row = asRecord(parseJson(text) ?? parseLoose(text));
      if (row === null) report.problem(file, `line ${number}`, `${shown(text)} is no JSON object, or breaks off`, 'Write one JSON object a line.');
      else yield { file, field: `line ${number}`, number, row };
    }
  }
  if (count === 0) report.problem('', '', 'There is no .jsonl file', 'Choose a file of JSON, an object a line.');
}

export const isJsonl = (path: string): boolean => /\.(jsonl|ndjson)$/i.test(path) && !isOwnFile(path) && !/(^|\/)gold\.jsonl$/i.test(path);

/** What a text is called that has no name: by its place in the file. */
export function namedByPlace(file: string, number: number): string {
  const stem = (file.split('/').at(-1) ?? file).replace(/\.[^.]*$/, '');
  return `${stem}-${String(number).padStart(6, '0')}.txt`;
}

/**
 * Names of texts out of a field that says where a text comes from. Ours says its path; others' say a site or a corpus
 * that many texts come from: the first has the name, and those after it go by their place.
 */
export class SourceNames {
  private readonly taken = new Set<number>();

  of(source: unknown, { file, number }: Pick<JsonlRow, 'file' | 'number'>): { readonly name: string; readonly isSource: boolean } {
    const name = typeof source === 'string' && safePath(source) !== null ? source : '';
    const key = hash53(name);
    if (name === '' || this.taken.has(key)) return { name: namedByPlace(file, number), isSource: false };
    this.taken.add(key);
    return { name, isSource: true };
  }
}
