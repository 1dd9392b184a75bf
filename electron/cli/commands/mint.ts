import { parseUnits } from 'ethers/utils';
import type { Result } from '../../../shared/host-api.ts';
import { addressSchema } from '../../../shared/labels/ids.ts';
import { encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { ChainAccount } from '../../host/chain/account.ts';
import { fail } from '../../host/context.ts';
import { type KeyOptions, accountKey } from '../account-key.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';
import { type NetworkOptions, connect, tokenFacts } from '../project/connect.ts';

export interface MintOptions extends NetworkOptions, KeyOptions {
  readonly to: string;
  /** Of whole tokens, as typed. */
  readonly amount: string;
}

/** `tessera chain mint`: tokens of a trial token (`chain deploy --new-token`), by the account that deployed it. */
export async function runMint(options: MintOptions, output: Output): Promise<Result<ExitCode>> {
  const to = addressSchema.safeParse(options.to);
  if (!to.success) return fail('BAD_ADDRESS', `"${options.to}" is no address.`, { field: 'ADDRESS', fix: 'Give it as 0x and 40 hex digits.' });
  if (!/^\d{1,40}(\.\d{1,18})?$/.test(options.amount)) return fail('USAGE', `"${options.amount}" is no amount.`, { field: 'AMOUNT', fix: 'Give whole tokens: 1000, or 0.5.' });
  const chain = await connect(options, output);
  if (!chain.ok) return chain;
  try {
    const { rpc, token, chainId } = chain.value;
    if (token === null) return fail('BAD_ADDRESS', 'The address book names no token for this network.', { field: '--rpc', fix: 'Deploy with --new-token first.' });
    const own = await accountKey(options, output);
    if (!own.ok) return own;
    const facts = await tokenFacts(rpc, token);
    if (!facts.ok) return facts;
    const amount = parseUnits(options.amount, facts.value.decimals);
    const sent = await new ChainAccount(rpc, own.value, chainId).send({ to: token, data: encodeTokenCall('mint', [to.data, amount]) });
    if (!sent.ok) return sent;
    output.result({ token, to: to.data, amount: amount.toString(), transaction: sent.value.transactionHash }, () => `${facts.value.show(amount)} minted to ${to.data}`);
    return { ok: true, value: EXIT.done };
  } finally {
    chain.value.close();
  }
}
