import { formatUnits } from 'ethers/utils';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { coordinatorInterface, tokenInterface } from '../../../shared/protocol/abi.ts';
import type { ChainService } from '../chain/port.ts';
import { shownSymbol } from '../chain/token-symbol.ts';
import { fail } from '../context.ts';
import type { AskedCall } from './policy.ts';

export interface TokenFacts {
  /** Zero where no account was asked for. */
  readonly balance: bigint;
  /** An amount in the token's unit, with its symbol: `12.5 TSR`. */
  readonly show: (amount: bigint) => string;
}

/** Symbol, decimals and balance as the token itself says. NOT_A_TOKEN where it does not answer as one. */
export async function readToken(chain: ChainService, token: string, account: string | null): Promise<Result<TokenFacts>> {
  const calls = [
    { to: token, data: tokenInterface.encodeFunctionData('symbol') },
    { to: token, data: tokenInterface.encodeFunctionData('decimals') },
    ...(account === null ? [] : [{ to: token, data: tokenInterface.encodeFunctionData('balanceOf', [account]) }]),
  ];
  const read = await chain.read({ calls });
  if (!read.ok) return read;
  const [symbolData, decimalsData, balanceData] = read.value.results;
  try {
    const symbol = z.string().max(64).parse(tokenInterface.decodeFunctionResult('symbol', symbolData?.data ?? '0x')[0]);
    const decimals = z.bigint().max(36n).parse(tokenInterface.decodeFunctionResult('decimals', decimalsData?.data ?? '0x')[0]);
    const balance = balanceData
      ? z.bigint().parse(tokenInterface.decodeFunctionResult('balanceOf', balanceData.data)[0])
      : 0n;
    return { ok: true, value: { balance, show: (amount) => `${formatUnits(amount, decimals)} ${shownSymbol(symbol)}` } };
  } catch {
    return fail('NOT_A_TOKEN', `${token} does not answer as an ERC-20 token`, { field: 'token', fix: 'Check the network and the address.' });
  }
}

/** What `openProject` will take, asked of the coordinator with the very parameters of the call. */
export async function readBudget(chain: ChainService, openProject: AskedCall): Promise<Result<bigint>> {
  const args = coordinatorInterface.decodeFunctionData('openProject', openProject.data);
  const data = coordinatorInterface.encodeFunctionData('budgetOf', [args[0], args[3]]);
  const read = await chain.read({ calls: [{ to: openProject.to, data }] });
  if (!read.ok) return read;
  try {
    const answer = read.value.results[0];
    return { ok: true, value: z.bigint().parse(coordinatorInterface.decodeFunctionResult('budgetOf', answer?.data ?? '0x')[0]) };
  } catch {
    return fail('BAD_PROJECT', 'The coordinator does not take a project with these parameters', { field: 'data' });
  }
}
