import { Search } from 'lucide-react';
import { cx } from './cx.ts';
import type { TextInputProps } from './inputs.tsx';
import { TextInput } from './inputs.tsx';
import './search-input.css';

/** A field that narrows a list. `label` is its name, and stands in it while it is empty. */
export function SearchInput({ label, className, ...rest }: Omit<TextInputProps, 'aria-label'> & { label: string }) {
  return (
    <span className={cx('t-search', className)}>
      <Search size={14} aria-hidden="true" />
      <TextInput placeholder={label} {...rest} aria-label={label} />
    </span>
  );
}
