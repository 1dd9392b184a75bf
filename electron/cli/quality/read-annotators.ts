import type { Result } from '../../../shared/host-api.ts';
import { readDataset } from '../../../shared/formats/convert.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import type { Label } from '../../../shared/formats/model.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { ImportProblem } from '../../../shared/formats/report.ts';
import type { Answer } from '../../../shared/quality/answers.ts';
import { fail } from '../../host/context.ts';
import { FolderSource } from '../../host/formats/folder-source.ts';

/** Who gave a label, as exports of annotators' own labels say it. */
function annotatorOf({ extras }: Label): string | null {
  const name = extras?.['annotator'] ?? extras?.['worker'];
  return typeof name === 'string' && name !== '' ? name : null;
}

/** The answers in a dataset whose labels say who gave them: an item's classes by each annotator, each once. */
export async function readAnnotators(path: string, format: FormatName): Promise<Result<{ answers: Answer[]; problems: ImportProblem[] }>> {
  const source = await FolderSource.at(path);
  if (source === null) return fail('NOT_FOUND', `There is nothing at ${path}.`, { field: 'dataset', fix: 'Check the path.' });
  try {
    const { items, report } = readDataset(formatOf(format), source, usualOptions);
    const answers: Answer[] = [];
    for await (const item of items) {
      const classes = new Map<string, Set<string>>();
      for (const label of item.labels) {
        const worker = annotatorOf(label);
        if (worker !== null) classes.set(worker, (classes.get(worker) ?? new Set()).add(label.className));
      }
      for (const [worker, names] of classes) answers.push({ task: item.path, worker, label: [...names].sort().join(' + ') });
    }
    if (answers.length === 0) return fail('NO_ANNOTATORS', `No label in ${path} says who gave it.`, { field: 'dataset', fix: 'Export annotators\' own labels (--labels annotators), or give a CSV with the columns task,worker,label.' });
    return { ok: true, value: { answers, problems: report.problems() } };
  } finally {
    await source.close();
  }
}
