import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Run } from './command-run.ts';
import { formatNames } from '../../shared/formats/names.ts';
import { labelUses } from '../../shared/formats/label-uses.ts';
import type { IngestOptions } from './commands/ingest.ts';
import type { CallOptions, ExpertOptions, GoldOptions } from './commands/project-calls.ts';
import type { OpenOptions } from './commands/project-open.ts';
import type { StatusOptions } from './commands/project-status.ts';
import { addOptions, homeOption, jsonOption, keyOptions, seconds, whole } from './options.ts';

const profileOption = (): Option => new Option('--profile <name>', 'whose known answers').default('default');
const watchOption = (what: string): Option => new Option('--watch <seconds>', what).argParser(seconds);

/** Where a command goes, and whether it says what it did as JSON. */
export const networkOptions = (): Option[] => [
  homeOption(),
  new Option('--rpc <url>', 'JSON-RPC address of a node; the home\'s local chain where it is left out'),
  new Option('--chain-id <number>', 'refuse any other chain').argParser(whole(1, Number.MAX_SAFE_INTEGER)),
  new Option('--coordinator <address>', 'the coordinator; the address book\'s where it is left out'),
  new Option('--accept-unknown-code', 'use a coordinator whose code is neither this version\'s nor in the address book'),
  jsonOption(),
];

const openOptions = (): Option[] => [
  new Option('--pack <root>', 'the pack that tessera ingest made').makeOptionMandatory(),
  new Option('--rules <file>', 'JSON file of rules that differ from the usual'),
  new Option('--gold <number>', 'known answers a batch').argParser(whole(0, 64)),
  new Option('--token <address>', 'the ERC-20 that the project pays in; the address book\'s where it is left out'),
  new Option('--pack-uri <uri>', 'where annotators elsewhere get the pack'),
  new Option('--dry-run', 'say what it would take, and send nothing'),
  profileOption(),
];

export function projectNumber(text: string): bigint {
  if (!/^[1-9]\d{0,77}$/.test(text)) throw new InvalidArgumentError('a project\'s number is wanted.');
  return BigInt(text);
}

export function addIngest(program: Command, run: Run): void {
  addOptions(program.command('ingest').argument('<path...>', 'folders, files and zips of images or texts, or one dataset').description('raw files or a dataset to a pack of this home'), [
    homeOption(),
    profileOption(),
    new Option('--project <name>', 'the project\'s name, which annotators see').makeOptionMandatory(),
    new Option('--schema <file>', 'JSON file with kind, classes and instructions'),
    new Option('--instructions <file>', 'Markdown for annotators; pictures that it shows lie beside it'),
    new Option('--kind <kind>', 'what is asked for, without a schema; class, or what the dataset is about').choices(['class', 'boxes', 'spans']),
    new Option('--classes <names>', 'the classes\' names, without a schema: Cat,Dog; a dataset\'s own where it is left out'),
    new Option('--from <name>', 'the format of a dataset; found out where it is one file').choices(formatNames),
    new Option('--labels <use>', 'what becomes of a dataset\'s labels: proposals for annotators, known answers, nothing').choices(labelUses).default('suggestions'),
    new Option('--images <dir>', 'where a dataset\'s images lie, if not in it'),
    new Option('--gold <file>', 'known answers: CSV with the columns item,label, or JSONL; gold.csv or gold.jsonl in the data where it is left out'),
    new Option('--relay <url>', 'a relay that pays annotators’ gas, named in the pack'),
    new Option('--watch', 'stay, and make a further pack of what is new in the folders: "Harbour 2" and so on'),
    new Option('--at-least <files>', 'new files before a pack is made of them; a batch where it is left out').argParser(whole(1, 1_000_000)),
    new Option('--batch <items>', 'items a batch, over which known answers are spread').default(64).argParser(whole(1, 64)),
    jsonOption(),
  ]).action((paths: string[], options: Omit<IngestOptions, 'paths'>) => run(async () => (await import('./commands/ingest.ts')).runIngest, { ...options, paths }));
}

/** A lead's project without a window. Keys come from files, never from the command line. */
export function addProject(program: Command, run: Run): void {
  const project = program.command('project').description('open, watch and close a project without a window');
  addOptions(project.command('fund').description('allow the coordinator to take exactly the budget'), [...openOptions(), ...keyOptions(), ...networkOptions()])
    .action((options: OpenOptions) => run(async () => (await import('./commands/project-open.ts')).runFund, options));
  addOptions(project.command('open').description('open a project; the whole budget moves into escrow'), [...openOptions(), ...keyOptions(), ...networkOptions()])
    .action((options: OpenOptions) => run(async () => (await import('./commands/project-open.ts')).runOpen, options));
  addOptions(project.command('status').argument('<project>', 'its number', projectNumber).description('how far it is, what it costs, who its experts are'), [watchOption('look again every so many seconds, and print what has changed'), ...networkOptions()])
    .action((id: bigint, options: Omit<StatusOptions, 'project'>) => run(async () => (await import('./commands/project-status.ts')).runStatus, { ...options, project: id }));
  addOptions(project.command('expert').argument('<project>', 'its number', projectNumber).argument('<address>', 'the expert\'s').description('name an expert'), [new Option('--remove', 'take the naming back'), ...keyOptions(), ...networkOptions()])
    .action((id: bigint, expert: string, options: Omit<ExpertOptions, 'project' | 'expert'>) => run(async () => (await import('./commands/project-calls.ts')).runExpert, { ...options, project: id, expert }));
  addOptions(project.command('gold').argument('<project>', 'its number', projectNumber).description('reveal the known answers of settled batches'), [watchOption('go on, and look again every so many seconds'), profileOption(), ...keyOptions(), ...networkOptions()])
    .action((id: bigint, options: Omit<GoldOptions, 'project'>) => run(async () => (await import('./commands/project-calls.ts')).runGold, { ...options, project: id }));
  addOptions(project.command('close').argument('<project>', 'its number', projectNumber).description('close it; what was not earned comes back'), [...keyOptions(), ...networkOptions()])
    .action((id: bigint, options: Omit<CallOptions, 'project'>) => run(async () => (await import('./commands/project-calls.ts')).runClose, { ...options, project: id }));
}
