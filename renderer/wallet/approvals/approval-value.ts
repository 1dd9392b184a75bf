import { typedAmount } from '../../app/format/amount.ts';
import type { Approval } from '../../app/state/live.ts';
import { networkName } from '../../app/state/network-name.ts';
import type { Say } from '../../app/strings/strings.ts';

/** Lines whose value is money, as the host wrote it: digits, a point, digits, a symbol. */
const AMOUNTS: ReadonlySet<string> = new Set(['approval.amount', 'approval.balanceAfter', 'approval.budget', 'approval.reward', 'approval.stake', 'approval.auditFee', 'approval.fee', 'approval.today']);
const DECIMAL = /(?<![\w.])\d+\.\d+(?![\w.])/g;

interface Reader {
  readonly network: { readonly isLocal: boolean; readonly name: string } | null;
  readonly locale: string;
  readonly t: Say;
}

/** A line as it is read here. Of an amount only the sign before its decimals is another: `1.234` is a thousand to some. */
export function approvalValue({ label, value }: Approval['lines'][number], { network, locale, t }: Reader): string {
  if (AMOUNTS.has(label)) return value.replace(DECIMAL, (amount) => typedAmount(amount, locale));
  if (label === 'approval.network' && network?.name === value) return networkName(network, t);
  return value;
}
