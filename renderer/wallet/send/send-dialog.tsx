import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { canonicalAmount, exactAmount, parseAmount, typedAmount } from '../../app/format/amount.ts';
import { useHost } from '../../app/state/host.tsx';
import { closeOverlay } from '../../app/state/overlays.ts';
import { useAction } from '../../app/state/use-action.ts';
import { useAnswer } from '../../app/state/use-answer.ts';
import { useActiveAccount, useLive } from '../../app/state/use-live.tsx';
import { Amount } from '../../app/ui/amount.tsx';
import { Button } from '../../app/ui/button.tsx';
import { RadioGroup } from '../../app/ui/checkbox.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { RecipientField } from './recipient-field.tsx';
import { callOf, feeOf, mostOf } from './money.ts';
import type { Sendable } from './money.ts';
import { useRecipient } from './use-recipient.ts';
import './send.css';

const NATIVE_DECIMALS = 18;

/** Tokens or fee money to somebody. What goes out is decided in the request that follows, which the host has decoded. */
export function SendDialog() {
  const t = useStrings();
  const host = useHost();
  const account = useActiveAccount();
  const { balances, chain } = useLive();
  const token = chain?.network.token ?? null;
  const [what, setWhat] = useState<Sendable>(token === null ? 'native' : 'token');
  const [to, setTo] = useState('');
  const [typed, setTyped] = useState('');
  const looked = useRecipient(to);
  const unit = what === 'token' ? { decimals: balances?.tokenDecimals ?? NATIVE_DECIMALS, symbol: balances?.tokenSymbol ?? '' } : { decimals: NATIVE_DECIMALS, symbol: chain?.network.currency ?? '' };
  const held = BigInt((what === 'token' ? balances?.token : balances?.nativeWei) ?? '0');
  const amount = parseAmount(canonicalAmount(typed, locale()), unit.decimals);
  const recipient = looked?.value?.address ?? null;
  // Until somebody is named, the fee of paying oneself is a good guess.
  const { to: target, data } = callOf(what, recipient ?? account?.address ?? '', amount ?? 1n, token) ?? { to: account?.address ?? '', data: '0x' };
  const { value: estimate } = useAnswer('chain.estimate', { to: target, data }, chain?.network.id);
  const feeWei = estimate === null ? null : feeOf(BigInt(estimate.gas), BigInt(estimate.gasPriceWei));
  const most = mostOf(what, held, feeWei);
  const send = useAction(
    async () => {
      const call = callOf(what, recipient ?? '', amount ?? 0n, token);
      return call === null ? ({ ok: false, error: { code: 'NO_TOKEN', message: 'This network has no token yet' } } as const) : host.call('chain.send', call);
    },
    // The request comes up by itself where nothing else floats.
    () => closeOverlay(),
  );
  const isTooMuch = amount !== null && amount > held;
  const isReady = recipient !== null && amount !== null && amount > 0n && !isTooMuch;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void send.run();
  };
  const fault = typed !== '' && amount === null ? t('wallet:send.amountBad', { decimals: unit.decimals }) : isTooMuch ? t('wallet:send.amountOver') : null;
  return (
    <Dialog title={t('wallet:send.title')} onClose={closeOverlay}>
      <form className="t-stack" onSubmit={submit}>
        {token !== null && (
          <RadioGroup
            legend={t('wallet:send.what')}
            isSegmented
            value={what}
            onChange={setWhat}
            options={[
              { value: 'token', label: t('wallet:send.token') },
              { value: 'native', label: t('wallet:send.native') },
            ]}
          />
        )}
        <RecipientField value={to} onChange={setTo} looked={looked} />
        <Field
          label={t('wallet:send.amount')}
          hint={
            <>
              {t('wallet:send.held')} <Amount value={held} {...unit} />
            </>
          }
          error={fault}
        >
          {(control) => (
            <span className="t-send__amount">
              <TextInput {...control} className="t-number" inputMode="decimal" autoComplete="off" value={typed} maxLength={100} onChange={setTyped} />
              <span className="t-soft">{unit.symbol}</span>
              <Button size="s" disabled={most === null} onClick={() => setTyped(typedAmount(exactAmount(most ?? 0n, unit.decimals), locale()))}>
                {t('wallet:send.max')}
              </Button>
            </span>
          )}
        </Field>
        <p className="t-send__fee t-soft">
          {t('wallet:send.fee')} {feeWei === null ? t('wallet:send.feeUnknown') : <Amount value={feeWei} decimals={NATIVE_DECIMALS} symbol={chain?.network.currency ?? ''} maxFraction={8} />}
        </p>
        {send.error !== null && <ErrorPanel error={send.error} onRetry={() => void send.run()} />}
        <Button tone="primary" type="submit" isBusy={send.isBusy} disabled={!isReady}>
          {t('wallet:send.next')}
        </Button>
        <p className="t-soft">{t('wallet:send.nextHint')}</p>
      </form>
    </Dialog>
  );
}
