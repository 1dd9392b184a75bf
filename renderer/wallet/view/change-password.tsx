import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { notify } from '../../app/notices/notices.ts';
import { Address } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { PasswordInput } from '../../app/ui/inputs.tsx';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { NewPasswordFields, emptyPassword, isPasswordReady } from '../fields/new-password.tsx';

export function ChangePassword({ account, onClose }: { account: { address: string; name: string }; onClose: () => void }) {
  const t = useStrings();
  const host = useHost();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState(emptyPassword);
  const change = useAction(
    () => host.call('wallet.changePassword', { address: account.address, oldPassword: old, newPassword: fresh.password }),
    () => {
      notify({ tone: 'good', text: t('wallet:changePassword.done') });
      onClose();
    },
  );
  const isReady = old !== '' && isPasswordReady(fresh);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void change.run();
  };
  return (
    <Dialog title={t('wallet:changePassword.title')} onClose={onClose} size="s">
      <form className="t-stack" onSubmit={submit}>
        <Address address={account.address} name={account.name} canCopy={false} />
        <Field label={t('wallet:field.oldPassword')}>
          {(control) => <PasswordInput {...control} value={old} onChange={setOld} autoComplete="current-password" data-autofocus="" />}
        </Field>
        <NewPasswordFields value={fresh} onChange={setFresh} />
        {change.error !== null && <ErrorPanel error={change.error} />}
        <Button tone="primary" type="submit" isBusy={change.isBusy} disabled={!isReady}>
          {t('wallet:changePassword.action')}
        </Button>
      </form>
    </Dialog>
  );
}
