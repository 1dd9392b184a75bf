import type { SyntheticEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { KeyRound } from 'lucide-react';
import { useStrings } from '../app/strings/strings.ts';
import { ErrorPanel } from '../app/errors/error-panel.tsx';
import { Button } from '../app/ui/button.tsx';
import { Dialog } from '../app/ui/dialog.tsx';
import { Field } from '../app/ui/field.tsx';
import { PasswordInput, Select } from '../app/ui/inputs.tsx';
import { shortAddress } from '../app/format/short.ts';
import { useHost } from '../app/state/host.tsx';
import { closeOverlay, unlocked } from '../app/state/overlays.ts';
import { useAction } from '../app/state/use-action.ts';
import { useAnswer } from '../app/state/use-answer.ts';
import { useLive } from '../app/state/use-live.tsx';

/** Asks for the password. Small on purpose: the work below stays in sight and stays saved. */
export function Unlock() {
  const t = useStrings();
  const host = useHost();
  const { wallet } = useLive();
  const accounts = wallet?.accounts ?? [];
  const [address, setAddress] = useState(wallet?.active ?? accounts[0]?.address ?? '');
  const [password, setPassword] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const unlock = useAction(() => host.call('wallet.unlock', { password, address }), unlocked);
  const { value: keychain } = useAnswer('wallet.keychain', {});
  const isRemembered = keychain?.remembered.includes(address) ?? false;
  const recall = useAction(() => host.call('wallet.unlockRemembered', { address }), unlocked);
  // A wrong password is marked, so that typing replaces it.
  useEffect(() => {
    if (unlock.error !== null) input.current?.select();
  }, [unlock.error]);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (password !== '') void unlock.run();
  };
  return (
    <Dialog title={t('wallet:unlock.title')} onClose={closeOverlay} size="s" className="t-dialog--corner">
      <form className="t-stack" onSubmit={submit}>
        <p className="t-soft">{t('wallet:unlock.text')}</p>
        <Field label={t('wallet:unlock.account')}>
          {(control) => (
            <Select
              {...control}
              value={address}
              onChange={setAddress}
              options={accounts.map((account) => ({ value: account.address, label: `${account.name} · ${shortAddress(account.address)}` }))}
            />
          )}
        </Field>
        <Field label={t('wallet:field.password')}>
          {(control) => (
            <PasswordInput {...control} ref={input} value={password} onChange={setPassword} autoComplete="current-password" data-autofocus="" />
          )}
        </Field>
        {unlock.error !== null && <ErrorPanel error={unlock.error} />}
        <Button tone="primary" type="submit" isBusy={unlock.isBusy} disabled={password === ''}>
          {t('wallet:unlock.action')}
        </Button>
        {isRemembered && (
          <Button icon={KeyRound} isBusy={recall.isBusy} onClick={() => void recall.run()}>
            {t('wallet:unlock.recall')}
          </Button>
        )}
        {recall.error !== null && <ErrorPanel error={recall.error} hasNoAction />}
        <p className="t-soft">{t('wallet:unlock.forgot')}</p>
      </form>
    </Dialog>
  );
}
