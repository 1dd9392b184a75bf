import type { Result } from '../../shared/host-api.ts';
import type { ExitCode } from './exit.ts';
import type { Output } from './output.ts';

/** What a command is given beside its own options, and what it gives back: its exit code, or why it could not run. */
export type CommandRun<O> = (options: O, output: Output) => Promise<Result<ExitCode>>;

interface Common {
  readonly json?: boolean;
}

/** Each command's code is loaded when it is asked for: `tessera --help` should not wait for a chain. */
export type Run = <O extends Common>(load: () => Promise<CommandRun<O>>, options: O) => Promise<void>;
