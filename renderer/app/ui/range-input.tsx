import type { CSSProperties, InputHTMLAttributes } from 'react';
import { cx } from './cx.ts';
import './range-input.css';

export interface RangeInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'min' | 'max' | 'onChange'> {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A slider: what it is filled to is told to the style, since no browser draws its track in both themes' colours. */
export function RangeInput({ value, min, max, className, onChange, ...others }: RangeInputProps) {
  const filled: CSSProperties & Record<'--filled', string> = { '--filled': `${((value - min) / (max - min)) * 100}%` };
  return <input {...others} type="range" className={cx('t-range', className)} style={filled} min={min} max={max} value={value} onChange={(event) => onChange(event.target.valueAsNumber)} />;
}
