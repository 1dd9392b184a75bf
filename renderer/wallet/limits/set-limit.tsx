import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { canonicalAmount, exactAmount, parseAmount, typedAmount } from '../../app/format/amount.ts';
import { notify } from '../../app/notices/notices.ts';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { Address } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { PasswordInput, TextInput } from '../../app/ui/inputs.tsx';
import type { Sendable } from '../send/money.ts';
import type { Limits, Unit } from './limits-panel.tsx';

interface SetLimitProps {
  account: { address: string; name: string };
  what: Sendable;
  unit: Unit;
  /** In the smallest unit; null where there is none. */
  now: string | null;
  onSet: (limits: Limits) => void;
  onClose: () => void;
}

/** A limit is lowered by saying so; to raise it or take it away, the host wants the password. */
export function SetLimit({ account, what, unit, now, onSet, onClose }: SetLimitProps) {
  const t = useStrings();
  const host = useHost();
  const [typed, setTyped] = useState(now === null ? '' : typedAmount(exactAmount(now, unit.decimals), locale()));
  const [isNone, setIsNone] = useState(false);
  const [password, setPassword] = useState('');
  const amount = isNone ? null : parseAmount(canonicalAmount(typed, locale()), unit.decimals);
  const isRise = now !== null && (isNone || (amount !== null && amount > BigInt(now)));
  const set = useAction(
    () => host.call('wallet.setLimit', { what, amount: amount?.toString() ?? null, ...(isRise ? { password } : {}) }),
    (limits) => {
      notify({ tone: 'good', text: t('wallet:limits.done') });
      onSet(limits);
    },
  );
  const isReady = (isNone || amount !== null) && (!isRise || password !== '');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void set.run();
  };
  return (
    <Dialog title={t('wallet:limits.setTitle')} onClose={onClose} size="s">
      <form className="t-stack" onSubmit={submit}>
        <Address address={account.address} name={account.name} canCopy={false} />
        {!isNone && (
          <Field label={t('wallet:limits.amount', { symbol: unit.symbol })} error={typed !== '' && amount === null ? t('wallet:send.amountBad', { decimals: unit.decimals }) : null}>
            {(control) => <TextInput {...control} className="t-number" inputMode="decimal" autoComplete="off" value={typed} maxLength={100} onChange={setTyped} data-autofocus="" />}
          </Field>
        )}
        {now !== null && <Checkbox label={t('wallet:limits.noLimit')} isChecked={isNone} onChange={setIsNone} />}
        {isRise && (
          <Field label={t('wallet:field.password')} hint={t('wallet:limits.passwordHint')}>
            {(control) => <PasswordInput {...control} value={password} maxLength={256} onChange={setPassword} autoComplete="current-password" />}
          </Field>
        )}
        {set.error !== null && <ErrorPanel error={set.error} />}
        <Button tone="primary" type="submit" isBusy={set.isBusy} disabled={!isReady}>
          {t('wallet:limits.save')}
        </Button>
      </form>
    </Dialog>
  );
}
