import type { HostClient } from '../../shared/host-api.ts';
import { notify } from '../app/notices/notices.ts';
import type { Say } from '../app/strings/strings.ts';

/** A new account on the local chain gets practice money by itself; elsewhere it is only greeted. */
export async function welcome(host: HostClient, address: string, isLocal: boolean, t: Say): Promise<void> {
  if (!isLocal) {
    notify({ tone: 'good', text: t('wallet:create.done') });
    return;
  }
  const answer = await host.call('chain.faucet', { address });
  if (answer.ok) notify({ tone: 'good', text: t('wallet:create.doneFaucet') });
  else notify({ tone: 'warn', text: t('wallet:create.faucetFailed'), lastsMs: null });
}
