import type { Result } from '../../shared/host-api.ts';
import { watchProcess } from '../host/crash/watch-process.ts';
import { createHost } from '../host/host.ts';
import { startLoopbackShell } from '../shells/loopback/shell.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { openInBrowser } from './open-browser.ts';
import type { Output } from './output.ts';
import { repository } from './repository.ts';
import { standardServices } from '../host/services.ts';
import type { ForeignNetwork } from './foreign.ts';
import { appVersion } from './version.ts';

export interface BrowserShellOptions {
  readonly home: string;
  readonly profile: string;
  readonly port?: number;
  readonly open: boolean;
  readonly hostOnly?: boolean;
}

/** The host of a profile, reached from a browser tab, until the person ends it. */
export async function runBrowserShell(options: BrowserShellOptions, foreign: ForeignNetwork | null, interrupted: Promise<string>, output: Output): Promise<Result<ExitCode>> {
  const host = await createHost({
    homeDir: options.home,
    profile: options.profile,
    shell: 'browser',
    version: appVersion(),
    services: standardServices({ foreign: foreign ?? undefined, sampleDir: repository.sampleDir }),
    log: (line) => output.progress(line),
  });
  if (!host.ok) return host;
  watchProcess(host.value.crashes, 'host');
  const shell = await startLoopbackShell({ host: host.value, rendererDir: repository.rendererDir, ...(options.port === undefined ? {} : { port: options.port }) });
  if (!shell.ok) {
    await host.value.close();
    return shell;
  }
  const { url } = shell.value;
  output.result({ url, profile: options.profile }, () => `Tessera: ${url}`);
  if (options.open && options.hostOnly !== true) output.progress(openInBrowser(url) ? 'Opened in your browser. Ctrl+C ends Tessera.' : 'Open this address in a browser on this machine. Ctrl+C ends Tessera.');
  await interrupted;
  output.progress('Closing ...');
  await shell.value.close();
  await host.value.close();
  return { ok: true, value: EXIT.done };
}

