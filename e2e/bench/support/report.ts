import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Row, Section } from './row.ts';

const FILE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));

const figure = (value: number | null, unit: string): string => {
  if (value === null || Number.isNaN(value)) return '-';
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${unit}`;
};
const verdict = (row: Row): string => (row.isMet === null ? '' : row.isMet ? 'holds' : '**missed**');

export function printSection({ title, rows }: Section): void {
  console.log(`\n${title} (load ${loadavg()[0]?.toFixed(1) ?? '?'})`);
  console.table(rows.map((row) => ({ work: row.work, amount: row.amount, way: row.way, median: figure(row.median, row.unit), p95: figure(row.p95, row.unit), ratio: row.ratio?.toFixed(2) ?? '', reach: row.reach, verdict: verdict(row) + (row.note === undefined ? '' : ` ${row.note}`) })));
}

/** Puts the sections' tables in their places; what stands around them, and the tables not measured, stay. */
export async function writeTables(sections: readonly Section[]): Promise<void> {
  let text = await readFile(FILE, 'utf8');
  for (const section of sections) {
    const [from, to] = [`<!-- ${section.id} -->`, `<!-- /${section.id} -->`];
    const table = `${from}\n${tableOf(section)}\n${to}`;
    const start = text.indexOf(from);
    const end = text.indexOf(to);
    text = start < 0 || end < 0 ? `${text.trimEnd()}\n\n${table}\n` : text.slice(0, start) + table + text.slice(end + to.length);
  }
  await writeFile(FILE, text);
}

function tableOf({ title, how, rows }: Section): string {
  const hasRatio = rows.some((row) => row.ratio !== null);
  const heads = ['work', 'amount', 'way', 'median', 'p95', ...(hasRatio ? ['x baseline'] : []), 'reach', ''];
  const lines = rows.map((row) => {
    const end = [verdict(row), row.note ?? ''].filter((part) => part !== '').join('; ');
    return [row.work, row.amount, row.way, figure(row.median, row.unit), figure(row.p95, row.unit), ...(hasRatio ? [row.ratio?.toFixed(2) ?? ''] : []), row.reach, end];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', how, '', `${new Date().toISOString().slice(0, 10)}, ${machine()}.`, '', line(heads), line(heads.map(() => '---')), ...lines.map(line)].join('\n');
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ${process.platform}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`;
}
