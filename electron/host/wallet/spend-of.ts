import { assertNever } from '../../../shared/assert-never.ts';
import type { Asset, Spend } from './spending.ts';
import type { ValueRequest } from './policy-rules.ts';

/**
 * What a request takes out of the account's hand, or null where it takes nothing. An allowance takes nothing by itself:
 * the coordinator alone may use it, by a deposit or an opening that is counted then. Network fees are not counted.
 * @param budget of a project that is opened
 */
export function spendOf(request: ValueRequest, budget: bigint): Pick<Spend, 'asset' | 'amount' | 'kind' | 'to'> | null {
  switch (request.kind) {
    case 'send-token':
      return { kind: request.kind, asset: assetOf(request.token), amount: request.amount, to: request.to };
    case 'send-native':
      return { kind: request.kind, asset: NATIVE, amount: request.amountWei, to: request.to };
    case 'deposit-stake':
      return { kind: request.kind, asset: assetOf(request.token), amount: request.amount, to: null };
    case 'open-project':
      return { kind: request.kind, asset: assetOf(request.project.token), amount: budget, to: null };
    case 'approve-token':
    case 'withdraw-stake':
    case 'close-project':
    case 'set-expert':
    case 'admit-to-scope':
      return null;
    default:
      return assertNever(request);
  }
}

export const NATIVE: Asset = 'native';
export const assetOf = (token: string): Asset => token.toLowerCase();
