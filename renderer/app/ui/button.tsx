import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';
import './button.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `danger` is for what cannot be taken back: never the first focus of a dialog. */
  tone?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined;
  size?: 's' | 'm' | 'l' | undefined;
  icon?: LucideIcon | undefined;
  /** At work: shows it and takes no second press. */
  isBusy?: boolean | undefined;
  children: ReactNode;
}

export function Button({ tone = 'plain', size = 'm', icon: Icon, isBusy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx('t-button', `t-button--${tone}`, `t-button--${size}`, className)}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
    >
      {isBusy ? <span className="t-button__busy" aria-hidden="true" /> : Icon !== undefined && <Icon size={size === 's' ? 14 : 16} aria-hidden="true" />}
      <span className="t-button__text">{children}</span>
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  /** Spoken, and shown as the tooltip. */
  label: string;
  tone?: 'quiet' | 'plain' | 'danger' | undefined;
  size?: 's' | 'm' | undefined;
  /** A toggle: pressed or not. Leave out where it is none. */
  isPressed?: boolean | undefined;
}

export function IconButton({ icon: Icon, label, tone = 'quiet', size = 'm', isPressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      aria-pressed={isPressed}
      className={cx('t-icon-button', `t-button--${tone}`, `t-icon-button--${size}`, className)}
    >
      <Icon size={size === 's' ? 14 : 18} aria-hidden="true" />
    </button>
  );
}
