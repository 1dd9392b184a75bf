import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { type BadRow, ClassNumbers, type Crowd, type CrowdItem, MAX_CLASSES } from './crowd.ts';
import { readCsv } from './csv.ts';

/** A crowd of classes: CSV with columns task, worker, label. @param confidence 0 to 100, said of every answer */
export function readClassCrowd(path: string, confidence: number): Result<Crowd> {
  const rows = readCsv(path, ['task', 'worker', 'label']);
  if (!rows.ok) return rows;
  const classes = new ClassNumbers();
  const items = new Map<string, CrowdItem>();
  const bad: BadRow[] = [];
  for (const { line, cells } of rows.value) {
    const { task = '', worker = '', label = '' } = cells;
    const empty = Object.entries({ task, worker, label }).find(([, value]) => value === '');
    if (empty !== undefined) {
      bad.push({ file: path, line, field: empty[0], reason: 'it is empty' });
      continue;
    }
    const item = items.get(task) ?? { task, widthPx: 1, heightPx: 1, answers: [] };
    if (item.answers.some((answer) => answer.worker === worker)) {
      bad.push({ file: path, line, field: 'worker', reason: `${worker} has answered ${task} before; the first answer counts` });
      continue;
    }
    items.set(task, item);
    item.answers.push({ worker, regions: [{ classId: classes.of(label), confidence, coordinates: [] }] });
  }
  if (classes.names.length > MAX_CLASSES) {
    return fail('TOO_MANY_CLASSES', `${path} has ${classes.names.length} different labels; a project has at most ${MAX_CLASSES} classes.`, { field: `${path}:label`, fix: 'Give each answer a class, not free text.' });
  }
  return { ok: true, value: { kind: 'class', classes: classes.names, items: [...items.values()], rows: rows.value.length, bad } };
}

export interface Gold {
  readonly labels: ReadonlyMap<string, string>;
  readonly bad: readonly BadRow[];
}

/** Known answers: CSV with columns task, label. */
export function readGold(path: string): Result<Gold> {
  const rows = readCsv(path, ['task', 'label']);
  if (!rows.ok) return rows;
  const labels = new Map<string, string>();
  const bad: BadRow[] = [];
  for (const { line, cells } of rows.value) {
    const { task = '', label = '' } = cells;
    if (task === '' || label === '') bad.push({ file: path, line, field: task === '' ? 'task' : 'label', reason: 'it is empty' });
    else if (labels.has(task)) bad.push({ file: path, line, field: 'task', reason: `${task} is there twice; the first counts` });
    else labels.set(task, label);
  }
  return { ok: true, value: { labels, bad } };
}
