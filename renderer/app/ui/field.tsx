import type { ReactNode } from 'react';
import { useId } from 'react';
import { useStrings } from '../strings/strings.ts';
import { cx } from './cx.ts';
import './field.css';

/** What the control inside a field must carry. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  /** Said below the label, always. */
  hint?: ReactNode;
  /** What is wrong and how to put it right; marks the control. */
  error?: string | null | undefined;
  isOptional?: boolean | undefined;
  className?: string | undefined;
  children: (control: FieldControl) => ReactNode;
}

/** A label, its control, a hint and an error, tied together for screen readers. */
export function Field({ label, hint, error, isOptional = false, className, children }: FieldProps) {
  const t = useStrings();
  const id = useId();
  const hasError = error !== null && error !== undefined && error !== '';
  const hasHint = hint !== undefined && hint !== null && hint !== false;
  const describedBy = [hasHint && `${id}-hint`, hasError && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cx('t-field', className)}>
      <label className="t-field__label" htmlFor={id}>
        {label}
        {isOptional && <span className="t-field__optional">{t('app:field.optional')}</span>}
      </label>
      {hasHint && (
        <p className="t-field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': describedBy === '' ? undefined : describedBy, 'aria-invalid': hasError || undefined })}
      <p className="t-field__error" id={`${id}-error`} role="alert">
        {hasError ? error : ''}
      </p>
    </div>
  );
}
