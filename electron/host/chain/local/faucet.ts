import { z } from 'zod';
import type { Result } from '../../../../shared/host-api.ts';
import { encodeTokenCall } from '../../../../shared/protocol/abi.ts';
import type { ChainAccount } from '../account.ts';
import { fail } from '../../context.ts';

const GAS_MONEY_WEI = 10n ** 18n;
const TOKENS_WEI = 1_000n * 10n ** 18n;
/** Play money, but a balance that means something is part of the play. */
const MAX_TOKENS_WEI = 10_000n * 10n ** 18n;

const addressSchema = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

/** Gas money and 1,000 tokens for an account of the local chain. Returns the hash of the tokens' transaction. */
export async function runFaucet(deployer: ChainAccount, token: string, target: unknown): Promise<Result<string>> {
  const address = addressSchema.safeParse(target);
  if (!address.success) return fail('BAD_ADDRESS', 'The faucet needs an address: 0x and 40 hex digits.', { field: 'address' });
  const held = await deployer.rpc.call({ to: token, data: encodeTokenCall('balanceOf', [address.data]) });
  if (!held.ok) return held;
  if (BigInt(held.value) >= MAX_TOKENS_WEI) return fail('FAUCET_FULL', 'This account has had enough from the faucet.', { fix: 'Spend some first.' });
  const gas = await deployer.send({ to: address.data, data: '0x', valueWei: GAS_MONEY_WEI });
  if (!gas.ok) return gas;
  const minted = await deployer.send({ to: token, data: encodeTokenCall('mint', [address.data, TOKENS_WEI]) });
  return minted.ok ? { ok: true, value: minted.value.transactionHash } : minted;
}
