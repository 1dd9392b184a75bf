import { useState } from 'react';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { useAnswer } from '../../app/state/use-answer.ts';
import { useLive } from '../../app/state/use-live.tsx';
import { Amount } from '../../app/ui/amount.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import type { Sendable } from '../send/money.ts';
import { SetLimit } from './set-limit.tsx';
import './limits.css';

export type Limits = HostResult<'wallet.limits'>;

/** How it is written. */
export interface Unit {
  readonly decimals: number;
  readonly symbol: string;
}

const NATIVE_DECIMALS = 18;

/** What may leave the account in a day. The host keeps it; the window can only lower it by itself. */
export function LimitsPanel({ account }: { account: { address: string; name: string } }) {
  const t = useStrings();
  const { balances, chain, approvals } = useLive();
  // Asked again whenever a request was answered: it may have been paid.
  const { value: asked } = useAnswer('wallet.limits', {}, `${account.address} ${chain?.network.id ?? ''} ${String(approvals.length)}`);
  const [told, setTold] = useState<{ asked: Limits | null; limits: Limits } | null>(null);
  const [open, setOpen] = useState<Sendable | null>(null);
  const limits = told !== null && told.asked === asked ? told.limits : asked;
  const units: Record<Sendable, Unit> = {
    token: { decimals: balances?.tokenDecimals ?? NATIVE_DECIMALS, symbol: balances?.tokenSymbol ?? '' },
    native: { decimals: NATIVE_DECIMALS, symbol: chain?.network.currency ?? '' },
  };
  const line = (what: Sendable) => {
    const now = limits?.[what] ?? null;
    if (now === null) return null;
    const part = now.limit === null ? 0 : partOf(BigInt(now.spent), BigInt(now.limit));
    return (
      <div key={what} className="t-limits__line">
        <div className="t-limits__words">
          <span className="t-limits__what">{t(`wallet:send.${what}`)}</span>
          {now.limit === null ? (
            <span className="t-soft">{t('wallet:limits.none')}</span>
          ) : (
            <span>
              <Amount value={now.spent} decimals={units[what].decimals} symbol="" /> {t('wallet:limits.of')} <Amount value={now.limit} {...units[what]} />
            </span>
          )}
        </div>
        <Button size="s" aria-label={t('wallet:limits.changeOf', { what: t(`wallet:send.${what}`) })} onClick={() => setOpen(what)}>
          {t(now.limit === null ? 'wallet:limits.set' : 'wallet:limits.change')}
        </Button>
        {now.limit !== null && <meter className="t-limits__meter" aria-label={t('wallet:limits.used', { what: t(`wallet:send.${what}`) })} min={0} max={100} value={part} />}
      </div>
    );
  };
  return (
    <Panel title={t('wallet:limits.title')}>
      <div className="t-stack">
        <p className="t-soft">{t('wallet:limits.text')}</p>
        {limits === null ? <Skeleton /> : (['token', 'native'] as const).map(line)}
      </div>
      {open !== null && limits?.[open] != null && (
        <SetLimit
          account={account}
          what={open}
          unit={units[open]}
          now={limits[open].limit}
          onSet={(next) => {
            setTold({ asked, limits: next });
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  );
}

/** Per cent, for the eye. */
function partOf(spent: bigint, limit: bigint): number {
  return limit === 0n ? 100 : Math.min(100, Number((spent * 100n) / limit));
}
