import type { ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';
import './badge.css';

export interface BadgeProps {
  tone?: 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | undefined;
  icon?: LucideIcon | undefined;
  title?: string | undefined;
  children: ReactNode;
}

/** A small state in words; the tone only underlines what the words say. */
export function Badge({ tone = 'neutral', icon: Icon, title, children }: BadgeProps) {
  return (
    <span className={cx('t-badge', `t-badge--${tone}`)} title={title}>
      {Icon !== undefined && <Icon size={12} aria-hidden="true" />}
      {children}
    </span>
  );
}
