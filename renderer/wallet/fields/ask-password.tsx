import type { ReactNode, SyntheticEvent } from 'react';
import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Address } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { PasswordInput } from '../../app/ui/inputs.tsx';
import type { Action } from '../../app/state/use-action.ts';

interface AskPasswordProps {
  title: string;
  account: { address: string; name: string };
  text: ReactNode;
  actionLabel: string;
  action: Action<readonly [password: string]>;
  /** What else must be filled in is there. */
  isReady?: boolean;
  isDangerous?: boolean;
  onClose: () => void;
  /** Fields before the password. */
  children?: ReactNode;
}

/** Something that an unlocked wallet alone does not allow: the account's password, each time. */
export function AskPassword({ title, account, text, actionLabel, action, isReady = true, isDangerous = false, onClose, children }: AskPasswordProps) {
  const t = useStrings();
  const [password, setPassword] = useState('');
  const canGo = isReady && password !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (canGo) void action.run(password);
  };
  return (
    <Dialog title={title} onClose={onClose} size="s">
      <form className="t-stack" onSubmit={submit}>
        <Address address={account.address} name={account.name} canCopy={false} />
        <p>{text}</p>
        {children}
        <Field label={t('wallet:field.password')}>
          {(control) => <PasswordInput {...control} value={password} maxLength={256} onChange={setPassword} autoComplete="current-password" data-autofocus="" />}
        </Field>
        {action.error !== null && <ErrorPanel error={action.error} />}
        <Button tone={isDangerous ? 'danger' : 'primary'} type="submit" isBusy={action.isBusy} disabled={!canGo}>
          {actionLabel}
        </Button>
      </form>
    </Dialog>
  );
}
