import type { HostError } from '../../shared/host-api.ts';

/** Results go to standard output, everything said on the way to standard error: a pipe sees results alone. */
export interface Output {
  /** The result: one line of JSON with --json, else what `text` makes of it. */
  result(value: object, text: () => string): void;
  /** What happens now, for a person who waits. */
  progress(line: string): void;
  problem(error: HostError): void;
}

export function createOutput(isJson: boolean): Output {
  return {
    result(value, text) {
      process.stdout.write(`${isJson ? JSON.stringify(value) : text()}\n`);
    },
    progress(line) {
      process.stderr.write(`${line}\n`);
    },
    problem(error) {
      if (isJson) process.stdout.write(`${JSON.stringify({ error })}\n`);
      const where = error.field === undefined ? '' : ` [${error.field}]`;
      process.stderr.write(`${error.code}${where}: ${error.message}\n`);
      if (error.fix !== undefined) process.stderr.write(`${error.fix}\n`);
    },
  };
}

/** Rows as columns of even width, numbers where they are. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, String(cell).length);
  return rows.map((row) => row.map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}
