import { EXIT } from './exit.ts';
import { runProgram } from './program.ts';

// A reader that has seen enough (`tessera ... | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2));
