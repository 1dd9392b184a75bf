import type { InputHTMLAttributes, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useState } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import { useStrings } from '../strings/strings.ts';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import './field.css';

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  onChange?: ((value: string) => void) | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}

export function TextInput({ onChange, className, ...rest }: TextInputProps) {
  return <input type="text" spellCheck={false} {...rest} className={cx('t-input', className)} onChange={(event) => onChange?.(event.target.value)} />;
}

/** A password that can be looked at while it is typed. */
export function PasswordInput({ className, ...rest }: TextInputProps) {
  const t = useStrings();
  const [isShown, setIsShown] = useState(false);
  return (
    <span className="t-input-group">
      <TextInput {...rest} type={isShown ? 'text' : 'password'} className={cx(isShown && 't-mono', className)} autoCapitalize="off" />
      <IconButton
        icon={isShown ? EyeOff : Eye}
        size="s"
        label={isShown ? t('app:field.conceal') : t('app:field.reveal')}
        onClick={() => setIsShown((was) => !was)}
      />
    </span>
  );
}

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange'> {
  onChange?: ((value: string) => void) | undefined;
}

export function TextArea({ onChange, className, ...rest }: TextAreaProps) {
  return <textarea rows={4} {...rest} className={cx('t-input t-input--area', className)} onChange={(event) => onChange?.(event.target.value)} />;
}

export interface NumberInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  value: number | null;
  /** null where what is typed is no number (yet). */
  onChange: (value: number | null) => void;
  /** Shown after the number, e.g. `px`. */
  unit?: string | undefined;
}

export function NumberInput({ value, onChange, unit, className, ...rest }: NumberInputProps) {
  const input = (
    <input
      type="number"
      {...rest}
      className={cx('t-input t-input--number', className)}
      value={value ?? ''}
      onChange={(event) => onChange(Number.isNaN(event.target.valueAsNumber) ? null : event.target.valueAsNumber)}
    />
  );
  if (unit === undefined) return input;
  return (
    <span className="t-input-group">
      {input}
      <span className="t-input-group__unit">{unit}</span>
    </span>
  );
}

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  isDisabled?: boolean | undefined;
}

export interface SelectProps<V extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  value: V;
  options: readonly SelectOption<V>[];
  onChange: (value: V) => void;
}

export function Select<V extends string>({ value, options, onChange, className, ...rest }: SelectProps<V>) {
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <select {...rest} className={cx('t-input t-input--select', className)} value={value} onChange={(event) => choose(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.isDisabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
