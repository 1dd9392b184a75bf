import { type Command, Option } from 'commander';
import { conllSchemes } from '../../shared/formats/format.ts';
import { formatNames } from '../../shared/formats/names.ts';
import type { Run } from './command-run.ts';
import type { ConvertOptions } from './commands/convert.ts';
import type { ExportOptions } from './commands/export.ts';
import type { VerifyOptions } from './commands/verify.ts';
import { addOptions, homeOption, jsonOption } from './options.ts';

const otherNetwork = (): Option[] => [new Option('--rpc <url>', 'another network than the local chain'), new Option('--coordinator <address>', 'the coordinator on that network')];

export function addExport(program: Command, run: Run): void {
  const command = program.command('export').description('a project\'s labels as a dataset with provenance');
  addOptions(command, [
    homeOption(),
    new Option('--project <id>', 'the project\'s number').makeOptionMandatory(),
    new Option('--format <name>', 'of the dataset').choices(formatNames).default('coco'),
    new Option('--out <dir>', 'folder to write').makeOptionMandatory(),
    new Option('--labels <which>', 'which labels').choices(['consensus', 'annotators', 'both']).default('consensus'),
    new Option('--details <dir>', 'folder with sealed details that annotators have handed over: time spent, attributes'),
    ...otherNetwork(),
    jsonOption(),
  ]).action((options: ExportOptions) => run(async () => (await import('./commands/export.ts')).runExport, options));
}

export function addVerify(program: Command, run: Run): void {
  const command = program.command('verify').argument('<export>', 'folder that tessera export or the app has written').description('hold an export against the chain, or offline against its light proof');
  addOptions(command, [
    homeOption(),
    new Option('--offline', 'ask no chain: the light proof in the export, which rests on the hash of its last block'),
    new Option('--block-hash <hash>', 'what the export\'s block is known to hash to'),
    ...otherNetwork(),
    jsonOption(),
  ])
    .addHelpText('after', '\nExit codes of verify: 0 it holds; 1 it does not; 2 it could not be checked.')
    .action((folder: string, options: Omit<VerifyOptions, 'folder'>) => run(async () => (await import('./commands/verify.ts')).runVerify, { ...options, folder }));
}

export function addConvert(program: Command, run: Run): void {
  const command = program.command('convert').argument('<in>', 'folder, file or zip of a dataset').argument('<out>', 'new folder, or new file where the format is one file').description('a dataset from one format to another; what is lost is said');
  addOptions(command, [
    new Option('--from <name>', 'format of IN').choices(formatNames).makeOptionMandatory(),
    new Option('--to <name>', 'format of OUT').choices(formatNames).makeOptionMandatory(),
    new Option('--images <dir>', 'where the images lie, if not in IN: YOLO\'s boxes are parts of them'),
    new Option('--no-files', 'labels alone, without copies of the images'),
    new Option('--scheme <name>', 'how CoNLL\'s tags are written').choices(conllSchemes).default('iob2'),
    new Option('--voc-one-based', 'Pascal VOC as its devkit counts: pixels from 1, the last one inside'),
    jsonOption(),
  ]).action((from: string, out: string, options: Omit<ConvertOptions, 'in' | 'out'>) => run(async () => (await import('./commands/convert.ts')).runConvert, { ...options, in: from, out }));
}
