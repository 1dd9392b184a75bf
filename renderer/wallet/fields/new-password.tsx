import { useStrings } from '../../app/strings/strings.ts';
import { Field } from '../../app/ui/field.tsx';
import { PasswordInput } from '../../app/ui/inputs.tsx';
import { MIN_PASSWORD_LENGTH, strengthOf, strengths } from './strength.ts';
import './new-password.css';

export interface NewPassword {
  password: string;
  again: string;
}

export const emptyPassword: NewPassword = { password: '', again: '' };

export function isPasswordReady({ password, again }: NewPassword): boolean {
  return password.length >= MIN_PASSWORD_LENGTH && password === again;
}

/** A new password, typed twice, with a hint on how well it holds. */
export function NewPasswordFields({ value, onChange, isFirst = false }: { value: NewPassword; onChange: (value: NewPassword) => void; isFirst?: boolean }) {
  const t = useStrings();
  const { password, again } = value;
  const missing = MIN_PASSWORD_LENGTH - password.length;
  const short = password !== '' && missing > 0 ? t('wallet:field.passwordShort', { count: missing }) : null;
  const differs = again !== '' && again !== password && !password.startsWith(again) ? t('wallet:field.passwordDiffers') : null;
  return (
    <>
      <Field label={t('wallet:field.password')} hint={t('wallet:field.passwordHint')} error={short}>
        {(control) => (
          <PasswordInput
            {...control}
            value={password}
            autoComplete="new-password"
            onChange={(next) => onChange({ ...value, password: next })}
            {...(isFirst ? { 'data-autofocus': '' } : {})}
          />
        )}
      </Field>
      {password !== '' && missing <= 0 && <StrengthMeter password={password} />}
      <Field label={t('wallet:field.passwordAgain')} error={differs}>
        {(control) => <PasswordInput {...control} value={again} autoComplete="new-password" onChange={(next) => onChange({ ...value, again: next })} />}
      </Field>
    </>
  );
}

function StrengthMeter({ password }: { password: string }) {
  const t = useStrings();
  const strength = strengthOf(password);
  const level = strengths.indexOf(strength);
  return (
    <p className={`t-strength t-strength--${strength}`} role="status">
      <span className="t-strength__tiles" aria-hidden="true">
        {strengths.map((each, index) => (
          <span key={each} className={index <= level ? 't-strength__tile t-strength__tile--set' : 't-strength__tile'} />
        ))}
      </span>
      {t(`wallet:strength.${strength}`)}
    </p>
  );
}
