import { Transaction } from 'ethers/transaction';
import type { Result } from '../../../shared/host-api.ts';
import type { TransactionSigner, TransactionToSign } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { AskedCall } from './policy.ts';
import type { Session } from './session.ts';

/** A node that names a fee beyond this (0.1 of the native coin) is wrong or hostile: the fee would burn the account. */
const MAX_FEE_WEI = 100_000_000_000_000_000n;

/** What the policy, or the person, has allowed. */
export interface AllowedCall extends AskedCall {
  readonly from: string;
  readonly chainId: number;
  /** What the person was shown as the most that it takes; left out where nobody was asked. */
  readonly mostFeeWei?: bigint;
}

/** Signs exactly the allowed call and nothing else; what the chain service added is held against it first. */
export function signerFor(session: Session, allowed: AllowedCall): TransactionSigner {
  return (asked) => {
    const difference = differenceOf(asked, allowed);
    if (difference !== null) {
      return answer(fail('POLICY_CHANGED', `The transaction is not the one that was allowed: its ${difference} differs`, { field: difference }));
    }
    const { fees } = asked;
    const feeWei = asked.gasLimit * (fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei);
    if (feeWei > MAX_FEE_WEI || (allowed.mostFeeWei !== undefined && feeWei > allowed.mostFeeWei)) {
      return answer(fail('FEE_TOO_HIGH', `The network asks for a fee of up to ${String(feeWei)} wei`, { fix: 'Wait until the fees have come down, or check the RPC address.' }));
    }
    const key = session.key(allowed.from);
    if (!key) return answer(walletLocked());
    return answer({ ok: true, value: key.signTransaction(toTransaction(asked)) });
  };
}

export function walletLocked(): Result<never> {
  return fail('WALLET_LOCKED', 'The wallet is locked', { fix: 'Unlock it with its password.' });
}

function differenceOf(asked: TransactionToSign, allowed: AllowedCall): string | null {
  if (asked.chainId !== allowed.chainId) return 'chainId';
  if (asked.from.toLowerCase() !== allowed.from.toLowerCase()) return 'from';
  if (asked.to.toLowerCase() !== allowed.to.toLowerCase()) return 'to';
  if (asked.data.toLowerCase() !== allowed.data.toLowerCase()) return 'data';
  return asked.valueWei === allowed.valueWei ? null : 'valueWei';
}

function toTransaction({ fees, ...asked }: TransactionToSign): Transaction {
  const common = { to: asked.to, data: asked.data, value: asked.valueWei, chainId: asked.chainId, nonce: asked.nonce, gasLimit: asked.gasLimit };
  return Transaction.from(
    fees.kind === 'legacy'
      ? { ...common, type: 0, gasPrice: fees.gasPriceWei }
      : { ...common, type: 2, maxFeePerGas: fees.maxFeePerGasWei, maxPriorityFeePerGas: fees.maxPriorityFeePerGasWei },
  );
}

const answer = (result: Result<string>): Promise<Result<string>> => Promise.resolve(result);
