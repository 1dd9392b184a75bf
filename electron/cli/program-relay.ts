import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Run } from './command-run.ts';
import type { RelayCommandOptions } from './commands/relay.ts';
import { addOptions, keyOptions, seconds, whole } from './options.ts';
import { networkOptions, projectNumber } from './program-project.ts';

const several = <T>(parse: (text: string) => T) => (text: string, before: T[] | undefined): T[] => [...(before ?? []), ...text.split(',').map((one) => parse(one.trim()))];

function origin(text: string): string {
  if (!/^https?:\/\/[^/\s]+$/.test(text)) throw new InvalidArgumentError('an origin is wanted, such as https://example.org.');
  return text;
}

/** A lead pays the gas of annotators who hold none. */
export function addRelay(program: Command, run: Run): void {
  addOptions(program.command('relay').description('pay for annotators’ signed operations: an HTTP service, until Ctrl+C'), [
    new Option('--project <ids>', 'whose annotators it pays for; may be repeated').argParser(several(projectNumber)),
    new Option('--all-projects', 'pays for every project of the coordinator'),
    new Option('--host <address>', 'where it listens; anything but loopback needs a proxy with TLS before it').default('127.0.0.1'),
    new Option('--port <number>', 'port').default(8747).argParser(whole(0, 65_535)),
    new Option('--dir <dir>', 'folder of its queue; in the home where it is left out'),
    new Option('--operations-per-account <number>', 'operations of one account in 24 hours').default(200).argParser(whole(1, 1_000_000)),
    new Option('--gas-per-account <gas>', 'gas of one account in 24 hours').default(20_000_000).argParser(whole(21_000, 1e12)),
    new Option('--gas-per-day <gas>', 'gas of all accounts in 24 hours').default(500_000_000).argParser(whole(21_000, 1e13)),
    new Option('--gas-per-transaction <gas>', 'gas of one transaction, which holds many operations').default(10_000_000).argParser(whole(100_000, 100_000_000)),
    new Option('--max-gas-price <gwei>', 'sends nothing while gas costs more').default(100).argParser(seconds),
    new Option('--requests-per-minute <number>', 'of one address on the net').default(120).argParser(whole(1, 100_000)),
    new Option('--batch-seconds <seconds>', 'so long it waits for more operations').default(3).argParser(seconds),
    new Option('--bump-seconds <seconds>', 'not mined after so long: sent again at a higher price').default(60).argParser(seconds),
    new Option('--max-body <bytes>', 'size of one operation').default(262_144).argParser(whole(1_000, 8_000_000)),
    new Option('--allow-origin <origin>', 'a web page that may ask; none by default').argParser(several(origin)),
    new Option('--behind-proxy', 'the asker’s address is the last of X-Forwarded-For'),
    ...keyOptions(),
    ...networkOptions(),
  ]).action((options: RelayCommandOptions) => run(async () => (await import('./commands/relay.ts')).runRelay, options));
}
