import type { Result } from '../../shared/host-api.ts';
import type { Answer } from '../../shared/quality/answers.ts';
import { fail } from '../host/context.ts';
import type { BadRow } from './simulate/crowd.ts';
import { readCsv } from './simulate/csv.ts';

/** A crowd's answers in their order: CSV with columns task, worker, label, the layout of Crowd-Kit. Any number of labels; somebody's second answer to a task is listed. NO_ANSWERS. */
export function readAnswers(path: string): Result<{ answers: Answer[]; bad: BadRow[] }> {
  const rows = readCsv(path, ['task', 'worker', 'label']);
  if (!rows.ok) return rows;
  const answers: Answer[] = [];
  const bad: BadRow[] = [];
  const seats = new Set<string>();
  for (const { line, cells } of rows.value) {
    const { task = '', worker = '', label = '' } = cells;
    const empty = Object.entries({ task, worker, label }).find(([, value]) => value === '');
    const seat = JSON.stringify([task, worker]);
    if (empty !== undefined) bad.push({ file: path, line, field: empty[0], reason: 'it is empty' });
    else if (seats.has(seat)) bad.push({ file: path, line, field: 'worker', reason: `${worker} has answered ${task} before; the first answer counts` });
    else {
      seats.add(seat);
      answers.push({ task, worker, label });
    }
  }
  const [first] = bad;
  if (answers.length === 0) return fail('NO_ANSWERS', `${path} has no answer${first === undefined ? '' : `: line ${first.line}, ${first.field}: ${first.reason}`}`, { field: `${path}:${first?.line ?? 2}`, fix: 'Write a row an answer: task,worker,label.' });
  return { ok: true, value: { answers, bad } };
}
