import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { PasswordInput, TextArea, TextInput } from '../../app/ui/inputs.tsx';
import type { Action } from '../../app/state/use-action.ts';
import { NewPasswordFields, emptyPassword, isPasswordReady } from '../fields/new-password.tsx';

interface SecretFormProps {
  kind: 'phrase' | 'key';
  action: Action<readonly [secret: string, name: string, password: string]>;
}

/** A phrase or a key, with the name and the new password under which it is kept. */
export function SecretForm({ kind, action }: SecretFormProps) {
  const t = useStrings();
  const [secret, setSecret] = useState('');
  const [name, setName] = useState(() => t('wallet:field.nameDefault'));
  const [passwords, setPasswords] = useState(emptyPassword);
  const isReady = secret.trim() !== '' && name.trim() !== '' && isPasswordReady(passwords);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void action.run(secret, name.trim(), passwords.password);
  };
  return (
    <form className="t-stack" onSubmit={submit}>
      <Field label={t(kind === 'phrase' ? 'wallet:import.phraseField' : 'wallet:import.keyField')} hint={t(kind === 'phrase' ? 'wallet:import.phraseHint' : 'wallet:import.keyHint')}>
        {(control) =>
          kind === 'phrase' ? (
            <TextArea {...control} rows={3} className="t-mono" value={secret} onChange={setSecret} spellCheck={false} autoComplete="off" autoCapitalize="off" maxLength={400} data-autofocus="" />
          ) : (
            <PasswordInput {...control} value={secret} onChange={setSecret} autoComplete="off" maxLength={80} />
          )
        }
      </Field>
      <Field label={t('wallet:field.name')} hint={t('wallet:field.nameHint')}>
        {(control) => <TextInput {...control} value={name} maxLength={60} onChange={setName} />}
      </Field>
      <NewPasswordFields value={passwords} onChange={setPasswords} />
      {action.error !== null && <ErrorPanel error={action.error} />}
      <Button tone="primary" type="submit" isBusy={action.isBusy} disabled={!isReady}>
        {t('wallet:import.finish')}
      </Button>
    </form>
  );
}
