import { parseArgs } from 'node:util';
import { defaultHome } from '../host/folders.ts';

export interface LaunchArguments {
  readonly homeDir: string;
  readonly profile: string;
}

/** `--home DIR --profile NAME`, as `npm start` gives them; else the environment's. What else stands there (Chromium's switches) is passed over. */
export function launchArguments(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): LaunchArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: { home: { type: 'string' }, profile: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    homeDir: text(values['home']) ?? defaultHome(env),
    profile: text(values['profile']) ?? text(env['TESSERA_PROFILE']) ?? 'default',
  };
}
