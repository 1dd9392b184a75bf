import type { Result } from '../../shared/host-api.ts';
import { addressSchema } from '../../shared/labels/ids.ts';
import { checkRpcUrl } from '../host/chain/rpc.ts';
import { fail } from '../host/context.ts';

/** A network given on the command line. */
export interface ForeignNetwork {
  readonly rpcUrl: string;
  readonly coordinator: string;
  readonly token?: string;
}

/** --rpc and --coordinator belong together. null where neither is given: the local chain. */
export function foreignNetwork(options: { readonly rpc?: string; readonly coordinator?: string; readonly token?: string }): Result<ForeignNetwork | null> {
  const { rpc, coordinator, token } = options;
  if (rpc === undefined && coordinator === undefined) return { ok: true, value: null };
  if (rpc === undefined || coordinator === undefined) {
    const missing = rpc === undefined ? '--rpc' : '--coordinator';
    return fail('USAGE', `${missing} is missing: another network needs both its RPC address and its coordinator.`, { field: missing });
  }
  const url = checkRpcUrl(rpc);
  if (!url.ok) return url;
  for (const [field, text] of [['--coordinator', coordinator], ['--token', token]] as const) {
    if (text !== undefined && !addressSchema.safeParse(text).success) return fail('USAGE', `"${text}" is no address.`, { field, fix: 'Give it as 0x and 40 hex digits.' });
  }
  return { ok: true, value: { rpcUrl: url.value, coordinator, ...(token === undefined ? {} : { token }) } };
}
