import { spawn } from 'node:child_process';
import type { Result } from '../../../shared/host-api.ts';
import { ensureElectronSide, ensureRenderer, ensureSample } from '../builds.ts';
import { findElectron } from '../electron-binary.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { holdLease } from '../../host/chain/local/join.ts';
import { type HeldChain, holdLocalChain } from '../local-chain.ts';
import type { Output } from '../output.ts';
import { repository } from '../repository.ts';
import { foreignNetwork } from '../foreign.ts';
import { ended } from '../signals.ts';

export interface StartOptions {
  readonly home: string;
  readonly profile: string;
  readonly port?: number;
  readonly open: boolean;
  readonly hostOnly?: boolean;
  readonly rpc?: string;
  readonly coordinator?: string;
  readonly token?: string;
  readonly chain: boolean;
  readonly practice: boolean;
  readonly practiceGrace: number;
  readonly allowCheats?: boolean;
  readonly json?: boolean;
}

/** The app works without a chain: labels are kept, and sent when there is one again. So a chain that does not start is said, not fatal. */
async function localChain(options: StartOptions, output: Output): Promise<Pick<HeldChain, 'lease'> | null> {
  if (!options.chain) return { lease: holdLease(options.home) };
  const held = await holdLocalChain({
    homeDir: options.home,
    isPractising: options.practice,
    practiceGraceSeconds: options.practiceGrace,
    allowsCheats: options.allowCheats ?? false,
  });
  if (!held.ok) {
    output.problem(held.error);
    return null;
  }
  return held.value;
}

function runElectron(binary: string, options: StartOptions): Promise<string> {
  const env = { ...process.env, TESSERA_HOME: options.home, TESSERA_PROFILE: options.profile };
  const child = spawn(binary, [repository.electronMain, '--home', options.home, '--profile', options.profile], { stdio: 'inherit', env });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve('its window was closed'));
  });
}

/** `tessera start`: everything that a person needs, from one command. */
export async function runStart(options: StartOptions, output: Output): Promise<Result<ExitCode>> {
  const foreign = foreignNetwork(options);
  if (!foreign.ok) return foreign;
  const interrupted = ended();
  // Three things at a time: the chain comes up in its own process while the host's code is loaded here.
  const chainComes = foreign.value === null ? localChain(options, output) : Promise.resolve(null);
  const [built, electron, { runBrowserShell }] = await Promise.all([
    ensureRenderer(output),
    options.hostOnly === true || !options.open || foreign.value !== null ? null : findElectron(options.home, output),
    import('../browser-shell.ts'),
  ]);
  const chain = await chainComes;
  // Built with the chain where there is one; practice is there without.
  await ensureSample(output);
  try {
    if (!built.ok) return built;
    if (electron?.isThere === true) {
      const desktop = await ensureElectronSide(output);
      if (desktop.ok) {
        await Promise.race([runElectron(electron.path, options), interrupted]);
        return { ok: true, value: EXIT.done };
      }
      output.problem(desktop.error);
      output.progress('Using the browser shell instead.');
    }
    if (electron?.isThere === false) output.progress(`No Electron window: ${electron.reason}. Using the browser shell.`);
    return await runBrowserShell(options, foreign.value, interrupted, output);
  } finally {
    chain?.lease.release();
  }
}
