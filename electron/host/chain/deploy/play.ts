import type { Result } from '../../../../shared/host-api.ts';
import type { ChainAccount } from '../account.ts';
import { deployPrepared, prepareDeployment } from './deploy.ts';
import { hasCreate2 } from './proxy.ts';

/** The contracts of a chain of our own: there is always a token, minted by the deployer. */
export interface PlayDeployment {
  readonly chainId: number;
  readonly coordinator: string;
  readonly token: string;
  readonly deployedAtBlock: number;
}

/** The same path as on any network, for chains whose money is worth nothing: nothing is asked, and there is always a token. */
export async function deployForPlay(account: ChainAccount, chainId: number): Promise<Result<PlayDeployment>> {
  const proxy = await hasCreate2(account.rpc);
  if (!proxy.ok) return proxy;
  const options = { chainId, method: proxy.value ? 'create2' : 'plain', hasToken: true } as const;
  const prepared = await prepareDeployment(account, options);
  if (!prepared.ok) return prepared;
  const deployed = await deployPrepared(account, options, prepared.value);
  if (!deployed.ok) return deployed;
  const { coordinator, token, deployedAtBlock } = deployed.value;
  if (token === null) throw new Error('the generated deployment lacks the token');
  return { ok: true, value: { chainId, coordinator, token, deployedAtBlock } };
}
