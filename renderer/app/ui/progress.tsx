import { cx } from './cx.ts';
import './progress.css';

export interface ProgressProps {
  label: string;
  /** Done so far; null where the whole is not known. */
  value: number | null;
  max: number;
  /** Shown at the right, e.g. `12 of 64`. */
  text?: string | undefined;
  tone?: 'accent' | 'good' | 'warn' | undefined;
  isLabelHidden?: boolean | undefined;
}

export function Progress({ label, value, max, text, tone = 'accent', isLabelHidden = false }: ProgressProps) {
  return (
    <div className={cx('t-progress', `t-progress--${tone}`)}>
      {(!isLabelHidden || text !== undefined) && (
        <div className="t-progress__words">
          <span className={cx(isLabelHidden && 't-hidden')}>{label}</span>
          {text !== undefined && <span className="t-number">{text}</span>}
        </div>
      )}
      <progress className="t-progress__bar" aria-label={label} max={max} value={value ?? undefined} />
    </div>
  );
}
