import { type Command, Option } from 'commander';
import { methodNames } from '../../shared/quality/aggregate/methods.ts';
import type { Run } from './command-run.ts';
import type { AggregateOptions } from './commands/aggregate.ts';
import { addOptions, jsonOption } from './options.ts';

/** The commands that judge answers without a chain. */
export function addAggregate(program: Command, run: Run): void {
  const command = program.command('aggregate').argument('<crowd.csv>', 'columns task,worker,label').description('one label a task out of a crowd\'s answers');
  addOptions(command, [
    new Option('--method <name>', 'how').choices([...methodNames]).default('majority'),
    new Option('--gold <file>', 'CSV with columns task,label: known answers to measure against'),
    new Option('--out <file>', 'write task,label'),
    jsonOption(),
  ]).action((crowd: string, options: Omit<AggregateOptions, 'crowd'>) => run(async () => (await import('./commands/aggregate.ts')).runAggregate, { ...options, crowd }));
}
