import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { HostError } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { NewPasswordFields, emptyPassword, isPasswordReady } from '../fields/new-password.tsx';

interface PasswordStepProps {
  isBusy: boolean;
  error: HostError | null;
  onFinish: (name: string, password: string) => void;
}

/** The name and the password under which the keystore is written; then the wallet is there. */
export function PasswordStep({ isBusy, error, onFinish }: PasswordStepProps) {
  const t = useStrings();
  const [name, setName] = useState(() => t('wallet:field.nameDefault'));
  const [passwords, setPasswords] = useState(emptyPassword);
  const isReady = isPasswordReady(passwords) && name.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) onFinish(name.trim(), passwords.password);
  };
  return (
    <form className="t-stack" onSubmit={submit}>
      <h3 className="t-create__heading">{t('wallet:create.password.heading')}</h3>
      <p>{t('wallet:create.password.text')}</p>
      <Field label={t('wallet:field.name')} hint={t('wallet:field.nameHint')}>
        {(control) => <TextInput {...control} value={name} maxLength={60} onChange={setName} />}
      </Field>
      <NewPasswordFields value={passwords} onChange={setPasswords} />
      {error !== null && <ErrorPanel error={error} onRetry={() => onFinish(name.trim(), passwords.password)} />}
      <div className="t-create__foot">
        <Button tone="primary" type="submit" isBusy={isBusy} disabled={!isReady}>
          {t('wallet:create.password.finish')}
        </Button>
      </div>
    </form>
  );
}
