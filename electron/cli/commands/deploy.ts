import { readFileSync } from 'node:fs';
import { Wallet } from 'ethers/wallet';
import type { Result } from '../../../shared/host-api.ts';
import { addressSchema } from '../../../shared/labels/ids.ts';
import { ChainAccount } from '../../host/chain/account.ts';
import { deployContracts } from '../../host/chain/deploy.ts';
import { checkRpcUrl, createRpc } from '../../host/chain/rpc.ts';
import { createWire } from '../../host/chain/wire.ts';
import { fail } from '../../host/context.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';

export interface DeployOptions {
  readonly rpc: string;
  readonly keyFile: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** The key is read, used and never shown, not even when it is wrong. */
function readKey(path: string): Result<Wallet> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    return fail('BAD_FILE', `${path}: ${error instanceof Error ? error.message : String(error)}`, { field: '--key-file' });
  }
  if (!/^(0x)?[0-9a-fA-F]{64}$/.test(text)) return fail('BAD_KEY', `${path} holds no private key.`, { field: '--key-file', fix: 'It must hold 64 hex digits, with or without 0x, and nothing else.' });
  return { ok: true, value: new Wallet(text.startsWith('0x') ? text : `0x${text}`) };
}

/** `tessera chain deploy`: the contracts on any network. */
export async function runDeploy(options: DeployOptions, output: Output): Promise<Result<ExitCode>> {
  const wallet = readKey(options.keyFile);
  if (!wallet.ok) return wallet;
  const token = options.token === undefined ? undefined : addressSchema.safeParse(options.token);
  if (token?.success === false) return fail('BAD_ADDRESS', `"${options.token ?? ''}" is no address.`, { field: '--token', fix: 'Give it as 0x and 40 hex digits.' });
  const url = checkRpcUrl(options.rpc);
  if (!url.ok) return url;
  const rpc = createRpc(createWire(url.value));
  try {
    const chainId = await rpc.chainId();
    if (!chainId.ok) return chainId;
    const account = new ChainAccount(rpc, wallet.value, chainId.value);
    output.progress(`Deploying on chain ${chainId.value} from ${account.address}`);
    const deployment = await deployContracts(account, chainId.value, { ...(token === undefined ? {} : { token: token.data }), onStep: (name) => output.progress(`  ${name}`) });
    if (!deployment.ok) return deployment;
    const { coordinator, token: paidIn, deployedAtBlock } = deployment.value;
    output.result(deployment.value, () => `Coordinator ${coordinator}\nToken       ${paidIn}\nFrom block  ${deployedAtBlock}`);
    return { ok: true, value: EXIT.done };
  } finally {
    rpc.close();
  }
}
