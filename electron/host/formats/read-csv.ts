import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { SourceFault } from '../../../shared/formats/files.ts';
import type { CsvRow } from '../../../shared/formats/files.ts';

const MAX_RECORD_BYTES = 64 * 1024 * 1024;

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Rows of RFC 4180, parted by whichever of comma, semicolon and tab the first line has most of. */
export async function* csvRows(chunks: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  const pieces = chunks[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const line = first.value.split('\n', 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, each) => (line.split(each).length > line.split(best).length ? each : best));
  const text = Readable.from(
    (async function* () {
      yield first.value;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    })(),
  );
  const parser = parse({ delimiter, info: true, bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_RECORD_BYTES });
  text.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of text.pipe(parser) as AsyncIterable<Parsed>) yield { line: row.info.lines, cells: row.record };
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) throw error;
    const at = 'lines' in error && typeof error.lines === 'number' ? error.lines : 0;
    throw new SourceFault(`The CSV cannot be read: ${error.message}`, 'Quote cells that hold commas, quotes or line breaks, and double the quotes inside.', `line ${at}`);
  }
}
