import { type Command, InvalidArgumentError, Option } from 'commander';
import { formatNames } from '../../shared/formats/names.ts';
import { methodNames } from '../../shared/quality/aggregate/methods.ts';
import type { Run } from './command-run.ts';
import type { AggregateOptions } from './commands/aggregate.ts';
import type { QualityOptions } from './commands/quality.ts';
import { addOptions, homeOption, jsonOption } from './options.ts';

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

/** "Cat=0.3,Dog=0.7" */
function shares(text: string): ReadonlyMap<string, number> {
  const parts = text.split(',').map((part) => { const at = part.lastIndexOf('='); return [part.slice(0, at).trim(), Number(part.slice(at + 1))] as const; });
  const sum = parts.reduce((total, [, share]) => total + share, 0);
  if (parts.some(([name, share]) => name === '' || !(share >= 0)) || Math.abs(sum - 1) > 0.01) throw new InvalidArgumentError('Give shares that add up to 1, such as Cat=0.3,Dog=0.7.');
  return new Map(parts);
}

export function addQuality(program: Command, run: Run): void {
  const command = program.command('quality').argument('<dataset>', 'an export; a dataset whose labels say who gave them; or a CSV with columns task,worker,label').description('how good a dataset\'s labels are, and whether they pass the gate');
  addOptions(command, [
    homeOption(),
    new Option('--from <name>', 'format of a dataset that is no export of ours').choices(formatNames),
    new Option('--limits <file>', 'JSON with limits of the gate that differ from the usual'),
    new Option('--expected <shares>', 'class shares that are expected, such as Cat=0.3,Dog=0.7').argParser(shares),
    new Option('--rpc <url>', 'an export: its events from this node, and not from its light proof'),
    new Option('--coordinator <address>', 'the coordinator on that network'),
    jsonOption(),
  ]).action((dataset: string, options: Omit<QualityOptions, 'dataset'>) => run(async () => (await import('./commands/quality.ts')).runQuality, { ...options, dataset }));
}
