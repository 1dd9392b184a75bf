import type { ReactNode } from 'react';
import { useId } from 'react';
import { cx } from './cx.ts';
import './checkbox.css';

export interface CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean | undefined;
  /** Drawn as a switch: something that is on or off at once, not an answer in a form. */
  isSwitch?: boolean | undefined;
  className?: string | undefined;
}

export function Checkbox({ label, hint, isChecked, onChange, isDisabled = false, isSwitch = false, className }: CheckboxProps) {
  const id = useId();
  const hasHint = hint !== undefined && hint !== null && hint !== false;
  return (
    <div className={cx('t-check', isSwitch && 't-check--switch', className)}>
      <input
        type="checkbox"
        role={isSwitch ? 'switch' : undefined}
        id={id}
        className="t-check__box"
        checked={isChecked}
        disabled={isDisabled}
        aria-describedby={hasHint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label className="t-check__label" htmlFor={id}>
        {label}
      </label>
      {hasHint && (
        <p className="t-check__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export interface RadioGroupProps<V extends string> {
  legend: string;
  value: V;
  options: readonly { value: V; label: ReactNode; hint?: ReactNode }[];
  onChange: (value: V) => void;
  /** Side by side as one bar of tiles. */
  isSegmented?: boolean | undefined;
}

export function RadioGroup<V extends string>({ legend, value, options, onChange, isSegmented = false }: RadioGroupProps<V>) {
  const name = useId();
  return (
    <fieldset className={cx('t-radios', isSegmented && 't-radios--segmented')}>
      <legend className="t-field__label">{legend}</legend>
      <div className="t-radios__options">
        {options.map((option) => (
          <label key={option.value} className="t-radios__option">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span className="t-radios__text">{option.label}</span>
            {option.hint !== undefined && <span className="t-radios__hint">{option.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
