import type { Result } from '../../shared/host-api.ts';

/** What every service of the host is built from. */
export interface HostContext {
  /** `<home>`: `chain/`, `packs/` and `exports/` lie in it and are shared by the profiles of this machine. */
  readonly homeDir: string;
  /** `<home>/profiles/<profile>`: keystore, journal, settings of one person. */
  readonly profileDir: string;
  readonly nowMs: () => number;
  /** For the person who started the host: one line, no key material, no file contents. */
  readonly log: (line: string) => void;
}

/** An expected failure, as every handler answers it. */
export function fail(code: string, message: string, more: { field?: string; fix?: string } = {}): Result<never> {
  return { ok: false, error: { code, message, ...more } };
}
