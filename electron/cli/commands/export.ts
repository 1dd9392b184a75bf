import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { type Host, createHost } from '../../host/host.ts';
import { standardServices } from '../../host/services.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { foreignNetwork } from '../foreign.ts';
import { holdLocalChain } from '../local-chain.ts';
import { type Output, table } from '../output.ts';

import { appVersion } from '../version.ts';

export interface ExportOptions {
  readonly home: string;
  readonly project: string;
  readonly format: FormatName;
  readonly out: string;
  readonly labels: 'consensus' | 'annotators' | 'both';
  readonly rpc?: string;
  readonly coordinator?: string;
  readonly json?: boolean;
}

/** An export never mixes with what was there. */
function checkOut(out: string): Result<null> {
  if (existsSync(out) && readdirSync(out).length > 0) return fail('OUT_NOT_EMPTY', `${out} is not empty.`, { field: '--out', fix: 'Name a new folder.' });
  return { ok: true, value: null };
}

async function exportWith(host: Host, options: ExportOptions): Promise<Result<HostResult<'files.export'>>> {
  const status = await host.handlers['chain.status']({});
  if (!status.ok) return status;
  if (status.value.error !== null) return { ok: false, error: status.value.error };
  const exported = await host.handlers['files.export']({ projectId: options.project, format: options.format, labels: options.labels });
  if (!exported.ok) return exported;
  mkdirSync(options.out, { recursive: true });
  cpSync(exported.value.path, options.out, { recursive: true });
  return exported;
}

/** `tessera export`: a project's labels, from the chain and the packs of this home. */
export async function runExport(options: ExportOptions, output: Output): Promise<Result<ExitCode>> {
  if (!/^\d{1,78}$/.test(options.project)) return fail('USAGE', `"${options.project}" is no project's number.`, { field: '--project', fix: 'Give it in decimal digits.' });
  const foreign = foreignNetwork(options);
  if (!foreign.ok) return foreign;
  const out = checkOut(options.out);
  if (!out.ok) return out;
  const chain = foreign.value === null ? await holdLocalChain({ homeDir: options.home, isPractising: true, practiceGraceSeconds: 10, allowsCheats: false }) : null;
  if (chain?.ok === false) return chain;
  // A profile of its own: an export needs no wallet and must not wait for a window that has the person's profile open.
  const host = await createHost({ homeDir: options.home, profile: `export-${process.pid}`, shell: 'browser', version: appVersion(), services: standardServices(foreign.value ?? undefined), log: (line) => output.progress(line) });
  try {
    if (!host.ok) return host;
    const exported = await exportWith(host.value, options);
    if (!exported.ok) return exported;
    const { files, losses, blockNumber } = exported.value;
    output.result({ out: options.out, blockNumber, files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })), losses }, () =>
      [`${options.out}: ${files.length} files, the chain as of block ${blockNumber}`, table(files.map(({ name, bytes }) => [name, bytes])), ...losses.map(({ what, count, why }) => `not kept: ${count} x ${what}: ${why}`)].join('\n'),
    );
    return { ok: true, value: EXIT.done };
  } finally {
    if (host.ok) {
      await host.value.close();
      rmSync(host.value.profileDir, { recursive: true, force: true });
    }
    if (chain?.ok === true) chain.value.lease.release();
  }
}
