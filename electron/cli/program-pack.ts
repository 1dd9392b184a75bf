import { type Command, Option } from 'commander';
import type { Run } from './command-run.ts';
import { addOptions, homeOption, jsonOption } from './options.ts';

/** Packs out of this home and into it, without a window. */
export function addPack(program: Command, run: Run): void {
  const pack = program.command('pack').description('give a pack to others, or get one');
  addOptions(pack.command('publish').argument('<root>', 'the pack').description('write it as a folder or zip file that others fetch'), [homeOption(), new Option('--out <path>', 'a folder, or a file that ends in .zip, or .tpack, which the app opens').makeOptionMandatory(), jsonOption()])
    .action((root: string, options: { home: string; out: string; json?: boolean }) => run(async () => (await import('./commands/pack.ts')).runPublish, { ...options, root }));
  addOptions(pack.command('fetch').argument('<root>', 'the pack, as the chain names it').argument('<from>', 'https://, ipfs://, a folder or a zip file').description('bring it to this home, every byte held against its hash'), [homeOption(), jsonOption()])
    .action((root: string, from: string, options: { home: string; json?: boolean }) => run(async () => (await import('./commands/pack.ts')).runFetch, { ...options, root, from }));
}
