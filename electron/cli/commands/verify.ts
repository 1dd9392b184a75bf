import { resolve } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { verifyExport } from '../../host/verify/verify-export.ts';
import type { Verified } from '../../host/verify/verify-export.ts';
import { withChainHost } from '../chain-host.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';

export interface VerifyOptions {
  readonly folder: string;
  readonly home: string;
  readonly offline?: boolean;
  readonly blockHash?: string;
  readonly rpc?: string;
  readonly coordinator?: string;
  readonly json?: boolean;
}

const MOST_SHOWN = 20;

/** `tessera verify`: exit 0 where the export is what the chain has, 1 where it is not, 2 where it could not be checked. */
export async function runVerify(options: VerifyOptions, output: Output): Promise<Result<ExitCode>> {
  const verified = await verify(options, output);
  if (!verified.ok) {
    output.problem(verified.error);
    return { ok: true, value: EXIT.unchecked };
  }
  output.result(verified.value, () => textOf(options.folder, verified.value));
  return { ok: true, value: verified.value.holds ? EXIT.done : EXIT.differs };
}

async function verify(options: VerifyOptions, output: Output): Promise<Result<Verified>> {
  const { blockHash = null } = options;
  if (blockHash !== null && !/^0x[0-9a-fA-F]{64}$/.test(blockHash)) return fail('USAGE', `"${blockHash}" is no block's hash.`, { field: '--block-hash', fix: 'Give it as 0x and 64 hex digits.' });
  if (options.offline === true && options.rpc !== undefined) return fail('USAGE', '--offline asks no chain, and --rpc names one.', { field: '--rpc', fix: 'Leave one of the two out.' });
  const folder = resolve(options.folder);
  if (options.offline === true) return verifyExport({ folder, chain: null, blockHash });
  return withChainHost(options, output, ({ chain }) => verifyExport({ folder, chain, blockHash }));
}

function textOf(folder: string, { holds, faults, faultCount, remarks, against, claims, items, files }: Verified): string {
  const where = (item: string | null, field: string) => [item, field].filter((part) => part !== null && part !== '').join(': ');
  const more = faultCount - Math.min(faults.length, MOST_SHOWN);
  const of = claims === null ? '' : `project ${claims.project.id} on chain ${claims.chainId}, coordinator ${claims.coordinator}, as of block ${claims.block.number}`;
  return [
    ...faults.slice(0, MOST_SHOWN).map(({ file, item, field, reason }) => `${file === '' ? '(the record)' : file}${where(item, field) === '' ? '' : ` [${where(item, field)}]`}: ${reason}`),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(of === '' ? [] : [of]),
    holds ? `${folder} holds: ${items} items, ${files} files, against ${against === 'chain' ? 'the chain' : 'its light proof'}.` : `${folder} does NOT hold: ${faultCount} ${faultCount === 1 ? 'thing differs' : 'things differ'}.`,
    ...remarks,
  ].join('\n');
}
