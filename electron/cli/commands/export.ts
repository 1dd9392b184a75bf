import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { detailsInFolder } from '../../host/files/details-folder.ts';
import type { Host } from '../../host/host.ts';
import { withChainHost } from '../chain-host.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { foreignNetwork } from '../foreign.ts';
import { type Output, table } from '../output.ts';

export interface ExportOptions {
  readonly home: string;
  readonly project: string;
  readonly format: FormatName;
  readonly out: string;
  readonly labels: 'consensus' | 'annotators' | 'both';
  readonly details?: string;
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
  const exported = await host.handlers['files.export']({ projectId: options.project, format: options.format, labels: options.labels });
  if (!exported.ok) return exported;
  mkdirSync(options.out, { recursive: true });
  cpSync(exported.value.path, options.out, { recursive: true });
  return exported;
}

/** More than these are counted: a project may have as many files as items. */
const MOST_SHOWN = 20;

/** `tessera export`: a project's labels, from the chain and the packs of this home. */
export async function runExport(options: ExportOptions, output: Output): Promise<Result<ExitCode>> {
  if (!/^\d{1,78}$/.test(options.project)) return fail('USAGE', `"${options.project}" is no project's number.`, { field: '--project', fix: 'Give it in decimal digits.' });
  const foreign = foreignNetwork(options);
  if (!foreign.ok) return foreign;
  const out = checkOut(options.out);
  if (!out.ok) return out;
  const findDetails = options.details === undefined ? undefined : await detailsInFolder(options.details);
  if (findDetails === null) return fail('BAD_FOLDER', `${options.details ?? ''} is no folder that can be read.`, { field: '--details', fix: 'Name a folder with the details that annotators have handed over.' });
  return withChainHost({ ...options, findDetails }, output, async ({ host }) => {
    const exported = await exportWith(host, options);
    if (!exported.ok) return exported;
    const { files, losses, blockNumber } = exported.value;
    const shown = files.slice(0, MOST_SHOWN).map(({ name, bytes }) => [name, bytes] as const);
    output.result({ out: options.out, blockNumber, files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })), losses }, () =>
      [
        `${options.out}: ${files.length} files, the chain as of block ${blockNumber}`,
        table(shown),
        ...(files.length > MOST_SHOWN ? [`and ${files.length - MOST_SHOWN} more`] : []),
        ...losses.map(({ what, count, why }) => `not kept: ${count} x ${what}: ${why}`),
      ].join('\n'),
    );
    return { ok: true, value: EXIT.done };
  });
}
