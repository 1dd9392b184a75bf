import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { readText } from '../files.ts';

export interface CsvRow {
  /** From 1, of the row's last line. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

const recordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** A CSV file with a header that has at least these columns, parted by whichever of comma, semicolon and tab the header has most of. Rows of another length keep what they have. */
export function readCsv(path: string, columns: readonly string[]): Result<CsvRow[]> {
  const text = readText(path);
  if (!text.ok) return text;
  let records: z.infer<typeof recordsSchema>;
  try {
    const first = text.value.split('\n', 1)[0] ?? '';
    const delimiter = [',', ';', '\t'].reduce((best, each) => (first.split(each).length > first.split(best).length ? each : best));
    records = recordsSchema.parse(parse(text.value, { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, bom: true, trim: true }));
  } catch (error) {
    return fail('BAD_CSV', `${path} is no CSV: ${error instanceof Error ? error.message : String(error)}`, { field: path, fix: 'Quote cells that hold commas, quotes or line breaks.' });
  }
  const header = records[0]?.record ?? [];
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    return fail('BAD_COLUMNS', `${path} has no column ${missing.map((name) => `"${name}"`).join(', ')}; it has ${header.map((name) => `"${name}"`).join(', ') || 'none'}.`, { field: `${path}:1`, fix: `The first line must be: ${columns.join(',')}` });
  }
  return { ok: true, value: records.slice(1).map(({ record, info }) => ({ line: info.lines, cells: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])) })) };
}
