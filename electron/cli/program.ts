import { Command, CommanderError, Option } from 'commander';
import type { BackupOptions } from './commands/backup.ts';
import type { ChainOptions } from './commands/chain.ts';
import type { ConsensusOptions } from './commands/consensus.ts';
import type { DeployOptions } from './commands/deploy.ts';
import type { EconomicsOptions } from './commands/economics.ts';
import type { MintOptions } from './commands/mint.ts';
import type { RecoverOptions } from './commands/recover.ts';
import type { RestoreOptions } from './commands/restore.ts';
import type { SimulateOptions } from './commands/simulate.ts';
import type { StartOptions } from './commands/start.ts';
import { EXIT, EXIT_HELP, type ExitCode, exitCodeOf } from './exit.ts';
import { addOptions, homeOption, jsonOption, keyOptions, portOption, practiceOptions, ratio, seconds, whole } from './options.ts';
import type { Run } from './command-run.ts';
import { addConvert, addExport, addVerify } from './program-dataset.ts';
import { addIngest, addProject, networkOptions } from './program-project.ts';
import { addAggregate, addQuality } from './program-quality.ts';
import { addRelay } from './program-relay.ts';
import { addPack } from './program-pack.ts';
import { addPassport } from './program-passport.ts';
import { addRelease } from './program-release.ts';
import { createOutput } from './output.ts';

function addStart(program: Command, run: Run): void {
  const command = program.command('start').description('open the app: the local chain, the host, and its window or browser tab');
  addOptions(command, [
    homeOption(),
    new Option('--profile <name>', 'whose wallet, journal and settings').default('default'),
    portOption('port of the browser shell'),
    new Option('--no-open', 'the browser shell: print its address and open nothing'),
    new Option('--host-only', 'as --no-open, and never looks for Electron: for scripts and tests'),
    new Option('--no-chain', 'use the local chain where one runs, and never start one'),
    new Option('--allow-cheats', 'open the local chain\'s clock to tests, where this starts it').hideHelp(),
    new Option('--rpc <url>', 'another network than the local chain'),
    new Option('--coordinator <address>', 'the coordinator on that network'),
    new Option('--token <address>', 'the token on that network; learnt from its projects where it is left out'),
    jsonOption(),
    ...practiceOptions(),
  ]).action((options: StartOptions) => run(async () => (await import('./commands/start.ts')).runStart, options));
}

function addChain(program: Command, run: Run): void {
  const chain = program.command('chain').description('the local chain as a process of its own, until Ctrl+C');
  addOptions(chain, [
    homeOption(),
    jsonOption(),
    portOption('port of its address; the last one where it is left out'),
    new Option('--fresh', 'put the chain that is there aside and begin anew'),
    new Option('--allow-cheats', 'open evm_increaseTime, evm_mine and anvil_ methods on the address, for tests'),
    new Option('--no-seed', 'without the sample projects'),
    new Option('--idle <seconds>', 'end when nobody has used it for so long').argParser(seconds),
    ...practiceOptions(),
  ]).action((options: ChainOptions) => run(async () => (await import('./commands/chain.ts')).runChain, options));
  addOptions(chain.command('status').description('whether it runs, where, and how far it is'), [homeOption(), jsonOption()])
    .action((_: unknown, command: Command) => run(async () => (await import('./commands/chain.ts')).chainStatus, command.optsWithGlobals<{ home: string; json?: boolean }>()));
  addOptions(chain.command('stop').description('end it in order, with everything saved'), [homeOption(), jsonOption()])
    .action((_: unknown, command: Command) => run(async () => (await import('./commands/chain.ts')).chainStop, command.optsWithGlobals<{ home: string; json?: boolean }>()));
  addOptions(chain.command('deploy').description('deploy the contracts on any network'), [
    new Option('--rpc <url>', 'JSON-RPC address of a node').makeOptionMandatory(),
    ...keyOptions(),
    new Option('--chain-id <number>', 'refuse any other chain').argParser(whole(1, Number.MAX_SAFE_INTEGER)),
    new Option('--name <name>', 'the network\'s name in the address book'),
    new Option('--token <address>', 'the ERC-20 that projects will pay in'),
    new Option('--new-token', 'deploy a token of our own, minted by the deployer: for trials'),
    new Option('--relay <url>', 'a relay that pays annotators\' gas, named in the address book'),
    new Option('--put-create2', 'put CREATE2\'s deployment proxy on a chain that lacks it, for 0.01 of its currency'),
    new Option('--book <file>', 'address book to write; the home\'s own, which the app reads, where it is left out'),
    new Option('--dry-run', 'say what would be deployed and what it would cost, and send nothing'),
    homeOption(),
    jsonOption(),
  ]).action((_: unknown, command: Command) => run(async () => (await import('./commands/deploy.ts')).runDeploy, command.optsWithGlobals<DeployOptions>()));
  addOptions(chain.command('mint').argument('<address>', 'who gets them').argument('<amount>', 'whole tokens').description('tokens of a trial token, by the account that deployed it'), [...keyOptions(), ...networkOptions()])
    .action((to: string, amount: string, _: unknown, command: Command) => run(async () => (await import('./commands/mint.ts')).runMint, { ...command.optsWithGlobals<Omit<MintOptions, 'to' | 'amount'>>(), to, amount }));
}

function addConsensus(program: Command, run: Run): void {
  const command = program.command('consensus').argument('<vectors.json>', 'a file of cases in the form of shared/consensus/vectors').description('hold an engine against known cases');
  addOptions(command, [
    new Option('--engine <name>', 'which').choices(['reference', 'contract']).default('reference'),
    new Option('--show <number>', 'how many mismatches to print').default(3).argParser(whole(0, 1000)),
    jsonOption(),
  ]).action((file: string, options: Omit<ConsensusOptions, 'file'>) => run(async () => (await import('./commands/consensus.ts')).runConsensus, { ...options, file }));
}

function addSimulate(program: Command, run: Run): void {
  const command = program.command('simulate').argument('<crowd>', 'CSV with columns task,worker,label; JSONL for boxes and spans').description('play real crowd labels through the real contracts on a fresh chain');
  addOptions(command, [
    new Option('--gold <file>', 'CSV with columns task,label: known answers to measure against'),
    new Option('--gold-per-batch <items>', 'how many of them each batch asks, as far as it has them; 0: they only measure').default(0).argParser(whole(0, 64)),
    new Option('--seats <k>', 'seats an item').makeOptionMandatory().argParser(whole(2, 7)),
    new Option('--quorum <m>', 'how many must agree; more than half of the seats').makeOptionMandatory().argParser(whole(1, 7)),
    new Option('--limit <items>', 'play the first so many items only').argParser(whole(1, 10_000_000)),
    new Option('--kind <kind>', 'what a label is').choices(['class', 'boxes', 'spans']).default('class'),
    new Option('--threshold <ratio>', 'similarity at which two regions are the same').default(0.5).argParser(ratio),
    new Option('--agreement <ratio>', 'score of an item at which a seat agrees').default(0.5).argParser(ratio),
    new Option('--confidence <percent>', 'stated confidence where the file has none').default(90).argParser(whole(0, 100)),
    new Option('--settlement <way>', 'how batches are settled; asserted: boxes and spans only').choices(['computed', 'asserted']).default('computed'),
    new Option('--out <file>', 'write task,workers,votes,outcome,label an item'),
    jsonOption(),
  ]).action((crowd: string, options: Omit<SimulateOptions, 'crowd'>) => run(async () => (await import('./commands/simulate.ts')).runSimulate, { ...options, crowd }));
}

function addEconomics(program: Command, run: Run): void {
  const command = program.command('economics').description('what honest, lazy, random and colluding annotators gain under different rules, played through the real contracts');
  addOptions(command, [
    new Option('--batches <number>', 'batches a number of the table').default(8).argParser(whole(2, 64)),
    new Option('--seed <number>', 'the same seed, the same crowd').default(1).argParser(whole(0, 1_000_000)),
    new Option('--shares <spread>', 'one spread of the classes alone').choices(['50/50', '90/10', 'ten']),
    new Option('--audit <percent>', 'one audit rate alone').choices(['0', '5', '10', '20']),
    new Option('--seats <k>', 'seats a batch').default(3).argParser(whole(2, 7)),
    new Option('--quorum <m>', 'how many must agree; more than half of the seats').default(2).argParser(whole(1, 7)),
    new Option('--stake <rewards>', 'stake a seat, in rewards').default(64).argParser(whole(0, 1000)),
    jsonOption(),
  ]).action((options: EconomicsOptions) => run(async () => (await import('./commands/economics.ts')).runEconomics, options));
}

function addRecover(program: Command, run: Run): void {
  const command = program.command('recover').description('a profile\'s labels out of its journal, without the window\'s store');
  addOptions(command, [
    homeOption(),
    new Option('--profile <name>', 'whose journal').default('default'),
    new Option('--out <file>', 'JSON file to write; standard output where it is left out'),
    new Option('--details <dir>', 'write the details of signed batches there too, to hand over to the lead'),
    jsonOption(),
  ]).action((options: RecoverOptions) => run(async () => (await import('./commands/recover.ts')).runRecover, options));
}

function addBackup(program: Command, run: Run): void {
  const password = () => new Option('--password-file <file>', 'file with the backup\'s password; asked for where it is left out');
  addOptions(program.command('backup').description('a closed profile as one encrypted file: journal, known answers, keys'), [
    homeOption(),
    new Option('--profile <name>', 'whose').default('default'),
    new Option('--out <file>', 'file to write; named by profile and time, in this folder, where it is left out'),
    new Option('--no-keys', 'without the key files'),
    password(),
    jsonOption(),
  ]).action((options: BackupOptions) => run(async () => (await import('./commands/backup.ts')).runBackup, options));
  addOptions(program.command('restore').argument('<file>', 'a backup').description('a backup into a profile without work of its own'), [
    homeOption(),
    new Option('--profile <name>', 'into which').default('default'),
    password(),
    jsonOption(),
  ]).action((file: string, options: Omit<RestoreOptions, 'file'>) => run(async () => (await import('./commands/restore.ts')).runRestore, { ...options, file }));
}

function createProgram(run: Run): Command {
  const program = new Command('tessera')
    .description('Label images and text offline, and be paid in tokens when independent others agree.')
    .showHelpAfterError('(tessera COMMAND --help says what a command takes)')
    .addHelpText('after', EXIT_HELP)
    .exitOverride();
  for (const add of [addStart, addChain, addIngest, addProject, addRelay, addPack, addSimulate, addEconomics, addConsensus, addAggregate, addQuality, addConvert, addExport, addVerify, addRecover, addBackup, addPassport, addRelease]) add(program, run);
  for (const command of program.commands) {
    command.exitOverride().addHelpText('after', EXIT_HELP);
    for (const inner of command.commands) inner.exitOverride();
  }
  return program;
}

/** Runs one command line, program name left out. Returns the exit code; a throw is a bug and said so. */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = createProgram(async (load, options) => {
    const output = createOutput(options.json ?? false);
    const result = await (await load())(options, output);
    if (!result.ok) output.problem(result.error);
    code = result.ok ? result.value : exitCodeOf(result.error);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    process.stderr.write(`This is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.bug;
  }
}
