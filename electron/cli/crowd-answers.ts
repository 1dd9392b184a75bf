import type { Result } from '../../shared/host-api.ts';
import type { Answer } from '../../shared/quality/answers.ts';
import type { BadRow } from './simulate/crowd.ts';
import { readCsv } from './simulate/csv.ts';

/** A crowd's answers in their order: CSV with columns task, worker, label, the layout of Crowd-Kit. Any number of labels. */
export function readAnswers(path: string): Result<{ answers: Answer[]; bad: BadRow[] }> {
  const rows = readCsv(path, ['task', 'worker', 'label']);
  if (!rows.ok) return rows;
  const answers: Answer[] = [];
  const bad: BadRow[] = [];
  for (const { line, cells } of rows.value) {
    const { task = '', worker = '', label = '' } = cells;
    const empty = Object.entries({ task, worker, label }).find(([, value]) => value === '');
    if (empty === undefined) answers.push({ task, worker, label });
    else bad.push({ file: path, line, field: empty[0], reason: 'it is empty' });
  }
  return { ok: true, value: { answers, bad } };
}
