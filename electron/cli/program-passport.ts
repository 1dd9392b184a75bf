import type { Command } from 'commander';
import type { Run } from './command-run.ts';
import { addOptions, jsonOption } from './options.ts';

/** An annotator's record as a file. */
export function addPassport(program: Command, run: Run): void {
  const passport = program.command('passport').description('reputation passports: an annotator\'s own record, signed');
  addOptions(passport.command('check').argument('<file>', 'a passport that the window saved').description('hold one against its signature and its events, without a network'), [jsonOption()])
    .action((file: string, options: { json?: boolean }) => run(async () => (await import('./commands/passport.ts')).runPassportCheck, { ...options, file }));
}
