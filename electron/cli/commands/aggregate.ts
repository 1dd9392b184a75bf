import { writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { Result } from '../../../shared/host-api.ts';
import type { Answer } from '../../../shared/quality/answers.ts';
import { aggregateBy, type MethodName } from '../../../shared/quality/aggregate/methods.ts';
import { accuracy } from '../../../shared/quality/majority.ts';
import { fail } from '../../host/context.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Output, table } from '../output.ts';
import { readGold } from '../simulate/read-classes.ts';
import { readAnswers } from '../crowd-answers.ts';

export interface AggregateOptions {
  readonly crowd: string;
  readonly method: MethodName;
  readonly gold?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const MAX_SHOWN = 10;

/** `tessera aggregate`: one label a task out of a crowd's answers. */
export async function runAggregate(options: AggregateOptions, output: Output): Promise<Result<ExitCode>> {
  const crowd = readAnswers(options.crowd);
  if (!crowd.ok) return crowd;
  const { answers } = crowd.value;
  const gold = options.gold === undefined ? null : readGold(options.gold);
  if (gold?.ok === false) return gold;
  const bad = [...crowd.value.bad, ...(gold?.value.bad ?? [])];
  for (const { file, line, field, reason } of bad.slice(0, MAX_SHOWN)) output.progress(`${file}:${line} [${field}]: ${reason}`);
  if (bad.length > MAX_SHOWN) output.progress(`... and ${bad.length - MAX_SHOWN} rows more`);
  if (gold !== null && options.gold !== undefined) for (const remark of strangers(gold.value.labels, answers, options.gold)) output.progress(remark);
  const { labels, skill } = aggregateBy(options.method, answers);
  if (options.out !== undefined) {
    try {
      await writeFile(options.out, stringify(labels.map(({ task, label }) => [task, label]), { header: true, columns: ['task', 'label'] }));
    } catch (error) {
      return fail('OUT_FAILED', `${options.out} could not be written: ${error instanceof Error ? error.message : String(error)}`, { field: '--out', fix: 'Name a file in a folder that is there.' });
    }
  }
  const right = gold === null ? null : accuracy(labels, gold.value.labels);
  const workers = countWorkers(answers);
  output.result({ method: options.method, tasks: labels.length, answers: answers.length, workers: workers.size, accuracy: right, badRows: bad.length, skill: Object.fromEntries(skill) }, () =>
    table([
      ['Tasks', labels.length],
      ['Answers', `${answers.length} of ${workers.size} workers`],
      ...(right === null ? [] : [['Accuracy', right.toFixed(4)]]),
      ...(options.out === undefined ? [] : [['Written', options.out]]),
    ]),
  );
  return { ok: true, value: EXIT.done };
}

const countWorkers = (answers: readonly Answer[]): Set<string> => new Set(answers.map(({ worker }) => worker));

/** Known answers that nobody could give: what is measured by them says nothing of the crowd. */
function strangers(gold: ReadonlyMap<string, string>, answers: readonly Answer[], file: string): string[] {
  const tasks = new Set(answers.map(({ task }) => task));
  const labels = new Set(answers.map(({ label }) => label));
  const unasked = [...gold.keys()].filter((task) => !tasks.has(task));
  const unsaid = [...gold].filter(([task, label]) => tasks.has(task) && !labels.has(label));
  return [
    ...(unasked.length === 0 ? [] : [`${file} [task]: ${unasked.length} of ${gold.size} tasks are none of the crowd's, such as "${unasked[0] ?? ''}": they are left out`]),
    ...(unsaid.length === 0 ? [] : [`${file} [label]: ${unsaid.length} known answers have a label that nobody gave, such as "${unsaid[0]?.[1] ?? ''}": they count as wrong`]),
  ];
}
