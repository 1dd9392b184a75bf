import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost } from '../../electron/host/host.ts';
import type { Host, HostConfig } from '../../electron/host/host.ts';
import { must } from '../../shared/result.ts';

export interface TestHost {
  readonly host: Host;
  readonly homeDir: string;
  readonly logged: string[];
  /** Closes the host and removes its folder. */
  dispose(): Promise<void>;
}

/** A real host in a folder of its own; the keystore is only made cheaper. */
export async function startTestHost(config: Partial<HostConfig> = {}): Promise<TestHost> {
  const homeDir = config.homeDir ?? (await mkdtemp(join(tmpdir(), 'tessera-')));
  const logged: string[] = [];
  const host = must(
    await createHost({
      homeDir,
      profile: 'test',
      shell: 'browser',
      version: '0.0.0',
      services: {},
      log: (line) => logged.push(line),
      scryptN: 1024,
      ...config,
    }),
  );
  return {
    host,
    homeDir,
    logged,
    dispose: async () => {
      await host.close();
      await rm(homeDir, { recursive: true, force: true });
    },
  };
}
