import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { PasswordInput, TextInput } from '../../app/ui/inputs.tsx';
import type { Action } from '../../app/state/use-action.ts';

/** Larger files are refused by the host; no keystore comes near it. */
const MAX_BYTES = 20_000;

export function KeystoreForm({ action }: { action: Action<readonly [json: string, name: string, password: string]> }) {
  const t = useStrings();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [name, setName] = useState(() => t('wallet:field.nameDefault'));
  const [password, setPassword] = useState('');
  const isReady = file !== null && password !== '' && name.trim() !== '';
  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const isTooLarge = chosen.size > MAX_BYTES;
    setFault(isTooLarge ? t('errors:BAD_KEYSTORE.sentence') : null);
    setFile(isTooLarge ? null : { name: chosen.name, text: await chosen.text() });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void action.run(file.text, name.trim(), password);
  };
  return (
    <form className="t-stack" onSubmit={submit}>
      <Field label={t('wallet:import.keystoreField')} hint={t('wallet:import.keystoreHint')} error={fault}>
        {(control) => <input {...control} type="file" accept=".json,application/json" onChange={(event) => void choose(event.target.files?.[0])} />}
      </Field>
      <Field label={t('wallet:import.keystorePassword')}>
        {(control) => <PasswordInput {...control} value={password} onChange={setPassword} autoComplete="current-password" />}
      </Field>
      <Field label={t('wallet:field.name')} hint={t('wallet:field.nameHint')}>
        {(control) => <TextInput {...control} value={name} maxLength={60} onChange={setName} />}
      </Field>
      {action.error !== null && <ErrorPanel error={action.error} />}
      <Button tone="primary" type="submit" isBusy={action.isBusy} disabled={!isReady}>
        {t('wallet:import.finish')}
      </Button>
    </form>
  );
}
